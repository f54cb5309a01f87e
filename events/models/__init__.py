from events.models.appearances import Appearance, Statement
from events.models.calls import CallForSessions
from events.models.check_ins import CheckIn
from events.models.events import Event, EventOrganisation, EventTag
from events.models.imports import ImportedPerson, ImportedSession, ProgrammeImport
from events.models.materials import EventPhoto, Material
from events.models.placements import Placement
from events.models.proposal_scores import ProposalScore
from events.models.proposals import Proposal, ProposalTag
from events.models.proposed_people import ProposedPerson
from events.models.questions import Answer, Question
from events.models.registrations import Registration
from events.models.releases import ScheduleRelease
from events.models.session_seats import SessionSeat
from events.models.sessions import Session, SessionTag

__all__ = [
    "Answer",
    "Appearance",
    "CallForSessions",
    "CheckIn",
    "Event",
    "EventOrganisation",
    "EventPhoto",
    "EventTag",
    "ImportedPerson",
    "ImportedSession",
    "Material",
    "Placement",
    "ProgrammeImport",
    "Proposal",
    "ProposalScore",
    "ProposalTag",
    "ProposedPerson",
    "Question",
    "Registration",
    "ScheduleRelease",
    "Session",
    "SessionSeat",
    "SessionTag",
    "Statement",
]
