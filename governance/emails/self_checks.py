"""A circle looks at how it works together: those who are asked are told once."""

from datetime import datetime
from zoneinfo import ZoneInfo

from coopstudio.mail.api import address, letter


def _sample():
    return {
        "first_name": "Noémie",
        "circle": "Cercle général",
        "ends_at": datetime(2026, 12, 17, 18, tzinfo=ZoneInfo("Europe/Paris")),
        "link": address("/cercles/1/autoevaluation/"),
    }


@letter(
    "governance.self_check_open",
    occasion="Quand un cercle ouvre son autoévaluation de l’année, à chaque personne qui y siège.",
    sample=_sample,
)
def self_check_open(check, *, write):
    for place in check.places.select_related("person"):
        write(
            to=place.person.letterbox,
            key=f"{check.pk}:{place.person_id}",
            first_name=place.person.first_name,
            circle=check.circle.name,
            ends_at=check.closes_at,
            link=address(f"{check.circle.get_absolute_url()}autoevaluation/"),
        )
