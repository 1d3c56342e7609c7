from django.contrib.postgres.search import SearchVectorField
from django.db import migrations, models
from django.db.models import F, Func, Value
from django.db.models.functions import Concat


def with_spaces(*fields):
    return [piece for field in fields for piece in (F(field), Value(" "))][:-1]


READ_BLIND = ("town", "what", "for_whom", "to_learn", "where", "likes", "dislikes")


class Migration(migrations.Migration):
    """A column that PostgreSQL writes by itself is not altered: it goes, and comes again."""

    dependencies = [("applications", "0003_closed_questions")]

    operations = [
        migrations.RemoveField(model_name="application", name="blind_search"),
        migrations.AddField(
            model_name="application",
            name="blind_search",
            field=models.GeneratedField(
                db_persist=True,
                expression=Func(
                    Concat(*with_spaces(*READ_BLIND), output_field=models.TextField()),
                    function="fr_vector",
                ),
                output_field=SearchVectorField(),
            ),
        ),
    ]
