"""Sources of the registry."""

import factory

from registry.models import Source


class SourceFactory(factory.django.DjangoModelFactory):
    """A register of Kazakhstan that lists organisations by BIN."""

    class Meta:
        model = Source

    name = factory.Sequence(lambda number: f"Register {number}")
    country = "KZ"
    scheme = "KZ-BIN"
