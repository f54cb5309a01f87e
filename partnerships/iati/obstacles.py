"""What stops a partnership from being told to IATI, field by field: the one definition.

The files leave out whatever has an obstacle, the panel tells it at its field and filters by it. Obstacles are conditions of
the database, so that three thousand partnerships are asked at once.
"""

from functools import reduce
from operator import and_, or_
from typing import NamedTuple

from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, When
from django.utils.translation import gettext_lazy as _

from partnerships.iati.dates import with_dates
from partnerships.iati.organisations import ROLES, references
from partnerships.models import Partner, Partnership, PartnershipTag
from people.models import Organisation
from publishing.models import PublicationState
from publishing.visibility import among
from publishing.wording import in_every_language


class Obstacle(NamedTuple):
    """`field` of a partnership, what is to be done in words, and the condition under which it stands in the way."""

    field: str
    sentence: str
    stands: object


def unwritten(field):
    """Return the condition that no language has a text in `field`."""
    return reduce(and_, (Q(**{column: ""}) | Q(**{f"{column}__isnull": True}) for column in in_every_language(field)))


def none_of(rows):
    """Return the condition that none of `rows` hangs on the partnership."""
    return ~Exists(rows.filter(partnership=OuterRef("pk")))


PUBLIC = Organisation.objects.published()
NAMED = PUBLIC.exclude(unwritten("name"))  # whom the files can name
REPORTS = Q(reporting_organisation__isnull=False)
OBSTACLES = [
    Obstacle("publication_state", _("It is not published."), ~Q(publication_state=PublicationState.PUBLISHED)),
    Obstacle("reporting_organisation", _("Say which organisation reports on it."), ~REPORTS),
    Obstacle(
        "reporting_organisation",
        _("The page of this organisation is not published."),
        REPORTS & ~among("reporting_organisation", PUBLIC),
    ),
    Obstacle(
        "reporting_organisation",
        _("Give this organisation a name."),
        among("reporting_organisation", PUBLIC.filter(unwritten("name"))),
    ),
    Obstacle(
        "reporting_organisation",
        _("This organisation needs an identifier of a scheme that org-id.guide lists, such as KZ-BIN."),
        REPORTS & ~Exists(references().filter(organisation=OuterRef("reporting_organisation"))),
    ),
    Obstacle("title", _("Write a title."), unwritten("title")),
    Obstacle("summary", _("Write a summary: it is the description in IATI."), unwritten("summary")),
    Obstacle("starts_on", _("Say when it was signed or starts."), Q(planned_start=None, actual_start=None)),
    Obstacle("planned_ends_on", _("The planned end lies before the start."), Q(planned_end__lt=F("planned_start"))),
    Obstacle("ends_on", _("The end lies before the start or the signing."), Q(actual_end__lt=F("actual_start"))),
    Obstacle(
        "partners",
        _("Name a public organisation that does more than observe."),
        none_of(Partner.objects.filter(among("organisation", NAMED), role__in=ROLES)),
    ),
    Obstacle(
        "countries",
        _("Say in which country or region it works."),
        Q(countries=[]) & none_of(Partnership.regions.through.objects.all()),
    ),
    Obstacle("tags", _("Name at least one goal or target that it serves."), none_of(PartnershipTag.objects.all())),
]


def true_if(condition):
    # Where something is not known a condition is neither true nor false: then nothing stands in the way.
    return Case(When(condition, then=True), default=False, output_field=BooleanField())


def told(rows, on, yes=True):
    """Return those of `rows` of partnerships that the files of the date `on` tell, with their dates; or all others."""
    in_the_way = reduce(or_, (obstacle.stands for obstacle in OBSTACLES))
    return with_dates(rows, on).alias(is_hindered=true_if(in_the_way)).filter(is_hindered=not yes)


def obstacles_of(partnership, on):
    """Return the Obstacles that stand in the way of `partnership` on the date `on`: one query; a new one has none yet."""
    flags = {f"obstacle_{place}": true_if(obstacle.stands) for place, obstacle in enumerate(OBSTACLES)}
    rows = with_dates(Partnership.objects.filter(pk=partnership.pk), on)
    found = rows.annotate(**flags).values_list(*flags).first() or ()
    return [obstacle for obstacle, stands in zip(OBSTACLES, found, strict=False) if stands]
