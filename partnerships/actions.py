"""The moves of a progress report: handed in, approved or returned. Whoever calls these has checked who may."""

from partnerships.models import ProgressReport
from publishing.actions import Course

State = ProgressReport.State

# What was approved by mistake may be returned; a returned report is handed in again or approved after all.
REPORTING = Course(
    field="state",
    reached_from={
        State.SUBMITTED: {State.DRAFT, State.RETURNED},
        State.APPROVED: {State.DRAFT, State.SUBMITTED, State.RETURNED},
        State.RETURNED: {State.SUBMITTED, State.APPROVED},
    },
)
