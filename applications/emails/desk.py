"""Letters between founders about the desk."""

from django.urls import reverse

from applications.emails.samples import sample
from coopstudio.mail.api import address, letter


@letter(
    "applications.reading_asked",
    occasion="Quand une personne de la fondation demande à une autre de lire.",
    sample=sample(
        by="Fleur",
        asked=[{"reference": "Candidature 012", "link": address("/candidatures/12/")}],
        link=address("/candidatures/?vue=lire"),
    ),
)
def reading_asked(applications, reader, by, *, day, write):
    """Without a name: each is read blind. One letter for all that is asked at once."""
    asked = [
        {"reference": one.reference, "link": address(one.get_absolute_url())}
        for one in applications
    ]
    write(
        to=reader.email,
        key=f"{reader.pk}:{applications[0].number}:{day.isoformat()}",
        first_name=reader.first_name,
        by=by.first_name,
        asked=asked,
        link=f"{address(reverse('applications:dossiers'))}?vue=lire",
    )


@letter(
    "applications.joined",
    occasion="Quand la fondation réunit deux dossiers de la même personne, à chaque adresse.",
    sample=sample(
        email="noemie@exemple.fr", other="n.dalmeida@exemple.org", link=address("/ma-candidature/")
    ),
)
def joined(kept, gone, other, to, *, write):
    """To both addresses: whoever did not ask for it must be able to say so."""
    write(
        to=to,
        key=f"{kept.pk}:{gone}:{'other' if to == other else 'first'}",
        about=kept,
        first_name=kept.first_name,
        email=kept.email,
        other=other,
        link=address(reverse("applications:status")),
    )
