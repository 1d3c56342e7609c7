"""The people one met and may try in the simulation of the group: what they wrote, as hands.

What somebody ticks in an application covers one craft or two; it is their own word, as a skill is.
"""

from applications.models import Application
from applications.states import State
from members.cohort.sufficiency import Hand, offers_hopefuls
from members.states import Craft, Level

MET = (State.MET, State.DECIDED, State.INVITED)
MOST = 20
TRADES = Application.Trade
CRAFTS = {
    TRADES.FACILITATION: (Craft.FACILITATION, Craft.MEDIATION),
    TRADES.TRAINING: (Craft.TRAINING, Craft.COACHING),
    TRADES.CONSULTING: (Craft.CONSULTING, Craft.PRACTICE),
    TRADES.ARTS: (Craft.ARTS,),
    TRADES.FINANCE: (Craft.FINANCE,),
    TRADES.SALES: (Craft.SALES, Craft.COMMUNICATION),
    TRADES.LAW: (Craft.LAW,),
    TRADES.FUNDING: (Craft.FUNDING,),
}
DAYS = {Application.Time.ONE_DAY: 4, Application.Time.TWO_DAYS: 8, Application.Time.MORE: 12}
"""Days a month, from days a week."""


@offers_hopefuls
def met():
    """Those who were met and are awaited, the latest first, as the group would count them."""
    found = Application.objects.filter(state__in=MET, person__isnull=False)
    for one in found.order_by("-number")[:MOST]:
        yield Hand(one.person_id, one.full_name, _levels(one.trades), DAYS.get(one.time, 0))


def _levels(trades):
    return {craft: Level.DO for trade in trades for craft in CRAFTS.get(trade, ())}
