"""One letter to all members, or to those of a college: written, read again, then sent."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from coopstudio.doors import requires
from coopstudio.refusals import Refused
from members import emails
from members.actions.circulars import HasChanged, stamp_of, write_to_members
from members.circulars import Readers, sent_lately
from members.forms.circulars import CircularForm
from members.models import Circular
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
        read = request.POST.get("relue")
        try:
            _, count = write_to_members(
                by=request.user, at=now, read_again=read, **form.cleaned_data
            )
            messages.success(request, f"C’est parti : {count} lettre{'s' * (count > 1)}.")
            return redirect("members:circular")
        except HasChanged as refusal:
            messages.warning(request, str(refusal))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {
        "form": form,
        "trail": TRAIL,
        "lately": sent_lately(),
        "writing": Circular.objects.all(),
    }
    if is_written and gesture != "reprendre" and not form.errors:
        told, on = dict(form.cleaned_data), timezone.localdate(now)
        context["stamp"] = stamp_of(on=on, **told)
        context["readers"] = Readers(on, told.pop("category", None))
        context["letter"] = emails.circular_as_read(request.user, by=request.user, **told)
    status = 422 if form.errors else 200
    return render(request, "members/circulars/circular.html", context, status=status)
