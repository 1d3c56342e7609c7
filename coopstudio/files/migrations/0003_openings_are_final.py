from django.db import migrations

from coopstudio.final import final


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0002_erased_files_keep_their_row"),
        ("journal", "0002_entries_are_final"),
    ]

    operations = [final("files_opening")]
