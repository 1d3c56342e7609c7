"""The whole life of an application under random gestures, legal and illegal, of everybody: it never
leaves its map nor its constraints, never tells a thing twice, and reaches every state."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from applications.actions import (
    applications,
    completions,
    decisions,
    pauses,
    readings,
    reserves,
    returns,
)
from applications.actions.meeting import meetings, minutes
from applications.models import Application, Completion, Decision, Meeting, Parting, Pause, Revision
from applications.states import ARROWS, OPEN, Outcome, State
from coopstudio.mail.models import Letter
from coopstudio.refusals import Refused
from tests.applications.factories import application, candidate
from tests.members.factories import founder, statutes

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LIVES, GESTURES = 16, 60
pytestmark = pytest.mark.django_db


class Life:
    """One person, two founders, a clock that moves on, and gestures drawn by chance."""

    def __init__(self, seed):
        self.chance, self.at, self.seen = Random(seed), START, Counter()  # noqa: S311
        self.fleur = founder("Fleur", email="fleur@exemple.fr")
        self.thomas = founder("Thomas", "Marshall", email="thomas@exemple.fr")
        self.person = candidate()
        self.pk = application(State.DRAFT, person=self.person).pk
        self.acts = [
            self.submit, self.withdraw, self.read, self.read, self.read, self.ask, self.complete,
            self.read_on, self.pause, self.propose_pause, self.agree, self.refuse, self.wake,
            self.come_back, self.take_up, self.meet, self.choose, self.call_off, self.hold,
            self.hold, self.assent, self.say, self.say, self.say, self.answer, self.answer,
        ]  # fmt: skip

    @property
    def mine(self):
        return Application.objects.get(pk=self.pk)

    def live(self):
        for _ in range(GESTURES):
            before, letters = self.mine, Letter.objects.count()
            act = self.drawn(before.state)
            self.at += timedelta(hours=self.chance.choice([1, 5, 30, 200]))
            try:
                act()
            except Refused:
                assert Letter.objects.count() == letters, f"{act.__name__} refused, and wrote"
                assert self.mine.state == before.state
            self.look(before, act)

    def drawn(self, state):
        """Any gesture at all; one time in two, one that leads further along the main way."""
        way = {
            State.DRAFT: [self.submit], State.CROSSED: [self.meet],
            State.MEETING_PROPOSED: [self.choose], State.MEETING_SET: [self.hold],
            State.MET: [self.assent, self.say, self.say], State.DECIDED: [self.answer],
        }  # fmt: skip
        further = way.get(state, self.acts)
        return self.chance.choice(further if self.chance.random() < 0.5 else self.acts)

    def look(self, before, act):
        """Whatever happened, what stands is true."""
        now = self.mine
        self.seen[now.state] += 1
        moved = before.state != now.state
        assert not moved or now.state in _two_steps(before.state), (before.state, act.__name__)
        assert now.revision >= before.revision
        assert now.cycle >= before.cycle
        try:
            now.validate_constraints()
        except ValidationError as broken:
            pytest.fail(f"{act.__name__}: {broken}")
        assert Meeting.objects.open().exists() == (
            now.state in {State.MEETING_PROPOSED, State.MEETING_SET}
        )
        asked = Completion.objects.filter(closed_at=None)
        assert asked.exists() == (now.state == State.COMPLETING)
        asleep = Pause.objects.filter(ended_at=None, began_at__isnull=False)
        assert asleep.exists() == (now.state == State.PAUSED)
        if now.state == State.DECIDED:
            assert Decision.objects.of(now).exists()
        if now.state in OPEN:
            assert not Pause.objects.filter(began_at__isnull=False, ended_at=None).exists()

    # --- the person ---

    def submit(self):
        applications.submit(self.mine, by=self.person, at=self.at)

    def withdraw(self):
        if self.chance.random() < 0.3:
            applications.withdraw(self.mine, by=self.person, at=self.at)

    def complete(self):
        completion = Completion.objects.filter(closed_at=None).first()
        if completion:
            completions.save_completion(completion, at=self.at, where=f"Le {self.at:%d/%m %H}")
            completions.send_completion(completion, by=self.person, at=self.at)

    def pause(self):
        facts = {"until": timezone.localdate(self.at) + timedelta(days=9), "reason": "Un temps."}
        pauses.ask_pause(self.mine, by=self.person, at=self.at, agrees=True, **facts)

    def agree(self):
        if pause := self._pause():
            pauses.agree_to_pause(pause, by=self.person, at=self.at, agrees=True)

    def refuse(self):
        if pause := self._pause():
            pauses.refuse_pause(pause, by=self.person, at=self.at)

    def choose(self):
        meeting = Meeting.objects.open().first()
        if meeting:
            slot = meeting.slots.first()
            meetings.choose_slot(meeting, slot=slot, by=self.person, at=self.at)

    def come_back(self):
        returns.take_up(self.mine, by=self.person, at=self.at)

    # --- the founders ---

    def read(self):
        readings.write_reading(self.mine, by=self._one(), at=self.at, wish="yes")

    def ask(self):
        words = {"questions": "Où ?", "fields": ["where"]}
        completions.ask_completion(self.mine, by=self._one(), at=self.at, **words)

    def read_on(self):
        completions.resume_reading(self.mine, by=self._one(), at=self.at)

    def propose_pause(self):
        facts = {"until": timezone.localdate(self.at) + timedelta(days=20), "reason": "Le groupe."}
        pauses.propose_pause(self.mine, by=self._one(), at=self.at, **facts)

    def wake(self):
        by = self.chance.choice([None, self.person, self.fleur])
        pauses.wake(self.mine, by=by, at=self.at)

    def take_up(self):
        returns.take_up(self.mine, by=self._one(), at=self.at)

    def meet(self):
        facts = {"slots": [self.at + timedelta(days=40)], "place": "Dijon", "minutes": 45}
        meetings.propose_meeting(self.mine, by=self._one(), at=self.at, **facts)

    def call_off(self):
        if self.chance.random() < 0.3 and (meeting := Meeting.objects.open().first()):
            meetings.call_off(meeting, by=self._one(), at=self.at)

    def hold(self):
        if meeting := Meeting.objects.open().first():
            at = max(self.at, meeting.at or self.at) + timedelta(hours=1)
            self.at = at
            minutes.hold(meeting, by=self._one(), at=at)

    def say(self):
        possible = decisions.possible(self.mine)
        if Outcome.INVITE in possible and self.chance.random() < 0.7:
            facts = {"outcome": Outcome.INVITE, "stance": "consent", "words": "Elle écoute."}
            decisions.take_position(self.mine, by=self._one(), at=self.at, **facts)
        elif Outcome.DECLINE in possible:
            self._part()

    def _part(self):
        parting = Parting.objects.filter(application=self.pk, cycle=self.mine.cycle).last()
        if parting is None:
            facts = {"kind": Parting.Kind.values[0], "words": "Le groupe est complet."}
            decisions.propose_parting(self.mine, by=self.fleur, at=self.at, **facts)
        else:
            facts = {"outcome": Outcome.DECLINE, "stance": "consent", "parting": parting.pk}
            decisions.take_position(self.mine, by=self.thomas, at=self.at, **facts)

    def assent(self):
        reserves.assent(self.mine, by=self.person, at=self.at)

    def answer(self):
        decisions.send_answer(self.mine, by=self._one(), at=self.at)

    def _one(self):
        return self.chance.choice([self.fleur, self.thomas])

    def _pause(self):
        return Pause.objects.filter(ended_at=None, began_at=None).first()


def _two_steps(state):
    """Where one gesture leads: an arrow, or two when the reading ends at once."""
    first = set(ARROWS.get(state, ()))
    return first | {after for one in first & {State.READING} for after in ARROWS[one]}


def test_no_sequence_of_gestures_breaks_a_life_and_all_states_are_reached():
    statutes()
    seen = Counter()
    for seed in range(LIVES):
        with transaction.atomic():
            life = Life(seed)
            life.live()
            numbers = Revision.objects.order_by("number").values_list("number", flat=True)
            assert list(numbers) == list(range(1, len(numbers) + 1))
            transaction.set_rollback(True)
        seen += life.seen

    assert set(State) - set(seen) == {State.ERASED}
