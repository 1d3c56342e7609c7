"""The founders' side of a meeting: propose, answer, move, call off, say how it went."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from applications import agenda
from applications.actions.meeting import meetings, minutes
from applications.forms.meetings import MeetingForm, MoveForm, NotesForm, TakeawayForm
from applications.models import Meeting, Slot
from applications.permissions import acts_for_foundation
from applications.talks import Talks
from applications.views.finding import application_of, done, dossier_of
from coopstudio.doors import requires
from coopstudio.french.dates import moment, short_moment
from coopstudio.refusals import Refused


@never_cache
@requires(acts_for_foundation)
def meeting(request, number):
    """The meeting under way, or the form that proposes one, or other hours for it."""
    dossier = dossier_of(request, number)
    if dossier.is_being_read:
        return redirect("applications:readings", number)
    talks = Talks(dossier.application, request.user, now=dossier.now)
    if request.method != "POST":
        return show(request, dossier, talks)
    form = MeetingForm(request.POST)
    if form.is_valid() and _is_clear(form, talks.current):
        try:
            _propose(request, dossier.application, talks.current, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            talks = Talks(dossier.application, request.user, now=dossier.now)
        else:
            return redirect("applications:meeting", number)
    return show(request, dossier, talks, form=form)


@require_POST
@requires(acts_for_foundation)
def calling_off(request, number):
    """The meeting will not take place as said; everybody is told."""
    success = "La rencontre est annulée. Une lettre le dit à chaque personne concernée."
    return _with_the_open_one(request, number, meetings.call_off, success)


@require_POST
@requires(acts_for_foundation)
def holding(request, number):
    """The meeting has taken place."""
    success = "C’est noté : vous vous êtes vus. Une lettre de remerciement part."
    return _with_the_open_one(request, number, minutes.hold, success)


@require_POST
@requires(acts_for_foundation)
def missing(request, number):
    """The meeting did not take place, whoever was missing."""
    success = "C’est noté. Une lettre sans reproche le dit à la personne."
    return _with_the_open_one(request, number, minutes.miss, success)


@require_POST
@requires(acts_for_foundation)
def keeping(request, number):
    """The hour that was set stands, whatever was asked."""
    success = "L’heure est gardée. Une lettre le dit à la personne."
    return _with_the_open_one(request, number, meetings.keep_hour, success)


@require_POST
@requires(acts_for_foundation)
def accord(request, number):
    """One of the person's own hours is taken."""
    application = application_of(request, number)
    slots = Slot.objects.asked().filter(meeting__application=application)
    slot = get_object_or_404(slots.select_related("meeting__application"), pk=_key(request))
    now = timezone.now()
    success = f"C’est noté : {moment(slot.at)}. Chaque agenda le reçoit."
    act = meetings.accept_hour
    done(request, lambda: act(slot.meeting, slot=slot, by=request.user, at=now), success)
    return redirect("applications:meeting", number)


@never_cache
@requires(acts_for_foundation)
def moving(request, number):
    """Another hour, place or duration for a meeting already set."""
    dossier = dossier_of(request, number)
    if dossier.is_being_read:
        return redirect("applications:readings", number)
    talks = Talks(dossier.application, request.user, now=dossier.now)
    current = talks.current
    if current is None or current.at is None:
        return redirect("applications:meeting", number)
    posted = request.POST if request.method == "POST" else None
    start = {"hour": current.at, "place": current.place, "minutes": current.minutes}
    form = MoveForm(posted, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            meetings.move(current, by=request.user, at=dossier.now, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("applications:meeting", number)
    context = _context(dossier, talks, "Déplacer") | {"form": form}
    status = 422 if form.errors else 200
    return render(request, "applications/meetings/moving.html", context, status=status)


def show(request, dossier, talks, **forms):
    """The page, with the form that was refused, if one was."""
    refused = any(form.errors for form in forms.values())
    current, note = talks.current, talks.my_note
    place = {"place": current.place, "minutes": current.minutes} if current else None
    words = {"words": note.words, "is_shared": note.is_shared} if note else None
    text = {"words": talks.text.words if talks.text else "", "seen": talks.seen}
    context = _context(dossier, talks, "") | {
        "form": MeetingForm(initial=place),
        "notes_form": NotesForm(initial=words, prefix="note"),
        "takeaway_form": TakeawayForm(initial=text, prefix="retenu"),
        "seen": meetings.stamp(current),
        "refused": next((form for form in forms.values() if form.errors), None),
        **forms,
    }
    status = 422 if refused else 200
    return render(request, "applications/meetings/meeting.html", context, status=status)


def open_one(application):
    """The meeting that is proposed or set. Raises NothingProposed."""
    found = Meeting.objects.open().filter(application=application).select_related("application")
    return found.first() or _nothing()


def _context(dossier, talks, here):
    page = ("Rencontre", f"{dossier.application.get_absolute_url()}rencontre/" if here else "")
    return {
        "dossier": dossier,
        "application": dossier.application,
        "talks": talks,
        "meeting": talks.current,
        "trail": [*dossier.trail, page, *([(here, "")] if here else [])],
    }


def _is_clear(form, current):
    """Whether no hour is taken, and none is kept for somebody else unless one saw it."""
    hours, length = form.slots, form.cleaned_data["minutes"]
    for hour, other in agenda.taken(hours, length, but=current).items():
        name = next(
            field.name for field in form.slot_fields if form.cleaned_data[field.name] == hour
        )
        said = f"Cette heure est prise : vous rencontrez {other.application} le {moment(other.at)}."
        form.add_error(name, said)
    if form.is_valid() and not form.cleaned_data["anyway"]:
        for hour, slot in agenda.kept(hours, length, but=current).items():
            form.add_error("anyway", _warning(hour, slot))
    return not form.errors


def _warning(hour, slot):
    who, until = slot.meeting.application, short_moment(slot.meeting.kept_until)
    return f"{moment(hour).capitalize()} : une heure proche est gardée pour {who} jusqu’au {until}."


def _propose(request, application, current, form):
    facts = {"place": form.cleaned_data["place"], "minutes": form.cleaned_data["minutes"]}
    facts |= {"by": request.user, "at": timezone.now(), "slots": form.slots}
    if current:
        meetings.propose_again(current, **facts, seen=request.POST.get("seen"))
    else:
        meetings.propose_meeting(application, **facts)


def _with_the_open_one(request, number, verb, success):
    application = application_of(request, number)
    done(request, lambda: verb(open_one(application), by=request.user, at=timezone.now()), success)
    return redirect("applications:meeting", number)


def _nothing():
    raise meetings.NothingProposed


def _key(request):
    """The slot that was pressed; 0 when it is no number."""
    key = request.POST.get("slot", "")
    return int(key) if key.isascii() and key.isdigit() and len(key) < 10 else 0
