"""A small world for the eyes: somebody of each kind, one application of each state."""

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from applications.models import Reaction, Reading
from applications.states import State
from tests.applications import factories as applying
from tests.members import factories as belonging

BACKEND = "members.backends.PersonBackend"
PERSONAS = [
    "fleur", "thomas", "secretary", "treasurer", "administrator", "member", "newcomer", "candidate",
]  # fmt: skip


class World:
    """``world.fleur``, ``world.candidate``…; ``world.applications[State.MET]``."""

    def __init__(self):
        belonging.statutes()
        self.fleur = belonging.founder(email="fleur@exemple.fr")
        self.thomas = belonging.founder("Thomas", "Marshall", email="thomas@exemple.fr")
        self.secretary = belonging.secretary()
        self.treasurer = belonging.treasurer()
        self.administrator = belonging.administrator()
        self.member = belonging.member()
        self.newcomer = belonging.person("Anaïs", "Thévenin")
        self.candidate = belonging.person()
        self.version = applying.call_version()
        states = [state for state in State if state != State.DRAFT]
        self.applications = {
            state: applying.application(
                state,
                version=self.version,
                number=rank,
                person=self.candidate if state == State.SUBMITTED else belonging.person(),
            )
            for rank, state in enumerate(states, 1)
        }
        self.draft = applying.draft(self.version)
        self._lived()

        self.keys = {name: _signed_in(getattr(self, name)) for name in PERSONAS}
        self.keys["drafter"] = _kept({"draft": self.draft.pk})

    def _lived(self):
        """What makes dossiers full: reactions of each kind, two readings that differ."""
        read = [self.applications[State.SUBMITTED], self.applications[State.CROSSED]]
        for application in read:
            for kind in Reaction.Kind:
                applying.reaction(application, kind=kind)
            passage = application.reactions.first().passage
            applying.reaction(application, start=4, end=17, quote=passage.text[4:17])
        for reader, wish in ((self.fleur, "yes"), (self.thomas, "no")):
            Reading.objects.create(
                application=read[1], reader=reader, wish=wish, written_at=applying.NOON,
                touches="Une voix claire.", asks="Racontez-nous.", why="À voir ensemble.",
            )  # fmt: skip

    def sign_in(self, persona):
        """Open a new session: the old one may have slept too long."""
        self.keys[persona] = _signed_in(getattr(self, persona))

    def cookies(self, persona, url):
        """The cookies of somebody who is signed in, or of a visitor who holds the draft."""
        return [{"name": "session", "value": self.keys[persona], "url": url}] if persona else []


def _signed_in(person):
    return _kept(
        {
            SESSION_KEY: str(person.pk),
            BACKEND_SESSION_KEY: BACKEND,
            HASH_SESSION_KEY: person.get_session_auth_hash(),
        }
    )


def _kept(words):
    session = SessionStore()
    session.update(words)
    session.save()
    return session.session_key
