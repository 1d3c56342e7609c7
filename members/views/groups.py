"""The group: seen by its members, written by founders; and one's own skills."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from coopstudio.doors import requires
from coopstudio.french.typography import de
from coopstudio.refusals import Refused
from members.actions import groups
from members.cohort.table import Group, published, the_cohort
from members.cohort.way import Way
from members.forms.groups import NeedsForm, PlaceForm
from members.models import Cohort, Place
from members.models.groups import MOST_DAYS
from members.permissions import forms_the_group, sees_the_group

MOST_TRIED = 12


@require_safe
@never_cache
@requires(sees_the_group)
def group(request):
    """Who is there, what holds, what lacks; for founders, « et si ? » and what is published."""
    return _show(request)


@never_cache
@requires(forms_the_group)
def needs(request):
    """Write down the needs that were decided by consent."""
    last = the_cohort()
    cohort = None if last and last.is_over else last
    form = NeedsForm(request.POST or None, cohort=cohort)
    if request.method == "POST" and form.is_valid():
        try:
            groups.decide_needs(cohort, by=request.user, wanted=form.wanted, **form.facts)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Les besoins du groupe sont inscrits.")
            return redirect("members:group")
    status = 422 if form.errors else 200
    return render(request, "members/group/needs.html", {"form": form}, status=status)


@require_POST
@requires(forms_the_group)
def places(request):
    """Somebody takes their place in the group."""
    cohort = get_object_or_404(Cohort, pk=getattr(the_cohort(), "pk", None))
    form = PlaceForm(request.POST, on=timezone.localdate(), cohort=cohort)
    if not form.is_valid():
        return _show(request, form=form, status=422)
    person = form.cleaned_data["person"]
    return _done(
        request,
        lambda: groups.take_place(
            cohort,
            person,
            by=request.user,
            on=timezone.localdate(),
            days=form.cleaned_data["days"],
        ),
        f"{person} a sa place dans le groupe.",
    )


@require_POST
@requires(forms_the_group)
def leaving(request, pk):
    """A place is free again."""
    place = get_object_or_404(Place.objects.select_related("person", "cohort"), pk=pk)
    return _done(
        request,
        lambda: groups.leave_place(place, by=request.user, at=timezone.now()),
        f"La place {de(place.person)} est libre. Publiez la jauge si elle a changé.",
    )


@require_POST
@requires(forms_the_group)
def gauge(request):
    """Confirm what anybody may read of the group."""
    cohort = get_object_or_404(Cohort, pk=getattr(the_cohort(), "pk", None))
    now = timezone.now()
    standing = Group(cohort, on=timezone.localdate(now)).standing
    return _done(
        request,
        lambda: groups.confirm_gauge(cohort, standing, by=request.user, at=now),
        "C’est publié sur la page de l’appel, sans aucun nom.",
    )


def _show(request, form=None, status=200):
    cohort, today = the_cohort(), timezone.localdate()
    is_founder = forms_the_group(request.user)
    context = {"cohort": cohort, "may_write": is_founder, "published": published()}
    if cohort:
        tried = _keys(request.GET.getlist("avec")) if is_founder else ()
        context["group"] = Group(
            cohort,
            on=today,
            viewer=request.user,
            tried=tried,
            assumed=_days(request.GET.get("jours", "")),
            with_hopefuls=is_founder,
        )
        context["way"] = Way(context["group"], viewer=request.user)
        if is_founder:
            context["form"] = form or PlaceForm(on=today, cohort=cohort)
    return render(request, "members/group/group.html", context, status=status)


def _keys(typed):
    return {int(one) for one in typed[:MOST_TRIED] if one.isdecimal() and len(one) < 10}


def _days(typed):
    """Days a month, from none to a whole month; anything else counts for none."""
    is_number = typed.isascii() and typed.isdecimal() and len(typed) < 3
    return min(int(typed), MOST_DAYS) if is_number else 0


def _done(request, act, success):
    try:
        act()
        messages.success(request, success)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("members:group")
