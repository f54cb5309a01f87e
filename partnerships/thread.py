"""The thread: session → commitment → partnership → report → assessment → review, as far as each is there and may be seen.

`thread_of_session`, `thread_of_commitment` and `thread_of_partnership` fetch, with a handful of queries; `steps` only lays
out. Each step is {kind, label, title, url, date, when, present}, as templates/components/thread.html reads it.
"""

from collections import Counter
from functools import reduce
from operator import or_

from django.db.models import Case, Count, F, Q, Value, When
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from events.models import Session
from partnerships.models import Partnership, ProgressReport
from publishing.templatetags.content import text
from publishing.templatetags.dates import known


def thread_of_partnership(partnership, user, *, rows=None):
    """Return the steps of `partnership`, with the commitment that got furthest, as `user` may see them.

    `rows` are its commitments, soonest first, and their reports and assessments, latest first, where a page has them.
    """
    if rows is None:
        return follow(partnership, furthest(partnership.commitments.visible_to(user)), user)
    commitments, *heard = rows
    approved = Counter(report.commitment_id for report in heard[0] if report.state == ProgressReport.State.APPROVED)
    commitment = max(commitments, key=lambda one: approved[one.pk], default=None)  # of several the first
    return follow(partnership, commitment, user, heard=heard)


def thread_of_commitment(commitment, user):
    """Return the steps of `commitment`, with the partnership that carries it, as `user` may see them."""
    partnership = Partnership.objects.visible_to(user).filter(pk=commitment.partnership_id).first()
    return follow(partnership, commitment, user)


def thread_of_session(session, user):
    """Return the steps of what began at `session`: the commitment made there that got furthest, else what was signed."""
    commitment = furthest(session.commitments.visible_to(user))
    partnerships = Partnership.objects.visible_to(user)
    if commitment is None or commitment.partnership_id is None:
        partnership = partnerships.filter(signed_at_session=session).order_by("pk").first()
    else:
        partnership = partnerships.filter(pk=commitment.partnership_id).first()
    return follow(partnership, commitment, user, session=session)


def shown(steps):
    """Return the steps for the page of something that may stand alone: none where it leads nowhere yet.

    Where there is more than one, what is missing is told as missing.
    """
    return steps if sum(step["present"] for step in steps) > 1 else []


def furthest(commitments):
    """Return the one of `commitments` with the most approved reports, of several the one due first, or None."""
    approved = Count("reports", filter=Q(reports__state=ProgressReport.State.APPROVED))
    soonest = F("due_on").asc(nulls_last=True)
    return commitments.annotate(reported=approved).order_by("-reported", soonest, "pk").first()


def follow(partnership, commitment, user, *, session=None, contribution=None, heard=None):
    """Return the steps of what hangs together; `session` and `contribution` where something else says which they are."""
    session_id = (commitment and commitment.made_at_session_id) or (partnership and partnership.signed_at_session_id)
    if session is None and session_id is not None:
        session = Session.objects.visible_to(user).select_related("event").filter(pk=session_id).first()
    report, assessment = _latest(commitment, user, heard) if commitment else (None, None)
    return steps(
        session=session,
        commitment=commitment,
        partnership=partnership,
        report=report,
        assessment=assessment,
        contribution=contribution or _contribution(commitment, session, user),
    )


def _latest(commitment, user, heard):
    """Return the latest report on `commitment` and the latest assessment, each None where there is none."""
    if heard:
        return [next((row for row in rows if row.commitment_id == commitment.pk), None) for rows in heard]
    assessments = commitment.assessments.visible_to(user).select_related("assessor")
    return commitment.reports.visible_to(user).latest_first().first(), assessments.latest_first().first()


def _contribution(commitment, session, user):
    """The contribution to a review that led to the commitment, else one that was told of at the session: by related_name,
    for reviews lie above."""
    sources = [row for row in (commitment, session) if row is not None]
    if not sources:
        return None
    relations = [(row._meta.get_field("contributions"), row) for row in sources]
    pointing = [Q(**{relation.field.name: row}) for relation, row in relations]
    place = Case(*[When(condition, then=Value(place)) for place, condition in enumerate(pointing)])
    found = (
        relations[0][0].related_model.objects.visible_to(user).select_related("review").filter(reduce(or_, pointing))
    )
    return found.order_by(place, "-review__year", "pk").first()


def steps(*, session=None, commitment=None, partnership=None, report=None, assessment=None, contribution=None):
    """Return the six steps in order; what is None is told as missing. No query is made here: `report` and `assessment`
    have their `commitment`, `assessment` its `assessor`, `contribution` its `review`, `session` its `event` at hand."""
    return [
        _step("session", _("Session"), session, _("No session is recorded"), _session),
        _step("commitment", _("Commitment"), commitment, _("No commitment is recorded"), _commitment),
        _step("partnership", _("Partnership"), partnership, _("No partnership carries it yet"), _partnership),
        _step("report", _("Progress report"), report, _("No progress has been reported yet"), _report),
        _step(
            "assessment",
            _("Independent assessment"),
            assessment,
            _("Nobody independent has assessed it yet"),
            _assessment,
        ),
        _step("review", _("National review"), contribution, _("Not in a national review yet"), _review),
    ]


def _step(kind, label, row, missing, describe):
    step = {
        "kind": kind,
        "label": label,
        "title": missing,
        "url": "",
        "date": None,
        "when": "",
        "present": row is not None,
    }
    return {**step, **describe(row)} if row is not None else step


def _session(session):
    moment = session.starts_at
    day = moment.astimezone(session.event.zone).date() if moment else session.event.first_day
    return {"title": text(session, "title"), "url": session.get_absolute_url(), "date": day}


def _commitment(commitment):
    dates = [(_("made %(date)s"), commitment.made_on), (_("due %(date)s"), commitment.due_on)]
    when = ", ".join(words % {"date": date_format(date)} for words, date in dates if date)
    return {"title": text(commitment, "title"), "url": commitment.get_absolute_url(), "when": when}


def _partnership(partnership):
    when = known(partnership.signed_on, partnership.signed_precision)
    return {"title": text(partnership, "title"), "url": partnership.get_absolute_url(), "when": when}


def _report(report):
    title = _("Report up to %(date)s") % {"date": date_format(report.period_end)}
    return {"title": title, "url": report.get_absolute_url(), "date": report.period_end}


def _assessment(assessment):
    title, assessor = assessment.get_grade_display(), getattr(assessment, "assessor", None)
    if assessor:  # there is none where the reader may see what was found, and not by whom
        title = format_html(_("{grade}, says {assessor}"), grade=title, assessor=text(assessor, "name"))
    return {"title": title, "url": assessment.get_absolute_url(), "date": assessment.assessed_on}


def _review(contribution):
    return {
        "title": contribution.review.title,
        "url": contribution.get_absolute_url(),
        "when": contribution.review.year,
    }
