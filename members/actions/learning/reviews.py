"""The reviews of a tutorship: both say « trop », « juste » or « trop peu » of safety.

The default is to fade. The same words settle it: the support goes down a step, unless both say that
there is too little. Different words open a talk between the two, and nobody else is told. Silence
changes nothing: the support stays, both are reminded once, then the circle finds it on its agenda.
"""

from datetime import timedelta

from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members import emails
from members.actions.learning.tutoring import side_of
from members.events import Event
from members.models import Review
from members.states import Safety, Strength, TutorshipState

BEFORE = timedelta(days=5)
"""How long before its day both are asked."""
SPACE = timedelta(days=3)
"""Between the question and its one reminder, at least."""
LONGER = timedelta(days=30)
"""How long the support stays when both say that there is too little safety."""
AT_LEAST = timedelta(days=14)
"""Between one review and the next, even when the first came late."""


class TooEarly(Refused):
    message = "Le point n’est pas encore ouvert : il s’ouvre quelques jours avant sa date."


class Settled(Refused):
    message = "Ce point est déjà conclu."


class NotDue(Refused):
    message = "Rien à demander pour ce tutorat."


def say(review, *, by, at, says):
    """What I feel. The same from both settles it; different words open a talk, nothing else."""
    with locked(review.tutorship) as tutorship, locked(review) as review:
        review.tutorship = tutorship
        side = side_of(tutorship, by)
        if review.settled_at or tutorship.state != TutorshipState.RUNNING:
            raise Settled
        if timezone.localdate(at) < review.due_on - BEFORE:
            raise TooEarly
        setattr(review, f"{side}_said", says)
        review.save(update_fields=[f"{side}_said"])
        record(Event.REVIEW_ANSWERED, tutorship, by=by)
        if review.newcomer_said and review.newcomer_said == review.tutor_said:
            _settle(review, at=at)
        elif review.newcomer_said and review.tutor_said and not review.talk_at:
            _talk(review, at=at)
    return review


def ask(review, *, at):
    """Some days before its date, both are asked; once."""
    with locked(review) as review:
        if review.asked_at or review.settled_at or _day(at) < review.due_on - BEFORE:
            raise NotDue
        review.asked_at = at
        review.save(update_fields=["asked_at"])
        record(Event.REVIEW_ASKED, review.tutorship)
        for person in silent(review):
            emails.review_asked(review, person)
    return review


def remind(review, *, at):
    """At its date, whoever did not answer is reminded, once; the support stays meanwhile."""
    with locked(review) as review:
        is_due = review.asked_at and max(_day(review.asked_at) + SPACE, review.due_on) <= _day(at)
        if review.reminded_at or review.settled_at or not is_due or not silent(review):
            raise NotDue
        review.reminded_at = at
        review.save(update_fields=["reminded_at"])
        record(Event.REVIEW_RECALLED, review.tutorship)
        for person in silent(review):
            emails.review_recalled(review, person)
    return review


def silent(review):
    """Those of the two who have not said anything yet."""
    tutorship = review.tutorship
    sides = [(tutorship.newcomer, review.newcomer_said), (tutorship.tutor, review.tutor_said)]
    return [person for person, said in sides if not said]


def _talk(review, *, at):
    review.talk_at = at
    review.save(update_fields=["talk_at"])
    record(Event.REVIEW_DIVERGED, review.tutorship)
    for person in (review.tutorship.newcomer, review.tutorship.tutor):
        emails.review_diverged(review, person)


def _settle(review, *, at):
    tutorship = review.tutorship
    review.fades = review.newcomer_said != Safety.TOO_LITTLE
    review.settled_at = at
    review.save(update_fields=["fades", "settled_at"])
    record(Event.REVIEW_SETTLED, tutorship, fades=review.fades)
    if review.fades and tutorship.strength == Strength.LIGHT:
        _fade_out(tutorship, at=at)
    else:
        _go_on(tutorship, review, on=_day(at))
    for person in (tutorship.newcomer, tutorship.tutor):
        emails.review_settled(review, person)


def _fade_out(tutorship, *, at):
    tutorship.move_to(TutorshipState.FADED)
    tutorship.ended_at = at
    tutorship.save()
    record(Event.TUTORSHIP_FADED, tutorship)


def _go_on(tutorship, review, *, on):
    """One step lighter, or as it is for a while; either way the next review has its day."""
    if review.fades:
        tutorship.strength = Strength.LIGHT
        tutorship.none_on = max(tutorship.none_on, on + AT_LEAST)
        due_on = tutorship.none_on
    elif tutorship.strength == Strength.LIGHT:
        due_on = tutorship.none_on = on + LONGER
    else:
        rest = tutorship.none_on - tutorship.light_on
        due_on = tutorship.light_on = on + LONGER
        tutorship.none_on = due_on + rest
    tutorship.save()
    Review.objects.create(tutorship=tutorship, due_on=due_on)


def _day(at):
    return timezone.localdate(at)
