"""What founders leave on a dossier, for themselves or for each other."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from applications.actions.notes import correct_note, remove_note, write_note
from applications.forms.notes import DossierNoteForm
from applications.models import DossierNote
from applications.permissions import acts_for_foundation
from applications.views.finding import done, dossier_of
from coopstudio.doors import requires


@never_cache
@requires(acts_for_foundation)
def notes(request, number):
    """Write a note; what was typed stays when it is refused."""
    dossier = dossier_of(request, number)
    form = DossierNoteForm(request.POST or None, author=request.user)
    if not form.is_valid():
        return _typed(request, dossier, form)
    said = _said(request, form)
    done(request, lambda: write_note(dossier.application, **said), "Votre note est écrite.")
    return _back(dossier)


@never_cache
@requires(acts_for_foundation)
def note(request, number, pk):
    """Correct one's own note."""
    dossier = dossier_of(request, number)
    note = _own(request, dossier, pk)
    form = DossierNoteForm(request.POST or None, author=request.user, note=note)
    if not form.is_valid():
        return _typed(request, dossier, form, note)
    said = _said(request, form)
    done(request, lambda: correct_note(note, **said), "Votre note est corrigée.")
    return _back(dossier)


@require_POST
@requires(acts_for_foundation)
def removal(request, number, pk):
    """Remove one's own note."""
    dossier = dossier_of(request, number)
    note = _own(request, dossier, pk)
    done(request, lambda: remove_note(note, by=request.user), "Votre note est retirée.")
    return _back(dossier)


def _own(request, dossier, pk):
    mine = DossierNote.objects.belonging_to(request.user)
    return get_object_or_404(mine.filter(application=dossier.application), pk=pk)


def _said(request, form):
    told = {"by": request.user, "at": timezone.now(), "warned": form.was_warned}
    return told | form.cleaned_data


def _typed(request, dossier, form, note=None):
    name = "Corriger ma note" if note else "Écrire une note"
    context = {"dossier": dossier, "application": dossier.application, "form": form, "note": note}
    context |= {"name": name, "trail": [*dossier.trail, (name, "")]}
    status = 422 if form.errors else 200
    return render(request, "applications/notes/note.html", context, status=status)


def _back(dossier):
    return redirect(f"{dossier.application.get_absolute_url()}#notes")
