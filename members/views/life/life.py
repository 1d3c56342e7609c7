"""The page of one life, for those who keep the register; and what was written by mistake."""

from django.contrib import messages
from django.db.models import BigIntegerField
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from coopstudio.doors import requires
from coopstudio.prepared import Given, prepared
from coopstudio.refusals import Refused
from members import ages, fees
from members.actions.life import facts
from members.leaving import left_open
from members.lives import Life
from members.models import MembershipFact, Person
from members.permissions import keeps_register, proposes_notices, reads_lives
from members.views.life.acts import possible


@require_safe
@never_cache
@requires(reads_lives)
def life(request, pk):
    """Where somebody stands, how they came there, and what may be written today; who candidates is
    nobody here."""
    return show(request, get_object_or_404(Person.objects.known_to_register(), pk=pk))


@require_POST
@requires(keeps_register)
def reversal(request, pk, fact):
    """It was written by mistake: say so."""
    seen = MembershipFact.objects.visible_to(request.user).filter(membership__person=pk)
    wrong = get_object_or_404(seen.select_related("membership__person"), pk=fact)
    try:
        facts.reverse(wrong, by=request.user, at=timezone.now(), on=timezone.localdate())
        messages.success(request, "L’inscription est annulée, et le registre se lit sans elle.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("members:life", pk)


def reversible(life):
    """The facts that may have been written by mistake."""
    return {one.pk for one in life.facts if facts.is_reversible(one)}


@prepared
def _unproved():
    return Person.objects.unproved().filter(pk=Given("person", BigIntegerField())).values_list("pk")


def show(request, person, *, status=200, **more):
    """The whole page; of somebody whose data rest, what the register owes to the others."""
    today = timezone.localdate()
    told = Life(person, reader=request.user, on=today)
    keeps = keeps_register(request.user)
    own = person.pk == request.user.pk
    if person.frozen_since and not own:
        return _show_resting(request, told, keeps=keeps)
    owed, is_late = fees.owed_today(person, on=today)
    context = {
        "life": told,
        "person": person,
        "keeps": keeps,
        "corrects": keeps and bool(_unproved(person=person.pk)),
        "own": own,
        "acts": possible(told) if keeps and not own else [],
        "reversible": reversible(told) if keeps and not own else (),
        "owed": owed,
        "is_late": is_late,
        "may_propose": proposes_notices(request.user) and not own,
        "left": left_open(person, on=today) if told.last_day else [],
        "age": ages.said_in(told.bulletins, person),
        "case": told.case if keeps and not own else None,
        "today": today,
    } | more
    return render(request, "members/life/life.html", context, status=status)


def _show_resting(request, told, *, keeps):
    """Whether they belong, what they may ask to be written, and what was told to them before."""
    context = {
        "life": told,
        "person": told.person,
        "acts": possible(told) if keeps else [],
        "case": told.case if keeps else None,
    }
    return render(request, "members/life/resting.html", context)
