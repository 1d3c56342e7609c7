"""The letter about the call itself: it changed thanks to somebody."""

from django.urls import reverse

from applications.emails.samples import sample
from coopstudio.mail.api import address, letter


@letter(
    "applications.thanks",
    occasion="Quand une nouvelle version de l’appel change un passage grâce à ce qu’une personne "
    "en avait dit, si elle a accepté d’en être remerciée.",
    sample=sample(
        number=3,
        reasons=["Nous disons maintenant combien de temps est donné, et qui en tient le compte."],
    ),
)
def thanks(version, person, reasons, *, write):
    """``reasons``: what the changes that cite this person say of themselves."""
    write(
        to=person.email,
        key=f"{person.pk}:{version.pk}",
        first_name=person.first_name,
        number=version.number,
        reasons=reasons,
        link=address(reverse("applications:changes", args=[version.number])),
        signature=version.signature,
    )
