"""What the association asks of each member beyond the profile."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from coopstudio.doors import requires
from coopstudio.refusals import Refused
from members.actions.data.freezing import refuse_if_frozen
from members.actions.profile import details as acts
from members.forms.details import AnswersForm, DetailForm
from members.models import Detail, Person
from members.permissions import is_member, keeps_register


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@requires(keeps_register)
def details(request):
    """What is asked, with how many answers; a form to ask something else."""
    form = DetailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            acts.open_detail(by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, "C’est demandé à chaque membre, sur son profil.")
            return redirect("members:details")
        except Refused as refusal:
            form.add_error("name", str(refusal))
    asked = Detail.objects.open().annotate(said=Count("answers"))
    context = {"form": form, "asked": asked}
    status = 422 if form.errors else 200
    return render(request, "members/details/page.html", context, status=status)


@require_POST
@requires(keeps_register)
def detail_closing(request, pk):
    """It serves no longer: its answers go."""
    found = get_object_or_404(Detail.objects.open(), pk=pk)
    acts.close_detail(found, by=request.user, at=timezone.now())
    messages.success(request, "Ce n’est plus demandé, et ce qui avait été répondu est effacé.")
    return redirect("members:details")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@requires(is_member)
def my_details(request):
    """What is asked of me, and what others wrote of me there."""
    asked = Detail.objects.open()
    return _answering(request, request.user, asked.written_by_each(), asked.written_by_the_office())


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@requires(keeps_register)
def details_of(request, pk):
    """What who keeps the register writes of somebody, and what that person answers."""
    person = get_object_or_404(
        Person.objects.known_to_register().exclude(pk=request.user.pk), pk=pk
    )
    refuse_if_frozen(person)
    asked = Detail.objects.open()
    return _answering(request, person, asked.written_by_the_office(), asked.written_by_each())


def _answering(request, person, asked, read):
    """``asked``: what may be written here; ``read``: what is only read."""
    answers, is_own = {one.detail_id: one for one in person.details.all()}, request.user == person
    form = AnswersForm(request.POST or None, details=asked, answers=answers, is_own=is_own)
    if request.method == "POST" and form.is_valid():
        try:
            acts.answer(person, form.said, by=request.user, at=timezone.now())
            messages.success(request, "C’est enregistré.")
            return redirect(request.path)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "person": person, "is_own": is_own}
    context["read"] = [(one, answers.get(one.pk)) for one in read]
    template = "members/details/mine.html" if is_own else "members/details/of.html"
    return render(request, template, context, status=422 if form.errors else 200)
