"""The assemblies one is convened to, one of them, and one's own answer."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from coopstudio import calendars
from coopstudio.documents.api import documents_of
from coopstudio.doors import requires
from coopstudio.journal.api import history
from coopstudio.refusals import Refused
from members.actions.assemblies import answers
from members.actions.assemblies.convening import too_late
from members.attending import Attendance
from members.concerned import how_many
from members.emails.assemblies import entry
from members.forms.assemblies import AnswerForm
from members.models import Assembly, Convocation, MembershipRequest
from members.permissions import keeps_register, sees_assemblies
from members.views.assemblies.finding import found

PAGE, CONVOCATION = 25, "members.convocation"


@require_safe
@never_cache
@requires(sees_assemblies)
def assemblies(request):
    """Those to come, the nearest first; then those of before."""
    mine = Assembly.objects.visible_to(request.user)
    answered = Convocation.objects.current().filter(person=request.user)
    page = Paginator(mine.past().order_by("-at", "-pk"), PAGE).get_page(request.GET.get("page"))
    coming = list(mine.open().order_by("at", "pk")[:PAGE])
    said = {one.assembly_id: one for one in answered.filter(assembly__in=coming)}
    context = {
        "coming": [(one, said.get(one.pk)) for one in coming],
        "page": page,
        "keeps": keeps_register(request.user),
    }
    return render(request, "members/assemblies/list.html", context)


@require_safe
@never_cache
@requires(sees_assemblies)
def assembly(request, pk):
    """What it is about, what one answers; and, for those who prepare it, how far it is."""
    one = found(request, pk)
    mine = _mine(request, one)
    form = AnswerForm(convocation=mine) if mine else None
    return show(request, one, mine, form)


@require_POST
@requires(sees_assemblies)
def my_answer(request, pk):
    """Say whether one comes."""
    one = found(request, pk)
    mine = _mine(request, one)
    mine = mine or get_object_or_404(Convocation, pk=0)
    form = AnswerForm(request.POST, convocation=mine)
    if form.is_valid():
        try:
            answers.answer(mine, by=request.user, at=timezone.now(), **form.said)
            messages.success(
                request, "Merci, c’est noté. Vous pouvez changer jusqu’à l’heure dite."
            )
            return redirect(one)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return show(request, one, mine, form, status=422)


@require_POST
@requires(sees_assemblies)
def returned_proxy(request, pk, given):
    """Hand back a proxy that one was given."""
    one = found(request, pk)
    proxy = get_object_or_404(
        one.convocations.given_to(request.user).select_related("assembly"), pk=given
    )
    try:
        answers.hand_back(proxy, by=request.user, at=timezone.now())
        messages.success(request, "C’est rendu. Une lettre l’en avertit, pour choisir quelqu’un.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(one)


@require_safe
@never_cache
@requires(sees_assemblies)
def diary(request, pk):
    """The assembly as a file for one's diary."""
    one = found(request, pk)
    text = calendars.published(entry(one), at=timezone.now())
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8; method=PUBLISH")
    answer["Content-Disposition"] = 'attachment; filename="assemblee.ics"'
    return answer


def show(request, one, mine, form, *, status=200):
    """The page, whoever looks at it."""
    papers = list(documents_of(one))
    context = {
        "assembly": one,
        "items": one.items.all(),
        "mine": mine,
        "form": form,
        "may_answer": bool(mine and one.is_convened and timezone.now() < one.at),
        "carried": mine.proxies.select_related("person") if mine else [],
        "paper": next((paper for paper in papers if paper.kind == CONVOCATION), None),
    }
    if keeps_register(request.user):
        context |= _desk(one, [paper for paper in papers if paper.kind != CONVOCATION])
        context["asking"] = _asking(one, request.user)
    return render(request, "members/assemblies/assembly.html", context, status=status)


def _asking(one, keeper):
    """The requests for membership that stand on the agenda of that day."""
    seen = MembershipRequest.objects.visible_to(keeper).examined_on(one.day)
    return list(seen.select_related("person").order_by("requested_at", "pk"))


def _desk(one, papers):
    now = timezone.now()
    return {
        "keeps": True,
        "attendance": Attendance(one, {}),
        "history": history(one),
        "papers": papers[:12],
        "is_begun": one.at <= now,
        "is_the_day": timezone.localdate(now) >= one.day,
        "late": too_late(one, timezone.localdate(now)) if one.is_draft else "",
        "earliest": one.earliest_day(timezone.localdate(now)),
        "concerned": how_many(one) if one.is_draft else 0,
    }


def _mine(request, one):
    found = one.convocations.current().of(request.user)
    mine = found.select_related("person", "proxy_to__person").first()
    if mine:
        mine.assembly = one
    return mine
