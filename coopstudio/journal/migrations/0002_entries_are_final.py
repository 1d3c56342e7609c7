from django.db import migrations

from coopstudio.final import FUNCTION, final


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [FUNCTION, final("journal_entry")]
