"""A version beside the one before, word by word; its terms are part of the text too (I15)."""

from dataclasses import dataclass

from coopstudio.french.comparison import changed_words
from coopstudio.french.dates import day
from coopstudio.french.typography import tidy
from governance.consents import poles
from governance.states import TermKind, Touch

ALLOWS = {
    "async": "Consentir à distance",
    "passive": "Le consentement passif",
    "presumed": "Présumer l’accord des absents sur ce qui était annoncé",
    "arbiter": "La facilitation choisit la suite après les réactions",
    "places": "Ressentir depuis une autre place, avant les réactions",
    "counted": "Décider de ce sujet en comptant les mains",
    "drawn": "Décider de ce sujet par tirage au sort",
    "trusted": "Confier la décision de ce sujet à une personne",
}


@dataclass(frozen=True)
class Term:
    """One term of a text, as it is and as it was."""

    label: str
    after: str
    before: str = ""

    @property
    def is_changed(self):
        return self.before != self.after


class Compared:
    """The version on the table, and what changed since another, None for the first."""

    def __init__(self, version, before=None):
        self.version, self.before = version, before

    @property
    def pieces(self):
        """(« kept », « added » or « removed », words)… in reading order."""
        if self.before is None:
            return [("kept", self.version.text)]
        return list(changed_words(self.before.text, self.version.text))

    @property
    def needs_changed(self):
        return self.before is not None and self.before.needs != self.version.needs

    @property
    def terms(self):
        now = _terms(self.version)
        then = _terms(self.before) if self.before else now
        labels = list(dict.fromkeys([*now, *then]))
        return [Term(one, now.get(one, ""), then.get(one, "")) for one in labels]


def _terms(version):
    """Every term that has something to say, in the order in which it is read."""
    ends = "S’éteint le" if version.term_kind == TermKind.TRIAL else "Échéance"
    found = {
        "Prend effet": _begins(version),
        ends: day(version.term_on) if version.term_on else "",
        "Révision": day(version.review_on) if version.review_on else "",
        "Responsable": f"{version.responsible}" if version.responsible else "",
        "Mesures": " ; ".join(_measure(one) for one in version.measures.all()),
        "Où dire ce qu’on en vit": tidy(version.feedback),
        "Acte attendu": version.get_act_display() if version.act else "",
        "Permet au cercle": _allows(version),
        "Touche": " ; ".join(Touch(one).label for one in version.touches),
        "À entendre avant": " ; ".join(tidy(one) for one in version.groups),
        "Pour chaque pôle": tidy(version.poles),
        **_balance(version),
    }
    return {label: words for label, words in found.items() if words}


def _begins(version):
    if version.proposal.parts:
        return "avec les autres parts"
    return day(version.effect_on) if version.effect_on else "dès l’adoption"


def _balance(version):
    """What it does for each pole; one that is forgotten is said too."""
    answers = poles.answers_of(version)
    return {f"Pour « {name} »": tidy(words) or "rien n’est dit encore" for name, words in answers}


def _measure(measure):
    limit = ""
    if measure.threshold is not None:
        amount = f"{measure.threshold.normalize():f}".replace(".", ",")
        limit = f", alerte {measure.get_side_display()} de {amount} {measure.unit}".rstrip()
        limit = limit.replace("au-delà de de", "au-delà de").replace("en deçà de de", "en deçà de")
    return f"{tidy(measure.name)}{limit}, par {measure.who}"


def _allows(version):
    said = ALLOWS.get(version.allows, "")
    return f"{said}, après {version.hours} h" if said and version.hours else said
