"""A new règlement intérieur, told once to each member."""

from datetime import date

from coopstudio.mail.api import letter
from members.emails.samples import sample


@letter(
    "members.new_rules",
    occasion="Quand l’association adopte un nouveau règlement intérieur, une fois à chaque membre.",
    sample=sample(
        day=date(2026, 12, 3),
        organ="assemblée générale",
        changes="Le local ferme à 22 heures.",
        link="https://exemple.fr/reglement",
    ),
)
def new_rules(rules, person, *, write):
    write(
        to=person.letterbox,
        key=f"{rules.pk}:{person.pk}",
        about=person,
        first_name=person.first_name,
        day=rules.adopted_on,
        organ=rules.validated_by,
        changes=rules.changes,
        link=rules.readable_at,
    )
