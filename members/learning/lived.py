"""An exchange as one of its people sees it."""

from django.utils.functional import cached_property

from members.learning.home import Strand
from members.learning.rings import ring
from members.models import Skill


class Lived:
    """Its strands with everybody's own words, who answered, and what the reader may do."""

    def __init__(self, exchange, reader):
        self.exchange, self.reader = exchange, reader
        self.legs = list(exchange.legs.select_related("giver", "taker"))
        self.partners = list(exchange.partners.select_related("person").order_by("pk"))

    @property
    def ring(self):
        return ring([leg.giver for leg in self.legs])

    @cached_property
    def mine(self):
        return next(one for one in self.partners if one.person_id == self.reader.pk)

    @property
    def others(self):
        return [one for one in self.partners if one.person_id != self.reader.pk]

    @property
    def may_answer(self):
        return self.exchange.state == "offered"

    @property
    def is_agreed(self):
        return self.exchange.state == "agreed"

    @property
    def waited_for(self):
        return [one.person for one in self.partners if not one.answer]

    @property
    def i_give(self):
        """The craft that the reader passes on; empty when they only learn."""
        return next((leg.craft for leg in self.legs if leg.giver_id == self.reader.pk), "")

    @cached_property
    def strands(self):
        """Who passes what to whom, with everybody's own words."""
        keys = {key for leg in self.legs for key in (leg.giver_id, leg.taker_id)}
        said = Skill.objects.shown().filter(person__in=keys)
        words = {(one.person_id, one.craft): one.words for one in said}
        return [
            Strand(
                leg.giver,
                leg.taker,
                leg.get_craft_display(),
                words.get((leg.giver_id, leg.craft), ""),
                words.get((leg.taker_id, leg.craft), ""),
            )
            for leg in self.legs
        ]
