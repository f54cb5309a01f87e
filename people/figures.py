"""What organisations are, in numbers: `count_…` asks the database, a function of FIGURES says what is to be seen in it.

Each count is a query of its own, so that a kept count may take its place without a word being changed.
"""

from functools import cached_property
from itertools import accumulate
from urllib.parse import urlencode

from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from goals.models import Goal
from people.filters import SERVED, OrganisationFilter
from people.models import Group, Organisation
from people.models.organisations import Kind
from places.countries import Country
from places.models import Region
from publishing.charts import Bars, Columns, Datum, Figure, Row, grouped, percent
from publishing.list_pages import query_pairs
from publishing.templatetags.content import spoken

YEARS = 80  # of growth that are shown one by one
SHOWN = 15  # bars of a picture; the table has the rest

TITLES = {
    "served": gettext_lazy("Groups that must not be left behind"),
    "groups": gettext_lazy("By group served"),
    "countries": gettext_lazy("By country"),
    "regions": gettext_lazy("By region"),
    "goals": gettext_lazy("By goal"),
    "kinds": gettext_lazy("By kind"),
    "growth": gettext_lazy("Growth by year of founding"),
}

# What a row of each figure is.
SUBJECTS = {
    "served": gettext_lazy("Serves"),
    "groups": gettext_lazy("Group served"),
    "countries": gettext_lazy("Country"),
    "regions": gettext_lazy("Region"),
    "goals": gettext_lazy("Goal"),
    "kinds": gettext_lazy("Kind"),
}


def count_served(organisations):
    """Return (how many there are, how many serve a group): each counts once, however many groups it serves."""
    served = Exists(Organisation.groups.through.objects.filter(organisation=OuterRef("pk")))
    counted = organisations.order_by().aggregate(total=Count("pk"), served=Count("pk", filter=Q(served)))
    return counted["total"], counted["served"]


def count_by(organisations, column, *, once=False):
    """Return {value: number of organisations} of `column`; `once` where an organisation may have a value twice."""
    rows = organisations.order_by().values_list(column).annotate(number=Count("pk", distinct=once))
    return {value: number for value, number in rows if value not in (None, "")}


def count_by_goal(organisations):
    """An organisation counts for a goal that it serves as a whole or by any of its targets."""
    return count_by(organisations, "tags__goal", once=True)


def count_by_region(organisations):
    """Return {key of a region: organisations at home or at work there}, as the filter for regions finds them."""
    at_work = Organisation.regions.through.objects.filter(organisation__in=organisations.order_by().values("pk"))
    away = at_work.exclude(organisation__region=F("region")).values_list("region").annotate(number=Count("pk"))
    found = count_by(organisations, "region")
    for region, number in away:
        found[region] = found.get(region, 0) + number
    return found


def count_by_year(organisations):
    """Return {year of founding: number} in order, with the years between in which none was founded."""
    dated = organisations.filter(founded_on__isnull=False).annotate(year=ExtractYear("founded_on"))
    found = count_by(dated, "year")
    return {year: found.get(year, 0) for year in range(min(found), max(found) + 1)} if found else {}


class Asked:
    """The organisations that the figures are of; `params` (request.GET) are the filters that chose them."""

    def __init__(self, organisations, params):
        self.organisations = organisations
        self.chosen = [pair for pair in query_pairs(params) if pair[0] in OrganisationFilter.base_filters]

    @cached_property
    def totals(self):
        return count_served(self.organisations)

    @property
    def total(self):
        return self.totals[0]

    @property
    def query(self):
        return f"?{urlencode(self.chosen)}" if self.chosen else ""

    def link(self, name, value):
        """Return the address of the list of those with this value too; "" where it has another one of the same filter."""
        others = [pair for pair in self.chosen if pair[0] != name]
        if len(others) < len(self.chosen) and (name, value) not in self.chosen:
            return ""
        return f"{reverse('people:organisations')}?{urlencode([*others, (name, value)])}"

    def rows(self, name, counted, known, *, in_order=False):
        """Return the Rows of `counted`, {key: number}, the largest first; `known` is {key: (code, label)} in its order."""
        found = [(*known[key], counted[key]) for key in known if counted.get(key)]
        found = found if in_order else sorted(found, key=lambda one: -one[2])
        return [
            Row(code, label, self.link(name, code), [number], [grouped(number), percent(number, self.total)])
            for code, label, number in found
        ]


def shares(name, rows, sentence, whole=None):
    """Return the Figure of `rows` in which one number each is told, as bars."""
    bars = Bars([Datum(row.label, row.numbers[0], row.url) for row in rows], at_most=SHOWN, whole=whole)
    caption = _("Organisations")
    if len(rows) > SHOWN:
        caption = _("Organisations: the first %(shown)s of %(rows)s") % {"shown": SHOWN, "rows": len(rows)}
    headings = [SUBJECTS[name], _("Organisations"), pgettext("of a whole", "Share")]
    return Figure(name, TITLES[name], sentence, [(caption, bars)], headings, rows)


def told_first(rows, asked, sentence):
    """Return `sentence` with the row that has the most; where there is none, that nothing is known."""
    if not rows:
        return _("Nothing is known of this for these organisations.")
    first = max(rows, key=lambda row: row.numbers[0])
    share = percent(first.numbers[0], asked.total)
    return sentence % {"label": first.label, "number": first.cells[0], "total": grouped(asked.total), "share": share}


def served(asked):
    total, number = asked.totals
    counted, labels = {"any": number, "none": total - number}, dict(SERVED)
    rows = asked.rows("served", counted, {key: (key, str(label)) for key, label in labels.items()}, in_order=True)
    sentence = ngettext(
        "%(served)s of %(total)s organisation (%(share)s) serves at least one group that must not be left behind; "
        "it counts once, however many groups it serves.",
        "%(served)s of %(total)s organisations (%(share)s) serve at least one group that must not be left behind; "
        "each counts once, however many groups it serves.",
        total,
    )
    figures = {"served": grouped(number), "total": grouped(total), "share": percent(number, total)}
    return shares("served", rows, sentence % figures, whole=total)


def groups(asked):
    known = {row.pk: (row.slug, spoken(row, "name")[0]) for row in Group.objects.all()}
    rows = asked.rows("group", count_by(asked.organisations, "groups"), known)
    sentence = _("Served by most: “%(label)s”, %(number)s of %(total)s organisations. One may serve several groups.")
    return shares("groups", rows, told_first(rows, asked, sentence))


def countries(asked):
    rows = asked.rows("country", count_by(asked.organisations, "country"), coded(Country))
    sentence = _("Most organisations: %(label)s, %(number)s of %(total)s (%(share)s).")
    return shares("countries", rows, told_first(rows, asked, sentence))


def regions(asked):
    known = {row.pk: (row.code, spoken(row, "name")[0]) for row in Region.objects.in_order()}
    rows = asked.rows("region", count_by_region(asked.organisations), known)
    sentence = _(
        "Most organisations: %(label)s, %(number)s of %(total)s. One counts in each region where it has its seat or works."
    )
    return shares("regions", rows, told_first(rows, asked, sentence))


def goals(asked):
    known = {row.pk: (str(row.pk), f"{row.pk}. {spoken(row, 'title')[0]}") for row in Goal.objects.order_by("number")}
    rows = asked.rows("goal", count_by_goal(asked.organisations), known, in_order=True)
    sentence = _("Served by most: “%(label)s”, %(number)s of %(total)s organisations. One may serve several goals.")
    figure = shares("goals", rows, told_first(rows, asked, sentence))
    figure.charts = [(_("Organisations"), Bars([Datum(row.label, row.numbers[0], row.url) for row in rows]))]
    return figure


def kinds(asked):
    rows = asked.rows("kind", count_by(asked.organisations, "kind"), coded(Kind))
    sentence = _("The most frequent kind: %(label)s, %(number)s of %(total)s (%(share)s).")
    return shares("kinds", rows, told_first(rows, asked, sentence))


def coded(choices):
    return {code: (code, str(label)) for code, label in choices.choices}


def growth(asked):
    found = count_by_year(asked.organisations)
    sums = dict(zip(found, accumulate(found.values()), strict=True))
    shown = list(found)[-YEARS:]
    rows = [
        Row(str(year), str(year), asked.link("founded", str(year)) if found[year] else "", [found[year], sums[year]],
            [grouped(found[year]), grouped(sums[year])])
        for year in shown
    ]  # fmt: skip
    if earlier := shown and sums[shown[0]] - found[shown[0]]:
        label = _("before %(year)s") % {"year": shown[0]}
        rows.insert(0, Row("", label, "", [earlier, earlier], [grouped(earlier)] * 2))
    charts = [
        (_("All founded so far"), Columns([Datum(str(year), sums[year]) for year in shown])),
        (_("Founded in the year"), Columns([Datum(row.label, row.numbers[0], row.url) for row in rows if row.code])),
    ]
    headings = [_("Year"), _("Founded in the year"), _("All founded so far")]
    return Figure("growth", TITLES["growth"], told_of_growth(found, asked), charts if rows else [], headings, rows)


def told_of_growth(found, asked):
    if not found:
        return _("The year of founding is not known of any of these organisations.")
    year, number = max(found.items(), key=lambda one: one[1])
    known = sum(found.values())
    sentence = ngettext(
        "The year of founding is known of %(known)s organisation of %(total)s; most were founded in %(year)s: %(number)s.",
        "The year of founding is known of %(known)s organisations of %(total)s; most were founded in %(year)s: %(number)s.",
        known,
    )
    figures = {"known": grouped(known), "total": grouped(asked.total), "year": year, "number": grouped(number)}
    return sentence % figures


FIGURES = {
    "served": served, "groups": groups, "countries": countries, "regions": regions, "goals": goals, "kinds": kinds,
    "growth": growth,
}  # fmt: skip
