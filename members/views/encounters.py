"""The journal of encounters: read by members, written by those who went."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from coopstudio.doors import requires
from coopstudio.journal.api import history
from coopstudio.once import once
from coopstudio.refusals import Refused
from members.actions import encounters
from members.encounters.journal import Journal, fruits_of, harvest
from members.forms.encounters import EncounterForm
from members.models import Encounter
from members.permissions import reads_encounters, writes_encounters
from members.states import Fruit


@require_safe
@never_cache
@requires(reads_encounters)
def journal(request):
    """Every visit one may read, the latest first."""
    context = {"journal": Journal(request.user, request.GET)}
    context["may_write"] = writes_encounters(request.user)
    return render(request, "members/encounters/journal.html", context)


@require_safe
@never_cache
@requires(reads_encounters)
def encounter(request, pk):
    """One visit, to be read at leisure."""
    seen = Encounter.objects.visible_to(request.user).select_related("written_by")
    met = get_object_or_404(seen, pk=pk)
    mine = Encounter.objects.written_with(request.user).filter(pk=pk).exists()
    words = met.hosts_words.all() if mine else met.hosts_words.readable()
    context = {
        "met": met,
        "mine": mine,
        "people": list(met.people.order_by("pk")),
        "words": list(words),
        "fruits": fruits_of(met, request.user),
        "may_write": writes_encounters(request.user),
        "history": history(met) if mine else [],
    }
    return render(request, "members/encounters/encounter.html", context)


@require_safe
@never_cache
@requires(reads_encounters)
def fruits(request):
    """Everything that was drawn, from all visits: principles, tensions, needs."""
    kind = request.GET.get("nature", "")
    kind = kind if kind in Fruit.values else ""
    context = {"fruits": harvest(request.user, kind), "kind": kind, "kinds": Fruit.choices}
    return render(request, "members/encounters/fruits.html", context)


@never_cache
@requires(writes_encounters)
@once
def new_encounter(request):
    """Tell a visit; it stays a draft."""
    form = EncounterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        met = encounters.write(by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, "C’est écrit. Relisez-vous, puis partagez avec les membres.")
        return redirect(met)
    status = 422 if form.errors else 200
    return render(request, "members/encounters/writing.html", {"form": form}, status=status)


@never_cache
@requires(writes_encounters)
def text(request, pk):
    """Complete or correct a visit in which I took part."""
    met = get_object_or_404(Encounter.objects.written_with(request.user), pk=pk)
    form = EncounterForm(request.POST or None, encounter=met)
    if request.method == "POST" and form.is_valid():
        encounters.rewrite(met, by=request.user, **form.cleaned_data)
        messages.success(request, "Le texte est à jour.")
        return redirect(met)
    status = 422 if form.errors else 200
    context = {"form": form, "met": met}
    return render(request, "members/encounters/writing.html", context, status=status)


@require_POST
@requires(writes_encounters)
def sharing(request, pk):
    """Share a visit with all members."""
    met = get_object_or_404(Encounter.objects.written_with(request.user), pk=pk)
    try:
        encounters.share(met, by=request.user, at=timezone.now())
        messages.success(request, "La rencontre est dans le journal : les membres la lisent.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(met)
