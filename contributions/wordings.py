"""How founders name, between braces, what letters about apports fill in."""

from coopstudio.wordings.api import placeholder

APPORTS = "contributions"
MUST_STAY = [
    # --- pledges and goods ---
    ("lequel des deux rappels", "Une semaine après, ou trois semaines après.", ["if step == 7"]),
    ("qui a promis", "La personne qui a dit la promesse.", ["name"]),
    ("dit le", "Le jour où la promesse a été dite.", ["said_on|short_day"]),
    ("valable jusqu’au", "Le dernier jour de la promesse.", ["until|short_day"]),
    ("qui l’a noté", "La personne elle-même, ou la trésorerie qui l’a entendue.", ["if heard_by"]),
    ("bien", "Le bien que la personne apporte.", ["good|tidy"]),
    ("valeur", "La valeur proposée, ou trouvée juste.", ["cents|euros"]),
    ("ce qui ne va pas", "Pourquoi la valeur ne paraît pas juste.", ["why|tidy"]),
    # --- contracts ---
    ("référence du contrat", "« APP-2027-0004 ».", ["reference"]),
    ("qui signe pour l’association", "La personne qui signera après.", ["association"]),
    ("selon la version", "Un contrat, ou une nouvelle version d’un contrat.", ["if version > 1"]),
    ("à qui c’est de signer", "La personne qui apporte, ou l’association.", ["if is_contributor"]),
    ("qui l’a laissé", "Qui a laissé le contrat, ou le temps qui a passé.", ["if by"]),
]  # fmt: skip
"""Without it, the letter would not say what it is written for."""

MAY_GO = [
    ("forme de l’apport", "« en argent », « en nature, en pleine propriété ».", ["what"]),
    ("montant promis", "Le montant, s’il y en a un.", ["if cents"]),
    ("pour quel besoin", "Le besoin du plan, si la personne en a choisi un.", ["if need"]),
    ("bien (court)", "Le bien, coupé si son nom est long.", ["good|truncatechars:40"]),
    ("numéro de version", "Le numéro de la version signée.", ["version"]),
    ("dernier rappel", "Ce qui se passe ensuite, au dernier rappel.", ["if step > 7"]),
    ("à qui apporte", "Quelques mots à la personne qui apporte.",
     ["if is_contributor and version == 1"]),
    ("pourquoi il est laissé", "Un mot, si quelqu’un en a dit un.", ["if why"]),
]  # fmt: skip

for name, says, code in MUST_STAY:
    placeholder(name, *code, says=says, required=True, of=APPORTS)
for name, says, code in MAY_GO:
    placeholder(name, *code, says=says, of=APPORTS)
