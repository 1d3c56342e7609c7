"""What is read of apports and books in the journal: never a difficulty told in confidence."""

from contributions.events import Event
from contributions.permissions import reads_books
from coopstudio.journal.desks import desk

CONFIDED = {Event.HARDSHIP_ASKED, Event.HARDSHIP_DISCERNED, Event.HARDSHIP_WITHDRAWN}

desk(
    "apports", "Apports et comptes", may=reads_books,
    events=[one for one in Event if one not in CONFIDED],
)  # fmt: skip
