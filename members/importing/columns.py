"""What the columns of a sheet may say, and how people call them. Pure.

Each column has a code, the words that a page shows, and the titles under which it is met. What the
house has no use for is known too, so that it is left where it is and said so.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

FEE = "fee:"
"""Before the name of a year: what was paid for it."""


@dataclass(frozen=True)
class Column:
    code: str
    label: str
    titles: tuple = ()
    example: object = ""


COLUMNS = [
    Column("first_name", "Prénom", (
        "prenom", "prenoms", "prenom usuel", "prenom d usage",
    ), "Noémie"),
    Column("last_name", "Nom", (
        "nom", "noms", "nom de famille", "nom usuel", "nom d usage",
    ), "Perrin"),
    Column("name", "Nom et prénom, ensemble", (
        "nom prenom", "nom et prenom", "nom prenoms", "prenom nom", "prenom et nom", "nom complet",
        "membre", "membres", "adherent", "adherente", "adherents", "personne", "associe",
        "identite",
    )),
    Column("email", "Adresse e-mail", (
        "adresse e mail", "e mail", "email", "mail", "mel", "courriel", "adresse mail",
        "adresse email", "adresse electronique", "adresse courriel", "mails", "emails",
    ), "noemie.perrin@exemple.fr"),
    Column("phone", "Téléphone", (
        "telephone", "tel", "telephone portable", "tel portable", "portable", "mobile", "gsm",
        "numero de telephone", "tel mobile", "telephone mobile",
    ), "06 12 34 56 78"),
    Column("street", "Rue et numéro", (
        "rue et numero", "rue", "numero et rue", "n et rue", "adresse", "adresse postale", "voie",
        "adresse 1", "adresse ligne 1", "adresse complete", "domicile",
    ), "12 rue des Lilas"),
    Column("postcode", "Code postal", ("code postal", "cp", "c p", "codepostal"), "01000"),
    Column("town", "Commune", ("commune", "ville", "localite", "residence"), "Bourg-en-Bresse"),
    Column("headline", "Ce que la personne fait", (
        "ce que la personne fait", "metier", "metiers", "activite", "profession", "fonction",
        "ce que vous faites", "activites",
    ), "Facilitatrice"),
    Column("agreement", "Accord (féminin, masculin)", (
        "accord", "accord souhaite", "accord feminin masculin", "civilite", "genre", "titre",
    ), "féminin"),
    Column("category", "Collège", (
        "college", "categorie", "colleges", "type de membre", "categorie de membre",
        "categorie d associe", "type d adhesion",
    )),
    Column("since", "Membre depuis le", (
        "membre depuis le", "membre depuis", "depuis", "depuis le", "date d adhesion",
        "date adhesion", "adhesion", "adhesion le", "date d admission", "date d entree", "entree",
        "date entree", "admis le", "admission", "arrivee", "date d arrivee",
    ), date(2024, 3, 12)),
    Column("until", "Membre jusqu’au", (
        "membre jusqu au", "jusqu au", "date de depart", "depart", "date de sortie", "sortie",
        "fin", "fin d adhesion", "date de fin", "parti le", "demission",
    )),
    Column("paid_on", "Cotisation réglée le", (
        "cotisation reglee le", "reglee le", "regle le", "payee le", "paye le", "date de reglement",
        "date de paiement",
    )),
    Column("paid_by", "Moyen de règlement", (
        "moyen de reglement", "moyen de paiement", "mode de reglement", "mode de paiement",
        "moyen", "reglement",
    )),
    Column("organ", "Admission par", (
        "admission par", "admis par", "organe", "organe d admission",
    ), "conseil d’administration"),
    Column("reference", "Référence de la décision", (
        "reference de la decision", "reference", "ref", "pv", "proces verbal", "decision",
    ), "procès-verbal 2024-03, point 2"),
    Column("civil_first_name", "Prénom à l’état civil", (
        "prenom a l etat civil", "prenom etat civil", "prenom civil",
    )),
    Column("civil_last_name", "Nom à l’état civil", (
        "nom a l etat civil", "nom etat civil", "nom civil", "nom de naissance",
        "nom de jeune fille", "nom patronymique",
    )),
]  # fmt: skip
BY_CODE = {column.code: column for column in COLUMNS}
TITLES = {title: column.code for column in COLUMNS for title in column.titles}
OF_TEMPLATE = [column for column in COLUMNS if column.code != "name"]
OF_WHOM = re.compile(r"\b(?:du|de la|de l|de|des) (?:membre|adherent|adherente|personne)s?$")
NOT_KEPT = {
    "naissance": "La date et le lieu de naissance ne servent pas à adhérer.",
    "nationalite": "La nationalité ne sert pas à adhérer.",
    **dict.fromkeys(
        ["iban", "rib", "bic"],
        "Un compte bancaire ne se garde pas dans un registre de membres.",
    ),
    **dict.fromkeys(["securite sociale", "nir"], "Ce numéro est interdit ici par la loi."),
    **dict.fromkeys(["sante", "handicap"], "La santé des membres n’entre pas dans la maison."),
    **dict.fromkeys(
        ["enfant", "famille", "conjoint", "situation"],
        "La vie familiale n’entre pas dans la maison.",
    ),
    **dict.fromkeys(["religion", "syndic"], "Les convictions n’entrent pas dans la maison."),
    **dict.fromkeys(
        ["note", "remarque", "observation", "commentaire"],
        "Des remarques libres sur quelqu’un se gardent mal : la personne pourrait les lire.",
    ),
}
"""How words of a title begin, and why the house does not read the column."""
BARRED = re.compile(
    rf"\b({'|'.join(NOT_KEPT)})(?:s?\b|(?<=\w{{5}}))"  # a short one whole: a bicyclette is no BIC
)


def recognised(head, years=(), asked=()):
    """The code of each column of ``head``, or nothing; a code is given once, to the first.

    ``years``: names of the fee years that the house knows. ``asked``: (code, name) of what the
    association asks beyond the profile.
    """
    codes, asked = [], {plain(name): code for code, name in asked}
    for title in head:
        words = plain(title)
        code = _code(words, years) or ("" if refused(title) else asked.get(words, ""))
        codes.append(code if code not in codes else "")
    return codes


def refused(title):
    """Why the house does not read a column of this title; nothing when it has no reason."""
    words = plain(title)
    if words in TITLES:
        return ""
    found = BARRED.search(words)
    return NOT_KEPT[found[1]] if found else ""


def choices(years=(), asked=()):
    """(code, words) of all that a column may say, for a list to choose from."""
    fees = [(f"{FEE}{year}", f"Cotisation {year} déjà payée") for year in years]
    return [("", "Ne pas lire"), *((one.code, one.label) for one in COLUMNS), *fees, *asked]


def plain(title):
    """A title as it is compared: without accent, capital, sign nor blank around."""
    bare = unicodedata.normalize("NFD", title.lower().replace("œ", "oe"))
    bare = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", bare).split())


def _code(title, years):
    if title in TITLES:
        return TITLES[title]
    if refused(title):
        return ""
    if title.startswith("cotisation"):
        return next((f"{FEE}{year}" for year in years if plain(year) in title), "")
    return TITLES.get(OF_WHOM.sub("", title).strip(), "")
