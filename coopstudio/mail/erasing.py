"""What the post forgets of somebody who is erased: words at once, the address once all has left."""

import re

from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast, Concat, Lower

from coopstudio.mail.api import KINDS
from coopstudio.mail.models import Arrival, Letter
from coopstudio.mail.querysets import NO_WORDS, names_of

NOBODY = "effacee@coopstudio.invalid"
"""Stands for an address that was forgotten; letters to ``.invalid`` reach nobody (RFC 2606)."""

WAITING, FAILED = Letter.State.WAITING, Letter.State.FAILED
NOT_GONE = WAITING, Letter.State.PAPER


def forget_words(addresses, *, about, kinds="", stop):
    """Erase what letters say about these rows, to whomever, and what they say to these addresses.

    With ``stop`` all that they received is forgotten, and what waits for them does not leave;
    without, only what is about the rows, or about nothing that was noted among ``kinds``. A letter
    of which nothing was noted, and that holds one of these addresses, speaks of them too. What
    waits for somebody else leaves, and forgets its words as it does. Returns how many.
    """
    theirs = Q(address__in={address.lower() for address in addresses})
    nameless = Q(about="", kind__startswith=kinds)
    known = theirs if stop else theirs & nameless
    for address in addresses:
        known |= nameless & Q(text__icontains=address, text__iregex=_alone(address))
    letters = Letter.objects.alias(address=Lower("to"))
    found = letters.filter(Q(about__in=names_of(about)) | known)
    if stop:
        found.filter(theirs, state__in=NOT_GONE).update(
            state=FAILED, error="la personne est effacée : cette lettre ne part pas"
        )
    found.filter(state__in=NOT_GONE).update(is_secret=True)
    found.filter(document__isnull=False).update(document=None)
    return found.exclude(state__in=NOT_GONE).update(**NO_WORDS)


def _alone(address):
    """This address in a text, and not the end of a longer one."""
    before, after = r"(^|[^[:alnum:]._+-])", r"($|[^[:alnum:]._-]|\.($|[^[:alnum:]]))"
    return f"{before}{re.escape(address)}{after}"


def let_go_of_papers(model, keys):
    """Letters that left carry the papers about these rows no more: they may be erased."""
    about = {"document__subject_kind": model._meta.label_lower, "document__subject_id__in": keys}
    Letter.objects.filter(**about).exclude(state=WAITING).update(document=None)


def forget_strangers(*, before):
    """Letters to whom the house may not know lose their address too, so long after. Returns how
    many."""
    kinds = [kind.name for kind in KINDS.values() if kind.is_to_stranger]
    old = Letter.objects.filter(kind__in=kinds).written_before(before)
    return _nobody(old.exclude(state=WAITING).exclude(to=NOBODY))


def last_waiting(address):
    """The last letter that must still leave for this address; None if all has left."""
    return Letter.objects.addressed_to([address]).filter(state=WAITING).order_by("pk").last()


def forget_address(address, *, upto=None):
    """Once the last letter to this address has left: the address goes from all that it got, from
    keys too.

    ``upto`` is that last letter, if there is one; what was written later is another story. False
    if one still waits.
    """
    theirs = Letter.objects.addressed_to([address])
    if upto:
        theirs = theirs.filter(pk__lte=upto.pk)
    if theirs.filter(state=WAITING).exists():
        return False
    _nobody(theirs)
    arrived = Arrival.objects.alias(small=Lower("sender"))
    arrived.filter(small=address.lower()).update(sender="", raw=None)
    return True


def _nobody(letters):
    """These went to nobody any more; their keys held addresses too."""
    key = Concat("kind", Value(":effacee:"), Cast("pk", CharField()))
    return letters.update(to=NOBODY, key=key, reply_to="", error="", **NO_WORDS)
