"""A meeting is prepared: its day, its subjects, their order; it is convened, moved, called off."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from coopstudio.doors import requires
from coopstudio.once import once
from coopstudio.refusals import Refused
from governance import college
from governance.actions import meetings
from governance.forms.circles import GuestForm
from governance.forms.meetings import AnswerForm, CallOffForm, ItemForm, MeetingForm, MoveForm
from governance.meetings import drawing, gathering
from governance.models import Circle
from governance.permissions import sees_governance
from governance.views.meetings.finding import first_error, found, gesture, item_of, people_of


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@requires(sees_governance)
@once
def new_meeting(request, circle):
    """Begin one: nothing leaves until it is convened."""
    circle = get_object_or_404(Circle, pk=circle)
    if not gathering.prepares(request.user, circle, on=timezone.localdate()):
        raise Http404
    form = MeetingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = meetings.prepare(circle, by=request.user, at=timezone.now(), **form.cleaned_data)
            return redirect(made)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "circle": circle}
    status = 422 if form.errors else 200
    return render(request, "governance/meetings/preparing.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@requires(sees_governance)
@once
def new_item(request, pk):
    """Put a subject on the agenda; in session, the circle is asked first."""
    one = _of_a_voice(request, pk)
    form = ItemForm(request.POST or None, people=_people(one), initial={"carrier": request.user})
    verb = meetings.propose_item if one.is_open else meetings.add_item
    return _item_page(
        request, one, form, lambda **facts: verb(one, by=request.user, at=timezone.now(), **facts)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@requires(sees_governance)
def item(request, pk, item):
    """Write a subject again."""
    one = _of_a_voice(request, pk)
    row = item_of(one, item)
    names = ("subject", "wish", "minutes", "carrier")
    known = {name: getattr(row, name) for name in names}
    form = ItemForm(request.POST or None, people=_people(one), initial=known)
    return _item_page(
        request,
        one,
        form,
        lambda **facts: meetings.change_item(row, by=request.user, at=timezone.now(), **facts),
        item=row,
    )


@require_POST
@requires(sees_governance)
def drawn(request, pk):
    """Put on the agenda what waits in the basket, in one gesture."""
    one = _of_a_voice(request, pk)
    kind, _, key = request.POST.get("quoi", "").partition("-")
    waiting = drawing.suggested(one.circle, today=timezone.localdate())
    facts = next((f for k, t, f in waiting if k == kind and f"{t.pk}" == key), None)
    if facts is None:
        messages.error(request, "Ce sujet n’attend plus : relisez le panier.")
        return redirect(_page(one))
    verb = meetings.propose_item if one.is_open else meetings.add_item
    return gesture(request, _page(one), verb, one, **facts)


@require_POST
@requires(sees_governance)
def item_place(request, pk, item):
    """One place up or down."""
    one = found(pk)
    row, up = item_of(one, item), request.POST.get("sens") == "haut"
    return gesture(request, _page(one), meetings.place_item, row, up=up)


@require_POST
@requires(sees_governance)
def item_taken_off(request, pk, item):
    one = found(pk)
    says = "Ce point n’est plus à l’ordre du jour."
    return gesture(request, _page(one), meetings.take_off, item_of(one, item), says=says)


@require_POST
@requires(sees_governance)
def convocation(request, pk):
    """The letters leave."""
    one = found(pk)
    says = "La convocation est partie, avec l’ordre du jour et une entrée pour chaque agenda."
    return gesture(request, one.get_absolute_url(), meetings.convene, one, says=says)


@require_POST
@requires(sees_governance)
def my_answer(request, pk):
    """« Je viens, j'arriverai en retard, je serai absent ou absente »."""
    one = found(pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, first_error(form))
        return redirect(one)
    says = "Merci, c’est noté. Vous pouvez changer jusqu’à l’ouverture."
    said = form.cleaned_data
    return gesture(request, one.get_absolute_url(), meetings.answer, one, says=says, **said)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@requires(sees_governance)
def moving(request, pk):
    one = _of_a_keeper(request, pk)
    known = {"to": one.at, "minutes": one.minutes, "place": one.place}
    form = MoveForm(request.POST or None, initial=known)
    return _change(request, one, form, meetings.move, "moving", "La réunion est déplacée.")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@requires(sees_governance)
def calling_off(request, pk):
    one = _of_a_keeper(request, pk)
    form = CallOffForm(request.POST or None)
    return _change(request, one, form, meetings.call_off, "calling_off", "La réunion est annulée.")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@requires(sees_governance)
def guests(request, pk):
    """Somebody is asked to this meeting alone."""
    one = _of_a_keeper(request, pk)
    form = GuestForm(request.POST or None)
    return _change(request, one, form, meetings.ask_guest, "guests", "L’invitation est notée.")


@require_POST
@requires(sees_governance)
def let_guest_go(request, pk, person):
    """The invitation is taken back by who prepares, or declined by the guest."""
    one = found(pk)
    invited = one.guests.select_related("person").filter(person=person).first()
    declines = person == request.user.pk and invited is not None
    if not declines and not gathering.prepares(request.user, one.circle, on=timezone.localdate()):
        raise Http404
    to = reverse("home") if declines else one.get_absolute_url()
    if invited is None:
        return redirect(to)
    says = "C’est noté : cette invitation n’est plus."
    return gesture(request, to, meetings.let_guest_go, invited, says=says)


def _change(request, one, form, verb, page, says):
    if request.method == "POST" and form.is_valid():
        try:
            verb(one, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, says)
            return redirect(one)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"meeting": one, "circle": one.circle, "form": form}
    status = 422 if form.errors else 200
    return render(request, f"governance/meetings/{page}.html", context, status=status)


def _item_page(request, one, form, verb, item=None):
    if request.method == "POST" and form.is_valid():
        try:
            verb(**form.cleaned_data)
            return redirect(_page(one))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"meeting": one, "form": form, "item": item}
    status = 422 if form.errors else 200
    return render(request, "governance/meetings/item.html", context, status=status)


def _page(one):
    """The room while it is lived, its own page before."""
    return f"{one.get_absolute_url()}seance/" if one.is_open else one.get_absolute_url()


def _people(one):
    return people_of(college.college(one.circle, on=one.day))


def _of_a_voice(request, pk):
    """404 for who has no voice in the circle: they may drop a tension."""
    one = found(pk)
    if not college.has_a_voice(request.user, one.circle, on=one.day):
        raise Http404
    return one


def _of_a_keeper(request, pk):
    one = found(pk)
    if not gathering.prepares(request.user, one.circle, on=timezone.localdate()):
        raise Http404
    return one
