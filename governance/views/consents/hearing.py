"""Those whom a text touches and who sit nowhere here: who was heard, when, what they said."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from coopstudio.doors import requires
from governance.actions import consents
from governance.college import has_a_voice
from governance.forms.hearings import CorrectionForm, HearingForm
from governance.permissions import sees_governance
from governance.views.consents.finding import bound, found


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@requires(sees_governance)
def hearings(request, pk):
    """Note one hearing of a group that the text names."""
    proposal = found(request, pk)
    groups = proposal.versions.current().groups
    if not groups:
        raise Http404
    form = HearingForm(request.POST or None, groups=groups)

    def act(form):
        facts = {"by": request.user, "at": timezone.now(), **form.cleaned_data}
        consents.note_hearing(proposal, **facts)

    may = has_a_voice(request.user, proposal.circle.heir, on=timezone.localdate())
    told = list(proposal.hearings.select_related("by", "version"))
    return bound(request, proposal, form, act, "hearings", told=told, may_correct=may)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@requires(sees_governance)
def correction(request, pk, hearing):
    """What was written of people outside is put right, as they ask for it."""
    proposal = found(request, pk)
    one = get_object_or_404(proposal.hearings, pk=hearing)
    if not has_a_voice(request.user, proposal.circle.heir, on=timezone.localdate()):
        raise Http404
    form = CorrectionForm(request.POST or None, initial={"who": one.who, "words": one.words})

    def act(form):
        consents.correct_hearing(one, by=request.user, at=timezone.now(), **form.cleaned_data)

    return bound(request, proposal, form, act, "hearing_correction", hearing=one)
