from events.models.appearances import Appearance, Statement
from events.models.check_ins import CheckIn
from events.models.events import Event, EventOrganisation, EventTag
from events.models.imports import ImportedPerson, ImportedSession, ProgrammeImport
from events.models.materials import EventPhoto, Material
from events.models.placements import Placement
from events.models.questions import Answer, Question
from events.models.registrations import Registration
from events.models.releases import ScheduleRelease
from events.models.session_seats import SessionSeat
from events.models.sessions import Session, SessionTag

__all__ = [
    "Answer",
    "Appearance",
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
    "Question",
    "Registration",
    "ScheduleRelease",
    "Session",
    "SessionSeat",
    "SessionTag",
    "Statement",
]
