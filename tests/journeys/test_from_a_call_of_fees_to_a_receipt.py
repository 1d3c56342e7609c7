"""The treasurer opens a year and calls it; Mehdi pays in parts; nobody is recalled for nothing."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from coopstudio.mail.models import Letter
from members.actions.fees import reminders
from members.models import FeeCall, FeeReceipt, FeeYear
from tests.members.factories import founder, member, statutes, treasurer

pytestmark = pytest.mark.django_db


def entered(person):
    client = Client()
    client.force_login(person)
    return client


def letters(kind, to):
    return Letter.objects.filter(kind=f"members.{kind}", to=to.email).order_by("pk")


def test_a_year_is_called_paid_in_parts_and_receipted_without_a_hole(settings):
    settings.PRIVILEGED_NEED_SECOND_FACTOR = False
    today, day = timezone.localdate(), timedelta(days=1)
    statutes()
    helene, mehdi, lan = treasurer(), member(), member("Lan", "Nguyễn")
    founder()
    of_helene, of_mehdi, of_lan = entered(helene), entered(mehdi), entered(lan)

    # Nothing is asked of anybody, and the treasurer is told how to begin.
    assert "Rien ne vous est demandé" in of_mehdi.get("/ma-cotisation/").text
    assert of_mehdi.get("/cotisations/").status_code == 404
    assert "/cotisations/exercices/nouveau/" in of_helene.get("/cotisations/").text

    # A year, the tariff that the assembly decided, how to pay; then the call.
    year = {
        "name": f"{today.year}", "starts_on": f"{today.year}-01-01",
        "ends_on": f"{today.year}-12-31", "manner": "common", "days_to_pay": "30",
        "limitation_years": "5", "calls_newcomers": "on",
    }  # fmt: skip
    of_helene.post("/cotisations/exercices/nouveau/", year)
    made = FeeYear.objects.get()
    tariff = {
        "kind": "free", "amount": "30", "minimum": "10", "arrival": "whole", "free_months": "0",
        "organ": "assemblée générale", "decided_on": f"{today - day}", "reference": "point 5",
    }  # fmt: skip
    of_helene.post(f"/cotisations/exercices/{made.pk}/tarif/", tariff)
    bank = {
        "holder": "Institut de Santé Sociale", "iban": "FR76 3000 6000 0112 3456 7890 189",
        "from_on": f"{today}", "validated_by": "bureau",
    }  # fmt: skip
    of_helene.post("/cotisations/comment-regler/", bank)
    of_helene.post(f"/cotisations/exercices/{made.pk}/appel/")
    assert set(FeeCall.objects.values_list("person__first_name", flat=True)) == {
        "Mehdi", "Lan", "Hélène", "Fleur",
    }  # fmt: skip

    # Mehdi gets one letter with its paper, reads what to write on the transfer, and chooses less.
    hers, his = lan.fee_calls.get(), mehdi.fee_calls.get()
    (letter,) = letters("fee_called", mehdi)
    assert letter.document is not None
    page = of_mehdi.get("/ma-cotisation/").text
    assert his.reference in page
    assert "FR76" in page
    assert of_mehdi.post(f"/ma-cotisation/{his.pk}/montant/", {"amount": "5"}).status_code == 422
    of_mehdi.post(f"/ma-cotisation/{his.pk}/montant/", {"amount": "20"})
    assert of_mehdi.post(f"/ma-cotisation/{hers.pk}/montant/", {"amount": "10"}).status_code == 404

    # Twelve euros come by transfer: a receipt leaves, and eight are still owed.
    money = {"amount": "12", "received_on": f"{today}", "means": "transfer"}
    of_helene.post(f"/cotisations/appels/{his.pk}/reglement/", money)
    assert "Il reste 8\u00a0€" in of_mehdi.get("/ma-cotisation/").text
    assert letters("fee_received", mehdi).count() == 1

    # The rest came in cash, but it was Lan's: it is undone by a line that says so, and both stay.
    cash = {"amount": "8", "received_on": f"{today}", "means": "cash"}
    of_helene.post(f"/cotisations/appels/{his.pk}/reglement/", cash)
    wrong = his.payments.get(means="cash")
    undone = {"on": f"{today}", "reason": "C’était celle de Lan."}
    of_helene.post(f"/cotisations/reglements/{wrong.pk}/annulation/", undone)
    assert "Il reste 8\u00a0€" in of_mehdi.get("/ma-cotisation/").text
    of_helene.post(f"/cotisations/appels/{hers.pk}/reglement/", cash | {"amount": "30"})
    of_helene.post(f"/cotisations/appels/{his.pk}/reglement/", cash)

    # Numbers follow each other without a hole; Mehdi opens his papers, and nobody else's.
    numbers = FeeReceipt.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, len(numbers) + 1))
    receipt = FeeReceipt.objects.filter(payment__call=his).first()
    assert of_mehdi.get(f"/ma-cotisation/recus/{receipt.pk}/").status_code == 302
    assert of_lan.get(f"/ma-cotisation/recus/{receipt.pk}/").status_code == 404

    # A month later the clock recalls those who owe something, and leaves these two in peace.
    at = timezone.now() + timedelta(days=31)
    reminders.remind(at=at)
    recalled = Letter.objects.filter(kind="members.fee_reminder").values_list("to", flat=True)
    assert mehdi.email not in recalled
    assert lan.email not in recalled
    assert helene.email in recalled
    assert "C’est réglé, merci" in of_mehdi.get("/ma-cotisation/").text
