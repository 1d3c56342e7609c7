"""A double click, and a sending that somebody captured and sends again."""

import time
from uuid import uuid4

import pytest
from django.middleware.csrf import _mask_cipher_secret

from applications.models import Application
from applications.states import State
from contributions.models import Account, Entry, Need, Pledge
from governance.models import Position, Tension
from governance.states import Wish
from tests.contributions.factories import BANK, books
from tests.contributions.test_books import COSTS
from tests.contributions.test_pledge_pages import SAID
from tests.faults.shares import times
from tests.faults.test_web import to_send
from tests.faults.visitors import TOKEN, Visitor, at_once
from tests.governance.factories import circle
from tests.governance.test_consents import drafted, in_consent, seats
from tests.members.factories import founder, member, statutes, treasurer

pytestmark = pytest.mark.services
CLICKS, PROMISE = times(50), "/apports/promettre/"


def drawn():
    """The word of one page, as Django draws it."""
    return {"csrfmiddlewaretoken": _mask_cipher_secret(TOKEN)}


def twice(visitor, path, said):
    """The same page sent twice at the same second: the two answers."""
    page = drawn() | said
    return at_once(*[lambda: visitor.post(path, page)] * 2)


def forms(house):
    """(name, model, rows expected, how to send it the n-th time) of six forms."""
    statutes()
    books(2026)
    Account.objects.create(number=COSTS, name="Frais")
    someone, boss, keeper = member(), founder(), treasurer()
    made = circle(people=[member(f"Prénom{one}") for one in range(max(3, CLICKS))])
    proposal = in_consent(drafted(made))
    voices = [(Visitor(house.port, one.person), one.pk) for one in seats(proposal)]
    senders = [Visitor(house.port, one) for one in to_send(CLICKS)]
    someone, boss, keeper = (Visitor(house.port, one) for one in (someone, boss, keeper))

    def entry(turn):
        said = {"cents": "12,50", "on": "2026-11-01", "label": f"Assurance {turn}", "piece": "F-1",
                "key": str(uuid4()), "chosen": COSTS, "money": BANK}  # fmt: skip
        return twice(keeper, "/comptes/ecrire/depense/", said)

    def consent(turn):
        visitor, seat = voices[turn]
        return twice(visitor, f"/propositions/{proposal.pk}/places/{seat}/accord/", {})

    words = {"words": "Le mardi, personne n’est là.", "wish": Wish.DECIDE.value}
    need = {"cents": "1 000", "why": "Pour se réunir.", "priority": "important"}
    return {
        "promise": (
            Pledge.objects,
            lambda turn: twice(someone, PROMISE, SAID | {"cents": f"{500 + turn}"}),
        ),
        "entry": (Entry.objects, entry),
        "application": (
            Application.objects.filter(state=State.SUBMITTED),
            lambda turn: twice(senders[turn], "/candidater/relecture/", {"agreement": "on"}),
        ),
        "consent": (Position.objects.filter(seat__round__kind="consent"), consent),
        "tension": (
            Tension.objects.filter(subject__startswith="Essai"),
            lambda turn: twice(
                voices[0][0], f"/cercles/{made.pk}/tension/", words | {"subject": f"Essai {turn}"}
            ),
        ),
        "need": (
            Need.objects,
            lambda turn: twice(keeper, "/plan/besoins/nouveau/", need | {"label": f"Local {turn}"}),
        ),
    }


@pytest.mark.fault(17)
def test_a_double_click_writes_once_and_leads_to_one_page(house, seen):
    house.open("web")
    told, wrong = [], []
    for name, (rows, send) in forms(house).items():
        answers = [send(turn) for turn in range(CLICKS)]
        odd = [pair for pair in answers if {one.status for one in pair} != {302}]
        apart = [pair for pair in answers if pair[0].place != pair[1].place]
        told.append(f"{name} {rows.count()} of {CLICKS}")
        if odd or apart or rows.count() != CLICKS:
            wrong.append(
                (name, rows.count(), len(odd), len(apart), [one.status for one in answers[0]])
            )
    seen(", ".join(told))
    assert [str(one) for one in wrong] == []


@pytest.mark.fault(17)
def test_other_words_of_a_page_already_sent_are_refused(house, seen):
    house.open("web")
    visitor, page = Visitor(house.port, member()), drawn()

    first = visitor.post(PROMISE, page | SAID)
    other = visitor.post(PROMISE, page | SAID | {"cents": "2 500"})

    seen(f"other words under the same page: {other.status}")
    assert (first.status, other.status, Pledge.objects.count()) == (302, 422, 1)


@pytest.mark.fault(18)
def test_a_captured_sending_writes_nothing_later(house, seen):
    house.open("web")
    visitor, captured = Visitor(house.port, member()), drawn() | SAID
    assert visitor.post(PROMISE, captured).status == 302

    again = visitor.post(PROMISE, captured)
    visitor.post("/compte/logout/", drawn())
    out = visitor.post(PROMISE, captured)
    keeper = Visitor(house.port, treasurer(), opened_at=time.time() - 86_400)
    late = keeper.post(PROMISE, captured)

    rows = Pledge.objects.count()
    seen(f"{rows - 1} rows; at once {again.status}, signed out {out.status}, "
         f"24 h later {late.status}")  # fmt: skip
    assert rows == 1
    assert out.place.startswith("/compte/login/")
    assert late.place.startswith("/compte/login/")
