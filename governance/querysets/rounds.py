from django.db.models import Exists, OuterRef, QuerySet, Subquery

from governance.states import PositionKind, RoundKind

OF_POSITIONS = (RoundKind.CONSENT, RoundKind.ASSENT, RoundKind.AGENDA, RoundKind.ENTRUSTING)
"""Rounds in which one consents or objects; in the others one speaks."""


class RoundQuerySet(QuerySet):
    def open(self):
        return self.filter(closed_at=None, voided_at=None)

    def on_minutes(self):
        """Those that ask, at a distance, whether the minutes of a meeting are right."""
        return self.filter(kind=RoundKind.ASSENT, is_async=True, item=None, meeting__isnull=False)

    def of_the_meeting(self):
        """Lived in the room and about no text: a text's own round may wait for absent people."""
        return self.filter(is_async=False, proposal=None, election=None)

    def standing(self):
        """Those whose positions count."""
        return self.filter(voided_at=None)


class SeatQuerySet(QuerySet):
    def with_position(self):
        """Each seat with ``said``, the kind of its last position, and ``said_at``; else None."""
        positions = self.model.positions.rel.related_model.objects
        last = positions.filter(seat=OuterRef("pk")).order_by("-pk")
        return self.annotate(
            said=Subquery(last.values("kind")[:1]), said_at=Subquery(last.values("at")[:1])
        )

    def silent(self):
        """Those who took no position; never those who consent."""
        return self.with_position().filter(said=None)

    def objecting(self):
        return self.with_position().filter(said=PositionKind.OBJECTION)

    def wordless(self):
        """Those who said nothing yet in a round of words, not even « rien à ajouter »."""
        turns = self.model.turns.rel.related_model.objects
        return self.filter(~Exists(turns.filter(seat=OuterRef("pk"))))

    def silent_in(self, opened):
        """Who still has to speak in this round, whatever one does there."""
        if opened.kind == RoundKind.NOMINATION:
            return self.filter(ballot=None)
        return self.silent() if opened.kind in OF_POSITIONS else self.wordless()


class TurnQuerySet(QuerySet):
    pass


class PositionQuerySet(QuerySet):
    pass
