"""What one is written about: chosen on a page, or silenced by one gesture from a letter."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from coopstudio.doors import public
from coopstudio.mail import week
from members.actions import preferences
from members.forms.preferences import LettersForm
from members.preferences import NEEDED, unsubscribed_by


@never_cache
def letters(request):
    """Topics to choose; letters that nobody may silence, and why."""
    form = LettersForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        preferences.choose_silences(request.user, form.silences, at=timezone.now())
        messages.success(request, "C’est noté.")
        return redirect("members:preferences")
    status = 422 if form.errors else 200
    told = week.last()
    coming = told.of(request.user) if told else []
    context = {"form": form, "needed": NEEDED, "coming": coming}
    return render(request, "members/profile/letters.html", context, status=status)


@public
@never_cache
@csrf_exempt  # the reader of mail asks too, without a cookie (RFC 8058); the link is signed
def unsubscribing(request, token):
    """One gesture, without signing in; a link that is opened says what it would do, and waits."""
    found = unsubscribed_by(token)
    if found is None:
        raise Http404
    person, topic = found
    if request.method == "POST":
        preferences.silence(person, topic, at=timezone.now())
        if "List-Unsubscribe" in request.POST:
            return HttpResponse("C’est fait.\n", content_type="text/plain; charset=utf-8")
    context = {"topic": topic, "is_done": request.method == "POST", "token": token}
    return render(request, "members/profile/unsubscribing.html", context)
