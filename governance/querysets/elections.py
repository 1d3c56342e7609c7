from datetime import timedelta

from django.db.models import Count, Q, QuerySet, Subquery

from governance.states import ElectionState, NominationKind, RoundKind

OVER = (ElectionState.DONE, ElectionState.NO_RESULT)


class ElectionQuerySet(QuerySet):
    def running(self):
        """Those that are not over; a postponed one waits for its day."""
        return self.exclude(state__in=OVER)

    def of(self, circle):
        """Those that this circle holds, or that give one of its roles."""
        return self.filter(Q(circle=circle) | Q(role__circle=circle))

    def over(self):
        return self.filter(state__in=OVER)

    def with_who_was_elected(self):
        """Of those that ended: whom the circle chose, and until when."""
        return self.prefetch_related("mandates__person")

    def in_list(self):
        """What a list of elections says of each: its role, its circle, who was chosen."""
        return self.select_related("circle", "role__circle__parent")

    def with_folded_ballots(self):
        """Those whose ballots wait to be opened."""
        return self.filter(
            rounds__kind=RoundKind.NOMINATION, rounds__closed_at=None, rounds__voided_at=None
        ).distinct()

    def to_remind(self, now):
        """Those whose ballots are awaited until an hour of the coming day."""
        return self.filter(
            rounds__kind=RoundKind.NOMINATION,
            rounds__closed_at=None,
            rounds__voided_at=None,
            rounds__closes_at__gt=now,
            rounds__closes_at__lte=now + timedelta(days=1),
            rounds__seats__ballot=None,
        ).distinct()

    def asking(self, person):
        """Those where this person's word is awaited: a seat in a round that is open, not used."""
        open_seat = Q(rounds__closed_at=None, rounds__voided_at=None, rounds__seats__person=person)
        unused = Q(rounds__seats__ballot=None) & Q(rounds__seats__positions=None)
        return self.running().filter(open_seat & unused & Q(rounds__seats__turns=None)).distinct()

    def with_counts(self):
        """How many ballots are in, of how many seats, in the round that is open."""
        is_open = Q(
            rounds__kind=RoundKind.NOMINATION, rounds__closed_at=None, rounds__voided_at=None
        )
        return self.annotate(
            seats_asked=Count("rounds__seats", filter=is_open, distinct=True),
            ballots_in=Count("rounds__seats__ballot", filter=is_open, distinct=True),
        )


class NominationQuerySet(QuerySet):
    def of(self, election):
        """Whom the last opened ballots named, and what was said after having heard the others."""
        said = self.filter(round__election=election)
        ballots = said.filter(kind=NominationKind.BALLOT).order_by("-round")
        return said.filter(round__gte=Subquery(ballots.values("round")[:1]))
