"""What founders read of candidatures in the journal: never what one of them writes for oneself.

Who holds another office and candidates is a candidate here: their name stays folded.
"""

from applications.dossier import OF_ITS_AUTHOR
from applications.events import Event
from coopstudio.journal.desks import desk
from members.states import Role


def answers_candidatures(person):
    return person.is_founder


desk(
    "candidatures", "Candidatures", may=answers_candidatures,
    events=[one for one in Event if one not in OF_ITS_AUTHOR],
    named=frozenset({Role.FOUNDER, Role.STAND_IN}),
)  # fmt: skip
