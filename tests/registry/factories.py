"""Sources of the registry, and what readers report of it."""

import factory

from registry.models import Mistake, Source
from tests.people.factories import OrganisationFactory


class SourceFactory(factory.django.DjangoModelFactory):
    """A register of Kazakhstan that lists organisations by BIN."""

    class Meta:
        model = Source

    name = factory.Sequence(lambda number: f"Register {number}")
    country = "KZ"
    scheme = "KZ-BIN"


class MistakeFactory(factory.django.DjangoModelFactory):
    """Reported in English by somebody who wants no answer."""

    class Meta:
        model = Mistake

    organisation = factory.SubFactory(OrganisationFactory)
    about = "address"
    text = "It has moved to another street."
    language = "en"
