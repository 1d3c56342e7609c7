"""A name has up to 100 signs. PostgreSQL does not widen what a generated column reads: it goes
first, and comes back the same."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import migrations, models
from django.db.models import Case, CharField, F, Func, Value, When
from django.db.models.functions import Concat

NAMES = {
    "first_name": "prénom",
    "last_name": "nom",
    "civil_first_name": "prénom à l’état civil",
    "civil_last_name": "nom à l’état civil",
}


def _if_shown(field):
    return Case(When(shown__contains=[field], then=F(field)), default=Value(""))


def _joined(field):
    return Func(
        F(field), Value("['’‐‑-]"), Value(""), Value("g"), function="regexp_replace",
        output_field=CharField(),
    )  # fmt: skip


WORDS = Concat(
    F("first_name"),
    Value(" "),
    F("last_name"),
    Value(" "),
    _joined("first_name"),
    Value(" "),
    _joined("last_name"),
    Value(" "),
    _if_shown("town"),
    Value(" "),
    _if_shown("headline"),
)


class Migration(migrations.Migration):
    dependencies = [("members", "0023_quorum")]

    operations = [
        migrations.RemoveIndex("person", "people_by_words"),
        migrations.RemoveField("person", "search"),
        *[
            migrations.AlterField(
                "person", field, models.CharField(label, blank=True, max_length=100)
            )
            for field, label in NAMES.items()
        ],
        migrations.AddField(
            "person",
            "search",
            models.GeneratedField(
                db_persist=True,
                expression=Func(WORDS, function="fr_vector"),
                output_field=SearchVectorField(),
            ),
        ),
        migrations.AddIndex("person", GinIndex(fields=["search"], name="people_by_words")),
        migrations.AlterField(
            "importline", "called", models.CharField("nom lu", blank=True, max_length=201)
        ),
    ]
