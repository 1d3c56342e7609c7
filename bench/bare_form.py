"""The application form's bare twin: the same posts write the same rows, without forms nor rules."""

from datetime import date

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpResponse
from django.utils import timezone

from applications.models import Application, CallVersion
from coopstudio.documents.models import Document
from coopstudio.doors import public
from coopstudio.journal.models import Entry
from coopstudio.mail.models import Letter
from members.models import Person

WORDS = "Bonjour, ceci a la longueur d’une lettre. " * 20


@public
def step(request, name):
    """Keep what was typed, in a new draft the first time."""
    typed = request.POST.dict()
    typed.pop("go", None)
    if "trades" in typed:
        typed["trades"] = request.POST.getlist("trades")
    draft = request.session.get("draft")
    if draft is None:
        draft = Application.objects.create(version=CallVersion.objects.current()).pk
        request.session["draft"] = draft
    Application.objects.filter(pk=draft).update(**typed, touched_at=timezone.now())
    if name == "vous" and "go" in request.POST:
        _letter(draft, "resume")
    return HttpResponse("<!doctype html><title>x</title>")


@public
def link(request):
    """The person exists from now on, and is signed in."""
    draft = Application.objects.get(pk=request.session["draft"])
    person = Person.objects.create(email=draft.email, first_name=draft.first_name)
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    Application.objects.filter(pk=draft.pk).update(person=person, confirmed_at=timezone.now())
    login(request, person, settings.AUTHENTICATION_BACKENDS[0])
    request.session["draft"] = draft.pk
    return HttpResponse("<!doctype html><title>x</title>")


def sending(request):
    """The application leaves, with its paper, its line in the journal and three letters."""
    draft = request.session["draft"]
    last = Application.objects.order_by("-number").exclude(number=None).first().number
    Application.objects.filter(pk=draft).update(
        state="submitted", number=last + 1, submitted_at=timezone.now(), answer_by=date.max
    )
    about = {"subject_kind": "applications.application", "subject_id": draft}
    Entry.objects.create(event="bench", sentence="a envoyé", actor=request.user, **about)
    Document.objects.create(kind="bench", title="Copie", template="x", data=[WORDS] * 5, **about)
    for kind in ("received", "alert", "second alert"):
        _letter(draft, kind)
    return HttpResponse("<!doctype html><title>x</title>")


def _letter(draft, kind):
    Letter.objects.create(
        kind="bench", key=f"{kind}-{draft}", to="a@exemple.fr", subject=kind, text=WORDS, html=WORDS
    )
