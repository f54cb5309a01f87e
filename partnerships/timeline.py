"""What happened in a partnership, and what is to come, in the order of time: components/timeline.html shows it."""

from django.utils.translation import gettext as _

from publishing.templatetags.content import text
from publishing.templatetags.dates import known

# The dates of a partnership itself: (field, words), and which of them another one has overtaken.
DATES = [
    ("signed_on", lambda partnership: _("Signed")),
    ("planned_starts_on", lambda partnership: _("Planned start")),
    ("starts_on", lambda partnership: _("Started")),
    ("halted_on", lambda partnership: _("Suspended") if partnership.may_resume else _("Cancelled")),
    ("planned_ends_on", lambda partnership: _("Planned end")),
    ("ends_on", lambda partnership: _("Ended")),
]


def timeline_of(partnership, *, reports=(), assessments=(), stories=(), today):
    """Return [{on, when, label, title, url, is_ahead}], earliest first, of rows that are already fetched."""
    moments = [
        _moment(
            getattr(partnership, field), label(partnership), today=today, precision=precision_of(partnership, field)
        )
        for field, label in DATES
        if getattr(partnership, field)
    ]
    moments += [_of(row, row.period_end, _("Progress report"), row.commitment, today) for row in reports]
    moments += [_of(row, row.assessed_on, _("Independent assessment"), row.commitment, today) for row in assessments]
    moments += [_of(row, row.dated_on, _("Story"), row, today) for row in stories]
    return sorted(moments, key=lambda moment: moment["on"])


def precision_of(partnership, field):
    return partnership.signed_precision if field == "signed_on" else "day"


def _of(row, on, label, named, today):
    return _moment(on, label, text(named, "title"), row.get_absolute_url(), today=today)


def _moment(on, label, title="", url="", *, today, precision="day"):
    shown = known(on, precision)
    return {"on": on, "when": shown, "label": label, "title": title, "url": url, "is_ahead": on > today}
