"""The post, as those who watch over it see it: every letter, and every kind of letter."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.csp import CSP
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_POST, require_safe

from coopstudio.doors import requires
from coopstudio.mail import actions, week
from coopstudio.mail.api import KINDS, compose, fillers
from coopstudio.mail.models import Letter
from coopstudio.mail.permissions import (
    FOLDED,
    is_letter_folded,
    may_read,
    reads_letters,
    silence,
    watches_post,
)
from coopstudio.mail.shelf import LOOKS, Shelf, title_of, told_address, untold
from coopstudio.refusals import Refused

POST = ("Courrier", reverse_lazy("mail:outbox"))
WITH_FRAME = csp_override({**settings.SECURE_CSP, "frame-src": [CSP.SELF]})
IN_FRAME = csp_override(
    {
        "sandbox": True,
        "default-src": [CSP.NONE],
        "style-src": [CSP.UNSAFE_INLINE],  # the letter's own page, that nothing can leave
        "frame-ancestors": [CSP.SELF],
    }
)


@require_safe
@requires(watches_post)
def outbox(request):
    """Every letter, newest first; those that did not leave are one click away."""
    shelf = Shelf(request.GET, reader=request.user)
    return render(request, "mail/outbox.html", {"shelf": shelf, "reads": shelf.reads})


@require_safe
@requires(watches_post)
@WITH_FRAME
def letter(request, pk):
    """One letter, as it left."""
    letter = get_object_or_404(Letter.objects.with_title_of_document(), pk=pk)
    reads = reads_letters(request.user)
    folded = reads and is_letter_folded(request.user, letter)
    may_say = not (folded or letter.is_secret)
    title = title_of(letter.kind, letter.subject, reads=may_say) if reads else untold(pk)
    return render(
        request,
        "mail/letter_page.html",
        {
            "letter": letter,
            "to": FOLDED if folded else told_address(letter.to),
            "error": FOLDED if folded and letter.error else letter.error,
            "title": title,
            "trail": [POST, (title, "")],
            "kind": KINDS.get(letter.kind) if reads else None,
            "paper": letter.document.title if letter.document and reads and not folded else "",
            "state": LOOKS[letter.state],
            "shows_words": may_read(request.user, letter),
            "silence": silence(request.user, letter),
        },
    )


@require_safe
@requires(reads_letters)
@xframe_options_sameorigin
@IN_FRAME
def letter_page(request, pk):
    """The page that the letter carries, locked in a sandbox."""
    letter = get_object_or_404(Letter, pk=pk)
    if not may_read(request.user, letter):
        raise Http404
    return HttpResponse(letter.html)


@require_POST
@requires(watches_post)
def retry(request, pk):
    """Put back in the post a letter that did not leave."""
    try:
        actions.retry(get_object_or_404(Letter, pk=pk), by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "La lettre est remise à la poste. Elle part dans la minute.")
    return redirect("mail:letter", pk)


@require_safe
@requires(watches_post)
def kinds(request):
    """Every kind of letter that the house may write."""
    fill = fillers(KINDS.values())
    shown = [
        {
            "name": name,
            "occasion": kind.occasion,
            "subject": compose(kind, kind.sample(), fill[name])[0],
        }
        for name, kind in sorted(KINDS.items())
    ]
    trail = [POST, ("Modèles de lettres", "")]
    context = {"kinds": shown, "names": list(KINDS), "reads": reads_letters(request.user)}
    return render(request, "mail/kinds.html", context | {"trail": trail})


@require_safe
@requires(watches_post)
def week_to_come(request):
    """What the clock will write in seven days, and the table of its rules."""
    rules = [kind for _name, kind in sorted(KINDS.items()) if kind.until]
    context = {"week": week.last(), "rules": rules, "trail": [POST, ("Cette semaine", "")]}
    return render(request, "mail/week.html", context)


@require_safe
@requires(watches_post)
@WITH_FRAME
def kind(request, name):
    """One kind of letter, written with sample data."""
    kind = _kind(name)
    subject, text, _ = compose(kind, kind.sample())
    trail = [POST, ("Modèles", reverse("mail:kinds")), (subject, "")]
    return render(
        request,
        "mail/kind.html",
        {"kind": kind, "subject": subject, "text": text, "trail": trail},
    )


@require_safe
@requires(watches_post)
@xframe_options_sameorigin
@IN_FRAME
def kind_page(request, name):
    """The page that such a letter carries."""
    kind = _kind(name)
    _, _, html = compose(kind, kind.sample())
    return HttpResponse(html)


def _kind(name):
    if name not in KINDS:
        raise Http404
    return KINDS[name]
