from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mail", "0004_paper")]

    operations = [
        migrations.AlterField(
            model_name="arrival",
            name="outcome",
            field=models.CharField(
                choices=[
                    ("taken", "reçu"),
                    ("aside", "mis de côté : une autre adresse"),
                    ("automatic", "ignoré : réponse automatique ou avis de non-distribution"),
                    ("returned", "avis de retour : la lettre est notée"),
                    ("nobody", "ignoré : aucune conversation à cette adresse"),
                    ("empty", "ignoré : rien d’écrit"),
                    ("heavy", "refusé : trop lourd"),
                    ("refused", "refusé"),
                ],
                max_length=10,
                verbose_name="suite",
            ),
        ),
    ]
