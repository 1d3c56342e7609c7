"""The heat map of the call, and what founders mean to change in it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from applications.actions.call import intentions
from applications.forms.intentions import IntentionForm
from applications.heat import NOTHING, HeatMap, heats
from applications.models import CallVersion, Intention, Passage, Reaction, TalkingPoint
from applications.permissions import acts_for_foundation
from applications.versions import ANSWERABLE
from coopstudio.doors import requires
from coopstudio.refusals import Refused

VOICES_A_PAGE = 30


@require_safe
@never_cache
@requires(acts_for_foundation)
def heat(request):
    """The call, warmer where it touches more."""
    version = CallVersion.objects.select_related("call").current()
    if version is None:
        return redirect("applications:call")
    return render(request, "applications/heat/map.html", {"map": HeatMap(version)})


@never_cache
@requires(acts_for_foundation)
def heat_passage(request, uid):
    """One passage: the words that may be read, and what we change in it."""
    passage = _passage(uid)
    citable = Reaction.objects.readable_by(request.user).filter(passage__uid=uid)
    form = IntentionForm(request.POST or None, citable=citable)
    if request.method == "POST" and form.is_valid():
        answers = form.cleaned_data
        try:
            intentions.note(passage, **answers, by=request.user, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "C’est noté. La prochaine version s’en souviendra.")
            return redirect("applications:heat_passage", uid)
    context = {"passage": passage, "form": form, **_voices(request, passage, citable)}
    status = 422 if form.errors else 200
    return render(request, "applications/heat/passage.html", context, status=status)


@require_POST
@requires(acts_for_foundation)
def intention(request, pk):
    """Let go of something one meant to change."""
    noted = get_object_or_404(Intention.objects.select_related("passage"), pk=pk)
    try:
        intentions.let_go(noted, by=request.user)
        messages.success(request, "C’est oublié.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("applications:heat_passage", noted.passage.uid)


def _passage(uid):
    """The passage as it reads today, or as it last read."""
    found = Passage.objects.filter(
        uid=uid, kind__in=ANSWERABLE, section__version__published_at__isnull=False
    )
    passage = found.select_related("section__version").order_by("section__version__number").last()
    if passage is None:
        raise Http404
    return passage


def _voices(request, passage, citable):
    """What may be said of the passage, a page of the words that may be read, what is noted."""
    found = citable.select_related("passage").order_by("kind", "-made_at", "pk")
    page = Paginator(found, VOICES_A_PAGE).get_page(request.GET.get("page"))
    noted = Intention.objects.filter(passage__uid=passage.uid).select_related(
        "by", "carried_out_in"
    )
    newest = CallVersion.objects.current()
    return {
        "heat": heats(passage__uid=passage.uid).get(passage.uid, NOTHING),
        "page": page,
        "cited": {one.pk for one in page if f"{one.pk}" in request.POST.getlist("reactions")},
        "intentions": noted,
        "points": TalkingPoint.objects.on(passage.uid).concerning(None).with_names(),
        "is_here": newest is not None and passage.section.version_id == newest.pk,
    }
