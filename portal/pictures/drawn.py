"""The pictures by name: the question each answers, its choices, what its page shows and what its CSV holds."""

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.pictures import matrix
from portal.pictures.sets import Organisations


class Picture:
    """Answers one question; `asking` is set once its `choices()` are known."""

    name = heading = question = ""
    asking = None

    def __init__(self, user, memory, params):
        self.user, self.memory, self.params = user, memory, params

    def choices(self):
        """Return {name: Choice} of what can be asked."""
        raise NotImplementedError

    def context(self):
        """Return what the template shows."""
        raise NotImplementedError

    def table(self):
        """Return (headings, rows) of what is shown, in full."""
        raise NotImplementedError


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
        return {"matrix": self.drawing, "counted": self.asking.label_of("count")}

    def table(self):
        headings = [_("code"), self.drawing.heading, _("All"), *(column.label for column in self.drawing.columns)]
        rows = [
            [line.code, line.label, line.total.number, *(cell.number for cell in line.cells)]
            for line in self.drawing.lines
        ]
        return headings, rows


PICTURES = {picture.name: picture for picture in (GoalsMatrix,)}
