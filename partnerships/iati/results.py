"""What was promised within an activity and what came of it: commitments as results, their approved reports as periods."""

from django.conf import settings
from lxml.builder import E

from partnerships.iati.documents import evidence
from partnerships.iati.narratives import narrative, narratives, prose

OTHER = "9"  # of the code list ResultType: nobody says whether a promise is an output, an outcome or an impact
UNIT, PERCENTAGE, QUALITATIVE = "1", "2", "5"  # of the code list IndicatorMeasure
NO, YES = "0", "1"


def results(partnership):
    return [result(commitment) for commitment in partnership.commitments.all()]


def result(commitment):
    """Return a promise as a result; its units are words, so nobody can add it to another."""
    described = prose(commitment, "description")
    return E.result(
        {"type": OTHER, "aggregation-status": NO},
        E.title(*narratives(commitment, "title")),
        *([E.description(*described)] if described else []),
        *indicators(commitment),
    )


def indicators(commitment):
    """Return what the promise is measured by, and what reports tell of it in words alone: one of the two, or both."""
    reports = commitment.reports.all()
    if commitment.target_value is None:
        return [described(commitment, reports)]
    worded = [report for report in reports if report.value is None]
    return [measured(commitment, reports), *([described(commitment, worded)] if worded else [])]


def measured(commitment, reports):
    measure = PERCENTAGE if commitment.unit.strip().startswith("%") else UNIT
    return E.indicator(
        {"measure": measure, **direction(commitment)},
        E.title(narrative(commitment.unit, settings.LANGUAGE_CODE)),  # written in one language, which is not known
        *baseline(commitment),
        *(in_numbers(report) for report in reports if report.value is not None),
        *target(commitment),
    )


def described(commitment, reports):
    titles = narratives(commitment, "title")
    return E.indicator({"measure": QUALITATIVE}, E.title(*titles), *(in_words(report) for report in reports))


def direction(commitment):
    if commitment.baseline is None:
        return {}
    return {"ascending": YES if commitment.target_value >= commitment.baseline else NO}


def baseline(commitment):
    if commitment.baseline is None:
        return []
    on = commitment.began_on
    return [E.baseline({"year": str(on.year), "iso-date": on.isoformat(), "value": number(commitment.baseline)})]


def target(commitment):
    """Return the period from the promise to the day it is due, with the value to be reached in it."""
    if commitment.due_on is None:
        return []
    start = min(commitment.began_on, commitment.due_on)
    return [period(start, commitment.due_on, E.target(value=number(commitment.target_value)))]


def in_numbers(report):
    reached = E.actual({"value": number(report.value)}, *comment(report), *evidence(report))
    return period(report.period_start, report.period_end, reached)


def in_words(report):
    return period(report.period_start, report.period_end, E.actual(*comment(report), *evidence(report)))


def comment(report):
    told = prose(report, "narrative")
    return [E.comment(*told)] if told else []


def period(start, end, *told):
    return E.period(
        E("period-start", {"iso-date": start.isoformat()}), E("period-end", {"iso-date": end.isoformat()}), *told
    )


def number(value):
    """Return `value` without the noughts behind its point: "12.5", "10"."""
    return f"{value.normalize():f}"
