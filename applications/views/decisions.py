"""Say one's position; propose not to go on; make the letter one's own; read it again; send it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from applications import letters
from applications.actions import decisions
from applications.forms.decisions import LetterForm, PartingForm, PositionForm, ReopeningForm
from applications.mutual import Mutual
from applications.permissions import acts_for_foundation
from applications.states import Outcome
from applications.views.finding import done, dossier_of
from coopstudio.doors import requires
from coopstudio.mail.api import KINDS, compose
from coopstudio.refusals import Refused


@never_cache
@requires(acts_for_foundation)
def position(request, number):
    """The three positions, then the letter; and the form of one's own while it is open."""
    dossier = dossier_of(request, number)
    if dossier.is_being_read:
        return redirect("applications:readings", number)
    table = _table(dossier)
    posted = request.POST if request.method == "POST" else None
    form = PositionForm(posted, outcomes=table["outcomes"], initial=_start(table))
    if request.method == "POST" and form.is_valid():
        told = {"by": request.user, "at": timezone.now(), "warned": form.was_warned}
        try:
            decisions.take_position(dossier.application, **told, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("words" if _is_about_words(refusal) else None, str(refusal))
        else:
            return redirect("applications:position", number)
    context = table | {"form": form, "trail": [*dossier.trail, ("Décision", "")]}
    status = 422 if form.errors else 200
    return render(request, "applications/dossiers/decision.html", context, status=status)


@never_cache
@requires(acts_for_foundation)
def parting(request, number):
    """Propose not to go on, with a reason; the other consents, or not."""
    dossier = dossier_of(request, number)
    is_possible = Outcome.DECLINE in decisions.possible(dossier.application)
    if request.method != "POST" and not is_possible:
        return redirect("applications:position", number)
    last = decisions.latest_parting(dossier.application)
    initial = {"kind": last.kind, "words": last.words} if last else {}
    form = PartingForm(request.POST if request.method == "POST" else None, initial=initial)

    def act():
        told = {"by": request.user, "at": timezone.now(), "warned": form.was_warned}
        decisions.propose_parting(dossier.application, **told, **form.facts)

    template = "applications/dossiers/parting.html"
    return _typed(request, dossier, form, act, template, "Ne pas donner suite")


@never_cache
@requires(acts_for_foundation)
def reopening(request, number):
    """Come back on a decision before its letter leaves."""
    dossier = dossier_of(request, number)
    decision = Mutual(dossier.application, at=timezone.now()).decision
    if request.method != "POST" and (decision is None or decision.told_at):
        return redirect("applications:position", number)
    form = ReopeningForm(request.POST if request.method == "POST" else None)

    def act():
        told = {"by": request.user, "at": timezone.now()}
        decisions.reopen(dossier.application, **told, **form.cleaned_data)

    template = "applications/dossiers/reopening.html"
    return _typed(request, dossier, form, act, template, "Rouvrir la décision")


@never_cache
@requires(acts_for_foundation)
def letter(request, number):
    """Make the letter one's own. Two people write: the second sees both texts."""
    dossier = dossier_of(request, number)
    decision = Mutual(dossier.application, at=timezone.now()).decision
    if decision is None or (decision.told_at and request.method != "POST"):
        return redirect("applications:position", number)
    posted = request.POST if request.method == "POST" else None
    form, other = LetterForm(posted, initial={"body": decision.body}), ""
    if request.method == "POST" and form.is_valid():
        body, seen = form.cleaned_data["body"], request.POST.get("seen")
        told = {"by": request.user, "at": timezone.now(), "seen": seen}
        try:
            decisions.draft_letter(decision, body=body, **told)
            return redirect("applications:letter_preview", number)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            decision.refresh_from_db()
            other = decision.body
    context = _about(dossier, "Lettre") | {
        "decision": decision, "form": form, "other": other, "seen": decisions.stamp(decision),
        "drafts": decision.drafts.select_related("by"),
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "applications/dossiers/letter.html", context, status=status)


@require_safe
@never_cache
@requires(acts_for_foundation)
def letter_preview(request, number):
    """The letter as it will arrive: what is read here is what is sent, or nothing."""
    dossier = dossier_of(request, number)
    mutual = Mutual(dossier.application, at=timezone.now())
    decision = mutual.decision
    if decision is None or decision.told_at:
        return redirect("applications:position", number)
    words = {
        "body": decision.body,
        "kept": letters.kept_of(decision),
        "reason": letters.reason_of(decision),
        "invites": mutual.is_invitation,
        "link": "",
    }
    subject = compose(KINDS["applications.answer"], words)[0]
    context = _about(dossier, "Relecture") | words
    context |= {"mutual": mutual, "subject": subject, "seen": decisions.stamp(decision)}
    return render(request, "applications/dossiers/letter_preview.html", context)


@require_POST
@requires(acts_for_foundation)
def sending(request, number):
    """Send the letter. A second click finds it sent, and says by whom; a letter that somebody
    reworded since it was read does not leave."""
    application = dossier_of(request, number).application
    told = {"by": request.user, "at": timezone.now(), "seen": request.POST.get("seen", "")}
    done(
        request,
        lambda: decisions.send_answer(application, **told),
        "C’est envoyé : la lettre part dans la minute.",
    )
    return redirect("applications:position", number)


def _typed(request, dossier, form, act, template, word):
    """A page of one form that leads back to the positions."""
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "C’est noté.")
            return redirect("applications:position", dossier.application.number)
    context = _about(dossier, word) | {"form": form}
    return render(request, template, context, status=422 if form.errors else 200)


def _about(dossier, word):
    return {
        "dossier": dossier,
        "application": dossier.application,
        "trail": [*dossier.trail, (word, "")],
    }


def _table(dossier):
    """Who said what, what is decided, and what may still be said."""
    application = dossier.application
    latest = decisions.latest_positions(application)
    mutual = Mutual(application, at=dossier.now)
    possible = [] if mutual.decision else decisions.possible(application)
    return {
        "dossier": dossier,
        "application": application,
        "mutual": mutual,
        "decision": mutual.decision,
        "mine": latest.get(dossier.founder.pk),
        "theirs": [(founder, latest.get(founder.pk)) for founder in dossier.others],
        "outcomes": [one for one in possible if one != Outcome.DECLINE or mutual.parting],
        "may_part": Outcome.DECLINE in possible,
        "is_invitation": mutual.is_invitation,
    }


def _start(table):
    """What the form proposes at first: one's own last word, else the other's proposal."""
    said = [table["mine"], *(position for _founder, position in table["theirs"])]
    last = next((one for one in said if one and one.outcome in table["outcomes"]), None)
    mine, parting = table["mine"], table["mutual"].parting
    return {
        "outcome": last.outcome if last else (table["outcomes"] or [""])[0],
        "stance": mine.stance if mine else "",
        "parting": parting.pk if parting else None,
    }


def _is_about_words(refusal):
    return isinstance(refusal, (decisions.ObjectionWithoutWords, decisions.NothingLearnt))
