"""The aim and the domains of a circle, as the very text that is consented to.

What a decision changes is read from its version and from nothing else (I2, I15): an amendment of
the text amends what will be done. What the text does not say stays as it is.

    Nom : Accueil
    But : Que chaque personne qui arrive soit attendue.
    Cercle parent : Cercle Général
    Le cercle décide :
    - des rencontres avant l’accueil
    Il recommande :
    - le rythme des arrivées
"""

import re
from dataclasses import dataclass

DECIDES, RECOMMENDS = "Le cercle décide :", "Il recommande :"
NAMED = re.compile(
    r"^\s*(Nom|But|Cercle parent|Budget|Rythme|Domaine transféré|Point d[’']inversion|"
    r"Cercle qui (?:se clôt|se poursuit|le reçoit))\s*:"
    r"[ \u00a0\u202f]*(.+)$",
    re.MULTILINE,
)
TITLE = re.compile(r"^\s*(Le cercle décide|Il recommande)\s*:\s*(.*)$")
BULLET = re.compile(r"^\s*[-•–*]\s+(.+)$")
LINK_ENDS = "Ce lien prend fin."


@dataclass(frozen=True)
class Charter:
    """What a text says of a circle; None where it says nothing of it."""

    name: str | None = None
    aim: str | None = None
    decides: tuple | None = None
    recommends: tuple | None = None
    parent: str | None = None
    budget: str | None = None
    rhythm: str | None = None
    closes: str | None = None
    goes_on: str | None = None
    passes: str | None = None
    receives: str | None = None
    inverts: str | None = None

    def composed(self):
        """The text to be consented to."""
        lines = [f"Nom : {self.name}"] if self.name else []
        lines += [f"But : {self.aim}"] if self.aim else []
        for title, subjects in ((DECIDES, self.decides), (RECOMMENDS, self.recommends)):
            if subjects is not None:
                lines += ["", title, *(f"- {one}" for one in subjects)]
        return "\n".join(lines).strip()


def read(text):
    """The charter that this text says."""
    named = {key.replace("'", "’"): said.strip() for key, said in NAMED.findall(text)}
    lists = _lists(text)
    return Charter(
        name=named.get("Nom"),
        aim=named.get("But"),
        decides=lists.get("Le cercle décide"),
        recommends=lists.get("Il recommande"),
        parent=named.get("Cercle parent"),
        budget=_sentence(named.get("Budget")),
        rhythm=_sentence(named.get("Rythme")),
        closes=named.get("Cercle qui se clôt"),
        goes_on=named.get("Cercle qui se poursuit"),
        passes=named.get("Domaine transféré"),
        receives=named.get("Cercle qui le reçoit"),
        inverts=named.get("Point d’inversion"),
    )


def _sentence(said):
    """Without the full stop that ends the line."""
    return said and said.removesuffix(".").strip()


def _lists(text):
    found, current = {}, None
    for line in text.splitlines():
        if title := TITLE.match(line):
            current = found.setdefault(title[1], [])
            current += [one.strip() for one in title[2].split(";") if one.strip()]
        elif current is not None and (bullet := BULLET.match(line)):
            current.append(bullet[1].strip().rstrip(" .;"))
        elif line.strip():
            current = None
    return {key: tuple(dict.fromkeys(subjects)) for key, subjects in found.items()}
