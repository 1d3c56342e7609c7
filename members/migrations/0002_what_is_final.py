from django.db import migrations

from coopstudio.final import final


class Migration(migrations.Migration):
    dependencies = [("members", "0001_foundations"), ("journal", "0001_foundations")]

    operations = [final("members_gauge"), final("members_donotrestore")]
