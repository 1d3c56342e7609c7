"""Things that were brought: what they lose, year by year; what goes back as it is."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from contributions.actions import goods_in
from contributions.apports import things
from contributions.forms.payments import DayForm
from contributions.models import Good
from contributions.permissions import keeps_books, reads_books
from contributions.views.answers import attempted, typed
from coopstudio.doors import requires


@never_cache
@require_http_methods(["GET", "POST"])
@requires(reads_books)
def brought(request):
    """What stands in the books, and what it lost; whoever keeps them writes the wear of a day."""
    today, may_write = timezone.localdate(), keeps_books(request.user)
    form = DayForm(request.POST if may_write and request.POST else None, initial={"on": today})
    if may_write and request.method == "POST" and form.is_valid():
        said = {"by": request.user, "at": timezone.now(), **form.cleaned_data}
        if written := attempted(form, lambda: goods_in.depreciate_all(**said)):
            many = f"{len(written)} écriture{'s' if len(written) > 1 else ''}"
            messages.success(request, f"{many} : l’usure est écrite jusqu’à ce jour.")
            return redirect("contributions:things")
    found = things.here(today=today)
    return typed(
        request, "contributions/goods_in/brought.html", form, things=found, may_write=may_write
    )


@never_cache
@require_http_methods(["GET", "POST"])
@requires(keeps_books)
def giving_back(request, pk):
    """What giving a thing back would write, then the gesture."""
    found = Good.objects.select_related(
        "entry", "pledge__contract__person", "pledge__contract__balance"
    )
    good = get_object_or_404(found, pk=pk, entry__isnull=False, returned_entry=None)
    today = timezone.localdate()
    form = DayForm(request.POST or None, initial={"on": today})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data | {"by": request.user, "at": timezone.now()}
        if attempted(form, lambda: goods_in.give_back(good, **said)):
            messages.success(request, "Le bien est rendu : le papier à signer part par e-mail.")
            return redirect("contributions:apport", good.pledge.contract_id)
    page = "contributions/goods_in/giving_back.html"
    return typed(request, page, form, thing=things.Thing(good, today=today), good=good)
