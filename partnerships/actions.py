"""The moves of reports and assessments: handed in, approved or returned. Whoever calls these has checked who may."""

from partnerships.models.approval import Approvable
from publishing.actions import Course

State = Approvable.State

# What was approved by mistake may be returned; what was returned is handed in again or approved after all.
APPROVAL = Course(
    field="state",
    reached_from={
        State.SUBMITTED: {State.DRAFT, State.RETURNED},
        State.APPROVED: {State.DRAFT, State.SUBMITTED, State.RETURNED},
        State.RETURNED: {State.SUBMITTED, State.APPROVED},
    },
)
