"""What is still asked of an accountant, a lawyer, the bank (section 12), and what they answered."""

from dataclasses import dataclass

from contributions.models import Opinion
from contributions.states import OpenPoint

LAWYER, ACCOUNTANT, BANK = "l’avocate ou l’avocat", "l’expert-comptable", "la banque"
ASKED = {
    OpenPoint.LOAN: (LAWYER, "Un remboursement daté et sans condition ressemblerait à un crédit : "
                     "notre clause de reprise suffit-elle à l’éviter ?"),
    OpenPoint.FORTUNE: (LAWYER, "Quels mots fixent le moment où l’on peut reprendre ?"),
    OpenPoint.REGISTRATION: (LAWYER, "Un droit fixe est-il dû ? Les sources ne s’accordent pas."),
    OpenPoint.COOLING_OFF: (LAWYER, "Quatorze jours offerts pour changer d’avis : est-ce assez ?"),
    OpenPoint.AGREEMENTS: (LAWYER, "Les apports des personnes qui dirigent relèvent-ils de "
                           "l’article L. 612-5 du Code de commerce ?"),
    OpenPoint.OWED_ACCOUNT: (ACCOUNTANT, "Une reprise décidée attend au compte 4688 : ou 467 ?"),
    OpenPoint.ABANDONMENT: (ACCOUNTANT, "Que devient une reprise due que la personne abandonne ?"),
    OpenPoint.THINGS_BACK: (ACCOUNTANT, "Un bien repris tel quel : où va l’écart d’usure ?"),
    OpenPoint.DIVIDEND_TAX: (ACCOUNTANT, "25 % sur 5 % des dividendes reçus : est-ce notre cas ?"),
    OpenPoint.ENTRIES_FILE: (ACCOUNTANT, "L’association doit-elle tenir un FEC ? Nous le faisons."),
    OpenPoint.TRANSFER_FORM: (BANK, "pain.001.001.09 sans adresse, nom exact du compte payé ?"),
}  # fmt: skip


@dataclass(frozen=True)
class Point:
    """A question, whose trade it is, and the last answer."""

    key: str
    name: str
    of: str
    question: str
    opinion: object


def points(terms):
    """Every point, those without an answer first. What the rules say themselves counts as one."""
    answers = Opinion.objects.select_related("paper").by_point()
    found = [
        Point(key.value, key.label, of, question, answers.get(key.value))
        for key, (of, question) in ASKED.items()
        if not (key == OpenPoint.FORTUNE and terms and terms.fortune_words)
    ]
    return sorted(found, key=lambda one: one.opinion is not None)
