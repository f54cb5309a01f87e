"""What organisations are, in numbers: the index of facets counts, a function of FIGURES says what is to be seen in it."""

from itertools import accumulate
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from people.filters import OrganisationFilter
from publishing.charts import Bars, Columns, Datum, Figure, Row, grouped, percent
from publishing.list_pages import query_pairs

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


class Asked:
    """The organisations that the figures are of, a Selection; `params` (request.GET) are the filters that chose them."""

    def __init__(self, selection, params):
        self.selection, self.total = selection, selection.count
        self.chosen = [pair for pair in query_pairs(params) if pair[0] in OrganisationFilter.base_filters]

    @property
    def query(self):
        return f"?{urlencode(self.chosen)}" if self.chosen else ""

    def link(self, name, value):
        """Return the address of the list of those with this value too; "" where it has another one of the same filter."""
        others = [pair for pair in self.chosen if pair[0] != name]
        if len(others) < len(self.chosen) and (name, value) not in self.chosen:
            return ""
        return f"{reverse('people:organisations')}?{urlencode([*others, (name, value)])}"

    def counts(self, facet):
        """Return {token: number of organisations} of the values of `facet` that any of them has."""
        return {option.token: number for option, number in self.selection.within(facet) if number}

    def rows(self, facet, *, in_order=False):
        """Return the Rows of `facet`, the largest first, or in the order of its values."""
        found = [(option.token, option.label, number) for option, number in self.selection.within(facet) if number]
        found = found if in_order else sorted(found, key=lambda one: -one[2])
        return [
            Row(code, label, self.link(facet, code), [number], [grouped(number), percent(number, self.total)])
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
    total, number = asked.total, asked.counts("served").get("any", 0)
    rows = asked.rows("served", in_order=True)
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
    rows = asked.rows("group")
    sentence = _("Served by most: “%(label)s”, %(number)s of %(total)s organisations. One may serve several groups.")
    return shares("groups", rows, told_first(rows, asked, sentence))


def countries(asked):
    rows = asked.rows("country")
    sentence = _("Most organisations: %(label)s, %(number)s of %(total)s (%(share)s).")
    return shares("countries", rows, told_first(rows, asked, sentence))


def regions(asked):
    rows = asked.rows("region")
    sentence = _(
        "Most organisations: %(label)s, %(number)s of %(total)s. One counts in each region where it has its seat or works."
    )
    return shares("regions", rows, told_first(rows, asked, sentence))


def goals(asked):
    rows = asked.rows("goal", in_order=True)
    sentence = _("Served by most: “%(label)s”, %(number)s of %(total)s organisations. One may serve several goals.")
    figure = shares("goals", rows, told_first(rows, asked, sentence))
    figure.charts = [(_("Organisations"), Bars([Datum(row.label, row.numbers[0], row.url) for row in rows]))]
    return figure


def kinds(asked):
    rows = asked.rows("kind")
    sentence = _("The most frequent kind: %(label)s, %(number)s of %(total)s (%(share)s).")
    return shares("kinds", rows, told_first(rows, asked, sentence))


def by_year(asked):
    """Return {year of founding: number} in order, with the years between in which none was founded."""
    found = {int(year): number for year, number in asked.counts("founded").items()}
    return {year: found.get(year, 0) for year in range(min(found), max(found) + 1)} if found else {}


def growth(asked):
    found = by_year(asked)
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
