from django.db.models import Count, Max, Q, QuerySet

from governance.states import ElectionState, NominationKind, RoundKind

OVER = (ElectionState.DONE, ElectionState.NO_RESULT)


class ElectionQuerySet(QuerySet):
    def running(self):
        """Those that are not over; a postponed one waits for its day."""
        return self.exclude(state__in=OVER)

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
        last = said.filter(kind=NominationKind.BALLOT).aggregate(last=Max("round"))["last"]
        return said.filter(round__gte=last) if last else self.none()
