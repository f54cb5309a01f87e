"""The pictures by name."""

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.models.partnerships import SERVING
from partnerships.models.progress import Progress
from places.countries import Country, country_name
from portal.pictures import matrix
from portal.pictures.asking import ANY_COUNTRY, Choice, tokens
from portal.pictures.flow import Flow, made_at_events
from portal.pictures.gaps import Gaps
from portal.pictures.groups import Groups
from portal.pictures.network_picture import NetworkPicture
from portal.pictures.picture import Picture
from portal.pictures.sets import LISTS, Commitments, Organisations, Partnerships


class GoalsMatrix(Picture):
    name = "goals"
    heading = gettext_lazy("Goals across countries, regions and groups")
    question = gettext_lazy("Where is which goal worked for, by how many, and with how much money?")

    @cached_property
    def lists(self):
        return matrix.lists_with(self.user, self.memory)

    @cached_property
    def counted(self):
        asked = self.params.get("count")
        return asked if asked in self.lists else Organisations.name

    def choices(self):
        listed, by_region = self.lists[self.counted], self.params.get("by") == "region"
        return matrix.choices(self.lists, listed, is_money=self.counted == matrix.MONEY, by_region=by_region)

    @cached_property
    def drawing(self):
        return matrix.matrix(self.lists[self.counted], self.asking)

    def context(self):
        counted = filter(None, [self.asking.label_of("count"), matrix.currency_of(self.asking)])
        return {"matrix": self.drawing, "counted": ", ".join(map(str, counted))}

    def table(self):
        """A cell of money is a bare number: its heading names the currency."""
        currency = matrix.currency_of(self.asking)
        columns = [_("All"), *(column.label for column in self.drawing.columns)]
        headings = [_("code"), self.drawing.heading, *(f"{one} ({currency})" if currency else one for one in columns)]
        rows = [
            [line.code, line.label, line.total.number, *(cell.number for cell in line.cells)]
            for line in self.drawing.lines
        ]
        return headings, rows


class GapsPicture(Picture):
    name = "gaps"
    heading = gettext_lazy("Gaps: what no partnership serves")
    question = gettext_lazy("Which targets and groups does no partnership serve in a country, and who could?")

    def choices(self):
        goals = tokens(Organisations(self.user, self.memory).options("goal"))
        return {
            "country": Choice(_("Country"), Country.choices),
            "goal": Choice(_("Goal"), goals, everything=_("Any goal")),
        }

    @cached_property
    def gaps(self):
        listed = Organisations(self.user, self.memory)
        country = self.option(listed, "country")
        partnerships = Partnerships(self.user, self.memory)
        return Gaps(listed, partnerships, country, self.asking.chosen("goal"), on=timezone.localdate())

    def context(self):
        gaps = self.gaps
        found = gaps.targets + gaps.groups
        return {
            "sentence": gaps.sentence(),
            "serving": [status.label for status in SERVING],
            "bars": gaps.bars(lambda goal: self.asking.query(goal=goal)),
            "parts": [
                (_("Targets, with organisations that work on them there"), [gap for gap in gaps.targets if gap.number]),
                (_("Groups, with organisations that serve them there"), [gap for gap in gaps.groups if gap.number]),
            ],
            "nobody": [gap for gap in found if not gap.number],
        }

    def table(self):
        headings = [_("What is missing"), _("code"), _("name"), _("Organisations that could"), _("Some of them")]
        return headings, self.gaps.rows()


class GroupsPicture(Picture):
    name = "groups"
    heading = gettext_lazy("Leave no one behind")
    question = gettext_lazy("Who serves which group of people, and where does nobody?")

    @cached_property
    def lists(self):
        return [listed(self.user, self.memory) for listed in LISTS.values()]

    def choices(self):
        return {"group": Choice(_("Group served"), tokens(self.lists[0].options("group")), everything=_("Any group"))}

    @cached_property
    def drawing(self):
        return Groups(self.lists, self.option(self.lists[0], "group"))

    def context(self):
        places = self.drawing.places()
        return {
            "sentence": self.drawing.sentence(places),
            "map": self.drawing.map(places),
            "has_places": any(count.number for place in places for count in place.counts),
            "groups": self.drawing.groups(lambda slug: self.asking.query(group=slug)),
            "chosen": self.asking.label_of("group"),
            "columns": [listed.label for listed in self.lists],
            "countries": [
                (country_name(code), [place for place in places if place.country == code]) for code in Country
            ],
        }

    def table(self):
        headings = [_("code"), _("Region"), *(listed.label for listed in self.lists)]
        places = self.drawing.places()
        return headings, [[one.code, one.label, *(count.number for count in one.counts)] for one in places]


class FlowPicture(Picture):
    name = "commitments"
    heading = gettext_lazy("What became of commitments")
    question = gettext_lazy("How do commitments stand today, for each goal and for each event at which they were made?")

    @cached_property
    def listed(self):
        return Commitments(self.user, self.memory)

    @cached_property
    def made(self):
        return made_at_events(self.listed)

    def choices(self):
        events = [(event.slug, str(event)) for event, _members in self.made]
        return {
            "by": Choice(_("Rows"), [("goal", _("Goals")), ("event", _("Events"))]),
            "country": Choice(_("Country"), Country.choices, everything=ANY_COUNTRY),
            "goal": Choice(_("Goal"), tokens(self.listed.options("goal")), everything=_("Any goal")),
            "event": Choice(_("Made at"), events, everything=_("Anywhere")),
        }

    @cached_property
    def flow(self):
        chosen = {name: self.option(self.listed, name) for name in ("country", "goal")}
        event = next((one for one in self.made if one.event.slug == self.asking.chosen("event")), None)
        return Flow(self.listed, self.asking.chosen("by"), chosen, self.made, event, on=timezone.localdate())

    def context(self):
        return {"flow": self.flow, "states": Progress.labels, "subject": self.asking.label_of("by")}

    def table(self):
        headings = [_("code"), self.asking.label_of("by"), _("All"), *Progress.labels]
        rows = [[one.code, one.label, one.total, *(part.number for part in one.parts)] for one in self.flow.streams]
        return headings, rows


PICTURES = {picture.name: picture for picture in (GoalsMatrix, GapsPicture, GroupsPicture, NetworkPicture, FlowPicture)}
