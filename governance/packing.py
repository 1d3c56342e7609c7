"""Whole rows carried by the row that they hang on: several lists of a page, in one question.

``packed`` stands in an annotation, ``unpacked`` makes of what came back the models they are.
"""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import DEFAULT_DB_ALIAS
from django.db.models.functions import JSONObject


def packed(rows, *along):
    """The rows of this queryset; ``along``: what each points at, and is read with it."""
    model = rows.model
    fields = _columns(model)
    others = {
        name: JSONObject(**_columns(model._meta.get_field(name).related_model, f"{name}__"))
        for name in along
    }
    return ArraySubquery(rows.values(_packed=JSONObject(**fields, **others)))


def unpacked(model, told, **known):
    """The rows of this model; ``known``: what each of them points at, that one has already."""
    return [_row(model, one, known) for one in told]


def _columns(model, prefix=""):
    return {one.attname: f"{prefix}{one.attname}" for one in model._meta.concrete_fields}


def _row(model, told, known):
    fields = model._meta.concrete_fields
    values = [one.to_python(told[one.attname]) for one in fields]
    row = model.from_db(DEFAULT_DB_ALIAS, [one.attname for one in fields], values)
    for name in told.keys() - {one.attname for one in fields}:
        other = model._meta.get_field(name).related_model
        setattr(row, name, _row(other, told[name], {}))
    for name, one in known.items():
        setattr(row, name, one)
    return row
