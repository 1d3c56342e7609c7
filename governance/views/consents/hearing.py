"""Those whom a text touches and who sit nowhere here: who was heard, when, what they said."""

from django.http import Http404
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from coopstudio.doors import requires
from governance.actions import consents
from governance.forms.hearings import HearingForm
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

    told = list(proposal.hearings.select_related("by", "version"))
    return bound(request, proposal, form, act, "hearings", told=told)
