"""One letter to all members, or to those of a college: written, read again, then sent."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from coopstudio.doors import requires
from coopstudio.refusals import Refused
from members import emails
from members.actions.circulars import write_to_members
from members.circulars import Readers, sent_lately
from members.forms.circulars import CircularForm
from members.permissions import writes_to_members

TRAIL = [("Association", "/association/"), ("Écrire aux membres", "")]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@requires(writes_to_members)
def circular(request):
    """``geste``: relire, reprendre or envoyer. Nothing leaves before somebody read it again."""
    now = timezone.now()
    form = CircularForm(request.POST or None, on=timezone.localdate(now))
    gesture = request.POST.get("geste", "relire")
    is_written = request.method == "POST" and form.is_valid()
    if is_written and gesture == "envoyer":
        try:
            count = write_to_members(by=request.user, at=now, **form.cleaned_data)
            messages.success(request, f"C’est parti : {count} lettre{'s' * (count > 1)}.")
            return redirect("members:circular")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "trail": TRAIL, "lately": sent_lately()}
    if is_written and gesture != "reprendre" and not form.errors:
        told = dict(form.cleaned_data)
        context["readers"] = Readers(timezone.localdate(now), told.pop("category", None))
        context["letter"] = emails.circular_as_read(request.user, by=request.user, **told)
    status = 422 if form.errors else 200
    return render(request, "members/circulars/circular.html", context, status=status)
