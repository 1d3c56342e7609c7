"""The same second, again and again: founders who decide, thirty consents, a voice at the bell."""

import random
from datetime import timedelta

import pytest
from django.db import transaction

from applications.actions import decisions
from applications.models import Decision as Outcomes
from applications.models import Position as Stances
from applications.states import Outcome, State
from coopstudio.mail.models import Letter
from governance.actions import consents, rounds
from governance.models import Decision, Objection, Position
from governance.states import ProposalState
from tests.applications.factories import application
from tests.applications.test_decisions import ANSWER, LATER, decided, part, say
from tests.faults.shares import times
from tests.governance.factories import circle
from tests.governance.test_consents import drafted, fresh, in_consent, seats
from tests.governance.test_consents_at_a_distance import in_consent as at_a_distance
from tests.governance.test_consents_together import says
from tests.members.factories import founder, member, statutes
from tests.together import together

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]


@pytest.mark.fault(20)
def test_two_founders_who_decide_at_once(seen):
    statutes()
    fleur = founder(email="fleur@exemple.fr")
    thomas = founder("Thomas", "Marshall", email="thomas@exemple.fr")
    runs = times(25)
    for _run in range(runs):
        dossier = application(State.MET)
        together(lambda: say(dossier, fleur, Outcome.INVITE), lambda: part(dossier, thomas))  # noqa: B023
    opposite, heard = Outcomes.objects.count(), Stances.objects.count()
    refused = []
    for _run in range(runs):
        with transaction.atomic():
            dossier = decided(fleur, thomas)
        refused += together(
            *(lambda by=by: decisions.send_answer(dossier, by=by, at=LATER)  # noqa: B023
              for by in (fleur, thomas))
        )  # fmt: skip

    letters = Letter.objects.filter(kind=ANSWER).count()
    seen(f"{runs} opposite pairs: {opposite} decisions, {heard} voices kept; {runs} equal pairs: "
         f"{Outcomes.objects.count() - opposite} decisions, {letters} letters")  # fmt: skip
    assert (opposite, heard) == (0, 2 * runs)
    assert (Outcomes.objects.count(), letters) == (runs, runs)
    assert {type(one) for one in refused} == {decisions.AlreadyTold}


@pytest.mark.fault(21)
def test_thirty_consents_twenty_times(seen):
    people = [member(f"Prénom{one}", "Roux") for one in range(30)]
    once, runs = 0, times(20)
    for run in range(runs):
        with transaction.atomic():
            proposal = in_consent(drafted(circle(f"Cercle {run}", people=people)))
        raised = together(*[says(seat) for seat in seats(proposal)])
        adopted = fresh(proposal).state == ProposalState.ADOPTED
        once += raised == [] and adopted and Decision.objects.filter(proposal=proposal).count() == 1

    seen(f"{once} of {runs} adopted once")
    assert once == runs


@pytest.mark.fault(21)
def test_an_objection_beside_the_last_consent_two_hundred_times(seen):
    people = [member(f"Prénom{one}", "Roux") for one in range(3)]
    under, heard, runs = 0, 0, times(200)
    for run in range(runs):
        with transaction.atomic():
            proposal = in_consent(drafted(circle(f"Cercle {run}", people=people)))
            first, second, third = seats(proposal)
            says(first)()
            says(second)()
        together(says(second, "objection"), says(third))
        objected = Objection.objects.filter(position__seat__round__proposal=proposal).exists()
        adopted = Decision.objects.filter(proposal=proposal).exists()
        heard += objected
        under += objected and adopted

    seen(f"{under} of {runs} adopted under an objection ({heard} objections came first)")
    assert under == 0
    assert heard > 0


@pytest.mark.fault(22)
def test_a_voice_that_arrives_with_the_bell_is_counted_or_refused(seen):
    chance, counted, refused, lost = random.Random(22), 0, 0, 0  # noqa: S311
    runs = times(200)
    people = [member(f"Prénom{one}", "Roux") for one in range(3)]
    for run in range(runs):
        with transaction.atomic():
            proposal = at_a_distance(circle(f"Cercle {run}", people=people))
            first, second, _third = seats(proposal)
            says(first)()
            consents.tend(proposal, at=first.round.closes_at)  # it waits once, then it is over
        ends_at = fresh(first.round).extended_to
        at = ends_at + timedelta(milliseconds=chance.uniform(-50, 50))

        def arrive(seat=second, at=at):
            consents.consent(seat, by=seat.person, at=at)

        raised = together(arrive, lambda: consents.tend(proposal, at=ends_at))  # noqa: B023
        written = Position.objects.filter(seat=second).exists()
        counted += written and not raised
        refused += not written and [type(one) for one in raised] == [rounds.RoundIsOver]
        lost += written == bool(raised)

    seen(f"{counted} counted, {refused} refused, {lost} lost of {runs}")
    assert lost == 0
    assert counted + refused == runs
