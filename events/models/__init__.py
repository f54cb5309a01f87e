from events.models.appearances import Appearance, Statement
from events.models.events import Event, EventOrganisation, EventTag
from events.models.materials import EventPhoto, Material
from events.models.placements import Placement
from events.models.releases import ScheduleRelease
from events.models.sessions import Session, SessionTag

__all__ = [
    "Appearance",
    "Event",
    "EventOrganisation",
    "EventPhoto",
    "EventTag",
    "Material",
    "Placement",
    "ScheduleRelease",
    "Session",
    "SessionTag",
    "Statement",
]
