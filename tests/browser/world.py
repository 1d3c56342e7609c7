"""A small world for the eyes: somebody of each kind, one application of each state."""

import time
from datetime import timedelta

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from applications import choosing, links
from applications.actions import rehearsals, weather
from applications.actions.keeping import erasing, openings
from applications.models import (
    Assent,
    Completion,
    Conversation,
    FaqEntry,
    Keeping,
    Meeting,
    Message,
    Pause,
    Reaction,
    Reading,
    Slot,
    TalkingPoint,
    Weather,
)
from applications.states import Outcome, State
from contributions.models import Clause
from coopstudio.documents.models import Document
from coopstudio.mail.api import KINDS
from coopstudio.mail.models import Letter
from coopstudio.wordings import actions as wordings
from coopstudio.wordings.house import house_of
from members.actions.life import pausing
from members.models import Cohort, FormalNotice, Proposal
from tests.applications import factories as applying
from tests.contributions import contract_factories as contracting
from tests.contributions import factories as apports
from tests.contributions import round_factories as tours
from tests.governance import carrying_factories as carried
from tests.governance import factories as circles
from tests.governance import register_factories as register
from tests.governance.elections import story
from tests.house.access import a_file
from tests.members import factories as belonging
from tests.members import learning_factories as learning
from tests.members.fees import factories as paying
from tests.members.life import factories as living

BACKEND = "members.accounts.backends.PersonBackend"
TROUBLED = "Alix", "Aude", "Sacha"
PROVED = {"method": "code", "reauthenticated": True}
PERSONAS = [
    "fleur", "thomas", "secretary", "treasurer", "administrator", "member", "newcomer", "candidate",
    "invited", "expected", "welcomed", "asking", "completing", "read", "asleep", "gone", "spoken",
    "accused", "unproved",
]  # fmt: skip


class World:
    """``world.fleur``, ``world.candidate``…; ``world.applications[State.MET]``."""

    def __init__(self):
        self.rules = belonging.statutes()
        self.fleur = belonging.founder(email="fleur@demo.example")
        self.thomas = belonging.founder("Thomas", "Marshall", email="thomas@exemple.fr")
        self.secretary, self.treasurer = belonging.secretary(), belonging.treasurer()
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
        self.newer = applying.call_version(2, call=self.version.call)
        applying.call_version(3, call=self.version.call, published_at=None)
        self.draft = applying.draft(self.newer, email="zoe@exemple.fr", first_name="Zoé")
        self.reaction = applying.reaction(self.draft)
        self.token = links.path_to(self.draft).rstrip("/").rpartition("/")[2]
        for live in (self._lived, self._met, self._joined, self._written, self._asked, self._kept,
                     self._owe, self._promise):  # fmt: skip
            live()
        self.keys = {name: _signed_in(getattr(self, name)) for name in PERSONAS}
        self.keys["drafter"] = _kept({"draft": self.draft.pk})

    def _waited(self):
        """Who is asked for precisions, who is offered to wait, who sleeps, who may come back, and
        who was met; a passage that a founder wants to talk about."""
        mine = self.applications
        self.completing, self.read, self.asleep, self.gone, self.spoken = (
            mine[state].person
            for state in (
                State.COMPLETING, State.READING, State.PAUSED, State.WITHDRAWN, State.MET
            )
        )  # fmt: skip
        Completion.objects.create(
            application=mine[State.COMPLETING], asked_by=self.fleur, fields=["where", "cv"],
            questions="D’où viendriez-vous ?", asked_at=applying.NOON,
        )  # fmt: skip
        until = timezone.localdate() + timedelta(days=90)
        Pause.objects.create(
            application=mine[State.READING],
            asked_by=self.fleur,
            until=until,
            reason="Au printemps.",
        )
        self.said = mine[State.CROSSED].reactions.first().passage
        TalkingPoint.objects.create(
            passage=self.said,
            application=mine[State.CROSSED],
            words="Dire combien.",
            by=self.thomas,
        )

    def _owe(self):
        """A fee half paid, one settled with something to give back, and how to pay; then what one
        learns and visits."""
        self._learnt()
        self._visited()
        paying.bank_details(written_by=self.treasurer)
        paying.tariff(paying.year(), kind="reduced", amount=2_000, minimum=2_000)
        paying.tariff(paying.year())
        self.fee = paying.asked(self.member)
        paying.payment(self.fee, 500, means="cheque", reference="0000417")
        self.overpaid = paying.payment(paying.asked(self.fleur), 4_000, fate="refund")

    def _promise(self):
        """A plan of which three people brought a part, and a thing whose value is looked at."""
        self.need, self.resource, _use = apports.planned()
        self.company_fact = apports.company_fact(a_file())
        for one in (self.fleur, self.thomas, self.member):
            contract = apports.contract(1_000_00, person=one)
            apports.received(contract, 400_00)
        self.apport = contract
        self.instalment, self.receipt, self.waiver, self.thing = apports.lived(contract)
        self.good, self.valuation = apports.promised_thing(self.member, photo=None)
        self.valuation.appraisals.create(by=self.thomas, agrees=False, words="Un peu cher.")
        contracting.terms(from_on=contracting.TODAY)
        told = (self.treasurer, self.fleur)
        self.contract = contracting.issue(contracting.pledge(self.member), *told)
        self.signatory = self.contract.versions.get().signatories.first()
        self.confirmed = contracting.pledge(self.thomas)
        self.clause = Clause.objects.get(code="egalite")
        self._toured()

    def _toured(self):
        """A round of repayments that is being prepared, and what somebody confides of it."""
        self.tour, _source, self.batch, _transfer = tours.on_its_way(self.apport)
        self.confided = tours.confided(self.tour, self.apport, to=self.fleur)

    def _learnt(self):
        """A session to come, one of which something is to be said, an exchange that asks, a
        training asked for outside and one granted, a tutorship at its point."""
        now, today = timezone.now(), timezone.localdate()
        self.session = learning.session(self.fleur, at=now + timedelta(days=9))
        learning.seat(self.session, self.thomas)
        self.lived = learning.session(self.fleur, at=now - timedelta(days=2), title="Oser dire")
        learning.seat(self.lived, self.member, attended=True)
        self.exchange = learning.exchange(self.fleur, self.member)
        self.exchange.legs.create(giver=self.member, taker=self.fleur, craft="arts")
        self.exchange.legs.create(giver=self.fleur, taker=self.member, craft="sales")
        self.wished = learning.outside_training(self.member)
        granted = {"organ": "bureau", "decided_on": today, "reference": "point 6"}
        self.granted = learning.outside_training(self.member, state="granted", **granted)
        facts = {"light_on": today, "none_on": today + timedelta(days=60)}
        self.tutorship = learning.tutorship(self.member, self.thomas, named_by=self.fleur, **facts)
        self.tutorship.reviews.update(asked_at=now)

    def _visited(self):
        """A visit that is shared, with words to agree on and a fruit; a group that is proposed."""
        self.met = belonging.encounter(self.member, shared=True)
        self.said_there = belonging.host_words(self.met)
        self.met.drawn.create(kind="need", title="Lire un bilan", craft="finance", by=self.member)
        Proposal.objects.create(cohort=belonging.cohort(), words="Voici.", by=self.fleur)
        belonging.cohort().places.update(state="asked")
        Cohort.objects.update(state="proposed")

    def _kept(self):
        """A dossier that goes one day, and something asked of one's data."""
        declined = self.applications[State.DECLINED]
        kept = Keeping.objects.create(application=declined, told_on=timezone.localdate())
        self.choice = choosing.path_to(kept).rstrip("/").rpartition("/")[2]
        self.data_request = belonging.data_request(declined.person)
        self.given = belonging.sheet_given(self.secretary)
        openings.note(self.applications[State.SUBMITTED], by=self.fleur, at=timezone.now())
        erased = applying.application(State.WITHDRAWN, version=self.version, number=90)
        erasing.erase(erased, by=None, at=timezone.now())

    def _felt(self):
        """A weather shown, one that is not, an arrival half lived, a letter in other words."""
        mine = self.applications[State.SUBMITTED]
        for audience in Weather.Audience:
            weather.note(mine, feeling="worry", need="news", audience=audience, at=applying.NOON)
        self.arrival = rehearsals.begin(self.newer, by=self.fleur, at=applying.NOON)
        text = KINDS["applications.received"]
        house = house_of(text)
        for seen, subject in enumerate(
            ["Votre candidature est là", "Gardez cette copie, {prénom}"]
        ):
            wordings.reword(
                text, subject=subject, body=house.body, seen=seen, by=self.fleur, at=applying.NOON
            )

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
        self._felt()

    def _met(self):
        """Who is asked to choose an hour, who is expected, and what was decided."""
        proposed, settled, decided = (
            self.applications[state]
            for state in (State.MEETING_PROPOSED, State.MEETING_SET, State.DECIDED)
        )
        self.invited, self.expected = proposed.person, settled.person
        for application in (proposed, settled):
            meeting = Meeting.objects.create(
                application=application, proposed_by=self.fleur, place="12 rue Monge, Dijon"
            )
            hours = [timezone.now() + timedelta(days=days) for days in (9, 10, 12)]
            Slot.objects.bulk_create(Slot(meeting=meeting, at=hour) for hour in hours)
        Meeting.objects.filter(application=settled).update(at=hours[0])
        Assent.objects.create(application=decided)
        applying.decision_of(decided, outcome=Outcome.INVITE, body="Bonjour Noémie,\n\nVenez.")
        self._waited()

    def _joined(self):
        """Who may ask for membership today, and who waits for the answer."""
        self.welcomed, self.asking = belonging.person(), belonging.person("Zoé", "Ait")
        belonging.invitation(self.welcomed, on=timezone.localdate())
        self.request = belonging.request(self.asking)
        self.paper = belonging.paper_request(self.fleur)
        told = {"postcode": "71200", "unproved_since": timezone.now()}
        self.unproved = belonging.person("Gaston", "Lebrun", **told)
        self.to_post = belonging.letter_to_post(self.paper.person)
        belonging.place(self.member)
        self.testimony = belonging.says_everything(self.member, about=self.fleur)
        self.assembly, self.convoked, _given = belonging.gathering(self.member)
        self.draft_assembly = belonging.assembly(at=self.assembly.at - timedelta(days=19))
        sitting = [self.fleur, self.thomas, self.member]
        self.gathering, _ = circles.meeting(circles.circle("Cercle Accueil", people=sitting))
        self.held, _ = circles.meeting(
            circles.circle("Cercle Économie", people=sitting), opened=sitting
        )
        self.proposal = carried.objected_to(self.gathering.circle)
        self._decided(circles.circle("Cercle Mission", people=sitting))
        self._elected(circles.circle("Cercle Ateliers", people=sitting))
        self._troubled()

    def _decided(self, circle):
        """A text with figures and an open review, one whose act is awaited, one that is due."""
        circles.entrust(self.fleur, circle, "secretary")
        self.text = register.decision(circle)
        self.counted = register.counted_over_time(self.text, who=self.fleur)
        register.under_review(self.text)
        self.awaited = register.decision(circle, act_kind="sole_associate")
        self.due = register.decision(circle, review_on=timezone.localdate())

    def _elected(self, circle):
        """Ballots that wait in a circle; in another, the names that they said."""
        for one in (circle, self.held.circle):
            circles.entrust(self.fleur, one, "facilitator", until=circles.FAR)
        self.folded = circles.at_ballots(self.held.circle)
        self.named = story.opened_ballots(story.opened(circle), names=[1, 2, 1])

    def _troubled(self):
        """A notice that a founder signed, a procedure whose grievances were sent, a suspension."""
        today, by = timezone.localdate(), self.fleur
        mine = {name: belonging.member(name, "Ferry").memberships.get() for name in TROUBLED}
        self.accused = mine["Aude"].person
        self.notice = FormalNotice.objects.create(
            membership=mine["Alix"], statutes=self.rules, state="signed",
            owed=3_000, proposed_by=self.treasurer, signed_by=by, sent_on=today,
            deadline=today + timedelta(days=30),
        )  # fmt: skip
        living.accuse(mine["Aude"], by, on=today)
        decided = {"organ": "bureau", "decided_on": today, "reference": "point 3"}
        told = {"since": today, "until": None, "words": "Le règlement, article 4."}
        pausing.suspend(mine["Sacha"], by=by, at=timezone.now(), **told | decided)
        self.suspended = mine["Sacha"].person

    def _written(self):
        """A letter that could not leave, a paper still at the press, a member's spare codes."""
        self.letter = Letter.objects.create(
            kind="applications.received", key="1", to="zoe@exemple.fr", subject="Bonjour",
            text="Bonjour", state=Letter.State.FAILED,
        )  # fmt: skip
        application = self.applications[State.SUBMITTED]
        self.document = Document.objects.create(
            kind="applications.copy", title="Copie de votre candidature", template="x", data={},
            subject_kind="applications.application", subject_id=application.pk,
        )  # fmt: skip
        TOTP.activate(self.member, "JBSWY3DPEHPK3PXP")
        RecoveryCodes.activate(self.member)

    def _asked(self):
        """A question that waits, one to confirm, one from elsewhere, one that others may read."""
        self.thread = applying.conversation(person=self.candidate)
        Message.objects.create(
            conversation=self.thread, side="founders", author=self.fleur, text="Non.\n\nFleur"
        )
        Message.objects.create(
            conversation=self.thread,
            side="stray",
            way="mail",
            sender="autre@exemple.fr",
            text="Moi",
        )
        self.talk = applying.conversation(
            person=self.candidate, application=self.applications[State.SUBMITTED]
        )
        asked = Conversation.objects.create(email="jeanne@exemple.fr")
        Message.objects.create(conversation=asked, side="person", text="Une question ?")
        self.question = links.path_to_confirm(asked).rstrip("/").rpartition("/")[2]
        self.entry = FaqEntry.objects.create(
            conversation=self.thread, question="Où se retrouve-t-on ?", answer="En salle.",
            written_by=self.fleur, told_at=applying.NOON, published_at=applying.NOON,
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
            "account_authentication_methods": [PROVED | {"at": time.time() + 3600}],
            "account_authentication_methods_user": str(person.pk),
        }
    )


def _kept(words):
    session = SessionStore()
    session.update(words)
    session.save()
    return session.session_key
