"""How far a commitment came, against the straight line from where it began to its target: a Figure with chart and table."""

from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from partnerships.models import ProgressReport
from publishing.charts import Figure, Row

TOP, TALL, FOOT = 24, 160, 24  # pixels above the drawing, of it, and below for the dates


class Mark(NamedTuple):
    """A value on a day as drawn: `x` in per cent, `y` in pixels."""

    on: object
    value: Decimal
    x: float
    y: float
    shown: str


class Course:
    """The straight line, and the reported values joined to another."""

    template_name = "components/charts/course.html"
    top, ground, height = TOP, TOP + TALL, TOP + TALL + FOOT

    def __init__(self, plan, values, unit):
        """`plan` are (day, value) of the beginning and the end, `values` those of reports, earliest first."""
        days = [on for on, _value in (*plan, *values)]
        self.first, self.last = min(days), max(days)
        numbers = [value for _on, value in (*plan, *values)]
        self.low, self.high = min(numbers), max(numbers)
        self.unit = unit
        self.start, self.end = (self._mark(*point) for point in plan)
        self.values = [self._mark(*point) for point in values]
        joined = [self.start, *self.values]
        self.steps = list(pairwise(joined))

    def _mark(self, on, value):
        share = (on - self.first).days / max((self.last - self.first).days, 1)
        height = float((value - self.low) / (self.high - self.low)) if self.high > self.low else 0
        shown = f"{date_format(on)}: {shown_value(value)} {self.unit}"
        return Mark(on, value, round(2 + 96 * share, 2), round(self.ground - TALL * height, 1), shown)


def shown_value(value):
    """Return a value without the noughts behind its point: "12.5", "10"."""
    places = -min(Decimal(value).normalize().as_tuple().exponent, 0)
    return number_format(value, decimal_pos=places, force_grouping=True)


def expected(commitment, on):
    """Return the value of the straight line on the day `on`; before it begins the baseline, after it ends the target."""
    whole = (commitment.due_on - commitment.began_on).days
    share = Decimal(min(max((on - commitment.began_on).days, 0), whole)) / whole
    return (commitment.baseline + (commitment.target_value - commitment.baseline) * share).quantize(Decimal("0.001"))


def course_of(commitment, reports):
    """Return the Figure of `commitment` and of those of its `reports` that were approved, for staff too, who see others;
    None where it has no line: what it needs was not said."""
    ends = (commitment.baseline, commitment.target_value, commitment.due_on)
    if None in ends or commitment.began_on >= commitment.due_on or commitment.baseline == commitment.target_value:
        return None
    values = approved_values(reports)
    plan = [(commitment.began_on, commitment.baseline), (commitment.due_on, commitment.target_value)]
    headings = [_("Day"), _("Reached"), _("On the straight line")]
    rows = [row_of(commitment, on, value) for on, value in [plan[0], *values]]
    rows.append(row_of(commitment, commitment.due_on, None))
    caption = _("In %(unit)s; the dashed line is the straight way to the target") % {"unit": commitment.unit}
    chart = Course(plan, values, commitment.unit)
    figure = Figure("course", _("How far it came"), told(commitment, values), [(caption, chart)], headings, rows)
    figure.csv_url = reverse("partnerships:course", args=[commitment.slug])
    return figure


def approved_values(reports):
    """Return the (day, value) that were approved, in the order in which the last one holds."""
    approved = [one for one in reports if one.state == ProgressReport.State.APPROVED and one.value is not None]
    return [(one.period_end, one.value) for one in sorted(approved, key=lambda one: (one.period_end, one.pk))]


def row_of(commitment, on, value):
    line = expected(commitment, on)
    shown = "–" if value is None else shown_value(value)
    return Row(on.isoformat(), date_format(on), "", ["" if value is None else value, line], [shown, shown_value(line)])


def told(commitment, values):
    """Return the sentence that says what is to be seen."""
    words = {
        "target": shown_value(commitment.target_value),
        "unit": commitment.unit,
        "due": date_format(commitment.due_on),
    }
    if not values:
        return _("No value has been reported yet on the way to %(target)s %(unit)s by %(due)s.") % words
    on, value = values[-1]
    line = expected(commitment, on)
    words |= {"value": shown_value(value), "on": date_format(on), "line": shown_value(line)}
    is_rising = commitment.target_value > commitment.baseline
    sentence = _(
        "On %(on)s %(value)s %(unit)s were reached: behind the straight line to %(target)s by %(due)s, %(line)s."
    )
    if value >= line if is_rising else value <= line:
        sentence = _(
            "On %(on)s %(value)s %(unit)s were reached: on or ahead of the straight line to %(target)s by %(due)s, %(line)s."
        )
    return sentence % words
