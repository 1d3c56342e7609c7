"""What waits for a decision on a higher floor is done once, when the decision is in force."""

from datetime import date, timedelta

import pytest

from coopstudio.refusals import Refused
from governance import objects
from governance.actions import admissions, decisions
from governance.models import Decision, Proposal
from governance.states import ActKind, OfficeKind
from governance.tasks import tend_register
from members.models import Membership
from tests.governance.factories import circle, entrust, joins, people_of
from tests.governance.register_factories import at, decision, signed
from tests.members.factories import founder, request, statutes
from tests.together import together

TODAY = date(2026, 12, 3)
NOW = at(TODAY, 10)

pytestmark = pytest.mark.django_db


@pytest.fixture
def awaited(monkeypatch):
    """Something that waits for decisions, and notes each time it was done."""
    done = []

    class Repayment:
        describe = staticmethod(lambda key: f"Le remboursement {key}")
        proceed = staticmethod(lambda key, *, decision, at: done.append((key, decision.code)))

    monkeypatch.setitem(objects.KINDS, "test.repayment", Repayment)
    return done


def waiting(**facts):
    here = circle("Cercle général", prefix="CG")
    return decision(here, object_kind="test.repayment", object_key="7", **facts)


def test_it_is_done_once(awaited):
    text = waiting()

    for _ in range(2):
        decisions.proceed(text, at=NOW)

    assert awaited == [("7", "CG-2026-001")]
    assert Decision.objects.get().proceeded_at == NOW


def test_not_before_its_day(awaited):
    text = waiting(effect_on=TODAY + timedelta(days=1))

    decisions.proceed(text, at=NOW)
    assert awaited == []

    decisions.proceed(text, at=NOW + timedelta(days=1))
    assert len(awaited) == 1


def test_not_before_the_act_is_signed(awaited):
    text = waiting(act_kind=ActKind.BOARD)

    decisions.proceed(text, at=NOW)
    assert awaited == []

    signed(text, on=TODAY)
    decisions.proceed(text, at=NOW)
    assert len(awaited) == 1


def test_the_round_does_what_was_left_behind(awaited, time_machine):
    time_machine.move_to(NOW, tick=False)
    waiting()

    tend_register()
    tend_register()

    assert len(awaited) == 1


def test_a_refusal_leaves_the_decision_and_tells_the_circle_once(monkeypatch):
    class Stubborn:
        describe = staticmethod(lambda key: None)

        @staticmethod
        def proceed(key, *, decision, at):
            raise Refused("La caisse est vide.")

    monkeypatch.setitem(objects.KINDS, "test.repayment", Stubborn)
    text = waiting()

    for _ in range(2):
        decisions.proceed(text, at=NOW)

    assert Decision.objects.get().proceeded_at is None
    assert [one.words for one in text.tensions.all()] == [
        "La maison n’a pas pu faire ce que ce texte permet : La caisse est vide."
    ]


def test_a_decision_that_nothing_waits_for_stays_as_it_is():
    text = decision(circle())

    assert decisions.proceed(text, at=NOW).proceeded_at is None


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_second_do_it_once(awaited):
    text = waiting()

    raised = together(*[lambda: decisions.proceed(text, at=NOW)] * 2)

    assert (raised, len(awaited)) == ([], 1)


# --- an admission, from the request to the register ---


@pytest.fixture
def mission():
    """The circle that admits: a founder keeps the register, and sits there."""
    made = circle("Cercle mission", prefix="CM", people=2)
    fleur = founder()
    joins(fleur, made)
    entrust(fleur, made, OfficeKind.SECRETARY)
    return made


def asked():
    return request(requested_at=at(date(2026, 11, 2)))


def carried(mission, one):
    return admissions.propose(one, mission, by=people_of(mission)[2], at=NOW)


def test_an_admission_is_carried_before_the_circle(mission):
    one = asked()

    proposal = carried(mission, one)

    assert (proposal.object_kind, proposal.object_key) == ("members.admission", f"{one.pk}")
    assert proposal.versions.get().act == ActKind.BOARD


def test_it_is_carried_once_at_a_time(mission):
    one = asked()
    carried(mission, one)

    with pytest.raises(admissions.AlreadyProposed):
        carried(mission, one)


def test_it_is_carried_by_who_keeps_the_register_and_sits_there(mission):
    with pytest.raises(admissions.NotForThem):
        admissions.propose(asked(), mission, by=people_of(mission)[0], at=NOW)
    with pytest.raises(Refused):
        admissions.propose(asked(), mission, by=founder("Thomas", "Ailleurs"), at=NOW)


def test_another_circle_admits_nobody(mission):
    below = circle("Accueil", parent=mission, people=people_of(mission))

    with pytest.raises(admissions.NotTheOrgan):
        admissions.propose(asked(), below, by=people_of(mission)[2], at=NOW)


def test_adopted_and_signed_it_is_written_in_the_register_of_members(mission):
    one = asked()
    text = decision(
        mission, on=date(2026, 11, 20), object_kind="members.admission", object_key=f"{one.pk}",
        act_kind=ActKind.BOARD, kind="act",
    )  # fmt: skip
    decisions.proceed(text, at=NOW)
    assert not Membership.objects.filter(person=one.person).exists()

    signed(text, on=TODAY)
    decisions.proceed(text, at=NOW)

    written = Membership.objects.get(person=one.person)
    assert written.reference == "CM-2026-001, Cercle mission"
    assert (written.organ, written.decided_on) == ("conseil d’administration", date(2026, 11, 20))


def test_what_was_answered_meanwhile_is_told_to_the_circle(mission):
    one = asked()
    text = decision(
        mission, on=date(2026, 11, 20), object_kind="members.admission", object_key=f"{one.pk}",
        kind="act",
    )  # fmt: skip
    Membership.objects.create(
        person=one.person, organ="conseil d’administration", decided_on=TODAY,
        reference="ailleurs", started_on=TODAY,
    )  # fmt: skip

    decisions.proceed(text, at=NOW)

    assert text.tensions.get().key == f"suite:{text.pk}"
    assert Proposal.objects.get().object_key == f"{one.pk}"


def test_the_page_carries_an_admission(client, mission, time_machine):
    time_machine.move_to(NOW, tick=False)
    one = asked()
    client.force_login(people_of(mission)[2])
    assert client.get("/decisions/admissions/").status_code == 200

    answer = client.post(f"/decisions/admissions/{one.pk}/", {"cercle": mission.pk})

    assert answer.url == Proposal.objects.get().get_absolute_url()
    assert statutes().admission_organ == "conseil d’administration"
