"""The yearly statement of an apport."""

from contributions.emails.payments import of
from contributions.emails.samples import sample
from coopstudio.mail.api import letter


@letter(
    "contributions.yearly_statement",
    until="Une fois par an et par apport.",
    occasion="Une fois l’an, quand l’exercice est clos ; le relevé est joint en PDF.",
    sample=sample(year="2027", brought=150_000, taken=31_036, left=118_964, is_closed=True),
)
def yearly_statement(contract, paper, *, write):
    said = paper.data
    write(
        to=contract.person.letterbox,
        key=f"{contract.pk}:{said['year']}",
        about=contract.person,
        document=paper,
        **of(contract),
        year=said["year"],
        brought=said["cents"]["brought"],
        taken=said["cents"]["taken"],
        left=said["cents"]["left"],
        is_closed=said["is_closed"],
    )
