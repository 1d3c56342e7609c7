"""The lines of the bank, and what each of them is."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contributions.actions import bank as actions
from contributions.actions import matching
from contributions.bank.guesses import Guesser, awaiting, beyond, early
from contributions.bank.standing import standings
from contributions.bank.twins import twins_of
from contributions.forms.bank import AsideForm, BankForm, OtherForm, StatementForm
from contributions.models import BankAccount, Batch, Contract, Entry, Operation, Transfer
from contributions.permissions import keeps_books, reads_books
from contributions.states import OperationState
from coopstudio import typed
from coopstudio.doors import requires
from coopstudio.refusals import Refused
from coopstudio.sheets.api import SheetRefused

A_PAGE = 30


class NotThere(Refused):
    message = "Choisissez d’abord ce que c’est : ce qui était proposé n’est plus là."


WORDS = {
    OperationState.WAITING: "À rapprocher",
    OperationState.MATCHED: "Rapprochées",
    OperationState.ASIDE: "De côté",
}


@never_cache
@require_safe
@requires(reads_books)
def bank(request):
    return _bank(request, StatementForm())


@require_POST
@requires(keeps_books)
def statement(request, pk):
    """Take in a statement; what was known already is said, and comes in once."""
    account, form = (
        get_object_or_404(BankAccount, pk=pk),
        StatementForm(request.POST, request.FILES),
    )
    if form.is_valid():
        try:
            file = actions.import_file(account, form.cleaned_data["file"], **_who(request))
        except (Refused, SheetRefused) as refused:
            form.add_error("file", str(refused))
        else:
            messages.success(request, _taken_in(file))
            return redirect("contributions:bank")
    return _bank(request, form, status=422)


@never_cache
@require_http_methods(["GET", "POST"])
@requires(keeps_books)
def opening(request):
    """Write down an account of the association."""
    form = BankForm(request.POST or None, initial={"opened_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.open_bank(by=request.user, **form.cleaned_data)
            messages.success(request, "Le compte est inscrit. Donnez maintenant son relevé.")
            return redirect("contributions:bank")
        except Refused as refused:
            form.add_error("iban", str(refused))
    status = 422 if form.errors else 200
    return render(request, "contributions/bank/opening.html", {"form": form}, status=status)


@never_cache
@require_safe
@requires(reads_books)
def operation(request, pk):
    return _operation(request, _found(pk))


@require_POST
@requires(keeps_books)
def receipt(request, pk):
    return _matched(
        request, pk,
        lambda found: matching.as_receipt(
            found, contract=_chosen(request, Contract), **_who(request)
        ),
        "C’est rapproché : le reçu part par e-mail.",
    )  # fmt: skip


@require_POST
@requires(keeps_books)
def held(request, pk):
    """It arrived before the signatures: it waits in the name of its contract."""
    return _matched(
        request, pk,
        lambda found: matching.as_early(
            found, contract=_chosen(request, Contract), **_who(request)
        ),
        "C’est en attente au 4672 : à la dernière signature, ce sera son versement.",
    )  # fmt: skip


@require_POST
@requires(keeps_books)
def entry(request, pk):
    return _matched(
        request, pk,
        lambda found: matching.as_entry(found, entry=_chosen(request, Entry), **_who(request)),
        "C’est rapproché de l’écriture qui existait.",
    )  # fmt: skip


@require_POST
@requires(keeps_books)
def transfer(request, pk):
    return _matched(
        request, pk,
        lambda found: matching.as_transfer(
            found, transfer=_chosen(request, Transfer), **_who(request)
        ),
        "C’est rapproché de notre virement.",
    )  # fmt: skip


@require_POST
@requires(keeps_books)
def batch(request, pk):
    return _matched(
        request, pk,
        lambda found: matching.as_batch(found, batch=_chosen(request, Batch), **_who(request)),
        "C’est rapproché : chaque virement du lot est payé.",
    )  # fmt: skip


@require_POST
@requires(keeps_books)
def other(request, pk):
    found, form = _found(pk), OtherForm(request.POST)
    if not form.is_valid():
        return _operation(request, found, other=form, status=422)
    return _matched(
        request, pk,
        lambda found: matching.as_other(found, **form.cleaned_data, **_who(request)),
        "C’est rapproché, et l’écriture est passée.", other=form,
    )  # fmt: skip


@require_POST
@requires(keeps_books)
def aside(request, pk):
    found, form = _found(pk), AsideForm(request.POST)
    if not form.is_valid():
        return _operation(request, found, aside=form, status=422)
    return _matched(
        request, pk,
        lambda found: matching.set_aside(found, by=request.user, **form.cleaned_data),
        "L’opération est de côté, avec sa raison.", aside=form,
    )  # fmt: skip


@require_POST
@requires(keeps_books)
def back(request, pk):
    return _matched(
        request, pk, lambda found: matching.take_up(found, by=request.user),
        "L’opération est de nouveau à rapprocher.",
    )  # fmt: skip


def _bank(request, form, status=200):
    state = request.GET.get("etat")
    state = state if state in OperationState.values else OperationState.WAITING
    found = Operation.objects.told().filter(state=state)
    found = (
        found.order_by("on", "pk")
        if state == OperationState.WAITING
        else found.order_by("-on", "-pk")
    )
    counted = Operation.objects.counted()
    pages = Paginator(found, A_PAGE)
    pages.count = counted[state]
    page = pages.get_page(request.GET.get("page"))
    waits = page.object_list if state == OperationState.WAITING else []
    guesser, twins = Guesser(waits), twins_of(waits)
    context = {
        "form": form,
        "standings": standings(),
        "page": page,
        "rows": [(one, guesser.of(one), twins.get(one.pk)) for one in page.object_list],
        "state": state,
        "pills": [(code, word, counted[code]) for code, word in WORDS.items()],
        "waiting": counted[OperationState.WAITING],
        "may_write": keeps_books(request.user),
    }
    return render(request, "contributions/bank/bank.html", context, status=status)


def _operation(request, found, *, other=None, aside=None, status=200, refusal=""):
    guesses = Guesser([found]).of(found) if found.state != OperationState.MATCHED else []
    waits = found.state == OperationState.WAITING
    context = {
        "operation": found,
        "guesses": guesses,
        "contracts": awaiting() if found.cents > 0 else [],
        "early": early(found) if waits else [],
        "beyond": beyond(found) if waits else [],
        "twin": twins_of([found]).get(found.pk) if waits else None,
        "other": other or OtherForm(initial={"words": found.words[:120]}),
        "aside": aside or AsideForm(),
        "refusal": refusal,
        "may_write": keeps_books(request.user),
    }
    return render(request, "contributions/bank/operation.html", context, status=status)


def _matched(request, pk, act, said, **forms):
    """Do what was asked of this line; what is refused is said on its page."""
    found = _found(pk)
    try:
        act(found)
    except Refused as refused:
        return _operation(request, _found(pk), status=422, refusal=str(refused), **forms)
    messages.success(request, said)
    return redirect("contributions:bank")


def _found(pk):
    return get_object_or_404(Operation.objects.told(), pk=pk)


def _chosen(request, model):
    """The row that a form names by the name of its model. Raises NotThere."""
    said = request.POST.get(model._meta.model_name, "")
    found = model.objects.filter(pk=typed.key(said))
    if not found:
        raise NotThere
    return found[0]


def _who(request):
    return {"by": request.user, "at": timezone.now()}


def _taken_in(file):
    new = file.lines - file.known
    if not new:
        return "Toutes ces opérations étaient déjà connues : rien n’a changé."
    were = "étaient déjà connues" if file.known > 1 else "était déjà connue"
    known = f" ; {file.known} {were}" if file.known else ""
    alike = len(twins_of(file.operations.all()))
    doubt = (
        f" {alike} ressemble{'nt' if alike > 1 else ''} à une ligne d’un autre relevé : "
        "regardez-les avant de rapprocher."
        if alike
        else ""
    )
    return f"Le relevé est importé : {new} opération{'s' if new > 1 else ''} de plus{known}.{doubt}"
