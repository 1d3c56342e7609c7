"""« À aborder » : a passage of the call that a founder marks for the first conversation."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from applications.actions.call import talking_points
from applications.forms.talking_points import TalkingPointForm
from applications.models import Passage, TalkingPoint
from applications.permissions import acts_for_foundation
from applications.versions import ANSWERABLE
from applications.views.finding import dossier_of
from coopstudio.doors import requires
from coopstudio.refusals import Refused


@never_cache
@requires(acts_for_foundation)
def for_one(request, number, uid):
    """A passage of the version that this person read."""
    dossier = dossier_of(request, number)
    passage = _passage(uid, section__version=dossier.application.version_id)
    return _marked(request, passage, dossier)


@never_cache
@requires(acts_for_foundation)
def for_all(request, uid):
    """A passage as it reads today: every first conversation may come to it."""
    return _marked(request, _passage(uid, section__version__published_at__isnull=False))


def _marked(request, passage, dossier=None):
    application = dossier.application if dossier else None
    points = TalkingPoint.objects.on(passage.uid).with_names().visible_to(request.user)
    points = list(points.concerning(application))
    standing = _mine(points, request.user)
    name = dossier.name if dossier else ""
    form = TalkingPointForm(request.POST or None, point=standing, name=name)
    back = _back(passage, application)
    if request.method == "POST" and form.is_valid():
        try:
            _do(request, form, passage, application, standing)
            return redirect(back)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"passage": passage, "form": form, "dossier": dossier, "back": back}
    context |= {"others": [one for one in points if one.by != request.user], "standing": standing}
    context["reactions"] = _reactions(dossier, passage)
    status = 422 if form.errors else 200
    return render(request, "applications/calls/talking_point.html", context, status=status)


def _do(request, form, passage, application, standing):
    if request.POST.get("act") == "drop" and standing:
        talking_points.let_go(standing, by=request.user)
        messages.success(request, "Ce passage n’est plus à aborder.")
        return
    talking_points.mark(
        passage,
        by=request.user,
        at=timezone.now(),
        words=form.cleaned_data["words"],
        application=application if form.is_for_one else None,
        instead=standing,
        warned=form.was_warned,
    )
    messages.success(request, "C’est noté : la trame de la conversation s’en souviendra.")


def _mine(points, founder):
    """One's own mark: the one for this person before the one for everybody."""
    mine = [point for point in points if point.by == founder]
    return next((one for one in mine if not one.is_for_everybody), mine[0] if mine else None)


def _reactions(dossier, passage):
    """What this person said of this very passage."""
    if dossier is None:
        return []
    return [one for one in dossier.reactions if one.here == passage.uid]


def _passage(uid, **version):
    found = Passage.objects.filter(uid=uid, kind__in=ANSWERABLE, **version)
    passage = found.select_related("section__version").order_by("section__version__number").last()
    if passage is None:
        raise Http404
    return passage


def _back(passage, application):
    if application:
        return f"{application.get_absolute_url()}#pa-{passage.uid}"
    return reverse("applications:heat_passage", args=[passage.uid])
