"""The first circle opens, then each circle is founded by a decision of its parent."""

from django.conf import settings
from django.db import transaction

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance.actions.circles import belonging, charter, life
from governance.actions.circles.entering import enter
from governance.actions.consents.drafting import draft
from governance.actions.tensions import drop
from governance.events import Event
from governance.models import Circle, CircleRole, Instance
from governance.states import CircleKind, CircleState, OfficeKind, ProposalKind, Wish

OFFICES = [kind for kind in OfficeKind if kind != OfficeKind.ROLE]


class OnlyFoundersOpen(Refused):
    message = "Le premier cercle s’ouvre par une personne de la fondation de l’Institut."


class AlreadyFounded(Refused):
    message = "Le cercle fondateur s’ouvre une fois : les autres naissent d’une décision."


class PrefixIsTaken(Refused):
    message = "Ce préfixe est déjà celui d’un autre cercle, pour toujours : choisissez-en un autre."


class NameIsTaken(Refused):
    message = "Un cercle qui vit porte déjà ce nom dans cette instance."


class StakeholdersStandByTheFirst(Refused):
    message = (
        "Un cercle de parties prenantes tient au premier cercle, celui de la mission : proposez-le "
        "de là."
    )


class ProjectIsAlive(Refused):
    message = "La proposition de ce cercle est toujours en chemin."


def open_founding(*, by, at, name, prefix, aim, people):
    """Before any circle exists nobody decides: a founder opens the first one, and each accepts."""
    if not by.is_founder:
        raise OnlyFoundersOpen
    with transaction.atomic():
        _instances()
        if Circle.objects.exists():
            raise AlreadyFounded
        circle = _write(
            instance=Instance.objects.order_by("rank").first(), kind=CircleKind.FOUNDING,
            name=name, prefix=prefix, aim=aim, created_at=at,
        )  # fmt: skip
        record(Event.FOUNDING_OPENED, circle, by=by)
        for person in people:
            if person != by:
                belonging.send(belonging.plan(circle, person, by=by, at=at), at=at)
        enter(circle, by, by=by, at=at)
    return circle


def propose(parent, *, by, at, needs, review_on, people=(), text="", decides=(), recommends=(),
            **facts):  # fmt: skip
    """Somebody of the parent circle proposes a circle: a project, its people, and its text.

    The text is what will be done (``charters``): its aim and its domain are read from there.
    """
    if facts.get("kind") == CircleKind.STAKEHOLDERS and not parent.is_first:
        raise StakeholdersStandByTheFirst
    with transaction.atomic():
        if Circle.objects.filter(prefix=facts["prefix"]).exists():
            raise PrefixIsTaken
        living = Circle.objects.filter(closed_at=None, instance=facts["instance"])
        if living.filter(name=facts["name"]).exists():
            raise NameIsTaken
        circle = _write(parent=parent, created_at=at, **facts)
        for person in people:
            belonging.plan(circle, person, by=by, at=at)
        tension = drop(
            parent, by=by, at=at, subject=f"Créer le cercle {circle.bare}"[:160], words=needs,
            wish=Wish.DECIDE,
        )  # fmt: skip
        words = charter.written(circle, people, text, decides=decides, recommends=recommends)
        proposal = draft(
            parent, by=by, at=at, tension=tension, kind=ProposalKind.CIRCLE,
            title=f"Créer le cercle {circle.bare}"[:160], needs=needs, text=words,
            responsible=by, review_on=review_on, about_circle=circle,
        )  # fmt: skip
        record(Event.CIRCLE_PROPOSED, circle, by=by, proposal=proposal.pk)
    return proposal


def found(circle, decision, *, by, at):
    """The parent circle consented: the circle is created, and its people are asked."""
    with locked(circle) as circle:
        life.create(circle, by=by, at=at, decision=decision)
        charter.apply(circle, decision, at=at)
        _forget_who_was_taken_out(circle, decision, at=at)
        for invitation in circle.invitations.filter(told_at=None, answered_at=None):
            belonging.send(invitation, at=at, decision=decision)
        life.advance(circle, at=at)
    return circle


def _forget_who_was_taken_out(circle, decision, *, at):
    """Whom the first version named and the adopted one does not: the circle consented without."""
    first = decision.proposal.versions.order_by("number").first()
    for planned in circle.invitations.filter(told_at=None, answered_at=None):
        name = f"{planned.person}"
        if name in first.text and name not in decision.version.text:
            planned.answered_at = at
            planned.save(update_fields=["answered_at"])


def give_up(circle, *, at):
    """Its proposal was taken back or abandoned: the project goes, its prefix stays used."""
    with locked(circle) as circle:
        if circle.proposals_about.exclude(state__in=["withdrawn", "abandoned"]).exists():
            raise ProjectIsAlive
        circle.move_to(CircleState.CLOSED)
        circle.closed_at, circle.became = at, "resté un projet"
        circle.save(update_fields=["state", "closed_at", "became"])
        circle.invitations.filter(answered_at=None).update(answered_at=at)
        record(Event.PROJECT_GIVEN_UP, circle)
    return circle


def _write(**facts):
    """The circle and the offices that each one entrusts."""
    circle = Circle.objects.create(**facts)
    CircleRole.objects.bulk_create(
        CircleRole(circle=circle, kind=kind, name=kind.label) for kind in OFFICES
    )
    return circle


def _instances():
    """The three bodies that stand side by side; more may come with the circles."""
    if not Instance.objects.exists():
        names = ("Institut", settings.HOUSE.company, "Équipes")
        Instance.objects.bulk_create(
            Instance(name=name, rank=rank) for rank, name in enumerate(names, start=1)
        )
