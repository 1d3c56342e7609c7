"""The aim and the domains of a circle follow the text that was consented to, and no other."""

from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from governance.actions import tensions
from governance.circles import charters, overlaps
from governance.events import Event
from governance.models import Domain
from governance.states import Reach, Wish

REACHES = {Reach.DECIDES: "decides", Reach.RECOMMENDS: "recommends"}


def written(circle, people, more, *, decides, recommends):
    """The text of a project, as it will be consented to."""
    said = charters.Charter(circle.name, circle.aim, tuple(decides), tuple(recommends) or None)
    lines = [said.composed(), ""]
    if people:
        lines.append(f"Personnes pressenties : {', '.join(f'{one}' for one in people)}.")
    if circle.follows:
        lines.append(f"Il reprend le cercle clos {circle.follows.bare}.")
    if circle.budget:
        lines.append(f"Budget : {circle.budget}.")
    if circle.rhythm:
        lines.append(f"Rythme : {circle.rhythm}.")
    if circle.ends_on:
        lines.append(f"Il se termine le {circle.ends_on:%d/%m/%Y} ; référence : {circle.referent}.")
    return "\n".join([*lines, "", more]).strip()


def apply(circle, decision, *, at):
    """Do what the adopted version says of the aim and of the domains; the rest stays."""
    said = charters.read(decision.version.text)
    with locked(circle) as circle:
        circle.aim = (said.aim or circle.aim)[:600]
        circle.name = (said.name or circle.name)[:80]
        circle.budget = (said.budget or circle.budget)[:200]
        circle.rhythm = (said.rhythm or circle.rhythm)[:120]
        circle.save(update_fields=["aim", "name", "budget", "rhythm"])
        for reach, where in REACHES.items():
            wanted = getattr(said, where)
            if wanted is not None:
                _hold(circle, reach, [one[:200] for one in wanted], decision, at=at)
        record(Event.CHARTER_APPLIED, circle, decision=decision.pk)
    untangle(circle, at=at)
    return circle


def untangle(circle, *, at):
    """Two circles say they hold one subject: the circle above both finds it in its basket."""
    for pair in overlaps.of(circle, on=timezone.localdate(at)):
        tensions.drop(
            pair.above,
            by=None,
            at=at,
            subject=f"Deux cercles disent tenir : {pair.one.words}"[:160],
            words=f"« {pair.one.words} » est dans le domaine du cercle {pair.one.circle.bare}, "
            f"et « {pair.other.words} » dans celui du cercle {pair.other.circle.bare}. "
            "Lequel décide ?",
            wish=Wish.DECIDE,
            key=pair.key,
        )


def give_back(circle, parent, *, at, reaches=(Reach.DECIDES,)):
    """At the closing its domains return to the parent, which decides from then on; or go to the
    circle with which it merges, as it held them (``reaches``)."""
    on = timezone.localdate(at)
    known = set(Domain.objects.filter(circle=parent).held_on(on).values_list("words", flat=True))
    for domain in circle.domains.held_on(on):
        domain.until = max(on, domain.since)
        domain.save(update_fields=["until"])
        if domain.reach in reaches and domain.words not in known:
            Domain.objects.create(
                circle=parent, words=domain.words, reach=domain.reach, since=on,
                decision=domain.decision,
            )  # fmt: skip


def _hold(circle, reach, wanted, decision, *, at):
    on = timezone.localdate(at)
    held = {one.words: one for one in circle.domains.filter(reach=reach).held_on(on)}
    for words, domain in held.items():
        if words not in wanted:
            domain.until = max(on, domain.since)
            domain.save(update_fields=["until"])
    for words in wanted:
        if words not in held:
            Domain.objects.create(
                circle=circle, words=words, reach=reach, since=on, decision=decision
            )
