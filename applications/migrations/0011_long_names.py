"""A name has up to 100 signs; what PostgreSQL generates of it goes first, and comes back."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import migrations, models
from django.db.models import F, Func, Value
from django.db.models.functions import Concat

NAMES = {"first_name": "prénom", "last_name": "nom"}
WORDS = [
    "first_name", "last_name", "town", "what", "for_whom", "to_learn", "where", "likes",
    "dislikes", "path",
]  # fmt: skip


def _with_spaces(fields):
    return [piece for field in fields for piece in (F(field), Value(" "))][:-1]


def _widened(model):
    return [
        migrations.AlterField(model, field, models.CharField(label, blank=True, max_length=100))
        for field, label in NAMES.items()
    ]


class Migration(migrations.Migration):
    dependencies = [("applications", "0010_two_decide")]

    operations = [
        migrations.RemoveIndex("application", "applications_by_words"),
        migrations.RemoveField("application", "search"),
        *_widened("application"),
        migrations.AddField(
            "application",
            "search",
            models.GeneratedField(
                db_persist=True,
                expression=Func(
                    Concat(*_with_spaces(WORDS), output_field=models.TextField()),
                    function="fr_vector",
                ),
                output_field=SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            "application", GinIndex(fields=["search"], name="applications_by_words")
        ),
        *_widened("proof"),
    ]
