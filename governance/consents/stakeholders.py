"""Effets sur les parties prenantes: from what a text touches to whom it must ask and hear (4.3)."""

from governance.models import Circle
from governance.states import CircleKind, PositionKind, RoundKind, Touch

WHY = {
    Touch.PROFIT: "Le texte touche l’affectation du bénéfice : les deux cercles consentent.",
    Touch.STATUTES: "Le texte touche les statuts : les deux cercles consentent.",
}
UNHEARD = "Se prononcer sans avoir entendu toutes les personnes touchées"


def asked_by(circle, touches):
    """The circles that consent to the same version besides, each with why and what asks for it.

    Money and statutes are those of the whole and of the company: the first circle of its tree, and
    the general circle in it.
    """
    if not touches:
        return []
    first = circle
    while first.parent is not None:
        first = first.parent
    general = Circle.objects.living().filter(parent=first, kind=CircleKind.GENERAL)
    both = [one for one in [first, *general.order_by("pk")] if one.pk != circle.pk]
    return [(one, WHY[touches[0]], touches[0]) for one in both]


def unheard(proposal, version):
    """The groups that it names and that nobody has heard yet."""
    heard = set(proposal.hearings.values_list("group", flat=True)) if version.groups else set()
    return [one for one in version.groups if one not in heard]


def agreed_unheard(proposal, version):
    """Did the circle agree, of this very text, to decide before everybody was heard?"""
    asked = proposal.rounds.standing().filter(
        kind=RoundKind.ASSENT, subject=UNHEARD, version=version, closed_at__isnull=False
    )
    return any(
        all(seat.said == PositionKind.CONSENT for seat in one.seats.with_position())
        for one in asked
    )
