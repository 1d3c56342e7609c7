"""A folded ballot says nothing: no name, no reason, no length, no hour, no place but its own."""

from base64 import b64decode

import pytest

from governance.elections import sealing

REASON = "Elle dit les choses difficiles sans élever la voix."


def test_what_was_folded_comes_back_whole():
    sealed = sealing.seal(7, person=42, reason="« Oui »\nparce que\tœuvrer.")

    assert sealing.unseal(7, sealed) == (42, "« Oui »\nparce que\tœuvrer.")


def test_a_folded_ballot_holds_neither_the_name_nor_the_reason():
    raw = b64decode(sealing.seal(7, person=42, reason=REASON))

    assert REASON.encode() not in raw
    assert b"[42" not in raw


def test_every_ballot_has_the_same_length():
    lengths = {
        len(sealing.seal(7, person=person, reason=reason))
        for person in (1, 9_999_999)
        for reason in ("Oui.", REASON, "é" * 2_000, '"' * 2_000)
    }

    assert len(lengths) == 1


def test_two_ballots_that_say_the_same_look_different():
    assert sealing.seal(7, person=42, reason=REASON) != sealing.seal(7, person=42, reason=REASON)


def test_a_ballot_moved_to_another_place_opens_no_more():
    sealed = sealing.seal(7, person=42, reason=REASON)

    with pytest.raises(sealing.CannotOpen):
        sealing.unseal(8, sealed)


def test_a_ballot_that_was_touched_opens_no_more():
    sealed = sealing.seal(7, person=42, reason=REASON)
    touched = sealed[:200] + ("A" if sealed[200] != "A" else "B") + sealed[201:]

    with pytest.raises(sealing.CannotOpen):
        sealing.unseal(7, touched)


def test_the_key_is_drawn_from_the_secret_of_the_house(settings):
    sealed = sealing.seal(7, person=42, reason=REASON)
    settings.SECRET_KEY = "another-" + "1" * 50

    with pytest.raises(sealing.CannotOpen):
        sealing.unseal(7, sealed)


def test_a_secret_that_was_renewed_still_opens_what_it_had_sealed(settings):
    sealed = sealing.seal(7, person=42, reason=REASON)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-" + "1" * 50

    assert sealing.unseal(7, sealed) == (42, REASON)
