"""What serves a goal: rows of every noun that bear a tag for it, a fixed number of queries however many there are."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.models import EventTag, SessionTag
from knowledge.models import ResourceTag, StoryTag
from partnerships.models import CommitmentTag, PartnershipTag
from people.models import OrganisationTag
from reviews.models import NationalReviewTag

SHOWN = 20  # of each noun; the list behind "all of them" has the rest


@dataclass(frozen=True)
class Noun:
    """A kind of thing that bears tags. `related` is what its address needs; `named_by` None means its `title`."""

    tag: type
    label: str
    listed_at: str | None
    named_by: str | None = "title"
    related: tuple = ()


NOUNS = [
    Noun(PartnershipTag, _("Partnerships"), "partnerships:list"),
    Noun(CommitmentTag, _("Commitments"), "partnerships:commitments"),
    Noun(EventTag, _("Events"), "events:list"),
    Noun(SessionTag, _("Sessions"), None, related=("event",)),
    Noun(OrganisationTag, _("Organisations"), "people:organisations", named_by="name"),
    Noun(ResourceTag, _("Knowledge"), "knowledge:resources"),
    Noun(StoryTag, _("Stories"), "knowledge:stories"),
    Noun(NationalReviewTag, _("National reviews"), "reviews:list", named_by=None),
]


@dataclass
class Served:
    """A row that serves the goal, with its tags for that goal."""

    row: object
    tags: list = field(default_factory=list)


def served(goal, user):
    """Return [{label, named_by, rows: [Served], more_url}] for each noun of which `user` may see something; 8 queries."""
    sections = [_section(noun, goal, user) for noun in NOUNS]
    return [section for section in sections if section["rows"]]


def _section(noun, goal, user):
    owner = noun.tag.owner_field().name
    related = [owner, "target", *(f"{owner}__{name}" for name in noun.related)]
    tags = noun.tag.objects.visible_to(user).filter(goal=goal).select_related(*related).order_by("weight", "-pk")
    rows = {}
    for tag in tags[: 2 * SHOWN]:
        rows.setdefault(getattr(tag, f"{owner}_id"), Served(getattr(tag, owner))).tags.append(tag)
    more_url = f"{reverse(noun.listed_at)}?goal={goal.number}" if noun.listed_at else ""
    return {"label": noun.label, "named_by": noun.named_by, "rows": list(rows.values())[:SHOWN], "more_url": more_url}


def serving_targets(goal, user):
    """Return {code of a target: how many things serve it, of those `user` may see}; 8 queries."""
    counts = Counter()
    for noun in NOUNS:
        tags = noun.tag.objects.visible_to(user).filter(goal=goal, target__isnull=False)
        counts.update(dict(tags.order_by().values_list("target").annotate(count=Count("pk"))))
    return counts
