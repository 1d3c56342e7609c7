"""Those whom one met may be tried in the simulation of the group, and nobody else."""

import pytest

from applications.hopefuls import CRAFTS, met
from applications.models import Application
from applications.states import State
from members.states import Craft, Level
from tests.applications.factories import application

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", sorted(set(State) - {State.DRAFT, State.ERASED}))
def test_only_those_who_were_met_are_tried(state):
    application(state, trades=["finance"])

    assert len(list(met())) == (state in {State.MET, State.DECIDED, State.INVITED})


def test_what_one_ticked_counts_as_what_one_knows():
    application(State.MET, trades=["facilitation", "other"], time="1")

    [hand] = met()

    assert hand.levels == {Craft.FACILITATION: Level.DO, Craft.MEDIATION: Level.DO}
    assert hand.days == 4


def test_every_trade_but_the_last_has_its_crafts():
    assert set(Application.Trade) - set(CRAFTS) == {Application.Trade.OTHER}
