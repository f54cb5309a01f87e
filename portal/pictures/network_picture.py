"""The network of organisations: its choices, its drawing, and the same as a table."""

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.models.organisations import Side
from places.countries import Country
from portal.pictures import layout
from portal.pictures.asking import ANY_COUNTRY, Choice, tokens
from portal.pictures.network import NONE, Joined
from portal.pictures.nodes import BY, LETTERS, Grouping, drawn, organisation_nodes, unknown_seats, usual_grouping
from portal.pictures.picture import Picture
from portal.pictures.sets import Organisations, Partnerships
from publishing.charts import grouped

TABLED = 200  # organisations in the table of the page; the file has all
TOLD = 3  # partners that a row of the table names


class NetworkPicture(Picture):
    name = "network"
    heading = gettext_lazy("Who works with whom")
    question = gettext_lazy("Which organisations do partnerships join, and where do civil society and the state meet?")

    @cached_property
    def partnerships(self):
        return Partnerships(self.user, self.memory)

    @cached_property
    def organisations(self):
        return Organisations(self.user, self.memory)

    def choices(self):
        regions = tokens(self.organisations.options("region"))
        years = [(str(year), str(year)) for year in self.years()]
        seats = [*Country.choices, *regions, *unknown_seats()]
        goals = tokens(self.organisations.options("goal"))
        mostly = [*goals, (NONE, _("No goal"))]
        return {
            "country": Choice(_("Country of the partnership"), Country.choices, everything=ANY_COUNTRY),
            "goal": Choice(_("Goal"), goals, everything=_("Any goal")),
            "since": Choice(_("Begun in or after"), years, everything=_("Any year")),
            "until": Choice(_("Begun in or before"), years, everything=_("Any year")),
            "side": Choice(_("Side"), Side.choices, everything=_("Any side")),
            "seat": Choice(_("Seat of the organisation"), seats, everything=_("Anywhere")),
            "mostly": Choice(_("Goal that most of its partnerships serve"), mostly, everything=_("Any goal")),
            "by": Choice(_("What is drawn"), list(BY.items()), everything=_("What can be read")),
        }

    def years(self):
        """From the first to the last year in which a partnership began that the visitor may see."""
        joined = Joined(self.partnerships, dict.fromkeys(["country", "goal", "since", "until"], ""))
        found = [joined.began[key] for key in joined.chosen if key in joined.began]
        return range(min(found), max(found) + 1) if found else []

    @cached_property
    def joined(self):
        return Joined(self.partnerships, {name: self.asking.chosen(name) for name in self.asking.choices})

    @cached_property
    def by(self):
        return self.asking.chosen("by") or usual_grouping(self.joined)

    @cached_property
    def rows(self):
        """{key: organisation} of all that are named on the page."""
        shown = self.joined.ranked[:TABLED]
        partners = [other for key in shown for other in self.joined.neighbours.get(key, ())[:TOLD]]
        return self.organisations.rows({*shown, *partners})

    def drawing(self):
        if self.by == "organisation":
            return drawn(organisation_nodes(self.joined, self.rows), self.joined.pairs)
        grouping = Grouping(self.joined, self.by, self.asking.query)
        return drawn(grouping.nodes(), grouping.pairs())

    def context(self):
        nodes, lines = self.drawing()
        sides = {node.side for node in nodes if node.side}
        return {
            "sentence": self.joined.sentence({key: str(row) for key, row in self.rows.items()}),
            "nodes": nodes,
            "lines": lines,
            "drawn_as": BY[self.by],
            "sides": [(side, Side(side).label, LETTERS[side]) for side in Side if side in sides],
            "width": layout.WIDTH,
            "height": layout.height(len(nodes)),
            "organisations": [self.told(key) for key in self.joined.ranked[:TABLED] if key in self.rows],
            "left_out": max(len(self.joined.ranked) - TABLED, 0),
            "not_drawn": len(self.joined.ranked) - len(nodes) if self.by == "organisation" else 0,
        }

    def told(self, key):
        """Return a row of the table; the number of partnerships leads to their list where that knows what is asked."""
        asked, row = self.joined.asked, self.rows[key]
        partners = self.joined.neighbours.get(key, ())
        where = {name: asked[name] for name in ("country", "goal") if asked[name]}
        is_listed = not asked["since"] and not asked["until"]
        return {
            "row": row,
            "side": Side(self.joined.facts[key].side).label,
            "partnerships": grouped(self.joined.number_of_partnerships[key]),
            "url": self.partnerships.link(organisation=row.slug, **where) if is_listed else "",
            "partners": grouped(len(partners)),
            "some": [self.rows[other] for other in partners[:TOLD] if other in self.rows],
            "more": max(len(partners) - TOLD, 0),
        }

    def table(self):
        headings = [_("code"), _("name"), _("Side"), _("Partnerships"), _("Partners"), _("Works with")]
        rows = self.organisations.rows(set(self.joined.ranked))
        names = {key: str(row) for key, row in rows.items()}  # once each, however many partners
        return headings, [self.cells(key, rows[key].slug, names) for key in self.joined.ranked if key in rows]

    def cells(self, key, slug, names):
        partners = [names[other] for other in self.joined.neighbours.get(key, ()) if other in names]
        number, side = self.joined.number_of_partnerships[key], Side(self.joined.facts[key].side).label
        return [slug, names[key], str(side), number, len(partners), "; ".join(partners)]
