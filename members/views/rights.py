"""What people ask of their data: the founders' list, with the days that are left."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from coopstudio.doors import requires
from coopstudio.mail.permissions import is_folded
from coopstudio.refusals import Refused
from members.actions.data import rights
from members.forms.rights import AnswerForm
from members.models import DataRequest
from members.permissions import answers_data_requests


@require_safe
@never_cache
@requires(answers_data_requests)
def data_requests(request):
    """Those that wait, the first due first; then the last answered."""
    today = timezone.localdate()
    seen = DataRequest.objects.visible_to(request.user).exclude(person=request.user)
    waiting = [(one, one.days_left(today)) for one in seen.open().order_by("due_on", "pk")[:50]]
    answered = seen.filter(answered_at__isnull=False).order_by("-answered_at")[:20]
    context = {"waiting": waiting, "answered": answered.select_related("answered_by")}
    return render(request, "members/data/requests.html", context)


@never_cache
@requires(answers_data_requests)
def data_request(request, pk):
    """Read one, and answer it."""
    seen = DataRequest.objects.visible_to(request.user).exclude(person=request.user)
    asked = get_object_or_404(seen.select_related("person", "answered_by"), pk=pk)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            words = form.cleaned_data["words"]
            rights.answer(asked, by=request.user, at=timezone.now(), words=words)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Votre réponse est partie.")
            return redirect("members:data_requests")
    days = asked.days_left(timezone.localdate())
    who = "Quelqu’un dont la candidature est repliée" if _folds(request, asked) else asked.person
    context = {"asked": asked, "who": who, "form": form, "days": days}
    status = 422 if form.errors else 200
    return render(request, "members/data/request.html", context, status=status)


def _folds(request, asked):
    """A name that the founder may not meet yet is not shown here either; an answer needs none."""
    return is_folded(request.user, asked.person.email)
