"""The call: read by everybody, prepared and published by a founder."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from applications import emails
from applications.actions.call import calls
from applications.forms.calls import ClosingForm, VersionForm
from applications.models import Application, CallVersion, Intention
from applications.permissions import acts_for_foundation
from applications.reading import Reading
from applications.versions import carried_out_by, explained, newer_than, read_today
from applications.views.holding import held, under_way
from coopstudio.doors import public, requires
from coopstudio.refusals import Refused


@public
def call(request):
    """The version that visitors read today; a quiet page when there is none."""
    version = read_today()
    if version is None:
        return render(request, "applications/calls/none.html", {"contact": settings.CONTACT_EMAIL})
    return _read(request, version, newest=version)


@public
def version(request, number):
    """A published version, for ever at the same address."""
    return _read(request, _published(number))


@public
def changes(request, number):
    """What a version changed, word by word."""
    new = _published(number)
    old = new.call.versions.published().filter(number__lt=number).order_by("-number").first()
    if old is None:
        raise Http404
    context = {"version": new, "before": old, "changes": explained(old, new)}
    return render(request, "applications/calls/changes.html", context)


@requires(acts_for_foundation)
def new_version(request):
    """Paste or send the text of the next version; nothing is public yet."""
    last = CallVersion.objects.order_by("-number").first()
    form = VersionForm(request.POST or None, request.FILES or None, initial=_as_typed(last))
    if request.method == "POST" and form.is_valid():
        answers = form.cleaned_data
        try:
            made = calls.import_version(
                calls.the_call(),
                by=request.user,
                title=answers["title"],
                signature=answers["signature"],
                dated_on=answers["dated_on"],
                source=answers["text"],
            )
        except Refused as refusal:
            form.add_error("source", str(refusal))
        else:
            return redirect("applications:preview", made.number)
    status = 422 if form.errors else 200
    prepared = CallVersion.objects.filter(published_at=None).order_by("number")
    context = {"form": form, "intentions": _still_open(), "prepared": prepared}
    return render(request, "applications/calls/new.html", context, status=status)


@requires(acts_for_foundation)
def preview(request, number):
    """The prepared version as it will be read, beside what it changes."""
    new = _prepared(number)
    old = new.call.versions.published().order_by("-number").first()
    context = {"version": new, "reading": Reading(new), "before": old}
    if old:
        context["changes"] = explained(old, new)
        context["told"] = carried_out_by(new)
        context["waiting"] = len(_still_open()) - len(context["told"])
    return render(request, "applications/calls/preview.html", context)


@requires(acts_for_foundation)
@require_POST
def publication(request, number):
    """Publish the prepared version, or set it aside."""
    prepared = _prepared(number)
    try:
        if request.POST.get("act") == "set_aside":
            calls.set_aside(prepared, by=request.user)
            return redirect("applications:new_version")
        calls.publish(prepared, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("applications:preview", number)
    messages.success(request, f"La version {number} est publiée : c’est elle que l’on lit.")
    return redirect("applications:call")


@requires(acts_for_foundation)
def closing(request):
    """Close the call, once one has read what happens then; or open it again."""
    read = CallVersion.objects.select_related("call").current() or _missing()
    form = ClosingForm(request.POST if request.POST.get("act") == "close" else None)
    try:
        if request.POST.get("act") == "reopen":
            calls.reopen(read.call, by=request.user, at=timezone.now())
            messages.success(request, "L’appel est rouvert : on peut y répondre.")
            return redirect("applications:call")
        if form.is_valid():
            calls.close(read.call, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, "L’appel est clos, et sa page le dit.")
            return redirect("applications:call")
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("applications:closing_call")
    return _show_closing(request, read, form)


def _show_closing(request, read, form):
    """What would happen, with the letter as it would leave; for two weeks until one chooses."""
    on = timezone.localdate() + timedelta(days=form.fields["days"].initial)
    subject, text = emails.closing_as_it_leaves(read.signature, on)
    context = {"version": read, "call": read.call, "form": form, "on": on}
    context |= {"subject": subject, "text": text}
    context["living"] = Application.objects.open().filter(version__call=read.call).count()
    status = 422 if form.errors else 200
    return render(request, "applications/calls/closing.html", context, status=status)


def _read(request, version, newest=None):
    draft = held(request)
    sent = None if draft else under_way(request)
    context = {
        "version": version,
        "reading": Reading(version, draft, sent),
        "draft": draft,
        "sent": sent,
        "newer": _newer(draft, newest),
        "is_first": version.number == 1,
    }
    return render(request, "applications/calls/call.html", context)


def _still_open():
    """What founders noted to change and no version has carried out."""
    return list(Intention.objects.open().select_related("passage__section", "by"))


def _newer(draft, newest):
    """What is newer than the version that ``draft`` answers; ``newest`` if it is already known."""
    if draft is None or (newest and newest.pk == draft.version_id):
        return None
    return newest or newer_than(draft)


def _prepared(number):
    return CallVersion.objects.filter(published_at=None).numbered(number) or _missing()


def _published(number):
    version = CallVersion.objects.published().select_related("call").filter(number=number)
    return version.order_by("-published_at").first() or _missing()


def _missing():
    raise Http404


def _as_typed(last):
    if last is None:
        return {"dated_on": timezone.localdate()}
    kept = {"title": last.title, "signature": last.signature, "source": last.markdown}
    return kept | {"dated_on": timezone.localdate()}
