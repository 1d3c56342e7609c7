"""What has a duration: its words, its unit, between which bounds people may set it."""

from dataclasses import dataclass

from django.db.models import TextChoices


class Kind(TextChoices):
    DRAFT = "draft", "Un brouillon de candidature, après le dernier geste"
    CLOSED = "closed", "Une candidature close ou une question, après la fin"
    AGREED = "agreed", "Une candidature gardée avec un accord, après le dernier geste"
    LONGER = "longer", "Ce qu’ajoute la personne qui choisit de rester"
    MEMBER_CV = "member_cv", "Le CV d’une personne devenue membre, après l’admission"
    FORMER = "former", "La fiche d’un ancien ou d’une ancienne membre, après la fin"
    PROOF = "proof", "La preuve minimale d’une réponse, après cette réponse"
    LIFE = "life", "Les mots d’une vie de membre, après la fin de l’adhésion"
    REQUEST = "request", "Une demande sur ses données, après notre réponse"
    SHEET = "sheet", "Les lignes d’un tableau de membres, après le dernier geste"


def counted(count, word):
    """« 1 an », « 2 ans », « 3 mois »."""
    return f"{count} {word}{'' if count == 1 or word.endswith('s') else 's'}"


@dataclass(frozen=True)
class Bounds:
    """``setting``: what the house begins with. ``least`` leaves room for the notices, ``most`` is
    what the CNIL, or the limitation of a claim, makes defensible."""

    setting: str
    unit: str
    least: int
    most: int

    @property
    def plural(self):
        return counted(2, self.unit).split()[1]

    def said(self, length):
        """« 3 mois »."""
        return counted(length, self.unit)


BOUNDS = {
    Kind.DRAFT: Bounds("KEPT_DRAFT_DAYS", "jour", 45, 180),
    Kind.CLOSED: Bounds("KEPT_CLOSED_MONTHS", "mois", 2, 12),
    Kind.AGREED: Bounds("KEPT_AGREED_YEARS", "an", 1, 2),
    Kind.LONGER: Bounds("KEPT_LONGER_YEARS", "an", 1, 2),
    Kind.MEMBER_CV: Bounds("KEPT_MEMBER_CV_MONTHS", "mois", 1, 12),
    Kind.FORMER: Bounds("KEPT_FORMER_MONTHS", "mois", 2, 36),
    Kind.PROOF: Bounds("KEPT_PROOF_YEARS", "an", 1, 10),
    Kind.LIFE: Bounds("KEPT_LIFE_YEARS", "an", 1, 10),
    Kind.REQUEST: Bounds("KEPT_REQUEST_YEARS", "an", 1, 6),
    Kind.SHEET: Bounds("KEPT_SHEET_DAYS", "jour", 7, 90),
}
