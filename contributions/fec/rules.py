"""Each rule of our reading, in words: what it asks, and what an accountant sees when it breaks."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    code: str
    asks: str
    sees: str


RULES = [
    Rule("nom", "Le nom du fichier : SIREN, « FEC », dernier jour de l’exercice, « .txt ».",
         "Un fichier que son logiciel ne propose pas d’ouvrir."),
    Rule("siren", "Le SIREN a neuf chiffres et sa clé tient.",
         "Les comptes d’une structure que l’administration ne connaît pas."),
    Rule("encodage", "Le fichier est écrit en ISO 8859-15.",
         "Des « Ã© » à la place des accents."),
    Rule("caractères", "Aucun caractère de contrôle ne s’y cache.",
         "Une importation qui s’arrête sans dire où."),
    Rule("vide", "Il contient au moins une écriture.", "Rien à importer."),
    Rule("en-tête", "La première ligne nomme les dix-huit champs, dans leur ordre.",
         "Des montants rangés dans la colonne des dates."),
    Rule("champs", "Chaque ligne a dix-huit champs.",
         "Une ligne décalée : souvent une tabulation dans un libellé."),
    Rule("absent", "Journal, numéro, dates, compte, pièce et libellé sont toujours dits.",
         "« Données absentes » : le verdict du contrôle fiscal lui-même."),
    Rule("date", "Chaque date existe, écrite AAAAMMJJ.",
         "Un 31 février : l’outil officiel l’accepte, un juge non."),
    Rule("exercice", "Chaque écriture est datée dans l’exercice.",
         "Une charge qui change d’année, et un résultat qui bouge."),
    Rule("validation", "Une écriture est validée le jour de l’opération, ou après.",
         "Une écriture validée avant d’exister."),
    Rule("pièce", "La pièce existe avant la validation.",
         "Une facture écrite après coup."),
    Rule("lettrage", "Une lettre a sa date, et les lignes qui la portent s’égalisent.",
         "Un lettrage que son logiciel refuse de reprendre."),
    Rule("ordre", "Les écritures, et leurs numéros, se suivent dans l’ordre de leur validation.",
         "Une comptabilité qui aurait été complétée plus tard."),
    Rule("compte", "Le compte commence par trois chiffres du plan, de la classe 1 à 8.",
         "Un compte que le plan des associations ne connaît pas."),
    Rule("tiers", "Le compte auxiliaire et son nom vont ensemble.",
         "Un tiers sans nom, ou un nom sans tiers."),
    Rule("libellé", "Un journal, un compte portent un seul libellé dans tout le fichier.",
         "Deux comptes pour un, selon la ligne qu’il lit d’abord."),
    Rule("montant", "Les montants s’écrivent avec une virgule et deux décimales.",
         "Un point décimal : refusé depuis 2019."),
    Rule("sens", "Une ligne a un débit ou un crédit, et un seul.",
         "Une ligne à 0,00 des deux côtés, ou des deux à la fois."),
    Rule("une date", "Toutes les lignes d’une écriture portent la même date.",
         "Une écriture à cheval sur deux jours, donc deux soldes."),
    Rule("suite", "Les lignes d’une écriture se suivent.",
         "Des écritures recollées à la main."),
    Rule("numéro", "Le numéro d’une écriture est un nombre.",
         "Un tri qui met la 10 avant la 2."),
    Rule("équilibre", "Les débits d’une écriture égalent ses crédits, au centime.",
         "Un bilan qui ne ferme pas ; l’outil officiel le laisse passer."),
    Rule("une ligne", "Une écriture a deux lignes au moins.",
         "De l’argent qui vient de nulle part."),
    Rule("trou", "Les numéros d’un journal se suivent sans trou.",
         "Une écriture supprimée : la première question d’un contrôle."),
    Rule("résultat", "Le bilan et le compte de résultat se répondent.",
         "Un résultat qui dépend de la page que l’on lit."),
    Rule("débiteur", "Le compte 1034 ou 4688 d’un contrat n’est débiteur aucun jour.",
         "Une personne qui aurait repris plus que ce qu’elle a apporté."),
    Rule("apports", "Les comptes 1034 disent ce qui reste à reprendre sur tous les contrats.",
         "Un apport oublié, ou compté deux fois."),
]  # fmt: skip
BY_CODE = {rule.code: rule for rule in RULES}


def told(faults):
    """[(rule, its faults)] for a reading, in the order of the rules."""
    return [
        (rule, [fault for fault in faults if fault.rule == rule.code])
        for rule in RULES
        if any(fault.rule == rule.code for fault in faults)
    ]
