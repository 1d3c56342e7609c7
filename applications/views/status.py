"""Where one's application stands, in words made for its person; what happens next, and by when."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from applications.actions import applications
from applications.documents import contents
from applications.events import TO_THE_PERSON, Event
from applications.models import Application
from applications.states import State
from applications.views.holding import held
from coopstudio.documents.api import documents_of
from coopstudio.journal.api import history
from coopstudio.refusals import Refused

STOPS = [
    ("Bien arrivée", "check", "Une copie est dans votre boîte", {State.SUBMITTED}),
    ("En lecture", "eye", "Séparément d’abord, puis ensemble", {State.READING, State.CROSSED}),
    (
        "Rencontre",
        "speech",
        "En salle ou en visio, si l’élan est là",
        {State.MEETING_PROPOSED, State.MEETING_SET},
    ),
    (
        "Suite",
        "sprout",
        "Vous décidez, nous décidons",
        {State.MET, State.DECIDED, State.INVITED, State.DECLINED},
    ),
]


@never_cache
def status(request):
    """One's latest application; else the draft; else an invitation to write."""
    latest = _mine(request).order_by("-number").first()
    if latest:
        return redirect("applications:status_of", latest.number)
    return render(request, "applications/candidate/none.html", {"draft": held(request)})


@never_cache
def status_of(request, number):
    """Where this application stands."""
    application = get_object_or_404(_mine(request), number=number)
    entries = list(history(application))
    copy = documents_of(application).filter(kind="applications.copy").first()
    context = {
        "application": application,
        "stops": _stops(application.state),
        "told": list(_told(entries)),
        "readers": [entry for entry in entries if entry.event == Event.OPENED],
        "openings": application.cv.openings.select_related("by")[:20] if application.cv_id else [],
        "copy": copy,
        "can_withdraw": application.can_move_to(State.WITHDRAWN),
        "others": _mine(request).exclude(pk=application.pk).order_by("-number"),
    }
    return render(request, "applications/candidate/status.html", context)


@never_cache
def sent(request, number):
    """What was sent, as it was sent."""
    application = get_object_or_404(_mine(request), number=number)
    context = {"application": application, "copy": contents(application)}
    return render(request, "applications/candidate/sent.html", context)


@never_cache
def withdrawal(request, number):
    """Take one's application back: its own page, for those who have no dialog."""
    application = get_object_or_404(_mine(request), number=number)
    if request.method != "POST":
        return render(
            request, "applications/candidate/withdrawal.html", {"application": application}
        )
    try:
        applications.withdraw(application, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("applications:status_of", number)


def _mine(request):
    """The applications that the person signed in has sent; a founder's own only, here."""
    received = Application.objects.received().belonging_to(request.user)
    return received.select_related("version", "cv", "person")


def _stops(state):
    """The four stops of the way, those behind, the one where one stands."""
    at = next((rank for rank, (*_, states) in enumerate(STOPS) if state in states), None)
    return [
        {
            "name": name,
            "icon": icon,
            "note": note,
            "done": at is not None and rank < at,
            "current": rank == at,
        }
        for rank, (name, icon, note, _) in enumerate(STOPS)
    ]


def _told(entries):
    """The history in the person's words; what is the founders' own talk is not in it."""
    for entry in entries:
        if sentence := TO_THE_PERSON.get(entry.event):
            who = entry.actor.first_name if entry.actor else "Quelqu’un"
            yield {"at": entry.at, "sentence": sentence.format(actor=who)}
