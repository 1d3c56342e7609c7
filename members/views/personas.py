"""The demonstration's own pages: be somebody in one click, read what they receive."""

from functools import wraps
from io import BytesIO

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from coopstudio.doors import public
from coopstudio.mail.inbound.door import take_in
from coopstudio.mail.layout import blocks_of
from members.visits import mailbox
from members.visits.personas import persona_at
from members.visits.personas import personas as everybody

BACKEND = "members.accounts.backends.PersonBackend"
LONGEST = 20_000  # signs of an answer


def in_demonstration(view):
    """Elsewhere these pages do not exist."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@public
@in_demonstration
@require_safe
def personas(request):
    """« Entrer comme… »: everybody whom one may be."""
    return render(
        request,
        "members/personas/list.html",
        {"personas": everybody(), "asked": settings.PRIVILEGED_NEED_SECOND_FACTOR},
    )


@public
@in_demonstration
@require_POST
def enter(request, email):
    """Be that persona from now on, without a code."""
    persona = persona_at(email)
    if persona is None:
        raise Http404
    login(request, persona.person, backend=BACKEND)
    return redirect("members:arrival")


@in_demonstration
@require_safe
def arrival(request):
    """Where sign-in would have led this person."""
    belongs = request.user.is_member or request.user.roles
    return redirect("home" if belongs else "applications:status")


@public
@in_demonstration
@require_safe
def letters(request, email=""):
    """The letter box of a persona or of any address that was written to, or the choice of one."""
    persona = persona_at(email) if email else None
    found = mailbox.delivered_to(email) if email else []
    if email and persona is None and not found:
        raise Http404
    known = {one.person.email for one in everybody()}
    return render(
        request,
        "members/personas/letters.html",
        {
            "persona": persona,
            "address": email,
            "personas": everybody(),
            "others": [one for one in mailbox.addresses() if one not in known],
            "letters": found,
        },
    )


@public
@in_demonstration
@require_safe
def letter(request, key):
    """One letter, as its reader finds it."""
    letter = mailbox.delivered(key)
    if letter is None:
        raise Http404
    return render(
        request,
        "members/personas/letter.html",
        {"letter": letter, "blocks": blocks_of(letter.text)},
    )


@public
@in_demonstration
@require_POST
def reply(request, key):
    """Answer a letter by e-mail, as its reader would: it comes in by the door of every mail."""
    letter, words = mailbox.delivered(key), request.POST.get("words", "").strip()
    if letter is None or not letter.reply_to:
        raise Http404
    if not words:
        messages.error(request, "Écrivez quelques mots avant d’envoyer.")
        return redirect("members:letter", key)
    arrival = take_in(mailbox.reply_to(letter, words[:LONGEST]), at=timezone.now())
    messages.success(
        request, f"Votre e-mail est parti. Ce qu’il est devenu : {arrival.get_outcome_display()}."
    )
    return redirect("members:letters", letter.address)


@public
@in_demonstration
@require_safe
def paper(request, key, rank):
    """What is joined to a letter, as the reader's machine would keep it."""
    found = mailbox.paper(key, rank)
    if found is None:
        raise Http404
    name, kind, content = found
    return FileResponse(BytesIO(content), as_attachment=True, filename=name, content_type=kind)
