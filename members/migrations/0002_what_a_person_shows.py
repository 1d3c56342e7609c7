import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models
from django.db.models import F, Func, Value
from django.db.models.functions import Concat


class Migration(migrations.Migration):
    dependencies = [("members", "0001_initial")]

    operations = [
        migrations.AddField(
            "person",
            "headline",
            models.CharField(
                blank=True, max_length=120, verbose_name="ce que vous faites, en une ligne"
            ),
        ),
        migrations.AddField(
            "person",
            "shows_email",
            models.BooleanField(
                default=False, verbose_name="montre son adresse e-mail aux membres"
            ),
        ),
        migrations.AddField(
            "person",
            "shows_phone",
            models.BooleanField(default=False, verbose_name="montre son téléphone aux membres"),
        ),
        migrations.AddField(
            "statutes",
            "readable_at",
            models.URLField(blank=True, verbose_name="où les lire"),
        ),
        migrations.RemoveIndex("person", "people_by_words"),
        migrations.RemoveField("person", "search"),
        migrations.AddField(
            "person",
            "search",
            models.GeneratedField(
                db_persist=True,
                expression=Func(
                    Concat(
                        F("first_name"),
                        Value(" "),
                        F("last_name"),
                        Value(" "),
                        F("town"),
                        Value(" "),
                        F("headline"),
                    ),
                    function="fr_vector",
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            "person",
            django.contrib.postgres.indexes.GinIndex(fields=["search"], name="people_by_words"),
        ),
    ]
