"""What a circle draws for its next agenda: what is late, what waits, what the basket holds."""

from django.db.models import Exists, OuterRef, Q

from governance.models import (
    Circle,
    Decision,
    Deed,
    Election,
    Item,
    Link,
    Meeting,
    Presence,
    Proposal,
    Report,
    Tension,
)
from governance.querysets.meetings import AWAITED, OPEN
from governance.states import (
    LIVE,
    DeedState,
    ElectionState,
    ItemState,
    MeetingState,
    ProposalState,
    Wish,
)

REPORTS, DEEDS = "Nouvelles portées par les liens", "Les actions demandées"
ABSENT = "Nouvelles qui n’ont pas été portées la dernière fois :"
WAITING = (ProposalState.BASKET, ProposalState.SCHEDULED, ProposalState.REFERRED)
ENDED = (ElectionState.DONE, ElectionState.NO_RESULT)
MOST = 12


def waiting_first(circle, *, on, today):
    """The facts of the subjects that come by themselves to a meeting of the day ``on``, the most
    pressing first."""
    drawn = [
        {"subject": f"Révision : {one.title}"[:160], "wish": Wish.DECIDE, "minutes": 15,
         "decision": one}
        for one in late_reviews(circle, on=on)
    ]  # fmt: skip
    drawn += [need(one) for one in decided_urgently(circle, today=today)]
    drawn += [_text(one, minutes=30) for one in left_in_the_middle(circle, today=today)]
    if Link.objects.on(on).filter(parent=circle).exists() or circle.links_up.on(on).exists():
        drawn.append({"subject": REPORTS, "wish": Wish.UNDERSTAND, "minutes": 10})
    drawn += [
        {"subject": f"{ABSENT} {one.name}"[:160], "wish": Wish.UNDERSTAND, "minutes": 10}
        for one in unheard_circles(circle)
    ]
    if Deed.objects.filter(circle=circle, state=DeedState.OPEN).exists():
        drawn.append({"subject": DEEDS, "wish": Wish.UNDERSTAND, "minutes": 5})
    return drawn[:MOST]


def unheard_circles(circle):
    """Inner circles of which nobody who links them came to the last meeting, nor sent word (D9)."""
    last = (
        Meeting.objects.filter(circle=circle, state=MeetingState.CLOSED).order_by("at", "pk").last()
    )
    if last is None:
        return []
    came = Exists(Presence.objects.filter(meeting=last, person=OuterRef("person")))
    wrote = Exists(Report.objects.filter(meeting=last, link=OuterRef("pk")))
    held = Link.objects.on(last.day).filter(parent=circle)
    heard = held.filter(came | wrote).values("child")
    return list(Circle.objects.living().filter(pk__in=held.values("child")).exclude(pk__in=heard))


def late_reviews(circle, *, on):
    """What this circle answers for and should have looked at again by that day."""
    told = Decision.objects.filter(kept_by=circle).told_on(on).standing()
    return list(told.filter(due_on__lte=on).order_by("due_on", "pk")[:MOST])


def decided_urgently(circle, *, today):
    """What its leader decided without waiting, and that no meeting nor text has taken up."""
    waiting = Tension.objects.filter(circle=circle).open().exclude(domain=None)
    waiting = waiting.exclude(proposals__in=Proposal.objects.going())
    return list(_unplanned(waiting, "tension", today=today).select_related("by")[:MOST])


def left_in_the_middle(circle, *, today):
    """Texts on which the circle was at work when its last meeting ended, and no meeting has."""
    found = Proposal.objects.filter(circle=circle, is_async=False, state__in=LIVE)
    found = _unplanned(found, "proposal", today=today)
    return list(found.select_related("carrier").order_by("moved_at")[:MOST])


def suggested(circle, *, today):
    """What may be put on an agenda in one gesture: (kind, thing, facts), texts first."""
    texts = Proposal.objects.filter(circle=circle, state__in=WAITING, is_async=False)
    texts |= Proposal.objects.filter(circle=circle, state=ProposalState.POSTPONED)
    texts = _unplanned(texts.filter(election=None), "proposal", today=today)
    texts = texts.select_related("carrier")
    needs = _unplanned(Tension.objects.filter(circle=circle).open(), "tension", today=today)
    needs = needs.exclude(proposals__in=Proposal.objects.filter(state__in=(*WAITING, *LIVE)))
    elections = Election.objects.filter(circle=circle).exclude(state__in=ENDED)
    elections = _unplanned(elections, "election", today=today).select_related("role")
    return [
        *(("proposal", one, _text(one, minutes=30)) for one in texts[:MOST]),
        *(("election", one, _election(one)) for one in elections[:MOST]),
        *(("tension", one, need(one)) for one in needs.select_related("by")[:MOST]),
    ]


def _unplanned(things, name, *, today):
    """Those that no meeting to come, or open, has on its agenda; one whose day went by without
    anybody holding it keeps nothing for itself."""
    here = Q(meeting__state__in=AWAITED, meeting__at__date__gte=today) | Q(meeting__state__in=OPEN)
    planned = Item.objects.filter(here).exclude(state=ItemState.PUT_OFF)
    return things.exclude(pk__in=planned.filter(**{f"{name}__isnull": False}).values(name))


def _text(one, *, minutes):
    return {"subject": one.title, "wish": Wish.DECIDE, "carrier": one.carrier, "minutes": minutes,
            "proposal": one}  # fmt: skip


def _election(one):
    subject = f"Élection sans candidat : {one.role}"[:160]
    return {"subject": subject, "wish": Wish.DECIDE, "minutes": 30, "election": one}


def need(one):
    """The facts of the subject that a tension makes."""
    return {"subject": one.subject, "wish": one.wish, "carrier": one.by, "minutes": 15,
            "tension": one}  # fmt: skip
