"""What a viewer may do with a round: each gesture is shown only to whoever may make it."""

from functools import cached_property

from django.db.models import BigIntegerField, Exists, OuterRef

from contributions.actions import batches, opt_outs
from contributions.actions.rounds.deciding import (
    act_of,
    is_carried,
    named_circles,
    text_of,
    title_of,
)
from contributions.models import Batch, Terms
from contributions.permissions import confirms_money, keeps_books
from contributions.rounds.conflicts import assembly_decided
from contributions.states import RoundState
from coopstudio.prepared import Given, prepared
from governance.models import Circle
from governance.packing import unpacked
from governance.states import ActKind


@prepared
def _batches_of():
    found = Batch.objects.filter(round=Given("round", BigIntegerField()))
    return found.select_related("made_by", "sent_by").defer("content")


class Gestures:
    """The half of a page that offers; the other half gives it ``tour``, ``viewer``, ``now``,
    ``as_circle``, ``shares`` and ``departures``."""

    @property
    def is_open(self):
        return opt_outs.is_open(self.tour)

    @property
    def keeps(self):
        return keeps_books(self.viewer) and not self.as_circle

    @property
    def is_prepared_here(self):
        return self.keeps and self.tour.state == RoundState.DRAFT

    @cached_property
    def is_carried(self):
        return is_carried(self.tour)

    @property
    def may_propose(self):
        return self.keeps and self.tour.state == RoundState.COMPUTED and not self.is_carried

    @cached_property
    def circles(self):
        """Those before which the viewer may bring it."""
        theirs = Circle.objects.of(self.viewer, on=self.now.date()).filter(pk=OuterRef("pk"))
        living = Circle.objects.living().annotate(is_theirs=Exists(theirs))
        return [one for one in named_circles(self.organ, living) or living if one.is_theirs]

    @property
    def to_read_first(self):
        """(title, paragraphs) of what the circle will read, before anybody brings it there."""
        return title_of(self.tour), text_of(self.tour, self.shares, self.departures).split("\n\n")

    @property
    def minutes_of(self):
        """Whose signed minutes are asked once a circle consented; empty when none are."""
        words = {ActKind.ASSEMBLY: "de l’assemblée", ActKind.BOARD: "du conseil"}
        return words.get(act_of(self.organ), "")

    @cached_property
    def act(self):
        """What was decided, and by whom; None before."""
        return self.tour.act

    @cached_property
    def terms(self):
        """The rules in force on the day of its cut-off, read with it."""
        return next(iter(unpacked(Terms, self.tour.rules)), None)

    @property
    def organ(self):
        return self.terms.envelope_organ

    @cached_property
    def is_held_back(self):
        """The viewer is paid by this round, and no assembly decided otherwise."""
        paid = any(one.cents and one.contract.person_id == self.viewer.pk for one in self.shares)
        return paid and not assembly_decided(self.tour)

    @property
    def may_post(self):
        ready = self.tour.state == RoundState.CONSENTED and not self.tour.posted_by_id
        return self.keeps and ready

    @property
    def may_confirm(self):
        waits = self.tour.state == RoundState.CONSENTED and self.tour.posted_by_id
        other = self.tour.posted_by_id != self.viewer.pk
        return bool(waits and other and confirms_money(self.viewer) and not self.as_circle)

    @property
    def may_cancel(self):
        return self.keeps and self.tour.can_move_to(RoundState.CANCELLED)

    @property
    def may_reopen(self):
        return self.keeps and self.tour.can_move_to(RoundState.DRAFT)

    @property
    def handles_transfers(self):
        leaves = self.tour.state in (RoundState.POSTED, RoundState.SENT, RoundState.PAID)
        return leaves and confirms_money(self.viewer) and not self.as_circle

    @cached_property
    def batches(self):
        return _batches_of(round=self.tour.pk)

    @cached_property
    def left_out(self):
        return batches.left_out(self.tour, self.now, self.waiting)

    @cached_property
    def waiting(self):
        """What is due and in no batch under way."""
        return [one for one in self.shares if one.cents and not one.is_under_way]

    @property
    def may_batch(self):
        """Something is due, in no batch, of somebody whose account may be used."""
        return self.tour.state in batches.LEAVES and bool(self.leaving)

    @property
    def leaving(self):
        """What the next batch would carry, what came back included."""
        return [one for one in self.waiting if one not in self.left_out]
