"""Belonging as it happens, in one line, on days that never change."""

from datetime import date, datetime, timedelta

from members.actions.life import excluding, noticing, pausing, resigning
from members.standing import standing_of
from tests.members.factories import (
    ADMITTED_ON,
    PARIS,
    founder,
    member,
    secretary,
    statutes,
    treasurer,
)

DAY = timedelta(days=1)
TODAY = date(2026, 6, 15)
MINUTES = {
    "organ": "conseil d’administration",
    "decided_on": date(2026, 6, 10),
    "reference": "procès-verbal, point 3",
}


def at(day=TODAY, hour=9):
    return datetime(day.year, day.month, day.day, hour, tzinfo=PARIS)


def rules(**facts):
    """Statutes with a notice, a grace and a clause."""
    facts = {
        "resignation_notice_days": 30,
        "removal_clause": "La qualité de membre se perd par le non-paiement de la cotisation.",
        "defence_days": 15,
    } | facts
    return statutes(**facts)


def keeper():
    """Somebody of the secretariat."""
    return secretary(since=ADMITTED_ON)


def belonging(someone=None):
    """The membership of somebody, under the statutes of ``rules``."""
    rules()
    return (someone or member()).memberships.get()


def resign(membership, *, on=TODAY, by=None, **more):
    return resigning.resign(
        membership, by=by or membership.person, at=at(on), received_on=on, **more
    )


def suspend(membership, by, **more):
    told = {"since": TODAY, "until": None, "words": "Le règlement, article 4."} | MINUTES | more
    return pausing.suspend(membership, by=by, at=at(), **told)


def grant(membership, by, **more):
    return pausing.grant_leave(
        membership, by=by, at=at(), **{"since": TODAY, "until": None} | MINUTES | more
    )


def accuse(membership, by, *, on=TODAY, **more):
    """A procedure whose grievances were sent."""
    case = excluding.open_case(
        membership, by=by, at=at(on), grievances="Le 3 mai, les comptes ont été emportés."
    )
    return excluding.send_grievances(case, by=by, at=at(on), **more)


def verdict(day, **more):
    decided = MINUTES | {"decided_on": day, "reasons": "Les faits sont reconnus.", "sat": False}
    return decided | more


def signed(membership, *, on=TODAY, **more):
    """A formal notice, proposed by a treasurer and signed by a founder."""

    notice = noticing.propose(membership, by=treasurer(), at=at(on))
    return noticing.sign(notice, by=founder(), at=at(on), **more)


def stands(membership, day):
    """Where it stands on that day, read again from the database."""

    fresh = type(membership).objects.get(pk=membership.pk)
    return standing_of(fresh, fresh.facts.all(), day)
