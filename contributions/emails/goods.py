"""The value of a thing: found right by two others, or to be looked at again."""

from django.urls import reverse

from coopstudio.mail.api import address, letter
from members.emails.samples import sample


@letter(
    "contributions.good_valued",
    occasion="Quand deux personnes ont trouvé juste la valeur d’un bien, à qui l’apporte.",
    sample=sample(good="Ordinateur portable", cents=89_990),
)
def good_valued(valuation, *, write):
    write(**_told(valuation), key=f"{valuation.pk}", cents=valuation.cents)


@letter(
    "contributions.good_contested",
    occasion="Quand une personne ne trouve pas juste la valeur d’un bien, à qui l’apporte.",
    sample=sample(
        good="Ordinateur portable", cents=110_000, name="Fleur Mathet",
        why="Le même modèle se trouve à 899,90 €, reconditionné et garanti.",
    ),
)  # fmt: skip
def good_contested(valuation, appraisal, *, write):
    write(
        **_told(valuation), key=f"{appraisal.pk}", cents=valuation.cents,
        name=appraisal.by.full_name, why=appraisal.words,
    )  # fmt: skip


def _told(valuation):
    person = valuation.good.pledge.person
    return {
        "to": person.letterbox,
        "about": valuation.good,
        "first_name": person.first_name,
        "good": valuation.good.name,
        "link": address(reverse("contributions:good", args=[valuation.good_id])),
    }
