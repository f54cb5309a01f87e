"""Who contributed to a review, in numbers: each figure is a sentence, bars and a table, and a CSV of its own."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from people.models import Group, Organisation, Side
from people.models.organisations import SIDE_OF
from places.models import Region
from places.tile_map import shaded
from publishing.charts import Bars, Datum, Figure, Row, grouped, percent
from publishing.templatetags.content import spoken
from reviews.arrangement import anchor_of
from reviews.models import Contribution, ContributionTag

SHOWN = 15  # bars of a picture; the table has the rest
TITLES = {
    "sides": gettext_lazy("Contributions by side"),
    "regions": gettext_lazy("Contributions by region"),
    "groups": gettext_lazy("Contributions by group served"),
    "goals": gettext_lazy("Contributions by goal"),
    "answers": gettext_lazy("What was answered"),
}
SUBJECTS = {
    "sides": gettext_lazy("Side"),
    "regions": gettext_lazy("Region"),
    "groups": gettext_lazy("Group served"),
    "goals": gettext_lazy("Goal"),
    "answers": gettext_lazy("Answer"),
}


class Asked:
    """The contributions that are counted, as (key, kind and region of the organisation, side, answer).

    `address` is that of the review to which they were made.
    """

    def __init__(self, contributions, address):
        self.contributions, self.address = contributions.order_by(), address
        columns = ["pk", "organisation__kind", "organisation__region", "side", "answer"]
        self.rows = list(self.contributions.values_list(*columns))
        self.total = len(self.rows)

    def figure(self, name, counted, sentence, *, in_order=False):
        """Return the Figure of `counted`, [(code, label, number)], the largest first unless they have an order."""
        found = [one for one in counted if one[2]]
        found = found if in_order else sorted(found, key=lambda one: (-one[2], str(one[1])))
        rows = [
            Row(str(code), str(label), "", [number], [grouped(number), percent(number, self.total)])
            for code, label, number in found
        ]
        bars = Bars([Datum(row.label, row.numbers[0]) for row in rows], at_most=SHOWN)
        headings = [SUBJECTS[name], _("Contributions"), pgettext("of a whole", "Share")]
        charts = [(_("Contributions"), bars)] if rows else []
        return Figure(name, TITLES[name], self.told(rows, sentence), charts, headings, rows)

    def told(self, rows, sentence):
        if not rows:
            return _("Nothing is known of this for these contributions.")
        first = max(rows, key=lambda row: row.numbers[0])
        share = percent(first.numbers[0], self.total)
        known = {"label": first.label, "number": first.cells[0], "total": grouped(self.total), "share": share}
        return sentence % known


def sides(asked):
    counted = Counter(SIDE_OF.get(kind, side) for _key, kind, _region, side, _answer in asked.rows)
    found = [(side, side.label, counted[side]) for side in Side]
    return asked.figure("sides", found, _("Most contributions: %(label)s, %(number)s of %(total)s (%(share)s)."))


def regions(asked):
    counted = Counter(region for _key, _kind, region, _side, _answer in asked.rows if region)
    numbers = [(one.code, spoken(one, "name")[0], counted[one.pk]) for one in Region.objects.in_order()]
    sentence = _(
        "Most contributions: %(label)s, %(number)s of %(total)s. A contribution counts where its organisation has its seat."
    )
    figure = asked.figure("regions", numbers, sentence)
    links = {code: f"{asked.address}?by=region#{anchor_of(code)}" for code, _name, number in numbers if number}
    tiles = shaded([(code, name, number, links.get(code, "")) for code, name, number in numbers])
    figure.rows = [row._replace(url=links[row.code]) for row in figure.rows]
    figure.charts = [(_("Contributions"), tiles)] if figure.rows else []
    return figure


def groups(asked):
    through = Organisation.groups.through.objects
    of_groups = through.filter(organisation__in=asked.contributions.values("organisation"))
    serving = {}
    for organisation, group in of_groups.values_list("organisation", "group"):
        serving.setdefault(organisation, []).append(group)
    made_by = asked.contributions.exclude(organisation=None).values_list("organisation", flat=True)
    counted = Counter(group for organisation in made_by for group in serving.get(organisation, []))
    found = [(one.slug, spoken(one, "name")[0], counted[one.pk]) for one in Group.objects.filter(pk__in=counted)]
    sentence = _(
        "Most contributions come from organisations that serve: %(label)s, %(number)s of %(total)s. "
        "One organisation may serve several groups."
    )
    return asked.figure("groups", found, sentence)


def goals(asked):
    tags = ContributionTag.objects.filter(contribution__in=asked.contributions).select_related("goal")
    named = {(tag.contribution_id, tag.goal_id): tag.goal for tag in tags}
    counted, known = Counter(goal.number for goal in named.values()), {goal.number: goal for goal in named.values()}
    found = [(number, f"{number}. {spoken(known[number], 'title')[0]}", counted[number]) for number in sorted(known)]
    sentence = _("Most contributions: “%(label)s”, %(number)s of %(total)s. One may be about several goals.")
    return asked.figure("goals", found, sentence, in_order=True)


def answers(asked):
    counted = Counter(answer for _key, _kind, _region, _side, answer in asked.rows)
    choices = [*Contribution.Answer.choices, ("", _("Not answered yet"))]
    found = [(code or "none", label, counted[code]) for code, label in choices]
    answered = asked.total - counted[""]
    sentence = ngettext(
        "Of %(total)s contribution %(answered)s is answered.",
        "Of %(total)s contributions %(answered)s are answered.",
        asked.total,
    )
    figure = asked.figure("answers", found, "", in_order=True)
    figure.sentence = sentence % {"total": grouped(asked.total), "answered": grouped(answered)}
    return figure


FIGURES = {"sides": sides, "regions": regions, "groups": groups, "goals": goals, "answers": answers}
