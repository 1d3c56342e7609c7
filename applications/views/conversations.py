"""The founders' side of threads: who waits, what was said, an answer."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from applications.actions import conversations
from applications.conversations import Thread
from applications.forms.conversations import MessageForm
from applications.inbox import Inbox
from applications.models import Conversation
from applications.permissions import acts_for_foundation
from applications.views.dossiers import notebook_of, show
from applications.views.finding import done, dossier_of
from coopstudio import typed
from coopstudio.doors import requires
from coopstudio.refusals import Refused

ANSWER = "Votre réponse"
SENT = "Votre réponse est partie. La personne la reçoit par e-mail."


@require_safe
@never_cache
@requires(acts_for_foundation)
def inbox(request):
    """Who waits for an answer, since when."""
    context = {"inbox": Inbox(request.user, request.GET, now=timezone.now())}
    return render(request, "applications/conversations/list.html", context)


@never_cache
@requires(acts_for_foundation)
def conversation(request, pk):
    """One thread; a POST answers in it."""
    conversation = _seen(request, pk)
    form = MessageForm(request.POST or None, label=ANSWER)
    if request.method == "POST" and form.is_valid() and _answered(request, conversation, form):
        return redirect("applications:conversation", pk)
    return _show(request, conversation, form)


@require_POST
@requires(acts_for_foundation)
def closing(request, pk):
    """Close the thread as it was seen."""
    conversation, seen = _seen(request, pk), request.POST.get("seen", "")
    last = typed.key(seen)
    done(
        request,
        lambda: conversations.close(conversation, by=request.user, seen=last, at=timezone.now()),
        "Le fil est clos. Une lettre le dit à la personne, qui peut le rouvrir en y écrivant.",
    )
    return redirect("applications:conversation", pk)


@require_POST
@requires(acts_for_foundation)
def message(request, number):
    """Write to the person about their application, from the dossier."""
    dossier = dossier_of(request, number)
    application, form = dossier.application, MessageForm(request.POST)
    if not form.is_valid():
        return show(request, dossier, notebook_of(dossier), status=422, typed=request.POST)
    conversation = conversations.thread_of(application, at=timezone.now())
    if _answered(request, conversation, form):
        return redirect(f"{application.get_absolute_url()}#echanges")
    return _show(request, conversation, form)


def _seen(request, pk):
    found = Conversation.objects.visible_to(request.user)
    return get_object_or_404(found.select_related("application", "person"), pk=pk)


def _answered(request, conversation, form):
    """Whether the answer was taken; a refusal is said in the form."""
    try:
        conversations.answer(
            conversation,
            by=request.user,
            text=form.cleaned_data["text"],
            at=timezone.now(),
            key=form.cleaned_data["once"],
        )
    except Refused as refused:
        form.add_error("text", str(refused))
        return False
    messages.success(request, SENT)
    return True


def _show(request, conversation, form):
    thread = Thread(conversation, request.user, now=timezone.now())
    context = {
        "thread": thread,
        "conversation": conversation,
        "form": form,
        "entries": conversation.entries.order_by("pk"),
        "trail": [("Conversations", "/conversations/"), (thread.name, "")],
    }
    status = 422 if form.errors else 200
    return render(request, "applications/conversations/conversation.html", context, status=status)
