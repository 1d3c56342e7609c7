"""Names are found in one word too; a craft is found by the words that people type for it."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import migrations, models
from django.db.models import Case, CharField, F, Func, TextField, Value, When
from django.db.models.functions import Concat

CRAFTS = [
    (
        "finance",
        "gestion financière finances comptabilité comptable gestionnaire trésorier trésorière",
    ),
    ("sales", "marketing et vente vendeur vendeuse vendre commercial commerciale"),
    ("communication", "communication communicant communicante communiquer"),
    ("employer", "fonction employeur employeuse employer paie"),
    ("law", "droit et ressources humaines juriste juridique RH"),
    ("funding", "recherche de financements financer financeur financeuse subvention mécénat"),
    ("training", "formation formateur formatrice former"),
    ("consulting", "conseil conseiller conseillère consultant consultante"),
    ("facilitation", "facilitation facilitateur facilitatrice faciliter"),
    ("mediation", "médiation médiateur médiatrice"),
    ("coaching", "coaching coach coacher"),
    ("arts", "intervention artistique artiste intervenant intervenante art"),
    ("practice", "analyse de pratiques analyste analyser"),
]


def _if_shown(field):
    return Case(When(shown__contains=[field], then=F(field)), default=Value(""))


def _joined(field):
    return Func(
        F(field), Value("['’‐‑-]"), Value(""), Value("g"), function="regexp_replace",
        output_field=CharField(),
    )  # fmt: skip


def _found(model, index, words):
    """The column made anew: PostgreSQL does not change how one is generated."""
    field = models.GeneratedField(
        db_persist=True,
        expression=Func(words, function="fr_vector"),
        output_field=SearchVectorField(),
    )
    return [
        migrations.RemoveIndex(model, index),
        migrations.RemoveField(model, "search"),
        migrations.AddField(model, "search", field),
        migrations.AddIndex(model, GinIndex(fields=["search"], name=index)),
    ]


NAMES = Concat(
    F("first_name"),
    Value(" "),
    F("last_name"),
    Value(" "),
    _joined("first_name"),
    Value(" "),
    _joined("last_name"),
    Value(" "),
    _if_shown("town"),
    Value(" "),
    _if_shown("headline"),
)
KNOWN = Concat(
    Case(
        *[When(craft=craft, then=Value(words)) for craft, words in CRAFTS],
        output_field=TextField(),
    ),
    Value(" "),
    F("words"),
    output_field=TextField(),
)


class Migration(migrations.Migration):
    dependencies = [("members", "0016_fee_balance")]

    operations = [
        *_found("person", "people_by_words", NAMES),
        *_found("skill", "skills_by_words", KNOWN),
    ]
