"""What the post forgets of somebody who is erased: words at once, the address once all has left."""

from django.db.models import Q
from django.db.models.functions import Lower

from coopstudio.mail.models import Arrival, Letter
from coopstudio.mail.querysets import NO_WORDS

NOBODY = "effacee@coopstudio.invalid"
"""Stands for an address that was forgotten; letters to ``.invalid`` reach nobody (RFC 2606)."""

WAITING, FAILED = Letter.State.WAITING, Letter.State.FAILED


def forget_words(address, *, names, kinds="", stop):
    """Erase what letters say to this address, and what they say to others with one of ``names``.

    ``kinds``: only those whose kind begins so. Letters that wait: those to the address do not
    leave if ``stop``; those to others leave, and forget their words as they do. Returns how many.
    """
    about = Letter.objects.filter(_naming(address, names), kind__startswith=kinds)
    theirs = about.filter(to__iexact=address)
    if stop:
        theirs.filter(state=WAITING).update(
            state=FAILED, error="la personne est effacée : cette lettre ne part pas"
        )
    about.exclude(to__iexact=address).filter(state=WAITING).update(is_secret=True)
    about.filter(document__isnull=False).update(document=None)
    return about.exclude(state=WAITING).update(**NO_WORDS)


def forget_address(address, *, upto=None):
    """Once the last letter to this address has left: the address goes from all that it got.

    ``upto`` is that last letter, if there is one; what was written later is another story. False
    if one still waits.
    """
    theirs = Letter.objects.filter(to__iexact=address)
    if upto:
        theirs = theirs.filter(pk__lte=upto.pk)
    if theirs.filter(state=WAITING).exists():
        return False
    theirs.update(to=NOBODY, reply_to="", error="", **NO_WORDS)
    Arrival.objects.alias(small=Lower("sender")).filter(small__contains=address.lower()).update(
        sender="", raw=None
    )
    return True


def _naming(address, names):
    named = Q(to__iexact=address) | Q(text__icontains=address)
    for name in names:
        named |= Q(text__icontains=name) | Q(subject__icontains=name) | Q(calendar__icontains=name)
    return named
