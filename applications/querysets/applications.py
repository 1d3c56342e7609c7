"""What may be asked of applications: who may see which, and how far."""

from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import ExpressionWrapper, F, Func, OuterRef, Q, Subquery, Value

from applications.states import OPEN, State
from coopstudio.french.search import ONE_WORD, matching
from members.querysets.frozen import unfrozen

REACHED = Q(confirmed_at__isnull=False) | (Q(linked_to=F("email")) & ~Q(email=""))
"""Drafts whose author we may write to: a letter that they asked for went to this very address."""


def _known(founder):
    """Of an application: this founder may meet its name. Needs ``_with_readings_of``."""
    return Q(crossed_at__isnull=False) | Q(unfolded__isnull=False) | Q(person=founder)


class ApplicationQuerySet(models.QuerySet):
    def drafts(self):
        return self.filter(state=State.DRAFT)

    def to_tell_of(self, call):
        """Drafts that answer this call, whose author can be written to."""
        return self.drafts().filter(REACHED, version__call=call)

    def untouched_since(self, moment):
        return self.filter(touched_at__lt=moment)

    def touched_between(self, start, end):
        """``start`` included, ``end`` not; None: no bound on that side."""
        found = self if start is None else self.filter(touched_at__gte=start)
        return found if end is None else found.filter(touched_at__lt=end)

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
        found = self.drafts().untouched_since(now - kept).filter(~REACHED | was_told)
        return found.filter(unfrozen())

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

        def within(asked, each):
            is_read_blind = Q(blind_search=asked) & ~Q(name_words=each)
            return Q(search=asked) & (known | is_read_blind)

        said = self._with_readings_of(to).alias(name_words=name)
        found = matching(said, words, within=within)
        if words is ONE_WORD:
            return found
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
