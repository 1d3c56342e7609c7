"""All that hangs on an application, found by the map of the models.

A table that is added tomorrow with a key to an application goes with it, without a line to write
here. What is final in PostgreSQL stays: it holds no word of the person (openings, journal).
"""

from django.db.models import CASCADE, PROTECT

from coopstudio.documents import api as documents
from coopstudio.files import api as files
from coopstudio.files.models import PrivateFile
from coopstudio.files.states import State as FileState
from members.rights import erasures

STAYS = {"Proof"}
"""Kept on purpose, in the closed archive, and dropped by its own round."""


def hanging(model):
    """The relations by which other rows hang on rows of ``model`` and go with them."""
    return [
        relation
        for relation in model._meta.related_objects
        if (relation.one_to_many or relation.one_to_one)
        and relation.on_delete in (CASCADE, PROTECT)
        and not getattr(relation.related_model, "FINAL", False)
        and relation.related_model.__name__ not in STAYS
    ]


def sweep(model, keys):
    """Delete all that hangs on these rows, with its papers and files; the rows themselves stay.

    Returns how many papers went. Run it in the caller's transaction.
    """
    papers = documents.erase_about(model, keys)
    for relation in hanging(model):
        rows = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": keys})
        papers += take_away(relation.related_model, rows)
    return papers


def take_away(model, rows):
    """Delete these rows, and first what hangs on them. Returns how many papers went.

    Rows on which others hang are locked first: who is writing there ends before, or finds nothing.
    """
    if hanging(model):
        rows = rows.order_by("pk").select_for_update(of=("self",))
    keys = list(rows.values_list("pk", flat=True))
    if not keys:
        return 0
    papers = sweep(model, keys)
    found = model._base_manager.filter(pk__in=keys)
    given = [file for field in _file_fields(model) for file in _files(found, field)]
    found.delete()
    for file in given:
        erase_file(file)
    return papers


def erase_file(file):
    """Take the bytes of a private file away, unless they already went; no backup brings them
    back."""
    if file.state != FileState.ERASED:
        erasures.note(file, born=file.received_at)
        files.erase(file)


def _file_fields(model):
    return [
        field.name for field in model._meta.concrete_fields if field.related_model is PrivateFile
    ]


def _files(rows, field):
    return PrivateFile.objects.filter(pk__in=rows.exclude(**{field: None}).values(field))
