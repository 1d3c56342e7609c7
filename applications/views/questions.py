"""A question before applying, from the person's side: ask, confirm, follow, go on."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from applications import limits, links
from applications.actions import conversations, faq
from applications.conversations import Thread
from applications.forms.conversations import MessageForm, QuestionForm
from applications.models import Application, Conversation, FaqEntry
from applications.views.finding import done
from applications.views.status import show
from coopstudio.doors import public
from coopstudio.once import once
from coopstudio.refusals import Refused
from members import candidates

WRITE = "Écrivez-nous"
ENOUGH = (
    "Assez de lettres sont parties pour aujourd’hui à cette adresse. "
    "Regardez aussi dans les indésirables, ou revenez demain."
)


@public
@once
def questions(request):
    """The questions already answered, then the form: an address and a text."""
    known = request.user.is_authenticated
    form = QuestionForm(request.POST or None, known=known)
    if request.method != "POST":
        return _show(request, form)
    if form.is_trapped:
        return _sent(request, request.POST.get("email", ""))
    if not limits.may_ask(request):
        return render(request, "429.html", status=429)
    if not form.is_valid():
        return _show(request, form, status=422)
    if known:
        asked = conversations.ask_as(
            request.user, text=form.cleaned_data["text"], at=timezone.now()
        )
        messages.success(
            request, "Votre question est arrivée. La réponse viendra ici et par e-mail."
        )
        return redirect("applications:my_question", asked.pk)
    email = form.cleaned_data["email"]
    if not limits.may_write_to(email):
        form.add_error("email", ENOUGH)
        return _show(request, form, status=429)
    conversations.ask(email, text=form.cleaned_data["text"], at=timezone.now())
    return _sent(request, email, again=form)


@public
@never_cache
def confirmation(request, token):
    """The link of the letter. Mail scanners may look at it; only a person presses the button."""
    try:
        conversation = links.question_behind(token)
    except links.StaleLink as refusal:
        return _stale(request, token, refusal)
    if request.method != "POST":
        asked = conversation.messages.get()
        context = {"conversation": conversation, "asked": asked}
        return render(request, "applications/questions/confirmation.html", context)
    person = candidates.known_at(conversation.email)
    try:
        conversation = conversations.confirm(conversation, person=person, at=timezone.now())
    except links.StaleLink as refusal:
        return _stale(request, token, refusal)
    if request.user != person and not candidates.sign_in(request, person):
        messages.success(request, "Votre question est arrivée. Connectez-vous pour la suivre.")
        return redirect("account_login")
    messages.success(request, "Merci : votre adresse est confirmée, votre question est arrivée.")
    return redirect("applications:my_question", conversation.pk)


@never_cache
def my_questions(request):
    """One's latest thread; else the page where one asks."""
    latest = Conversation.objects.belonging_to(request.user).order_by("-last_at", "-pk").first()
    if latest is None:
        return redirect("applications:questions")
    return redirect("applications:my_question", latest.pk)


@never_cache
def my_question(request, pk):
    """One's own thread, and the place to go on writing."""
    conversation = _mine(request, pk)
    form = MessageForm(request.POST or None, label=WRITE)
    if request.method == "POST" and form.is_valid() and _written(request, conversation, form):
        return redirect(f"{request.path}#dernier")
    return _thread(request, conversation, form)


@never_cache
def my_message(request, number):
    """Write about one's application: its thread begins with the first message."""
    mine = Application.objects.received().belonging_to(request.user)
    application = get_object_or_404(mine, number=number)
    if request.method != "POST":
        return redirect("applications:status_of", number)
    form = MessageForm(request.POST)
    if form.is_valid():
        conversation = conversations.thread_of(application, at=timezone.now())
        if _written(request, conversation, form):
            return redirect("applications:status_of", number)
        return _thread(request, conversation, form)
    return show(request, application, status=422, typed=request.POST)


@require_POST
def to_application(request, pk):
    """« Candidater » : this thread becomes that of a candidature."""
    conversation = _mine(request, pk)
    try:
        draft = conversations.become_application(conversation, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("applications:my_question", pk)
    request.session["draft"] = draft.pk
    messages.success(request, "Notre conversation suivra votre candidature.")
    return redirect("applications:start")


@require_POST
def refusal(request, pk, entry):
    """Say no to the publication of one's question."""
    conversation = _mine(request, pk)
    entry = get_object_or_404(FaqEntry, pk=entry, conversation=conversation)
    done(
        request,
        lambda: faq.refuse(entry, by=request.user, at=timezone.now()),
        "C’est entendu : votre question ne sera pas publiée.",
    )
    return redirect("applications:my_question", pk)


@public
@require_POST
def new_link(request, token):
    """The link was too old: another one, for the question that still waits."""
    if not limits.may_ask(request):
        return render(request, "429.html", status=429)
    try:
        conversation = links.question_behind(token, even_old=True)
        if not limits.may_write_to(conversation.email):
            messages.error(request, ENOUGH)
            return redirect("applications:questions")
        conversations.send_link_again(conversation, at=timezone.now())
    except links.StaleLink as stale:
        raise Http404 from stale
    return _sent(request, conversation.email)


def _mine(request, pk):
    found = Conversation.objects.belonging_to(request.user).select_related("application", "person")
    return get_object_or_404(found, pk=pk)


def _written(request, conversation, form):
    """Whether the message was taken; a refusal is said in the form."""
    try:
        conversations.write(
            conversation,
            text=form.cleaned_data["text"],
            at=timezone.now(),
            key=form.cleaned_data["once"],
        )
    except Refused as refused:
        form.add_error("text", str(refused))
        return False
    messages.success(request, "Votre message est parti.")
    return True


def _thread(request, conversation, form):
    asked = conversation.entries.filter(told_at__isnull=False).order_by("pk")
    context = {
        "thread": Thread(conversation, request.user, now=timezone.now()),
        "conversation": conversation,
        "form": form,
        "entries": asked,
        "others": Conversation.objects.belonging_to(request.user)
        .exclude(pk=conversation.pk)
        .order_by("-last_at")[:10],
    }
    status = 422 if form.errors else 200
    return render(request, "applications/questions/mine.html", context, status=status)


def _show(request, form, status=200):
    context = {"form": form, "promise": settings.ANSWER_PROMISE_DAYS}
    return render(request, "applications/questions/questions.html", context, status=status)


def _sent(request, email, again=None):
    """``again``: the form, to send the same words to another address if this one was mistyped."""
    if again:
        again.fields["text"].widget = forms.HiddenInput()
    context = {"email": email, "again": again}
    return render(request, "applications/questions/sent.html", context)


def _stale(request, token, refusal):
    """Too old, but the question still waits: another link is one button away."""
    try:
        links.question_behind(token, even_old=True)
    except links.StaleLink:
        token = ""
    context = {"token": token, "stale": refusal}
    return render(request, "applications/questions/stale.html", context, status=410)
