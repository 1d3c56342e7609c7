"""What may be asked of learning: exchanges, sessions, trainings outside, tutorships."""

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q

from members.querysets.days import belongs

KEEPERS = {"founder", "secretary"}


class ExchangeQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Each person the exchanges they are asked to be part of, and no other."""
        return self.filter(partners__person=person)

    def open(self):
        return self.filter(closed_at=None)

    def offered_before(self, at):
        """Proposed before that hour, and somebody has not answered yet."""
        return self.filter(state="offered", opened_at__lte=at)

    def forsaken(self, *, on):
        """Open, and somebody of it is no longer a member."""
        partners = self.model.partners.rel.related_model.objects.exclude(belongs("person", on))
        return self.open().filter(Exists(partners.filter(exchange=OuterRef("pk"))))


class LearningSessionQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Members see every session."""
        return self if person.is_member or person.roles & KEEPERS else self.none()

    def standing(self):
        return self.filter(called_off_at=None)

    def to_come(self, now):
        return self.standing().filter(at__gt=now).order_by("at", "pk")

    def to_announce(self, before):
        """Opened before that hour, and those who would learn from it are not told."""
        return self.filter(announced_at=None, opened_at__lte=before)

    def past(self, now):
        return self.standing().filter(at__lte=now).order_by("-at", "-pk")

    def to_note(self, now):
        """Over, and its trainers did not say who came."""
        return self.past(now).filter(held_at=None)

    def of(self, person):
        """Those that this person leads, or has a seat in."""
        seats = self.model.seats.rel.related_model.objects.taken()
        return self.filter(
            Q(trainers=person) | Exists(seats.filter(session=OuterRef("pk"), person=person))
        ).distinct()

    def lived_by(self, person):
        """Held, and this person led it or came."""
        seats = self.model.seats.rel.related_model.objects.filter(person=person, attended=True)
        led = self.model.trainers.through.objects.filter(person=person)
        return self.exclude(held_at=None).filter(
            Exists(seats.filter(session=OuterRef("pk")))
            | Exists(led.filter(learningsession=OuterRef("pk")))
        )

    def led_by(self, person):
        return self.filter(trainers=person)

    def placed(self, person):
        """With what this person does there: ``i_lead``, ``is_mine`` (a seat), or ``awaits_me`` (on
        the waiting list, which is no seat)."""
        seats = self.model.seats.rel.related_model.objects.filter(person=person)
        led = self.model.trainers.through.objects.filter(person=person)
        here = {"session": OuterRef("pk")}
        return self.annotate(
            i_lead=Exists(led.filter(learningsession=OuterRef("pk"))),
            is_mine=Exists(seats.taken().filter(**here)),
            awaits_me=Exists(seats.waiting().filter(**here)),
        )

    def counted(self):
        """With how many seats are taken, and how many people wait."""
        kept = Q(seats__left_at=None)
        return self.annotate(
            taken=Count("seats", filter=kept & Q(seats__waits=False), distinct=True),
            waiting=Count("seats", filter=kept & Q(seats__waits=True), distinct=True),
        )


class SeatQuerySet(models.QuerySet):
    def kept(self):
        """Those that nobody gave back, waiting list included."""
        return self.filter(left_at=None)

    def taken(self):
        return self.kept().filter(waits=False)

    def waiting(self):
        """The waiting list, first come first."""
        return self.kept().filter(waits=True).order_by("taken_at", "pk")

    def of(self, person):
        return self.filter(person=person)

    def to_confirm(self, person):
        """Sessions this person came to, without having said what they can do now."""
        return self.kept().filter(person=person, attended=True, confirmed_at=None)

    def forsaken(self, now, *, on):
        """Kept in a session to come by somebody who is no longer a member."""
        held = self.kept().filter(session__called_off_at=None, session__at__gt=now)
        return held.exclude(belongs("person", on)).select_related("session", "person")


class OutsideTrainingQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Members see every request: what is missing is everybody's."""
        return self if person.is_member or person.roles & KEEPERS else self.none()

    def open(self):
        return self.filter(state__in=["wished", "granted"])

    def waiting(self):
        """Those that an organ has not decided."""
        return self.filter(state="wished")


class TutorshipQuerySet(models.QuerySet):
    def visible_to(self, person):
        """The two people; those who keep the register see that it is there."""
        if person.roles & KEEPERS:
            return self
        return self.filter(Q(newcomer=person) | Q(tutor=person))

    def of(self, person):
        return self.filter(Q(newcomer=person) | Q(tutor=person))

    def open(self):
        return self.filter(state__in=["named", "running"])

    def forsaken(self, *, on):
        """Open, and one of the two is no longer a member."""
        return self.open().exclude(belongs("newcomer", on), belongs("tutor", on))


class ReviewQuerySet(models.QuerySet):
    def open(self):
        """Not settled, of a tutorship that goes on."""
        return self.filter(settled_at=None, tutorship__state="running")

    def due(self, on):
        return self.open().filter(due_on__lte=on)

    def silent(self):
        """Somebody has not answered."""
        return self.filter(Q(newcomer_said="") | Q(tutor_said=""))
