"""« Vivre l'arrivée »: choose a version, walk its way stop by stop, compare what was felt."""

from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.csp import CSP
from django.utils.html import format_html
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override

from applications.actions import rehearsals
from applications.forms.rehearsals import RehearsalForm
from applications.models import CallVersion, Rehearsal
from applications.permissions import acts_for_foundation
from applications.rehearsal.compared import compared
from applications.rehearsal.script import BY_NAME, STOPS, first_without
from applications.rehearsal.walk import walked
from coopstudio.doors import requires
from coopstudio.mail.views import IN_FRAME, WITH_FRAME
from coopstudio.refusals import Refused

PAGE_IN_FRAME = csp_override(
    {
        **settings.SECURE_CSP,
        "sandbox": ["allow-same-origin"],  # its drawings come from us; nothing in it runs or leaves
        "script-src": [CSP.NONE],
        "form-action": [CSP.NONE],
        "frame-ancestors": [CSP.SELF],
    }
)


def at_a_stop(view):
    """Give the view one's own rehearsal and a stop that one may already see."""

    @wraps(view)
    def there(request, pk, name, **parts):
        mine = Rehearsal.objects.belonging_to(request.user).select_related("version__call")
        rehearsal = get_object_or_404(mine, pk=pk)
        noted = {note.stop: note for note in rehearsal.notes.all()}
        stop = BY_NAME.get(name)
        if stop is None or (stop.name not in noted and stop != first_without(noted)):
            raise Http404
        return view(request, rehearsal, stop, noted, **parts)

    return never_cache(requires(acts_for_foundation)(there))


@never_cache
@requires(acts_for_foundation)
def rehearsals_home(request):
    """The versions one may live: the one that is read today, and those in preparation."""
    current = CallVersion.objects.select_related("call").current()
    waiting = CallVersion.objects.filter(published_at=None).select_related("call")
    versions = [*waiting.order_by("-number"), *([current] if current else [])]
    if request.method == "POST":
        chosen = next((one for one in versions if str(one.pk) == request.POST.get("version")), None)
        if chosen is None:
            raise Http404
        begun = rehearsals.begin(chosen, by=request.user, at=timezone.now())
        return redirect("applications:rehearsal", begun.pk)
    lived = Rehearsal.objects.ended().select_related("person", "version")
    context = {
        "versions": versions,
        "lived": lived[:20],
        "stops": STOPS,
        "unfinished": _mine(request),
    }
    return render(request, "applications/rehearsals/home.html", context)


@never_cache
@requires(acts_for_foundation)
def rehearsal(request, pk):
    """Where one was: the first stop that is not noted yet, or what was felt, once all are."""
    mine = get_object_or_404(Rehearsal.objects.belonging_to(request.user), pk=pk)
    stop = first_without(set(mine.notes.values_list("stop", flat=True)))
    if stop is None:
        return redirect("applications:lived", mine.version.number)
    return redirect("applications:rehearsal_stop", mine.pk, stop.name)


@at_a_stop
@WITH_FRAME
def rehearsal_stop(request, mine, stop, noted):
    """One stop: the page, the letters that came, and what one felt before going on."""
    here = noted.get(stop.name)
    initial = {"felt": here.felt, "thought": here.thought} if here else {}
    form = RehearsalForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            rehearsals.note(mine, stop, at=timezone.now(), **form.cleaned_data)
            return redirect("applications:rehearsal", mine.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    try:
        with walked(mine.version, stop, today=timezone.now()) as walk:
            letters = [(rank, letter.subject) for rank, letter in enumerate(walk.letters)]
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("applications:rehearsals")
    context = {
        "rehearsal": mine,
        "stop": stop,
        "rank": STOPS.index(stop) + 1,
        "stops": [(one, one.name in noted) for one in STOPS],
        "letters": letters,
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "applications/rehearsals/stop.html", context, status=status)


@at_a_stop
@xframe_options_sameorigin
@PAGE_IN_FRAME
def rehearsal_page(request, mine, stop, noted):
    """What the newcomer's browser shows at this stop."""
    try:
        with walked(mine.version, stop, today=timezone.now()) as walk:
            status, html = walk.page(stop, request)
    except Refused as refusal:
        status, html = 409, format_html("<p>{}</p>", refusal)
    return HttpResponse(html, status=status)


@at_a_stop
@xframe_options_sameorigin
@IN_FRAME
def rehearsal_letter(request, mine, stop, noted, rank):
    """A letter that the newcomer received on the way to this stop."""
    try:
        with walked(mine.version, stop, today=timezone.now()) as walk:
            if rank >= len(walk.letters):
                raise Http404
            html = walk.letters[rank].html
    except Refused as refusal:
        return HttpResponse(format_html("<p>{}</p>", refusal), status=409)
    return HttpResponse(html)


@never_cache
@requires(acts_for_foundation)
def lived(request, number):
    """What each founder felt at each stop with this version, side by side, once one lived it."""
    version = CallVersion.objects.numbered(number)
    if version is None:
        raise Http404
    walks = Rehearsal.objects.filter(version=version).ended().select_related("person")
    walks = list(walks.prefetch_related("notes"))
    has_lived = any(one.person_id == request.user.pk for one in walks)
    context = {
        "version": version,
        "walks": walks,
        "has_lived": has_lived,
        "stops": compared(walks) if has_lived else [],
    }
    return render(request, "applications/rehearsals/lived.html", context)


def _mine(request):
    """The walk that one left on the way, if there is one."""
    mine = Rehearsal.objects.belonging_to(request.user).filter(ended_at=None)
    return mine.select_related("version").first()
