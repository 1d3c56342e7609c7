"""Six figures by e-mail, to whom is about to sign: ten minutes, five tries (8.4)."""

import secrets
from datetime import timedelta

from django.utils.crypto import constant_time_compare, salted_hmac

from contributions import emails
from contributions.actions.signing.turns import refuse_unless_their_turn
from contributions.models import SigningCode
from coopstudio.db import locked
from coopstudio.refusals import Refused

LASTS, TRIES = timedelta(minutes=10), 5
SPAN, MOST = timedelta(hours=1), 6


class TooManyCodes(Refused):
    message = "Beaucoup de codes sont déjà partis. Attendez une heure, ou signez sur papier."


class CodeIsOver(Refused):
    message = (
        "Ce code ne vaut plus : il vit dix minutes et supporte cinq essais. Demandez-en un autre, "
        "vos mots restent là."
    )


class WrongCode(Refused):
    def __init__(self, left):
        more = (
            f"Il vous reste {left} essai{'s' if left > 1 else ''}." if left else "Demandez-en un."
        )
        super().__init__(f"Ce n’est pas le code que nous avons envoyé. {more}")


def send_code(signatory, *, by, at):
    """A fresh code to whom is about to sign; the ones before it are worth nothing any more."""
    refuse_unless_their_turn(signatory, by, at)
    with locked(signatory.version.contract):
        if signatory.codes.filter(sent_at__gt=at - SPAN).count() >= MOST:
            raise TooManyCodes
        figures = f"{secrets.randbelow(1_000_000):06}"
        code = SigningCode.objects.create(
            signatory=signatory, digest=_digest(signatory, figures), sent_at=at
        )
        emails.signing_code(code, figures)
    return code


def prove(signatory, figures, *, at):
    """The code that was entered, which counts as a try whatever comes of it.

    Raises WrongCode or CodeIsOver, once the try is written.
    """
    last = signatory.codes.order_by("sent_at", "pk").last()
    if last is None:
        raise CodeIsOver
    with locked(last) as code:
        is_over = code.used_at or code.tries >= TRIES or at >= code.sent_at + LASTS
        if not is_over:
            code.tries += 1
            code.save(update_fields=["tries"])
    if is_over:
        raise CodeIsOver
    if not constant_time_compare(code.digest, _digest(signatory, figures)):
        raise WrongCode(TRIES - code.tries)
    return code


def _digest(signatory, figures):
    said = f"{signatory.pk}:{figures}"
    return salted_hmac("contributions.signing", said, algorithm="sha256").hexdigest()
