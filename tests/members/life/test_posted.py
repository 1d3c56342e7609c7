"""Of somebody without e-mail nothing is decided before their letter was posted and its days ran."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from coopstudio.mail.actions import note_posted
from coopstudio.mail.models import Letter
from members.actions.life import excluding, noticing
from members.actions.life.posted import NotPosted
from members.models import Membership, Person
from tests.members.factories import founder, treasurer
from tests.members.fees.factories import call
from tests.members.life.factories import DAY, MINUTES, TODAY, accuse, at, belonging, keeper, verdict

pytestmark = pytest.mark.django_db

LATE = 10 * DAY


def on_paper():
    """The membership of somebody who has no e-mail."""
    person = belonging().person
    EmailAddress.objects.filter(user=person).delete()
    Person.objects.filter(pk=person.pk).update(
        email="", password=make_password(None), last_login=None
    )
    return Membership.objects.get()


def post(kind, by, day):
    Letter.objects.filter(kind=kind).update(written_at=at())
    return note_posted(Letter.objects.get(kind=kind), by=by, at=at(day), on=day)


def test_nobody_is_excluded_by_grievances_that_were_never_posted():
    membership, blaise = on_paper(), keeper()
    case = accuse(membership, blaise)
    day = case.defence_until + DAY

    with pytest.raises(NotPosted):
        excluding.exclude(case, by=blaise, at=at(day), **verdict(day))


def test_the_defence_runs_from_the_day_that_the_grievances_were_posted():
    membership, blaise = on_paper(), keeper()
    case = accuse(membership, blaise)
    post("members.grievances", blaise, TODAY + LATE)
    until = case.defence_until + LATE

    with pytest.raises(excluding.DefenceRuns):
        excluding.exclude(case, by=blaise, at=at(until), **verdict(until))
    excluding.exclude(case, by=blaise, at=at(until + DAY), **verdict(until + DAY))

    membership.refresh_from_db()
    assert membership.ended_on == until + DAY


def test_a_hearing_that_was_not_posted_holds_the_decision():
    membership, blaise = on_paper(), keeper()
    case = accuse(membership, blaise)
    post("members.grievances", blaise, TODAY)
    excluding.set_hearing(case, by=blaise, at=at(), hearing="le 20 juin à 9 h")
    day = case.defence_until + DAY

    with pytest.raises(NotPosted):
        excluding.maintain(case, by=blaise, at=at(day), **verdict(day))


def test_a_formal_notice_runs_from_the_day_it_was_posted():
    membership, nora = on_paper(), treasurer()
    call(membership.person)
    day = TODAY.replace(year=2027)
    notice = noticing.propose(membership, by=nora, at=at(day))
    fleur = founder()
    notice = noticing.sign(notice, by=fleur, at=at(day), letter_number="1A")
    until = notice.deadline + LATE

    def remove(on):
        told = MINUTES | {"decided_on": on}
        noticing.remove(notice, by=fleur, at=at(on), letter_number="2A", **told)

    with pytest.raises(NotPosted):
        remove(until)
    post("members.notice", fleur, day + LATE)
    with pytest.raises(noticing.DeadlineRuns):
        remove(until)
    remove(until + DAY)
