"""The contributions to a review under headings: by goal, by whoever made them, or by where these are."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.templatetags.content import spoken, text

ARRANGEMENTS = {
    "goal": gettext_lazy("By goal"),
    "organisation": gettext_lazy("By organisation"),
    "region": gettext_lazy("By region"),
}


@dataclass
class Heading:
    """`contributions` stand here in full; `others` stand under another heading and are only referred to.

    `anchor` is the id of the heading, where something leads to it.
    """

    title: str
    url: str = ""
    anchor: str = ""
    contributions: list = field(default_factory=list)
    others: list = field(default_factory=list)

    @property
    def numbers(self):
        """All of either, in the order of their numbers: an entry of an index."""
        return sorted([*self.contributions, *self.others], key=place)


def place(contribution):
    """By what contributions are ordered: the number, then what has none yet."""
    return contribution.number is None, contribution.number or 0, contribution.pk


def goals_of(contribution):
    """Return the goals of `contribution` (fetched for_rows), each once, what matters most first."""
    return list({tag.goal_id: tag.goal for tag in contribution.tags.all()}.values())


def by_goal(contributions):
    """Return the Headings of the goals in their order: each contribution once in full, at the goal that matters most."""
    headings, without = {}, Heading(_("No goal is named"))
    for contribution in contributions:
        first, *rest = goals_of(contribution) or [None]
        if first is None:
            without.contributions.append(contribution)
            continue
        for goal in (first, *rest):
            headings.setdefault(
                goal.number, Heading(f"{goal.number}. {spoken(goal, 'title')[0]}", goal.get_absolute_url())
            )
            heading = headings[goal.number]
            (heading.contributions if goal is first else heading.others).append(contribution)
    found = [headings[number] for number in sorted(headings)]
    return [*found, without] if without.contributions else found


def by_organisation(contributions):
    """Return the Headings of the organisations by name, then of the sides of which no organisation is named."""
    headings = {}
    for contribution in contributions:
        organisation = contribution.organisation
        key = (False, organisation.sort_name, organisation.pk) if organisation else (True, contribution.side, 0)
        title = text(organisation, "name") if organisation else contribution.side_name
        url = organisation.get_absolute_url() if organisation else ""
        headings.setdefault(key, Heading(title, url)).contributions.append(contribution)
    return [headings[key] for key in sorted(headings)]


def anchor_of(code):
    """Return the id of the heading of the region with this code."""
    return f"region-{code}"


def by_region(contributions):
    """Return the Headings of the regions in which the organisations have their seats; those of no known one come last."""
    headings = {}
    for contribution in contributions:
        region = contribution.organisation and contribution.organisation.region
        key = (False, region.code) if region else (True, "")
        made = (
            Heading(spoken(region, "name")[0], anchor=anchor_of(region.code))
            if region
            else Heading(_("Region not known"))
        )
        headings.setdefault(key, made).contributions.append(contribution)
    return [headings[key] for key in sorted(headings)]


ARRANGED = {"goal": by_goal, "organisation": by_organisation, "region": by_region}


def arranged(contributions, by):
    """Return the Headings of `contributions` by one of ARRANGEMENTS."""
    return ARRANGED[by](contributions)
