"""The statutes: what they say today, what they said before, and the categories they name."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from coopstudio.doors import requires
from coopstudio.refusals import Refused
from members.actions import register
from members.actions import rules as adopted
from members.cautions import cautions
from members.forms.rules import RulesForm
from members.forms.statutes import CategoryForm, StatutesForm
from members.models import Category, Rules, Statutes
from members.permissions import keeps_register, reads_statutes


@require_safe
@never_cache
@requires(reads_statutes)
def statutes(request):
    """The version in force, or another that one points at; the others, by their day."""
    return _show(request)


@never_cache
@requires(keeps_register)
def new_statutes(request, pk=None):
    """Write down a version that was adopted, or correct what was written down wrongly."""
    wrong = get_object_or_404(Statutes, pk=pk, corrected_by=None) if pk is not None else None
    known = wrong or Statutes.objects.in_force(on=timezone.localdate())
    form = StatutesForm(request.POST or None, initial=_known(known, is_same=wrong is not None))
    if request.method == "POST" and form.is_valid():
        try:
            written = register.write_statutes(by=request.user, corrects=wrong, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Cette version est inscrite.")
            page = reverse("members:statutes")
            return redirect(f"{page}?version={written.pk}" if cautions(written) else page)
    context = {"form": form, "wrong": wrong}
    status = 422 if form.errors else 200
    return render(request, "members/statutes/form.html", context, status=status)


@require_POST
@requires(keeps_register)
def rules(request):
    """A règlement intérieur that the association adopted."""
    form = RulesForm(request.POST)
    if form.is_valid():
        try:
            written = adopted.write_rules(by=request.user, at=timezone.now(), **form.cleaned_data)
            told = "Chaque membre reçoit une lettre." if written.told_at is None else ""
            messages.success(request, f"Le règlement est inscrit. {told}".strip())
            return redirect("members:statutes")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return _show(request, adopting=form, status=422)


@require_POST
@requires(keeps_register)
def categories(request):
    """A category that the statutes name."""
    form = CategoryForm(request.POST)
    if form.is_valid():
        try:
            register.open_category(by=request.user, **form.cleaned_data)
            messages.success(request, "Le collège est inscrit.")
            return redirect("members:statutes")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return _show(request, form=form, status=422)


@require_POST
@requires(keeps_register)
def closing(request, pk):
    """Nobody joins this category any more."""
    category = get_object_or_404(Category, pk=pk)
    try:
        register.close_category(category, by=request.user, on=timezone.localdate())
        messages.success(request, "Le collège est fermé : ses membres le restent.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("members:statutes")


def _show(request, *, form=None, adopting=None, status=200):
    today = timezone.localdate()
    versions = Statutes.objects.order_by("-adopted_on", "-pk").select_related("written_by")
    versions = list(versions.filter(corrected_by=None))
    in_force = next((one for one in versions if one.adopted_on <= today), None)
    asked = request.GET.get("version", "")
    shown = next((one for one in versions if f"{one.pk}" == asked), in_force)
    context = {
        "versions": versions,
        "shown": shown,
        "in_force": in_force,
        "categories": Category.objects.all(),
        "rules": list(Rules.objects.order_by("-adopted_on")),
        "adopting": adopting or RulesForm(),
        "keeps": keeps_register(request.user),
        "cautions": cautions(shown) if shown and keeps_register(request.user) else [],
        "form": form or CategoryForm(initial={"opened_on": shown.adopted_on if shown else today}),
        "today": today,
    }
    return render(request, "members/statutes/statutes.html", context, status=status)


def _known(version, *, is_same):
    """What a new version most likely says again: what the last one said, but for its day."""
    names = [name for name in StatutesForm.base_fields if is_same or name not in NEW]
    known = {name: getattr(version or Statutes(), name) for name in names}
    return {name: value for name, value in known.items() if value is not None}


NEW = {"adopted_on", "validated_by", "readable_at"}
