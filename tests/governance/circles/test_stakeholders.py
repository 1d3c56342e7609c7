"""Cercle de parties prenantes: by the first circle, led from there, heard by its delegates."""

import pytest
from django.db import IntegrityError, transaction

from governance.actions import links, mandates
from governance.actions.circles import belonging, founding
from governance.circles import health
from governance.circles.atlas import Atlas, walk
from governance.college import has_a_voice
from governance.elections.eligibility import eligible
from governance.forms.circle_changes import CircleForm
from governance.models import Election, Mandate
from governance.states import CircleKind, OfficeKind
from tests.governance.circles.deciding import decided
from tests.governance.factories import (
    AT,
    FAR,
    TODAY,
    circle,
    entrust,
    instance,
    people_of,
)
from tests.members.factories import member

pytestmark = pytest.mark.django_db
ABOUT = {"needs": "Les entendre.", "review_on": FAR, "prefix": "PP", "name": "Riverains"}


@pytest.fixture
def mission(db):
    return circle("Cercle Mission")


@pytest.fixture
def neighbours(mission):
    """Three neighbours, and Fleur of the first circle."""
    people = [*[member(name, "Colin") for name in ("Yann", "Léonie", "Ousmane")]]
    kind = CircleKind.STAKEHOLDERS
    return circle("Riverains", parent=mission, kind=kind, people=[*people, people_of(mission)[0]])


def role(made, kind):
    return made.roles.get_or_create(kind=kind, defaults={"name": kind.label})[0]


def delegated(made, person, text):
    """Elected here, welcomed there."""
    about = {"by": None, "at": AT}
    mandate = mandates.begin(role(made, OfficeKind.DELEGATE), person, until=FAR, **about)
    return links.activate(mandate, child_decision=text, parent_decision=text, **about)


def test_it_stands_by_the_first_circle_and_by_no_other(mission):
    inner = circle("Cercle Général", parent=mission)
    by = people_of(inner)[0]
    facts = {"kind": CircleKind.STAKEHOLDERS, "instance": instance(), "aim": "Être entendu."}

    with pytest.raises(founding.StakeholdersStandByTheFirst):
        founding.propose(inner, by=by, at=AT, **ABOUT, **facts)
    with pytest.raises(IntegrityError, match="stands by the first"), transaction.atomic():
        circle("Riverains", parent=inner, kind=CircleKind.STAKEHOLDERS)
    asked = [
        CircleKind.STAKEHOLDERS in dict(CircleForm(parent=one).fields["kind"].choices)
        for one in (mission, inner)
    ]
    assert asked == [True, False]


def test_somebody_of_the_first_circle_leads_it_and_nobody_else_is_named(mission, neighbours):
    yann, *_others, fleur = people_of(neighbours)
    leads = role(neighbours, OfficeKind.LEADER)
    election = Election(circle=mission, role=leads)

    named, barred = eligible(election, on=TODAY)

    assert set(named) == set(people_of(mission))
    assert f"{yann} n’est pas du Cercle Mission" in {one.why for one in barred}
    with pytest.raises(mandates.LedFromTheFirst):
        mandates.begin(leads, yann, by=None, at=AT, until=FAR)
    with pytest.raises(IntegrityError, match="first circle leads"), transaction.atomic():
        entrust(yann, neighbours, OfficeKind.LEADER)
    held = mandates.begin(leads, fleur, by=None, at=AT, until=FAR)
    with pytest.raises(IntegrityError, match="is final"), transaction.atomic():
        Mandate.objects.filter(pk=held.pk).update(person=yann)
    belonging.leave(mission.members.get(person=fleur), by=fleur, at=AT, why="Je pars.")
    held.refresh_from_db()
    assert (held.ended_on, held.why) == (TODAY, "La personne n’est plus du Cercle Mission.")


def test_several_delegates_bring_its_voice_there_each_until_their_own_day(mission, neighbours):
    yann, leonie, ousmane, _fleur = people_of(neighbours)
    text = decided(neighbours, also=mission)
    first, second = (delegated(neighbours, one, text) for one in (yann, leonie))

    assert all(has_a_voice(one, mission, on=TODAY) for one in (yann, leonie))
    (pair,) = health.pairs([neighbours], on=TODAY)
    assert pair.links == [first, second]
    assert pair.held_by == "Yann Colin et Léonie Colin, premier lien vacant"
    around = [one.person for one in walk(Atlas(on=TODAY)) if one.person]
    assert [around.count(one) for one in (yann, leonie, ousmane)] == [1, 1, 1]
    delegated(neighbours, ousmane, text)
    links.end(first, by=yann, at=AT, why="Je rends ce lien.")
    (pair,) = health.pairs([neighbours], on=TODAY)
    assert [one.person for one in pair.links] == [leonie, ousmane]


def test_elsewhere_one_delegate_at_a_time(mission):
    inner = circle("Accueil", parent=mission)
    people = people_of(inner)
    text = decided(inner, also=mission)
    first = delegated(inner, people[0], text)

    delegated(inner, people[1], text)

    first.refresh_from_db()
    assert (first.is_shared, first.ended_on) == (False, TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        entrust(people[2], inner, OfficeKind.DELEGATE, since=TODAY, until=FAR)
