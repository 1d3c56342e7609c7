"""A crowd of candidatures, written by the thousand: for measuring, not for reading.

Each is whole (answers, reactions, readings, journal, letters) and stands where the real actions
would have brought it; only the writing is quicker.
"""

import tomllib
from datetime import datetime, time, timedelta
from pathlib import Path

from django.db.models import Max
from django.utils import timezone

from applications.actions.applications import answer_day
from applications.actions.call.reactions import stretch
from applications.events import Event
from applications.models import (
    Application,
    CallVersion,
    Decision,
    Meeting,
    Passage,
    Position,
    Reaction,
    Reading,
    Slot,
)  # fmt: skip
from applications.states import CROSSED, OPEN, Outcome, Stance, State
from coopstudio.demo.freight import carry
from coopstudio.demo.post import Mould
from coopstudio.journal.models import Entry
from coopstudio.mail.models import Letter
from members.demo.crowd import strangers
from members.models import Invitation, Office, Person
from members.states import Role

SAYS = tomllib.loads(Path(__file__).with_name("crowd.toml").read_text(encoding="utf-8"))
SHARES = {
    State.SUBMITTED: 8, State.READING: 10, State.CROSSED: 6, State.MEETING_PROPOSED: 5,
    State.MEETING_SET: 5, State.MET: 4, State.DECIDED: 2,
    State.INVITED: 15, State.DECLINED: 35, State.WITHDRAWN: 10,
}  # fmt: skip
"""Of a hundred candidatures, how many stand in each state."""

LAST_OPEN, LAST = 11, 220
"""Working days: how long ago an open one, and any one, may have come."""

MEETS = {State.MEETING_PROPOSED, State.MEETING_SET, State.MET, State.DECIDED, State.INVITED}
DECIDED = {
    State.DECIDED: Outcome.INVITE,
    State.INVITED: Outcome.INVITE,
    State.DECLINED: Outcome.DECLINE,
}
TOLD = {State.INVITED: Event.INVITED, State.DECLINED: Event.DECLINED}


def gather(*, at, world):
    """Candidatures enough for the size that was asked for, spread over every state."""
    lacking = world.size - Application.objects.received().count()
    crowd = _Crowd(world, strangers(world, max(lacking, 0)))
    for part in (crowd.react, crowd.read, crowd.meet, crowd.decide, crowd.write_letters):
        part()
    crowd.keep_journal()


class _Crowd:
    def __init__(self, world, people):
        self.world, self.chance = world, world.chance
        self.founders = list(Person.objects.holding("founder", on=world.today).order_by("pk"))
        self.version = CallVersion.objects.current()
        self.entries = []
        self.moments = [self._moment(away) for away in range(1, LAST + 1)]
        self.applications = self._arrived(people)
        for one in self.applications:
            self._say(Event.SUBMITTED, one, one.submitted_at, by=one.person, number=one.number)

    def _moment(self, away):
        """(an hour of that working day, the day before which an answer is promised then)."""
        at = timezone.make_aware(datetime.combine(self.world.day(-away), time(9, 30)))
        return at, answer_day(at)

    def _arrived(self, people):
        states = self.chance.choices([*SHARES], weights=[*SHARES.values()], k=len(people))
        states[: len(SHARES)] = [*SHARES][: len(states)]
        pairs = zip(people, states, strict=True)
        found = [(*self._when(state), person, state) for person, state in pairs]
        found.sort(key=lambda one: one[0])
        first = (Application.objects.aggregate(last=Max("number"))["last"] or 0) + 1
        rows = [self._application(number, *one) for number, one in enumerate(found, first)]
        return carry(Application, rows)

    def _when(self, state):
        first, last = (1, LAST_OPEN) if state in OPEN else (LAST_OPEN, LAST)
        at, answer_by = self.moments[self.chance.randrange(first, last)]
        return at + timedelta(minutes=self.chance.randrange(600)), answer_by

    def _application(self, number, at, answer_by, person, state):
        pick = self.chance.choice
        return Application(
            version=self.version, person=person, number=number, state=state,
            first_name=person.first_name, last_name=person.last_name, email=person.email,
            postcode=person.postcode, town=person.town,
            what=f"{pick(SAYS['openings'])} {pick(SAYS['reasons'])}",
            for_whom=pick(SAYS["reasons"]), to_learn=pick(SAYS["hopes"]),
            trades=self.chance.sample(Application.Trade.values, 2),
            where=f"{person.town}, et un peu plus loin.", time="1", coming="yes",
            likes=pick(SAYS["words"]), path=pick(SAYS["openings"]),
            started_at=at, touched_at=at, confirmed_at=at, submitted_at=at, answer_by=answer_by,
            crossed_at=at + timedelta(hours=5) if state in CROSSED else None,
        )  # fmt: skip

    def react(self):
        """Two reactions each, to a sentence of the call that stands where they say."""
        passages = Passage.objects.filter(section__version=self.version)
        stretches = [
            (passage, stretch(passage.text, sentence, 0))
            for passage in passages
            if passage.can_be_answered
            for sentence in [passage.text.split(". ")[0].rstrip(".")]
        ]
        carry(
            Reaction,
            (
                Reaction(
                    application=one, passage=passage, kind=self.chance.choice(Reaction.Kind.values),
                    words=self.chance.choice(SAYS["words"]), made_at=one.submitted_at, **cited,
                )
                for one in self.applications
                for passage, cited in self.chance.sample(stretches, 2)
            ),
        )  # fmt: skip

    def read(self):
        """One founder has written where reading goes on; both have, further."""
        rows = []
        for one in self.applications:
            if one.state in {State.SUBMITTED, State.WITHDRAWN}:
                continue
            readers = self.founders
            if one.state == State.READING:
                readers = [self.chance.choice(self.founders)]
            at = one.submitted_at + timedelta(hours=5)
            self._say(Event.OPENED, one, at, by=readers[0])
            rows += [self._reading(one, reader, at) for reader in readers]
            if len(readers) == len(self.founders):
                self._say(Event.CROSSED, one, at)
        carry(Reading, rows)

    def _reading(self, one, reader, at):
        self._say(Event.READ, one, at, by=reader)
        return Reading(
            application=one, reader=reader, touches=self.chance.choice(SAYS["touches"]),
            wish=self.chance.choice(Reading.Wish.values), saved_at=at, written_at=at,
        )  # fmt: skip

    def meet(self):
        """Hours are proposed, chosen or past, as each state wants it."""
        met = [one for one in self.applications if one.state in MEETS]
        meetings = carry(Meeting, (self._meeting(one) for one in met))
        carry(Slot, (Slot(meeting=one, at=one.at or self._soon()) for one in meetings))

    def _meeting(self, one):
        proposed = one.submitted_at + timedelta(hours=7)
        held = one.submitted_at + timedelta(hours=9)
        past = one.state not in {State.MEETING_PROPOSED, State.MEETING_SET}
        hour = held if past else self._soon() if one.state == State.MEETING_SET else None
        self._say(Event.MEETING_PROPOSED, one, proposed, by=self.founders[0])
        if past:
            self._say(Event.MET, one, held, by=self.founders[0])
        return Meeting(
            application=one, proposed_by=self.founders[0], proposed_at=proposed, place="En visio",
            at=hour, held_at=held if past else None,
        )  # fmt: skip

    def _soon(self):
        return self.world.now + timedelta(days=self.chance.randrange(2, 9))

    def decide(self):
        """Both consent; the answer has left, but where a letter still waits to be sent."""
        decided = [one for one in self.applications if one.state in DECIDED]
        self._founders_were_there(decided)
        carry(
            Position,
            (
                Position(
                    application=one, founder=founder, outcome=DECIDED[one.state],
                    stance=Stance.CONSENT, at=_later(one),
                )
                for one in decided
                for founder in self.founders
            ),
        )  # fmt: skip
        told = [one for one in decided if one.state in TOLD]
        mould = Mould("applications.answer")
        letters = carry(Letter, (_posted(mould, one) for one in told))
        sent = {one.pk: letter for one, letter in zip(told, letters, strict=True)}
        carry(Decision, (self._decision(one, sent) for one in decided))
        carry(Invitation, (self._invitation(one) for one in told if one.state == State.INVITED))

    def _founders_were_there(self, decided):
        """A crowd has a past: who decided then was already of the foundation."""
        first = min((timezone.localdate(_later(one)) for one in decided), default=self.world.today)
        held = Office.objects.filter(role=Role.FOUNDER, person__in=self.founders)
        held.filter(started_on__gt=first).update(started_on=first)

    def _decision(self, one, sent):
        letter, founder = sent.get(one.pk), self.founders[1]
        self._say(Event.DECIDED, one, _later(one))
        if letter:
            self._say(TOLD[one.state], one, letter.written_at, by=founder)
        return Decision(
            application=one, outcome=DECIDED[one.state], decided_at=_later(one),
            body=f"Bonjour {one.first_name},\n\nMerci de nous avoir écrit.\n\nFleur et Thomas",
            letter=letter, told_by=founder if letter else None,
            told_at=letter.written_at if letter else None,
        )  # fmt: skip

    def _invitation(self, one):
        at = _later(one)
        day = timezone.localdate(at) + timedelta(days=30)
        return Invitation(person=one.person, by=self.founders[1], made_at=at, expires_on=day)

    def write_letters(self):
        mould = Mould("applications.received")
        carry(Letter, (_posted(mould, one) for one in self.applications))

    def keep_journal(self):
        carry(Entry, self.entries)

    def _say(self, event, one, at, *, by=None, **details):
        self.entries.append(
            Entry(
                event=event.value, sentence=event.label, actor=by, at=at, details=details,
                subject_kind="applications.application", subject_id=one.pk,
            )
        )  # fmt: skip


def _later(one):
    return one.submitted_at + timedelta(hours=12)


def _posted(mould, one):
    return mould.letter(
        key=one.pk, to=one.email, first_name=one.first_name,
        at=one.submitted_at if mould.kind == "applications.received" else _later(one),
    )  # fmt: skip
