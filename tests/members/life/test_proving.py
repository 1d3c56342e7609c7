"""The receipt of a registered letter is kept with its notice, opened by few, erased in time."""

from datetime import timedelta

import pytest

from coopstudio.files.api import may_open
from coopstudio.files.models import PrivateFile
from members.actions.life import forgetting, proving
from members.actions.life.facts import OwnCase
from members.models import FormalNotice
from tests.files.corpus import pdf, upload
from tests.members.factories import ADMITTED_ON, founder, member, secretary, statutes, treasurer
from tests.members.life.factories import at, keeper

pytestmark = pytest.mark.django_db


def notice_of(someone, **facts):
    """A notice that was signed and sent."""
    sent = {
        "state": "signed", "signed_by": founder(), "sent_on": ADMITTED_ON,
        "deadline": ADMITTED_ON + timedelta(days=30), "letter_number": "2C 123",
    } | facts  # fmt: skip
    return FormalNotice.objects.create(
        membership=someone.memberships.get(), statutes=statutes(), owed=3_000,
        proposed_by=treasurer(), **sent,
    )  # fmt: skip


def receipt():
    return upload(pdf(), "avis de réception.pdf")


def test_the_receipt_is_kept_and_opened_by_those_who_may_read_the_notice(client):
    blaise, helene, mehdi = keeper(), treasurer(), member()
    notice = notice_of(mehdi)
    client.force_login(blaise)
    path = f"/mises-en-demeure/{notice.pk}/"

    client.post(f"{path}preuve/", {"proof": receipt()})

    notice.refresh_from_db()
    assert "vérification en cours" in client.get(path).text
    PrivateFile.objects.update(state="clean")
    assert f"/fichiers/{notice.proof_id}/" in client.get(path).text
    assert may_open(blaise, notice.proof)
    assert may_open(helene, notice.proof)
    assert not may_open(member("Odile"), notice.proof)


def test_what_is_no_pdf_is_refused_with_its_reason(client):
    notice = notice_of(member())
    client.force_login(secretary())

    page = client.post(
        f"/mises-en-demeure/{notice.pk}/preuve/", {"proof": upload(b"bonjour", "avis.pdf")}
    )

    assert page.status_code == 422
    assert not PrivateFile.objects.exists()


def test_there_is_no_proof_of_what_did_not_leave_nor_of_ones_own():
    blaise = keeper()
    drafted = notice_of(
        member(), state="drafted", signed_by=None, sent_on=None, deadline=None, letter_number=""
    )
    with pytest.raises(proving.NotSent):
        proving.prove(drafted, by=blaise, upload=receipt())
    with pytest.raises(OwnCase):
        proving.prove(notice_of(blaise), by=blaise, upload=receipt())


def test_another_receipt_takes_the_place_of_the_one_before():
    notice, blaise = notice_of(member()), keeper()
    first = proving.prove(notice, by=blaise, upload=receipt()).proof

    second = proving.prove(notice, by=blaise, upload=receipt()).proof

    first.refresh_from_db()
    assert first.state == PrivateFile.State.ERASED
    assert second.state == PrivateFile.State.QUARANTINED


def test_it_goes_five_years_after_the_membership():
    mehdi = member(until=ADMITTED_ON + timedelta(days=90))
    notice = notice_of(mehdi)
    proving.prove(notice, by=keeper(), upload=receipt())
    later = ADMITTED_ON.replace(year=ADMITTED_ON.year + 6)

    forgetting.forget_words(mehdi.memberships.get(), at=at(later))

    notice.refresh_from_db()
    assert notice.proof is None
    assert PrivateFile.objects.get().state == PrivateFile.State.ERASED
    assert not forgetting.due(on=later).exists()
