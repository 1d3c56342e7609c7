"""A proposal is written from a tension, then written again: each text is a version of its own."""

from functools import partial

from django.contrib import messages
from django.db.models import Q
from django.forms import formset_factory
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from coopstudio.doors import requires
from coopstudio.french.order import in_order
from coopstudio.once import once
from coopstudio.refusals import Refused
from governance.actions import consents, elections
from governance.actions.consents import drafting
from governance.actions.consents.handling import NoVoiceHere
from governance.college import around, has_a_voice
from governance.consents.seals import waiting_objections
from governance.forms.consents import AmendForm, DraftForm, MeasureForm, NameForm
from governance.forms.consents.text import TEXT
from governance.models import Domain, Objection, Tension
from governance.permissions import sees_governance
from governance.states import IN_CONSENT, ProposalKind
from governance.views.consents.finding import back, done, found
from members.models import Person

MOST = 8
LONGEST = 160
"""Characters of a title."""


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@requires(sees_governance)
@once
def draft(request, pk):
    """A proposal is born from a tension, in the words of somebody who sits in its circle."""
    tension = get_object_or_404(Tension.objects.select_related("circle"), pk=pk)
    if not has_a_voice(request.user, tension.circle, on=timezone.localdate()):
        messages.error(request, str(NoVoiceHere()))
        return redirect("governance:tension", tension.pk)
    form = DraftForm(request.POST or None, initial=_first(tension), **_about(tension.circle))
    measures = _measures(request, tension.circle)
    if request.method == "POST" and _valid(form, measures):
        about = {"about_decision": form.cleaned_data["replaces"]}
        facts = form.text_facts | {"concerns": form.concerns, "measures": _counted(measures)}
        try:
            proposal = consents.draft(
                tension.circle, by=request.user, at=timezone.now(), tension=tension,
                title=form.cleaned_data["title"], kind=form.cleaned_data["kind"], **facts, **about,
            )  # fmt: skip
            return redirect(proposal)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    rival = tension.proposals.filter(state__in=IN_CONSENT).select_related("carrier").first()
    context = {"tension": tension, "circle": tension.circle, "rival": rival}
    return _page(request, "draft", form, measures, **context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@requires(sees_governance)
def text(request, pk):
    """The next version; every position will be said again. It opens to who may write it alone."""
    proposal, now = found(request, pk), timezone.now()
    try:
        drafting.check_writes(request.user, proposal, at=now)
    except Refused:
        raise Http404 from None
    last = proposal.versions.current()
    objections = list(waiting_objections(proposal, at=now).select_related("author"))
    is_name = proposal.kind == ProposalKind.ELECTION
    about = {"objections": objections, "initial": _initial(proposal, last)}
    form = _amending(proposal, request.POST or None, **about, **_about(proposal.circle))
    measures = _measures(request, proposal.circle, last, [*objections, *_feared(last, objections)])
    if request.method == "POST" and _valid(form, measures):
        facts = form.text_facts | {"measures": _counted(measures)}
        amend = elections.amend if is_name else partial(consents.amend, concerns=form.concerns)
        try:
            amend(
                proposal, by=request.user, at=timezone.now(), why=form.cleaned_data["why"],
                integrates=form.answers, **facts,
            )  # fmt: skip
            return back(request, proposal)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"proposal": proposal, "circle": proposal.circle, "version": last}
    return _page(request, "name" if is_name else "text", form, measures, **context)


@require_POST
@requires(sees_governance)
def title(request, pk):
    """Whoever carries it puts its title right."""
    proposal = found(request, pk)
    said = request.POST.get("titre", "").strip()[:LONGEST]
    facts = {"by": request.user, "at": timezone.now(), "title": said}
    return done(
        request, proposal, lambda: consents.rename(proposal, **facts),
        said="Le titre est changé.", typed={"field": "titre", "words": said},
    )  # fmt: skip


def _amending(proposal, data, **about):
    """A name is amended in a form of its own: the person stays, the mandate always ends."""
    if proposal.kind != ProposalKind.ELECTION:
        return AmendForm(data, **about)
    elects = proposal.circle_id == proposal.election.circle_id
    return NameForm(data, elects=elects, **about)


def _page(request, name, form, measures, **context):
    if any(measures.errors):
        says = 'Ce que l’on mesure est à corriger : <a href="#{}">aller à cette ligne</a>.'
        form.add_error(None, format_html(says, _first_wrong(measures)))
    is_wrong = form.errors
    context |= {"form": form, "measures": measures}
    status = 422 if is_wrong else 200
    return render(request, f"governance/proposals/{name}.html", context, status=status)


def _first_wrong(measures):
    """The id of the first field of a measure that is to be put right."""
    fields = [field for one in measures for field in one]
    return next((field.auto_id for field in fields if field.errors), fields[0].auto_id)


def _about(circle):
    today = timezone.localdate()
    return {"circle": circle, "people": _people(circle), "on": today}


def _people(circle):
    sitting = [one.person.pk for one in around(circle, on=timezone.localdate())]
    return Person.objects.filter(pk__in=sitting).order_by(
        in_order("first_name"), in_order("last_name"), "pk"
    )


def _first(tension):
    return {"title": tension.subject, "needs": tension.words}


def _initial(proposal, version):
    concerned = list(proposal.concerns.filter(touch=""))
    held = [one.domain_id for one in concerned if one.domain_id]
    consenting = [one.circle_id for one in concerned if one.must_consent and not one.domain_id]
    return {name: getattr(version, name) for name in (*TEXT, "balance", "touches")} | {
        "groups": "\n".join(version.groups),
        "consents": Domain.objects.filter(Q(circle__in=consenting) | Q(pk__in=held), until=None),
        "hears": [one.circle_id for one in concerned if not one.must_consent],
    }


def _feared(version, objections):
    """The fears that its measures look at already, lifted or not: they are told again (4.8)."""
    kept = Objection.objects.filter(measures__version=version)
    known = [one.pk for one in objections]
    return kept.exclude(pk__in=known).select_related("author").distinct()


def _measures(request, circle, version=None, objections=()):
    """One line per measure, and one more."""
    names = ("name", "who", "threshold", "side", "unit", "source")
    kept = version.measures.all() if version else []
    initial = [
        {name: getattr(one, name) for name in names} | {"objection": one.objection_id}
        for one in kept
    ]
    formset = formset_factory(MeasureForm, extra=1, max_num=MOST)
    about = {"people": _people(circle), "objections": objections}
    return formset(request.POST or None, prefix="mesure", initial=initial, form_kwargs=about)


def _valid(form, measures):
    return all([form.is_valid(), measures.is_valid()])


def _counted(measures):
    return [one.facts for one in measures if one.facts]
