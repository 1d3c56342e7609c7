"""Letters that are decided and not sent: read one after the other, each sent by its own gesture."""

from urllib.parse import urlencode

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from applications import emails
from applications.actions import decisions
from applications.desk.choosing import numbers_in, to_send
from applications.models import Decision
from applications.permissions import acts_for_foundation
from applications.views.finding import application_of, done
from coopstudio import typed
from coopstudio.doors import requires


@never_cache
@requires(acts_for_foundation)
def letters(request):
    """One letter as it will be read; « send » sends that one alone, and shows the next."""
    given = request.POST if request.method == "POST" else request.GET
    numbers = numbers_in(given)
    if request.method == "POST":
        number = typed.key(given.get("lettre", ""))
        _send(request, application_of(request, number))
        left = [one for one in numbers if one != number]
        return redirect(_walk(left) if left or not numbers else reverse("applications:letters"))
    waiting = list(to_send(request.user, numbers))
    skipped = given.get("apres", "")
    after = [one for one in waiting if f"{one.number}" == skipped]
    rest = waiting[waiting.index(after[0]) + 1 :] if after else waiting
    context = {
        "letter": None,
        "waiting": len(waiting),
        "left": len(rest),
        "numbers": numbers,
        "without": max(len(numbers) - len(waiting), 0),
        "trail": [("Candidatures", "/candidatures/"), ("Lettres à envoyer", "")],
    }
    if rest:
        found = Decision.objects.of(rest[0]).select_related("application", "drafted_by")
        context |= _shown(get_object_or_404(found))
        context["skip"] = _walk(numbers, apres=rest[0].number) if len(rest) > 1 else ""
    return render(request, "applications/desk/letters.html", context)


def _shown(decision):
    """The letter as it would leave now, and why it would not."""
    subject, text = emails.answer_as_it_leaves(decision)
    return {
        "letter": decision,
        "subject": subject,
        "text": text,
        "refusal": decisions.refusal_to_send(decision),
        "seen": decisions.stamp(decision),
    }


def _send(request, application):
    done(
        request,
        lambda: decisions.send_answer(
            application, by=request.user, at=timezone.now(), seen=request.POST.get("vue")
        ),
        f"La lettre à {application.full_name} part dans la minute.",
    )


def _walk(numbers, **more):
    asked = urlencode({"n": numbers, **more}, doseq=True)
    return f"{reverse('applications:letters')}{'?' if asked else ''}{asked}"
