"""Long after a membership ended, its words go; its facts and their days stay."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from applications.actions.keeping import rounds
from applications.models import Hold
from coopstudio import personal_data
from coopstudio.documents.models import Document
from coopstudio.mail.models import Letter
from members.actions.life import excluding, forgetting
from members.models import FactWords, Membership, MembershipFact
from tests.applications import factories as applications
from tests.members.factories import founder
from tests.members.life.factories import (
    DAY,
    TODAY,
    accuse,
    at,
    belonging,
    keeper,
    suspend,
    verdict,
)

pytestmark = pytest.mark.django_db
FIVE_YEARS_LATER = date(2031, 7, 15)


def excluded():
    """Somebody who was suspended, heard, then excluded; every letter has left."""
    mine, blaise = belonging(), keeper()
    suspend(mine, blaise)
    case = accuse(mine, blaise)
    excluding.defend(case, by=mine.person, at=at(TODAY + DAY), words="Je les ai rendus.")
    decided = case.defence_until + DAY
    excluding.exclude(case, by=blaise, at=at(decided), **verdict(decided))
    Letter.objects.update(state="sent", sent_at=at(decided))
    return Membership.objects.get(pk=mine.pk)


def words_of(membership):
    case = membership.exclusions.get()
    said = FactWords.objects.filter(fact__membership=membership)
    return [*said.values_list("words", flat=True), case.grievances, case.defence, case.reasons]


def test_the_words_go_with_their_papers_and_the_facts_stay():
    mine = excluded()
    facts = list(MembershipFact.objects.values_list("kind", "since", "organ"))
    assert all(words_of(mine))

    forgetting.forget_words(mine, at=at(FIVE_YEARS_LATER))

    assert not any(words_of(mine))
    assert not Document.objects.filter(subject_kind="members.exclusion").exists()
    assert list(MembershipFact.objects.values_list("kind", "since", "organ")) == facts
    assert mine.exclusions.get().state == "expelled"


def test_nothing_goes_a_day_too_soon_nor_twice():
    mine = excluded()
    last = mine.ended_on.replace(year=mine.ended_on.year + 5)

    with pytest.raises(forgetting.NotDue):
        forgetting.forget_words(mine, at=at(last))
    forgetting.forget_words(mine, at=at(last + DAY))
    with pytest.raises(forgetting.NotDue):
        forgetting.forget_words(mine, at=at(last + DAY))


def test_a_membership_that_goes_on_keeps_its_words():
    mine = belonging()
    suspend(mine, keeper())

    assert not forgetting.due(on=FIVE_YEARS_LATER).exists()


def test_the_round_forgets_and_a_dispute_holds_it():
    mine = excluded()
    held = applications.application(person=mine.person)
    hold = Hold.objects.create(application=held, why="Un recours.", by=keeper())

    rounds.tend_kept(at=at(FIVE_YEARS_LATER))
    assert all(words_of(mine))

    hold.delete()
    rounds.tend_kept(at=at(FIVE_YEARS_LATER))
    assert not any(words_of(mine))


def test_the_page_tells_when_and_the_dry_run_how_many(client, capsys):
    mine = excluded()
    client.force_login(founder())

    page = client.get("/candidatures/conservation/").text
    assert "Adhésions finies" in page
    assert f"{mine.person}" in page

    long_ago = timezone.localdate() - timedelta(days=6 * 366)
    Membership.objects.filter(pk=mine.pk).update(
        decided_on=long_ago, started_on=long_ago, ended_on=long_ago
    )
    call_command("retention", dry_run=True)
    assert "1 adhésions finies dont les mots s’effacent" in capsys.readouterr().out
    assert all(words_of(mine))


def test_everybody_reads_how_long():
    assert personal_data.of("life").until.startswith("5 ans après la fin de votre adhésion")
