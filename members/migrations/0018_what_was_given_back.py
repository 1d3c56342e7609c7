from django.db import migrations, models

WHOLE = """
    UPDATE members_feerefund SET amount = p.rest FROM members_feepayment p WHERE p.id = payment_id
"""
"""What was given back so far was the whole rest."""


class Migration(migrations.Migration):
    dependencies = [("members", "0017_search_words")]

    operations = [
        migrations.AddField(
            "feerefund",
            "amount",
            models.PositiveIntegerField(null=True, verbose_name="rendu (centimes)"),
        ),
        migrations.RunSQL(WHOLE, migrations.RunSQL.noop),
        migrations.AlterField(
            "feerefund", "amount", models.PositiveIntegerField(verbose_name="rendu (centimes)")
        ),
    ]
