"""What hosts said, and what one draws from a visit."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from coopstudio.doors import requires
from coopstudio.refusals import Refused
from members.actions import encounters
from members.forms.encounters import AgreementForm, DrawForm, HostWordsForm
from members.models import Encounter
from members.permissions import writes_encounters


@never_cache
@requires(writes_encounters)
def host_words(request, pk):
    """Write what somebody there said."""
    met = get_object_or_404(Encounter.objects.written_with(request.user), pk=pk)
    form = HostWordsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        encounters.keep_words(met, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, "Ces paroles sont notées.")
        return redirect(met)
    status = 422 if form.errors else 200
    context = {"form": form, "met": met}
    return render(request, "members/encounters/words.html", context, status=status)


@never_cache
@requires(writes_encounters)
def host_agreement(request, pk, words):
    """The speaker agrees, or prefers that the words go."""
    met = get_object_or_404(Encounter.objects.written_with(request.user), pk=pk)
    kept = get_object_or_404(met.hosts_words, pk=words)
    if request.method == "POST" and request.POST.get("remove"):
        encounters.remove_words(kept, by=request.user)
        messages.success(request, "Ces paroles ne sont plus gardées ici.")
        return redirect(met)
    form = AgreementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            encounters.agree(kept, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "L’accord est noté : les membres lisent ces paroles.")
            return redirect(met)
    status = 422 if form.errors else 200
    context = {"form": form, "met": met, "kept": kept}
    return render(request, "members/encounters/agreement.html", context, status=status)


@never_cache
@requires(writes_encounters)
def drawing(request, pk):
    """Draw a need, a tension or a principle from a visit that is shared."""
    met = get_object_or_404(Encounter.objects.visible_to(request.user).shared(), pk=pk)
    form = DrawForm(request.POST or None, kind=request.GET.get("nature", ""))
    if request.method == "POST" and form.is_valid():
        try:
            encounters.draw(met, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "C’est gardé, avec le chemin qui ramène à la rencontre.")
            return redirect(met)
    status = 422 if form.errors else 200
    context = {"form": form, "met": met}
    return render(request, "members/encounters/drawing.html", context, status=status)
