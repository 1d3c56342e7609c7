from applications.models.applications import Application
from applications.models.calls import Call, CallVersion, Passage, Section
from applications.models.decisions import Decision, Position
from applications.models.meetings import Meeting, Slot
from applications.models.reactions import Reaction
from applications.models.readings import Reading
from applications.models.weather import Weather

__all__ = [
    "Application",
    "Call",
    "CallVersion",
    "Decision",
    "Meeting",
    "Passage",
    "Position",
    "Reaction",
    "Reading",
    "Section",
    "Slot",
    "Weather",
]
