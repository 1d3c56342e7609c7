"""The election that is asked for, shown at its step, with the forms of who looks at it."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from coopstudio.refusals import Refused
from governance.elections.room import Room
from governance.forms import elections as forms
from governance.models import Election
from governance.states import ElectionState, RoundKind

PAGE = "governance/elections/election.html"


def room_of(request, pk):
    """The election as this person sees it today."""
    every = Election.objects.select_related(
        "circle__parent", "role__circle__parent", "facilitator", "asked", "told_by"
    )
    return Room(get_object_or_404(every, pk=pk), viewer=request.user, on=timezone.localdate())


def acting(request, pk):
    """The same, for somebody who has a word to say there; for everybody else no gesture exists."""
    room = room_of(request, pk)
    if not room.may_act:
        raise Http404
    return room


def shown(request, room, *, status=200, refusal="", **typed):
    """The page at its step. ``typed``: the form that was refused, under its name."""
    context = forms_of(room) | typed
    context |= {
        "room": room,
        "election": room.election,
        "step": room.state,
        "refusal": refusal,
        "refused": next(iter(typed.values()), None),
    }
    return render(request, PAGE, context, status=status)


def acted(request, room, do, *, form=None, name=""):
    """``do`` what was asked with what was typed, then the page again; refused, nothing is lost."""
    if form is not None and not form.is_valid():
        return shown(request, room, status=422, **{name: form})
    try:
        do(form.cleaned_data if form is not None else {})
    except Refused as refusal:
        if form is None:
            return shown(request, room, status=422, refusal=str(refusal))
        form.add_error(None, str(refusal))
        return shown(request, room, status=422, **{name: form})
    return redirect("governance:election", room.election.pk)


def now(request):
    """Who acts, and when."""
    return {"by": request.user, "at": timezone.now()}


def forms_of(room):
    """The forms that this step offers to whoever looks at it; nothing of a folded ballot."""
    offered = _of_the_step(room)
    if room.leads:
        offered |= _of_the_facilitator(room)
    elif room.may_hand_over:
        offered["handing"] = hand_over_form(room)
    return offered


def _of_the_step(room):
    state, asked = room.state, room.opened
    offered = {}
    if room.may_tell:
        offered["story"] = forms.StoryForm(initial={"words": room.election.told})
    if asked and room.mine:
        if asked.kind == RoundKind.ASSENT:
            offered["reply"] = forms.AnswerForm()
        elif asked.kind == RoundKind.CRITERIA:
            offered["looking"] = forms.CriteriaForm()
        elif asked.kind in (RoundKind.NOMINATION, RoundKind.CONFIRMATION):
            offered["ballot"] = ballot_form(room)
    if state == ElectionState.PROPOSAL and room.i_word_it:
        offered["wording"] = proposal_form(room)
    if room.may_begin_anew:
        offered["anew"] = forms.ReasonForm(auto_id="autre_%s")
    return offered


def _of_the_facilitator(room):
    offered = {"handing": hand_over_form(room), "asking": wording_form(room)}
    if room.state in (ElectionState.PREPARATION, ElectionState.ROLE):
        offered["framing"] = forms.FrameForm(initial=room.election.__dict__)
    if room.state == ElectionState.CRITERIA:
        offered["calling"] = forms.BallotsForm()
    if room.opened:
        offered["absent"] = missing_form(room)
    offered["postponing"] = forms.PostponingForm(auto_id="report_%s")
    offered["ending"] = forms.ReasonForm(auto_id="fin_%s")
    if room.state == ElectionState.WAITING_PARENT:
        offered["refusing"] = forms.ReasonForm(auto_id="refus_%s")
    return offered


def ballot_form(room, data=None):
    """Blank, always, on a ballot; in the round of confirmation the name that one had said."""
    people, asked = room.possible[0], room.opened
    is_second = room.state == ElectionState.CONFIRMATIONS
    if is_second and room.election.only_named:
        said = {one.pk for one in room.named}
        people = [one for one in people if one.pk in said]
    form = forms.BallotForm(data, people=people, me=room.viewer)
    if asked and asked.kind == RoundKind.CONFIRMATION:
        form.fields[
            "reason"
        ].help_text = (
            "Vous maintenez ce nom, ou vous en changez : dites pourquoi, avec les critères."
        )
    return form


def proposal_form(room, data=None):
    return forms.ProposalForm(
        data, people=room.possible[0], me=room.viewer, initial={"until": room.until}
    )


def missing_form(room, data=None):
    people = [one.person for one in room.missing]
    label = f"J’ai nommé qui manque : {', '.join(one.full_name for one in people)}"
    return forms.MissingForm(data, people=people, label=label)


def hand_over_form(room, data=None):
    label = "Confier la facilitation à"
    return forms.PersonForm(data, people=room.others, label=label, auto_id="relais_%s")


def wording_form(room, data=None):
    label = "Demander de formuler à"
    return forms.PersonForm(data, people=room.others, label=label, auto_id="formule_%s")
