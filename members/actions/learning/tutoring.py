"""A tutor beside a newcomer: named, agreed to by both, stopped by either, meant to fade."""

from django.db import transaction
from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members import emails
from members.events import Event
from members.models import Person, Review, Tutorship
from members.states import TutorshipState

FORSAKEN = {
    TutorshipState.NAMED: TutorshipState.NOT_TAKEN,
    TutorshipState.RUNNING: TutorshipState.STOPPED,
}
"""What becomes of a tutorship once one of the two is no longer a member."""


class NotAMember(Refused):
    message = "Un tutorat se vit entre deux membres de l’association."


class TheSame(Refused):
    message = "Choisissez deux personnes différentes."


class HasATutor(Refused):
    message = "Cette personne a déjà un tuteur ou une tutrice."


class WrongOrder(Refused):
    message = "L’appui s’allège, puis s’efface : choisissez deux dates à venir, dans cet ordre."


class NotYours(Refused):
    message = "Ce tutorat est celui d’autres personnes."


class Answered(Refused):
    message = "Cette proposition de tutorat a déjà sa réponse."


class AlreadyAgreed(Refused):
    message = "Vous avez déjà dit oui : on attend l’autre personne."


@transaction.atomic
def name_tutor(newcomer, tutor, *, by, at, light_on, none_on):
    """Propose that they walk together, with a dated plan; nothing starts before both agree."""
    today = timezone.localdate(at)
    if newcomer.pk == tutor.pk:
        raise TheSame
    if not today < light_on < none_on:
        raise WrongOrder
    with locked(newcomer) as newcomer:
        if Person.objects.present(on=today).filter(pk__in=[newcomer.pk, tutor.pk]).count() < 2:
            raise NotAMember
        if newcomer.tutorships.open().exists():
            raise HasATutor
        tutorship = Tutorship.objects.create(
            newcomer=newcomer, tutor=tutor, named_by=by, named_at=at,
            light_on=light_on, none_on=none_on,
        )  # fmt: skip
        record(Event.TUTOR_NAMED, tutorship, by=by)
        for person in (newcomer, tutor):
            emails.tutorship_offered(tutorship, person)
    return tutorship


def agree(tutorship, *, by, at):
    """I agree to it; with the second yes it starts, and its first review has a date."""
    with locked(tutorship) as tutorship:
        side = side_of(tutorship, by)
        if not tutorship.can_move_to(TutorshipState.RUNNING):
            raise Answered
        if getattr(tutorship, f"{side}_agreed_at"):
            raise AlreadyAgreed
        setattr(tutorship, f"{side}_agreed_at", at)
        record(Event.TUTORSHIP_ANSWERED, tutorship, by=by)
        if tutorship.newcomer_agreed_at and tutorship.tutor_agreed_at:
            _begin(tutorship)
        tutorship.save()
    return tutorship


def not_take(tutorship, *, by, at):
    """Not between us two: no reason is asked, and another tutor may be named."""
    with locked(tutorship) as tutorship:
        side_of(tutorship, by)
        tutorship.move_to(TutorshipState.NOT_TAKEN)
        _end(tutorship, by=by, at=at)
    return tutorship


def stop(tutorship, *, by, at):
    """One of the two stops before the plan does; the other and who named it are told."""
    with locked(tutorship) as tutorship:
        side_of(tutorship, by)
        tutorship.move_to(TutorshipState.STOPPED)
        _end(tutorship, by=by, at=at)
    return tutorship


def let_go(tutorship, *, at):
    """One of the two is no longer a member: it ends, and who is still there is told."""
    on = timezone.localdate(at)
    with locked(tutorship) as tutorship:
        if not Tutorship.objects.forsaken(on=on).filter(pk=tutorship.pk).exists():
            raise Answered
        was_running = tutorship.state == TutorshipState.RUNNING
        tutorship.move_to(FORSAKEN[tutorship.state])
        tutorship.ended_at = at
        tutorship.save()
        record(Event.TUTORSHIP_LET_GO, tutorship)
        keys = {tutorship.newcomer_id, tutorship.tutor_id, tutorship.named_by_id}
        for person in Person.objects.present(on=on).filter(pk__in=keys):
            emails.tutorship_ended(tutorship, person, was_running=was_running)
    return tutorship


def side_of(tutorship, person):
    """On which side of it this person stands. Raises NotYours for anybody else."""
    if person.pk == tutorship.newcomer_id:
        return "newcomer"
    if person.pk == tutorship.tutor_id:
        return "tutor"
    raise NotYours


def _begin(tutorship):
    tutorship.move_to(TutorshipState.RUNNING)
    Review.objects.create(tutorship=tutorship, due_on=tutorship.light_on)
    record(Event.TUTORSHIP_BEGUN, tutorship)
    for person in (tutorship.newcomer, tutorship.tutor):
        emails.tutorship_begun(tutorship, person)


def _end(tutorship, *, by, at):
    was_running = tutorship.state == TutorshipState.STOPPED
    tutorship.ended_at = at
    tutorship.save()
    record(Event.TUTORSHIP_STOPPED, tutorship, by=by, was_running=was_running)
    told = {one.pk: one for one in (tutorship.other(by), tutorship.named_by) if one.pk != by.pk}
    for person in told.values():
        emails.tutorship_ended(tutorship, person, was_running=was_running)
