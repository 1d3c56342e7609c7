from datetime import timedelta
from functools import reduce
from operator import or_

from django.apps import apps
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, Func, OuterRef, Q, Subquery, Value

from applications.states import OPEN, ConversationState, State
from coopstudio.french.search import matching
from members.models import Consent
from members.states import Purpose

A_MINUTE = Value(timedelta(minutes=1))
REACHED = Q(confirmed_at__isnull=False) | (Q(linked_to=F("email")) & ~Q(email=""))
"""Drafts whose author we may write to: a letter that they asked for went to this very address."""


class CallVersionQuerySet(models.QuerySet):
    def published(self):
        return self.filter(published_at__isnull=False)

    def numbered(self, number):
        """The version of that number, of the latest call that has one; None if none has."""
        return self.filter(number=number).order_by("-pk").first()

    def current(self):
        """The version that visitors read: the last published, of the open call if there is one, of
        the one closed last otherwise; None if none."""
        return self.read_today().defer("markdown").first()

    def read_today(self):
        """The published ones, the one that visitors read first."""
        latest = F("call__closed_on").desc(nulls_first=True), "-published_at", "-number"
        return self.published().order_by(*latest)


class ReactionQuerySet(models.QuerySet):
    def in_reading_order(self):
        """As their passages come in the call, with what is needed to show them."""
        found = self.select_related("passage__section__version")
        found = found.defer("passage__section__version__markdown")
        return found.order_by("passage__section__ordinal", "passage__ordinal", "start", "pk")

    def counted(self):
        """Those of everything that was received and is not erased."""
        return self.exclude(application__state__in=[State.DRAFT, State.ERASED])

    def readable_by(self, founder):
        """Those whose words this founder may meet beside the call, away from their dossier: the
        person agrees to it today, and nothing of them is folded for this founder."""
        agreed = Consent.objects.standing().filter(purpose=Purpose.QUOTES)
        applications = self.model._meta.get_field("application").related_model.objects
        known = applications.known_to(founder).exclude(person=founder)
        return self.counted().filter(
            application__in=known, application__person__in=agreed.values("person")
        )


class IntentionQuerySet(models.QuerySet):
    def of_call(self, call):
        return self.filter(passage__section__version__call=call)

    def open(self):
        """Noted, and carried out by no published version yet."""
        return self.filter(carried_out_in=None)


class TalkingPointQuerySet(models.QuerySet):
    def visible_to(self, founder):
        """As ``told_to``."""
        return self.told_to(founder)

    def told_to(self, founder):
        """One's own; those for everybody; and those for one person once the readings are crossed:
        what a founder marks says how they read. Never those about oneself. ``founder`` may be a
        ``Given``, as in all that is asked in the same words by each opening of a dossier."""
        shared = Q(application=None) | Q(application__crossed_at__isnull=False)
        return self.filter(Q(by=founder) | shared).exclude(application__person=founder)

    def concerning(self, application):
        """Those for this person, and those for everybody; without one, the latter."""
        return self.filter(Q(application=application) | Q(application=None))

    def on(self, uid):
        """Those of a passage, through all the versions in which it stands."""
        return self.filter(passage__uid=uid)

    def with_names(self):
        return self.select_related("by", "passage__section")


def _known(founder):
    """Of an application: this founder may meet its name. Needs ``_with_readings_of``."""
    return Q(crossed_at__isnull=False) | Q(unfolded__isnull=False) | Q(person=founder)


def unfrozen():
    """Of an application: its person did not freeze their data."""
    people = apps.get_model("members", "Person").objects
    return ~Q(person__in=people.exclude(frozen_since=None).values("pk"))


class ApplicationQuerySet(models.QuerySet):
    def drafts(self):
        return self.filter(state=State.DRAFT)

    def to_tell_of(self, call):
        """Drafts that answer this call, whose author can be written to."""
        return self.drafts().filter(REACHED, version__call=call)

    def untouched_since(self, moment):
        return self.filter(touched_at__lt=moment)

    def to_warn(self, now, delays):
        """Drafts left alone for one of ``delays`` whose author can be told of it, and was not."""
        due = Q()
        for delay in delays:
            untold = Q(warned_at=None) | Q(warned_at__lt=F("touched_at") + delay)
            due |= Q(touched_at__lte=now - delay) & untold
        return self.drafts().filter(REACHED, due)

    def forsaken(self, now, kept, last, notice):
        """Drafts left alone for ``kept`` whose author was told after the delay ``last``, at least
        ``notice`` ago; or cannot be told."""
        was_told = Q(warned_at__gte=F("touched_at") + last, warned_at__lte=now - notice)
        return self.drafts().untouched_since(now - kept).filter(~REACHED | was_told)

    def to_wake(self, today):
        """Those that sleep, and whose day has come."""
        return self.filter(state=State.PAUSED, paused_until__lte=today)

    def received(self):
        """All but the drafts, and but what was erased: nothing is left there to read."""
        return self.exclude(state__in=[State.DRAFT, State.ERASED])

    def belonging_to(self, person):
        """One's own, whatever else one may see."""
        return self.filter(person=person)

    def open(self):
        """Those that still wait for an answer."""
        return self.filter(state__in=OPEN)

    def visible_to(self, person):
        """Founders see what was received, each person their own."""
        if person.acts_for_foundation:
            return self.received().filter(unfrozen() | Q(person=person))
        return self.filter(person=person)

    def answered_by(self, founder):
        """What this founder reads and answers: everything received but their own, and but those
        whose person froze their data."""
        return self.readable().exclude(person=founder)

    def readable(self):
        """What was received, but for those whose person froze their data."""
        return self.received().filter(unfrozen())

    def frozen(self):
        """Those whose person froze their data: nobody reads them for the moment."""
        return self.received().exclude(unfrozen())

    def folded_for(self, founder):
        """Those whose name this founder may not meet yet: drafts, and what they have not read."""
        unread = Q(crossed_at=None, unfolded=None)
        found = self._with_readings_of(founder)
        return found.filter(Q(state=State.DRAFT) | unread).exclude(person=founder)

    def saying(self, words, *, to):
        """Those that answer to these words in what this founder may read of each: of a folded one
        neither the name, wherever it stands, nor the path; and not even by their absence
        (``-word``)."""
        known, name = (
            _known(to),
            Func(
                F("first_name"),
                Value(" "),
                F("last_name"),
                function="concat",
                output_field=models.TextField(),
            ),
        )
        name = Func(name, function="fr_vector", output_field=SearchVectorField())

        def within(asked):
            is_read_blind = Q(blind_search=asked) & ~Q(name_words=asked)
            return Q(search=asked) & (known | is_read_blind)

        said = self._with_readings_of(to).alias(name_words=name)
        found = matching(said, words, within=within)
        number = words.strip().casefold().removeprefix("n°").strip()
        if not (number.isascii() and number.isdigit() and len(number) < 9):
            return found
        of_number = Q(number=int(number))
        return self.filter(of_number | Q(pk__in=found.order_by().values("pk")))

    def told_to(self, founder):
        """With ``is_known``: whether this founder may meet the name and the path."""
        known = ExpressionWrapper(_known(founder), output_field=models.BooleanField())
        return self._with_readings_of(founder).annotate(is_known=known)

    def _with_readings_of(self, founder):
        unfolded = self._unfolded_by(founder).filter(application=OuterRef("pk"))
        return self.alias(unfolded=Subquery(unfolded[:1]))  # row by row: see desk.turns

    def _unfolded_by(self, founder):
        readings = self.model._meta.get_field("readings").related_model.objects
        read = readings.filter(reader=founder).exclude(written_at=None, unfolded_at=None)
        return read.values("application")

    def known_to(self, person):
        """Those whose name and path this person may see: one's own; for a founder, those that are
        past the blind reading, that they have read (now or in an earlier cycle), or that they
        chose to unfold."""
        unfolded = Q(crossed_at__isnull=False) | Q(pk__in=self._unfolded_by(person))
        return self.visible_to(person).filter(Q(person=person) | unfolded)


class ReadingQuerySet(models.QuerySet):
    def of(self, application):
        """Those of the application's present cycle."""
        return self.filter(application=application, cycle=application.cycle)

    def written(self):
        return self.filter(written_at__isnull=False)

    def visible_to(self, person):
        """What one wrote, always; what others wrote, once the readings are crossed. Never what was
        written of oneself."""
        return self.told_to(person) if person.acts_for_foundation else self.none()

    def told_to(self, person):
        """The same for somebody who holds the role; ``person`` may be a ``Given``."""
        shared = Q(application__crossed_at__isnull=False) | Q(cycle__lt=F("application__cycle"))
        crossed = Q(written_at__isnull=False) & shared
        return self.filter(Q(reader=person) | crossed).exclude(application__person=person)


def _end(minutes):
    """When an hour is over, ``minutes`` being the column of its duration."""
    lasts = ExpressionWrapper(F(minutes) * A_MINUTE, output_field=models.DurationField())
    return ExpressionWrapper(F("at") + lasts, output_field=models.DateTimeField())


class MeetingQuerySet(models.QuerySet):
    def open(self):
        """Proposed or set, neither held, missed nor called off."""
        return self.filter(held_at=None, missed_at=None, called_off_at=None)

    def held(self):
        return self.filter(held_at__isnull=False)

    def on_the_desk(self, start, end):
        """Those that take place between these moments; and those held while the decision is still
        to come, of which nothing was written together yet. The latest first."""
        takes_place = Q(at__gte=start, at__lt=end, missed_at=None, called_off_at=None)
        is_silent = Q(held_at__isnull=False, application__state=State.MET)
        words = self.model._meta.get_field("takeaways").related_model.objects
        is_silent &= ~Exists(words.filter(meeting=OuterRef("pk")))
        keys = self.filter(takes_place).values("pk").union(self.filter(is_silent).values("pk"))
        return self.filter(pk__in=keys).order_by("-at", "-pk")  # each part by its own index

    def fixed(self):
        """Open, with an hour that stands in diaries."""
        return self.open().filter(at__isnull=False)

    def unanswered(self):
        """Hours are with the person, who has neither chosen one nor asked for others."""
        return self.open().filter(at=None, countered_at=None)

    def overlapping(self, start, end):
        """Fixed meetings that share a minute with this stretch of time."""
        return self.fixed().alias(ends=_end("minutes")).filter(at__lt=end, ends__gt=start)


class SlotQuerySet(models.QuerySet):
    def offered(self):
        """By the founders."""
        return self.filter(from_person=False)

    def asked(self):
        """By the person."""
        return self.filter(from_person=True)

    def free(self, moment):
        """Offered, still to come, and in no other fixed meeting."""
        meetings = self.model._meta.get_field("meeting").related_model.objects
        taken = meetings.fixed().exclude(pk=OuterRef("meeting")).alias(ends=_end("minutes"))
        taken = taken.filter(at__lt=OuterRef("ends"), ends__gt=OuterRef("at"))
        found = self.offered().filter(at__gt=moment).alias(ends=_end("meeting__minutes"))
        return found.exclude(Exists(taken))

    def still_kept(self):
        """Offered hours that nobody has answered yet, and that were not given back."""
        return self.offered().filter(
            meeting__at=None,
            meeting__held_at=None,
            meeting__missed_at=None,
            meeting__called_off_at=None,
            meeting__countered_at=None,
            meeting__released_at=None,
        )

    def overlapping(self, start, end):
        """Hours whose meeting would share a minute with this stretch of time."""
        return self.alias(ends=_end("meeting__minutes")).filter(at__lt=end, ends__gt=start)


class MeetingNoteQuerySet(models.QuerySet):
    def visible_to(self, person):
        """One's own, and what fellow founders share; never what was written of oneself."""
        if not person.acts_for_foundation:
            return self.none()
        mine_or_shared = Q(author=person) | Q(is_shared=True)
        return self.filter(mine_or_shared).exclude(meeting__application__person=person)


class DossierNoteQuerySet(models.QuerySet):
    visible_to = ReadingQuerySet.visible_to  # to founders alone, what ``told_to`` tells them

    def told_to(self, person):
        """One's own; what others wrote for the founders, once the readings are crossed. Never what
        was written of oneself. ``person`` may be a ``Given``."""
        shared = Q(audience="founders", application__crossed_at__isnull=False)
        return self.filter(Q(author=person) | shared).exclude(application__person=person)

    def belonging_to(self, person):
        """Those that this person may correct or remove."""
        return self.filter(author=person)


class DecisionQuerySet(models.QuerySet):
    def of(self, application):
        """The decision that stands in the application's present cycle, if there is one."""
        return self.filter(application=application, cycle=application.cycle, reopened_at=None)

    def reopened(self, application):
        """Those of this cycle that were reopened before their letter left."""
        here = self.filter(application=application, cycle=application.cycle)
        return here.filter(reopened_at__isnull=False).order_by("reopened_at")


class ReserveQuerySet(models.QuerySet):
    def of(self, application):
        """Those of the application's present cycle, with all that was said to settle them."""
        here = self.filter(application=application, cycle=application.cycle)
        return here.select_related("by", "settlement__by", "settlement__amendment")

    def open(self):
        return self.filter(settlement=None)

    def awaiting(self, founder, states):
        """Open ones, while both sides still weigh (``states``), that wait for this founder: to
        consent to the latest text, or to write a first one for what another said. ``latest``: its
        key, or None."""
        amendments = self.model.amendments.rel.related_model.objects
        latest = amendments.filter(reserve=OuterRef("pk")).order_by("-written_at", "-pk")
        acceptances = amendments.model.acceptances.rel.related_model.objects
        accepted = acceptances.filter(amendment=OuterRef("latest"), by=founder)
        said = Q(latest__isnull=True) & ~Q(by=founder)
        written = Q(latest__isnull=False, is_accepted=False) & ~Q(latest_by=founder.pk)
        found = self.open().filter(application__state__in=states, cycle=F("application__cycle"))
        found = found.exclude(application__person=founder)
        found = found.annotate(
            latest=Subquery(latest.values("pk")[:1]), latest_by=Subquery(latest.values("by")[:1])
        )
        found = found.annotate(is_accepted=Exists(accepted)).filter(said | written)
        return found.order_by("raised_at")

    def of_the_person(self, application):
        """What the person said: both sides read it. A founder's objection stays among founders."""
        return self.of(application).filter(by=application.person_id)


class WeatherQuerySet(models.QuerySet):
    def shared(self):
        """What its person chose to show to the founders; the rest exists for nobody else."""
        return self.filter(audience="founders")

    def latest_of_each(self):
        """The last one of each application. After ``shared()``: the last that was shown."""
        return self.order_by("application", "-noted_at", "-pk").distinct("application")


class PauseQuerySet(models.QuerySet):
    def proposed(self, *, on):
        """Those that still wait for the person's yes or no that day."""
        return self.filter(ended_at=None, began_at=None, until__gt=on)


class ConversationQuerySet(models.QuerySet):
    def confirmed(self):
        """All but those whose address has not answered yet: nobody reads them."""
        return self.exclude(state=ConversationState.TO_CONFIRM)

    def belonging_to(self, person):
        return self.confirmed().filter(person=person)

    def visible_to(self, person):
        """Founders see every thread but their own; each person theirs, from its other side."""
        if person.acts_for_foundation:
            return self.confirmed().exclude(person=person)
        return self.belonging_to(person)

    def waiting(self, founder):
        """Threads in which somebody waits for an answer of the founders, longest wait first."""
        found = self.filter(state=ConversationState.OPEN).exclude(person=founder)
        return found.order_by("waiting_since", "pk")

    def since(self, moment):
        """Those that have waited since ``moment`` or longer."""
        return self.filter(waiting_since__lte=moment)

    def never_confirmed(self, before):
        return self.filter(state=ConversationState.TO_CONFIRM, begun_at__lt=before)

    def silent(self, since):
        """Answered, and nobody wrote since; an application that is still open keeps its thread."""
        quiet = self.filter(state=ConversationState.ANSWERED, last_at__lt=since)
        return quiet.exclude(application__state__in=OPEN)


class MessageQuerySet(models.QuerySet):
    def of_the_thread(self):
        """What both sides see: a stray message is not among them."""
        return self.exclude(side="stray")

    def in_order(self):
        return self.select_related("author").order_by("at", "pk")


class FaqEntryQuerySet(models.QuerySet):
    def read_by_all(self):
        """Published, and not withdrawn; the oldest first, as they were asked."""
        found = self.filter(published_at__isnull=False, withdrawn_at=None)
        return found.order_by("published_at", "pk")


class SkeletonQuerySet(models.QuerySet):
    def tallied(self):
        """How many ended how, by month and department: rows (month, department, ending, count)."""
        return (
            self.values_list("month", "department", "ending")
            .annotate(count=models.Count("pk"))
            .order_by("-month", "department", "ending")
        )


class RehearsalQuerySet(models.QuerySet):
    def belonging_to(self, person):
        """One's own: nobody reads what another felt before having lived it too."""
        return self.filter(person=person)

    def ended(self):
        return self.filter(ended_at__isnull=False)


class RetentionRoundQuerySet(models.QuerySet):
    def eventful(self):
        """Those that had something to do, the latest first."""
        counted = ("warned", "erased", "cvs", "talks", "proofs", "failed")
        some = reduce(or_, (Q(**{f"{name}__gt": 0}) for name in counted))
        return self.filter(some).order_by("-at")
