"""A quick migration says to PostgreSQL what a slow one would."""

import pytest
from django.db import connection, migrations, models

from coopstudio.start.management.commands.migrate import neighbours_wait

HOUSE = migrations.CreateModel("House", [("id", models.AutoField(primary_key=True))])
DOOR = migrations.CreateModel(
    "Door",
    [
        ("id", models.AutoField(primary_key=True)),
        ("house", models.ForeignKey("tests.House", models.CASCADE)),
    ],
)
NAMED = migrations.AddField("House", "name", models.TextField(default=""))
GREATER = migrations.AlterField("House", "id", models.BigAutoField(primary_key=True))


def migrated(*operations):
    """The models that stand once these operations are done, in the open transaction."""
    migration = migrations.Migration("quick", "tests")
    migration.operations = operations
    state = migrations.state.ProjectState()
    state.apps  # noqa: B018 (as ``migrate`` does: they are drawn before the first operation)
    with connection.schema_editor() as editor:
        return migration.apply(state, editor).apps


@pytest.mark.django_db
def test_a_key_follows_the_number_it_points_at():
    with neighbours_wait():
        migrated(HOUSE, DOOR, NAMED, GREATER)

    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, "tests_door")
    kinds = {
        each.name: connection.introspection.data_types_reverse[each.type_code] for each in columns
    }
    assert kinds == {"id": "IntegerField", "house_id": "BigIntegerField"}


@pytest.mark.django_db
def test_who_reads_rows_finds_every_model_as_it_is():
    seen = []

    def look(apps, _editor):
        house = apps.get_model("tests", "House")
        seen.append(apps.get_model("tests", "Door")._meta.get_field("house").related_model is house)

    with neighbours_wait():
        migrated(HOUSE, DOOR, NAMED, migrations.RunPython(look))

    assert seen == [True]


@pytest.mark.django_db
def test_only_the_table_that_changes_is_redrawn():
    with neighbours_wait():
        apps = migrated(HOUSE, DOOR, NAMED)

    assert apps.get_model("tests", "Door")._meta.get_field("house").related_model is not (
        apps.get_model("tests", "House")
    )
