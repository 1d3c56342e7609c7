"""Founders read, reword and try the letters of the house."""

from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST

from coopstudio.doors import requires
from coopstudio.french.comparison import changed_words
from coopstudio.mail.layout import as_html
from coopstudio.mail.permissions import reads_letters
from coopstudio.mail.views import IN_FRAME, POST, WITH_FRAME
from coopstudio.refusals import Refused
from coopstudio.wordings import actions
from coopstudio.wordings.api import text_named
from coopstudio.wordings.desk import Desk
from coopstudio.wordings.forms import WordingForm
from coopstudio.wordings.placeholders import UnknownName

UNREADABLE = "Cette lettre ne peut pas encore se lire"


def of_a_text(view):
    """Give the view the Desk of the text whose name stands in the address."""

    @wraps(view)
    def at_the_desk(request, name, **parts):
        text = text_named(name)
        if text is None:
            raise Http404
        return view(request, Desk(text), **parts)

    return never_cache(requires(reads_letters)(at_the_desk))


@of_a_text
@WITH_FRAME
def wording(request, desk):
    """The words of a letter: change them, see them filled, send oneself a trial, keep them."""
    if desk.why_fixed:
        return redirect("mail:kind", desk.text.name)
    posted = request.POST if request.method == "POST" else None
    form = WordingForm(
        posted, text=desk.text, placeholders=desk.house.placeholders, initial=_today(desk)
    )
    if posted is not None and form.is_valid():
        if posted.get("act") == "try":
            _send_trial(request, desk, form)
        elif answer := _kept(request, desk, form):
            return answer
    return _show(request, desk, form, status=422 if form.errors else 200)


@of_a_text
@xframe_options_sameorigin
@IN_FRAME
def page(request, desk):
    """The letter as it would arrive: the words of today, or those that are being typed."""
    words = desk.words
    if request.method == "POST":
        words = request.POST.get("subject", "")[:200], request.POST.get("body", "")[:10_000]
    try:
        subject, body = desk.filled(words=words)
        if "texte" in request.GET:
            return HttpResponse(f"{subject}\n\n{body}", content_type="text/plain; charset=utf-8")
        return HttpResponse(desk.page(*words))
    except UnknownName as trouble:
        return HttpResponse(as_html(UNREADABLE, f"{UNREADABLE}.\n\n{trouble}"))


@of_a_text
def story(request, desk):
    """Every wording there was, each compared with the one before."""
    trail = [*_trail(desk), ("Histoire", "")]
    return render(request, "wordings/story.html", {"desk": desk, "trail": trail})


@require_POST
@of_a_text
def restoration(request, desk, number):
    """Take up an earlier wording; 0 is the house's own words."""
    earlier = next((one for one in desk.past if one.number == number), None)
    if number and earlier is None:
        raise Http404
    seen = request.POST.get("seen", "")
    try:
        actions.restore(
            desk.text,
            earlier,
            seen=int(seen) if seen.isdecimal() and len(seen) < 5 else -1,
            by=request.user,
            at=timezone.now(),
        )
    except actions.WrittenMeanwhile:
        messages.error(request, "D’autres mots ont été gardés entre-temps : relisez l’histoire.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "C’est fait. Les prochaines lettres prendront ces mots.")
    return redirect("wordings:story", desk.text.name)


def _today(desk):
    subject, body = desk.words
    return {"subject": subject, "body": body, "seen": desk.seen}


def _kept(request, desk, form):
    """The answer once the words are kept, or once somebody else's came first; else None."""
    seen = form.cleaned_data["seen"]
    try:
        actions.reword(desk.text, seen=seen, by=request.user, at=timezone.now(), **form.words)
    except actions.WrittenMeanwhile as refusal:
        return _show_both(request, desk, form, refusal)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, "C’est gardé. Les prochaines lettres prendront ces mots.")
    return redirect("wordings:wording", desk.text.name)


def _send_trial(request, desk, form):
    words = form.words
    actions.try_out(desk.text, words["subject"], words["body"], by=request.user, at=timezone.now())
    messages.success(request, f"Un essai part à {request.user.email}. Rien n’est encore gardé.")


def _show_both(request, desk, form, refusal):
    """Somebody kept other words first: theirs beside ours, and ours still in the form."""
    form.data = form.data.copy()
    form.data["seen"] = desk.seen
    form.add_error(None, str(refusal))
    mine = "\n\n".join(filter(None, [form.words["subject"], form.words["body"]]))
    theirs = {"wording": desk.past[0], "words": list(changed_words(desk.past[0].words, mine))}
    return _show(request, desk, form, status=409, theirs=theirs)


def _show(request, desk, form, status, theirs=None):
    context = {"desk": desk, "form": form, "theirs": theirs, "trail": _trail(desk)}
    if not form.errors:
        words = form["subject"].value() if desk.text.has_subject else "", form["body"].value()
        context["advice"] = desk.advice(words)
    return render(request, "wordings/wording.html", context, status=status)


def _trail(desk):
    here = (
        reverse("mail:kinds")
        if not desk.text.has_subject
        else reverse("mail:kind", args=[desk.text.name])
    )
    return [POST, ("Modèles", reverse("mail:kinds")), ("Les mots", here)]
