"""The questions that everybody reads, as founders write them, tell them, publish them."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from applications.actions import faq
from applications.forms.conversations import EntryForm
from applications.models import Conversation, FaqEntry
from applications.permissions import acts_for_foundation
from applications.views.finding import done
from coopstudio.doors import requires
from coopstudio.journal.api import history
from coopstudio.refusals import Refused

TRAIL = ("Conversations", "/conversations/"), ("FAQ", "/conversations/faq/")


@require_safe
@never_cache
@requires(acts_for_foundation)
def entries(request):
    """Every question of the FAQ: published, on its way, withdrawn."""
    found = FaqEntry.objects.select_related("conversation").order_by("-written_at", "-pk")[:200]
    context = {"entries": found, "trail": [TRAIL[0], ("FAQ", "")]}
    return render(request, "applications/faq/list.html", context)


@never_cache
@requires(acts_for_foundation)
def new_entry(request, pk=None):
    """Write a question and its answer, born from a thread or from nobody."""
    conversation = _conversation(request, pk) if pk else None
    form = EntryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            entry = faq.write_entry(
                by=request.user, at=timezone.now(), conversation=conversation, **form.cleaned_data
            )
            return redirect("applications:entry", entry.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return _show(request, form, None, conversation)


@never_cache
@requires(acts_for_foundation)
def entry(request, pk):
    """One question: its words, what the person was told, where it stands."""
    entry = get_object_or_404(_seen(request), pk=pk)
    words = {"question": entry.question, "answer": entry.answer}
    form = EntryForm(request.POST or None, initial=words)
    if request.method == "POST" and form.is_valid():
        try:
            faq.reword(entry, by=request.user, **form.cleaned_data)
            return redirect("applications:entry", pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return _show(request, form, entry, entry.conversation)


@require_POST
@requires(acts_for_foundation)
def telling(request, pk):
    """Tell the person what will be published."""
    return _act(request, pk, faq.tell, "La personne est prévenue. Elle a deux jours pour dire non.")


@require_POST
@requires(acts_for_foundation)
def publication(request, pk):
    """Publish, for everybody."""
    return _act(request, pk, faq.publish, "C’est publié, sur la page des questions et l’accueil.")


@require_POST
@requires(acts_for_foundation)
def withdrawal(request, pk):
    """Read no more."""
    return _act(request, pk, faq.withdraw_entry, "La question n’est plus publiée.")


def _act(request, pk, verb, success):
    entry = get_object_or_404(_seen(request), pk=pk)
    done(request, lambda: verb(entry, by=request.user, at=timezone.now()), success)
    return redirect("applications:entry", pk)


def _seen(request):
    return FaqEntry.objects.exclude(conversation__person=request.user).select_related(
        "conversation__application", "conversation__person"
    )


def _conversation(request, pk):
    found = Conversation.objects.visible_to(request.user)
    return get_object_or_404(found.select_related("application", "person"), pk=pk)


def _show(request, form, entry, conversation):
    context = {
        "form": form,
        "entry": entry,
        "conversation": conversation,
        "history": history(entry) if entry else [],
        "trail": [*TRAIL, ("Une question", "")],
    }
    status = 422 if form.errors else 200
    return render(request, "applications/faq/entry.html", context, status=status)
