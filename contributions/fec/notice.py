"""The notice that goes with the file of entries: what each field holds (LPF, A. 47 A-1, II)."""

from django.conf import settings

from contributions.chart import BOOKS
from contributions.fec.reading import content_of, name_of
from contributions.fec.signs import ENCODING, plain
from contributions.fec.writing import END
from coopstudio.french.dates import short_day
from coopstudio.french.money import euros, number

FIELDS = [
    ("JournalCode", "Code du journal."),
    ("JournalLib", "Libellé : "
     + ", ".join(f"{code} {name}" for code, name in BOOKS.items()) + "."),
    ("EcritureNum", "Numéro de l'écriture : une suite sans trou par journal et par exercice."),
    ("EcritureDate", "Date de l'opération, AAAAMMJJ."),
    ("CompteNum", "Compte du plan des associations (ANC 2018-06), sur huit chiffres. "
     "Chaque contrat d'apport a le sien : 1034 suivi de son numéro."),
    ("CompteLib", "Libellé du compte."),
    ("CompAuxNum", "Sur les comptes de tiers seulement : le numéro du contrat d'apport."),
    ("CompAuxLib", "Libellé de ce contrat. Le fichier ne nomme personne : l'état des apports, "
     "remis avec lui, dit à qui est chaque contrat."),
    ("PieceRef", "Référence de la pièce : celle que la trésorerie a lue (facture, relevé), le "
     "numéro du contrat pour un apport, celui de la décision pour un tour de reprises, AN suivi de "
     "l'exercice pour les à-nouveaux."),
    ("PieceDate", "Date de la pièce, AAAAMMJJ."),
    ("EcritureLib", "Libellé de l'écriture."),
    ("Debit", "Montant au débit, en euros, virgule décimale ; jamais vide."),
    ("Credit", "Montant au crédit, en euros, virgule décimale ; jamais vide."),
    ("EcritureLet", "Lettrage des comptes 401, 411, 4671, 4672 et 4688, par compte et par "
     "exercice : AA, AB... Les lignes d'une lettre s'égalisent ; un solde se reprend à "
     "l'exercice suivant."),
    ("DateLet", "Date du lettrage, AAAAMMJJ."),
    ("ValidDate", "Date de validation : le jour où l'écriture fut scellée, AAAAMMJJ."),
    ("Montantdevise", "Vide : la comptabilité est tenue en euros."),
    ("Idevise", "Vide."),
]  # fmt: skip
FACTS = [
    ("Séparateur", "tabulation"),
    ("Fin de ligne", "CR LF"),
    ("Codage", "ISO 8859-15"),
    ("Ordre", "validation, journal, numéro"),
    ("À-nouveaux", "compris, journal AN"),
    ("Corrections", "aucune ligne ne change ni ne s'efface : à une erreur répond une écriture "
     "contraire, dans un exercice ouvert, qui porte la même pièce"),
    ("Apports", "un compte 1034 par contrat, sans compte auxiliaire ; la reprise décidée passe au "
     "4688, où le contrat est le tiers ; aucun intérêt, aucune réévaluation"),
    ("Comptes 6 et 7", "non soldés dans le fichier : le résultat passe au 120 ou au 129 de "
     "l'exercice suivant"),
    ("Intégrité", "chaque écriture porte l'empreinte SHA-256 de celle d'avant ; aucune ne change"),
]  # fmt: skip


def facts_of(year):
    """What the notice says of this exercice, as pairs of words."""
    content = content_of(year)
    state = f"clos le {short_day(year.closed_at)}" if year.is_closed else "ouvert : provisoire"
    return [
        ("Fichier", name_of(year) if settings.HOUSE.siren else "sans nom, faute de SIREN"),
        ("Structure", f"{settings.HOUSE.association}, SIREN {settings.HOUSE.siren or 'non connu'}"),
        ("Exercice", f"du {short_day(year.starts_on)} au {short_day(year.ends_on)}, {state}"),
        ("Logiciel", "Coop Studio, registre des apports"),
        (
            "Contenu",
            f"{number(content.entries)} écritures, {number(content.lines)} lignes ; débits = "
            f"crédits = {euros(content.cents)}",
        ),
        ("Journaux", "; ".join(f"{code} {name} : {many}" for code, name, many in content.books)),
        ("Empreinte SHA-256", content.digest),
        (
            "Chaîne",
            f"la dernière écriture est le maillon {number(content.last.rank)}, d'empreinte "
            f"{content.last.digest}"
            if content.last
            else "aucune écriture scellée",
        ),
        *FACTS,
    ]


def text_of(year):
    """The notice as a plain file (bytes), in the encoding of the file that it describes."""
    lines = ["DESCRIPTION DU FICHIER DES ECRITURES COMPTABLES", ""]
    lines += [f"{name} : {words}" for name, words in facts_of(year)]
    lines += ["", "CHAMPS", ""]
    lines += [f"{rank}. {name} : {words}" for rank, (name, words) in enumerate(FIELDS, start=1)]
    return END.join([*map(plain, lines), ""]).encode(ENCODING)
