"""The registrations of an event as a table for the organisers: names, answers, sessions, who came."""

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events.models import Answer, CheckIn, Question, SessionSeat
from publishing.cells import in_one_line, joined, plain
from publishing.templatetags.content import spoken

READ_AT_ONCE = 200


def headings(questions):
    own = [_("ticket"), _("name"), _("e-mail"), _("organisation"), _("state"), _("language"), _("access needs")]
    own += [
        _("who may see the name"),
        _("registered at"),
        _("confirmed at"),
        _("came at"),
        _("sessions"),
        _("sessions attended"),
    ]
    return [*own, *(plain(in_one_line(spoken(question, "text")[0])) for question in questions)]


def table(event, rows):
    """Return (headings, rows of texts) of `rows`, registrations of `event`; no text can begin a formula."""
    questions = list(Question.objects.filter(event=event).in_order())
    fetched = rows.order_by("name", "pk").prefetch_related(
        Prefetch("answers", Answer.objects.select_related("question")),
        Prefetch("seats", SessionSeat.objects.select_related("session").order_by("session__starts_at", "pk")),
        Prefetch("check_ins", CheckIn.objects.select_related("session").order_by("at")),
    )
    lines = (cells(event, row, questions) for row in fetched.iterator(READ_AT_ONCE))
    return headings(questions), lines


def cells(event, row, questions):
    answers = {answer.question_id: answer.shown for answer in row.answers.all()}
    visits = row.check_ins.all()
    came = min((visit.at for visit in visits), default=None)
    attended = [spoken(visit.session, "title")[0] for visit in visits if visit.session]
    texts = [row.code, row.name, row.email, row.organisation, row.get_state_display(), row.get_language_display()]
    texts += [row.access_needs, row.get_consent_display(), told(event, row.created_at), told(event, row.confirmed_at)]
    texts += [told(event, came), joined([seat_told(seat) for seat in row.seats.all()]), joined(attended)]
    texts += [answers.get(question.pk, "") for question in questions]
    return [plain(in_one_line(str(text))) for text in texts]


def seat_told(seat):
    title = spoken(seat.session, "title")[0]
    return title if seat.state == SessionSeat.State.TAKEN else f"{title} ({seat.get_state_display()})"


def told(event, moment):
    return date_format(timezone.localtime(moment, event.zone), "SHORT_DATETIME_FORMAT") if moment else ""
