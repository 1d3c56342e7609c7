"""A vital function is wanted of two people at least: a need of one becomes what the call says."""

from django.db import migrations, models


def hold_twice(apps, schema_editor):
    apps.get_model("members", "Need").objects.filter(people=1).update(people=2)
    apps.get_model("members", "Need").objects.filter(people=0).delete()


class Migration(migrations.Migration):
    dependencies = [("members", "0028_offices")]

    operations = [
        migrations.RunPython(hold_twice, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            "need",
            models.CheckConstraint(
                name="a_vital_function_is_held_twice", condition=models.Q(people__gte=2)
            ),
        ),
    ]
