"""The person's precisions, and the return of what was closed: change some answers, send again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from applications.actions import completions, returns
from applications.forms.completions import CompletionForm
from applications.missing import missing_in
from applications.models import Completion
from applications.states import State
from applications.unsent import Unsent
from applications.views.mine import my_application
from coopstudio.refusals import Refused


@never_cache
def precisions(request, number):
    """The questions, and the answers named; a POST keeps them, then sends them."""
    application = my_application(request, number)
    completion = _open(application)
    if completion is None or application.state != State.COMPLETING:
        if request.method == "POST":
            messages.error(request, completions.NothingAsked.message)
        return redirect("applications:status_of", number)
    return _write(request, application, completion, send=completions.send_completion)


@never_cache
def coming_back(request, number):
    """Take one's closed application up again, with what has changed since."""
    application = my_application(request, number)
    if application.state not in returns.CLOSED:
        return redirect("applications:status_of", number)
    completion = _open(application)
    if completion is None and request.method == "POST":
        completion = _prepared(request, application)
    return _write(request, application, completion, send=_take_up)


@require_POST
def autosave(request, number):
    """Keep what is being written of either page. 409: another window wrote the same answer."""
    application = my_application(request, number)
    completion = _open(application)
    if completion is None and application.state in returns.CLOSED:
        completion = _prepared(request, application)
    if completion is None:
        return HttpResponse(status=410)
    form = _form(request, application, completion)
    clashes = form.clashes()
    news = {field: value for field, value in form.news().items() if field not in clashes}
    try:
        completion = completions.save_completion(completion, at=timezone.now(), **news)
    except Refused:
        return HttpResponse(status=410)
    form.draft = Unsent(application, completion)
    status = 409 if clashes else 422 if form.errors else 200
    return HttpResponse(form.seen, status=status, content_type="application/json")


def _write(request, application, completion, *, send):
    unsent = Unsent(application, completion)
    names = completion.fields if completion else Completion.Field.values
    if request.method != "POST":
        form = CompletionForm(unsent=unsent, names=names)
        return _show(request, application, completion, form)
    form = CompletionForm(request.POST, request.FILES, unsent=unsent, names=names)
    lost = form.lost(form.clashes())
    completion = _keep(form, completion)
    if lost:
        form.draft = Unsent(application, completion)
        return _show(request, application, completion, form, status=409, lost=lost)
    is_sent = form.is_valid() and request.POST.get("go") != "pause"
    if is_sent:
        form.say_missing(missing_in(Unsent(application, completion)))
    if is_sent and form.is_valid():
        try:
            send(completion, by=request.user, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "C’est parti, merci. Une copie arrive dans votre boîte.")
            return redirect("applications:status_of", application.number)
    if form.is_valid():
        messages.success(request, "C’est gardé. Rien n’est parti : revenez quand vous voulez.")
        return redirect("applications:status_of", application.number)
    return _show(request, application, completion, form, status=422)


def _keep(form, completion):
    """Keep the valid answers and the file, whatever becomes of the sending."""
    now = timezone.now()
    try:
        completion = completions.save_completion(completion, at=now, **form.news())
        if upload := form.cleaned_data.get("cv"):
            completion = completions.keep_new_cv(completion, upload=upload, at=now)
    except Refused as refusal:
        form.add_error("cv" if "cv" in form.fields else None, str(refusal))
    return completion


def _take_up(completion, *, by, at):
    return returns.take_up(completion.application, by=by, at=at)


def _form(request, application, completion):
    unsent = Unsent(application, completion)
    return CompletionForm(request.POST, unsent=unsent, names=completion.fields)


def _open(application):
    found = application.completions.filter(closed_at=None)
    return found.select_related("asked_by", "cv", "application").first()


def _prepared(request, application):
    return returns.prepare_return(application, by=request.user, at=timezone.now())


def _show(request, application, completion, form, status=200, lost=()):
    context = {
        "lost": lost,
        "application": application,
        "completion": completion,
        "form": form.dress(),
        "unsent": Unsent(application, completion),
        "is_return": application.state in returns.CLOSED,
    }
    return render(request, "applications/completions/mine.html", context, status=status)
