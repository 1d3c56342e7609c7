"""The post forgets: words, then addresses of whom the house never knew."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from coopstudio.mail import erasing, tasks
from coopstudio.mail.models import Letter
from members import emails

NOW = datetime(2026, 5, 11, 9, 0, tzinfo=UTC)
STRANGER = "inconnue@exemple.fr"

pytestmark = pytest.mark.django_db


def letter(key, *, kind="members.unknown_address", days=91, state="sent", **words):
    sent_at = NOW if state == "sent" else None
    words = {"to": STRANGER, "subject": "x", "text": "x", "html": "x", **words}
    return Letter.objects.create(
        kind=kind, key=key, state=state, sent_at=sent_at,
        written_at=timezone.now() - timedelta(days=days), **words,
    )  # fmt: skip


def test_the_address_of_a_stranger_goes_with_the_words():
    letter("a", error="550 inconnue@exemple.fr")

    tasks.forget()

    gone = Letter.objects.get()
    assert (gone.to, gone.text, gone.error) == ("effacee@coopstudio.invalid", "", "")


@pytest.mark.parametrize(
    "facts", [{"days": 89}, {"state": "waiting"}, {"kind": "members.sign_in_code"}]
)
def test_what_is_young_still_waits_or_goes_to_somebody_keeps_it(facts):
    letter("a", **facts)

    tasks.forget()

    assert Letter.objects.get().to == STRANGER


def test_twice_forgotten_is_forgotten_once():
    letter("a"), letter("b")
    erasing.forget_strangers(before=timezone.now())

    assert erasing.forget_strangers(before=timezone.now()) == 0


def test_the_letter_to_an_unknown_address_is_such_a_one():
    emails.unknown_address(STRANGER, {})
    Letter.objects.update(state="failed")

    erasing.forget_strangers(before=timezone.now())

    assert Letter.objects.get().to == "effacee@coopstudio.invalid"


def test_an_old_letter_about_nothing_is_found_by_the_address_that_it_holds():
    old = letter("a", kind="applications.alert", to="fleur@exemple.fr",
                 text="Écrivez à Noemie@exemple.fr, elle attend.")  # fmt: skip
    other = letter("b", kind="applications.alert", to="fleur@exemple.fr",
                   text="Écrivez à maxnoemie@exemple.fr, ou noemie@exemple.fr.org.")  # fmt: skip

    erasing.forget_words(["noemie@exemple.fr"], about=[], kinds="applications.", stop=False)

    old.refresh_from_db(), other.refresh_from_db()
    assert (old.text, other.has_words) == ("", True)
