"""One's own diary, read by one's own programme; the letter of one's circles."""

from hashlib import sha256

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from coopstudio.doors import public, requires
from coopstudio.mail.api import address
from coopstudio.refusals import Refused
from governance import secret
from governance.actions import diaries
from governance.documents.diaries import feed
from governance.forms.diaries import RhythmForm
from governance.models import Diary, Digest
from governance.permissions import sees_governance
from members.preferences import wants
from members.states import Topic


@never_cache
@requires(sees_governance)
def my_diary(request):
    """The address to copy, and how often one is written to."""
    digest = Digest.objects.filter(person=request.user).first() or Digest()
    form = RhythmForm(request.POST or None, initial={"rhythm": digest.rhythm})
    if request.method == "POST" and form.is_valid():
        diaries.choose_rhythm(request.user, form.cleaned_data["rhythm"], at=timezone.now())
        messages.success(request, "C’est noté.")
        return redirect("governance:my_diary")
    diary = Diary.objects.filter(person=request.user, closed_at=None).first()
    found = address(secret.path_to(diary)) if diary else ""
    context = {
        "form": form,
        "diary": diary,
        "address": found,
        "subscribe": f"webcal://{found.partition('://')[2]}",
        "is_silenced": not wants(request.user, Topic.CIRCLES),
    }
    status = 422 if form.errors else 200
    return render(request, "governance/diaries/mine.html", context, status=status)


@require_POST
@requires(sees_governance)
def diary_address(request):
    """Make the address, or a new one in its place."""
    diaries.open_one(request.user, at=timezone.now())
    messages.success(request, "Voici une adresse toute neuve. Celle d’avant n’ouvre plus rien.")
    return redirect("governance:my_diary")


@require_POST
@requires(sees_governance)
def diary_end(request):
    """The address opens nothing any more."""
    try:
        diaries.close(request.user, at=timezone.now())
        messages.success(request, "L’adresse est fermée : plus aucun agenda ne peut la lire.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("governance:my_diary")


@public
@require_safe
def diary_feed(request, token):
    """The diary itself, for a programme that knows the address; nothing when nothing changed."""
    diary = secret.diary_behind(token)
    if diary is None:
        raise Http404
    told = feed(diary, at=timezone.now())
    etag = f'"{sha256(told).hexdigest()[:32]}"'
    response = HttpResponse(told, content_type="text/calendar; charset=utf-8")
    response["ETag"] = etag
    response["Content-Disposition"] = 'inline; filename="mes-cercles.ics"'
    patch_cache_control(response, private=True, max_age=900)
    return get_conditional_response(request, etag=etag, response=response)
