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
    ("venu depuis", "Ce qui a été versé après le jour de l’arrêté, s’il y en a.", ["if since"]),
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

# --- payments, things that go back, waivers, transmissions, statements ---
AMOUNT = ("montant", "La somme dont parle la lettre.", ["cents|euros"])
SHORT = ("montant (court)", "La même somme, sans ses centimes s’il n’y en a pas.",
         ["cents|short_euros"])  # fmt: skip
DAY = ("à la date du", "Le jour où c’est écrit dans les comptes.", ["on|short_day"])
DUE = ("prévu le", "Le jour où le versement était prévu.", ["due_on|short_day"])
WHO = ("qui apporte", "La personne de qui vient l’apport.", ["who"])
LEFT = ("ce qui reste", "Ce qui reste à reprendre, ou qu’il ne reste rien.", ["if left"])
DEED = ("acte", "L’acte, ou la décision, qui fonde la transmission.", ["deed|tidy"])
WHY = ("pourquoi", "Ce que la trésorerie a écrit.", ["why|tidy"])
IN_THEIR_LETTER = {
    "receipt_given": [
        SHORT, ("ce qui est arrivé", "La somme ou le bien, et son jour.", ["if is_thing"]),
        ("numéro du reçu", "« REC-2027-0004 ».", ["number"]),
        ("apporté en tout", "Ce qui est arrivé depuis le premier jour.", ["brought|euros"]),
        ("sur le tout", "Si c’est tout ce que dit le contrat, ou combien il dit.",
         ["if brought < committed"]),
    ],
    "receipt_reversed": [
        AMOUNT, ("inscrit le", "Le jour du versement inscrit par erreur.", ["on|short_day"]),
        ("numéro du reçu", "Le reçu qui ne vaut plus rien.", ["number"]), WHY,
    ],
    "payment_reminder": [
        ("ce qui est prévu", "Le versement à venir, ou celui qui n’est pas arrivé.",
         ["if is_ahead"]),
        ("dernier rappel", "Qu’aucune autre lettre ne partira, au dernier rappel.", ["if is_last"]),
    ],
    "payment_silent": [AMOUNT, DUE, WHO],
    "instalment_lapsed": [AMOUNT, DUE],
    "good_returned": [AMOUNT, DAY, ("bien", "Le bien qui est rendu.", ["thing|tidy"])],
    "waiver_noted": [AMOUNT, SHORT],
    "good_stayed": [
        DAY, WHY, ("bien", "Le bien qui est encore ici.", ["thing|tidy"]),
        ("ce qui reste à reprendre", "Ce qui reste de cet apport.", ["left|euros"]),
    ],
    "waiver_undone": [AMOUNT, SHORT, DAY, LEFT, WHY],
    "waiver_waits": [AMOUNT, SHORT, WHO],
    "waiver_written": [AMOUNT, SHORT, DAY, LEFT],
    "transmission_told": [
        AMOUNT, DAY, DEED,
        ("de qui vient le droit", "La personne qui le tenait, et son apport.", ["if is_death"]),
    ],
    "transmission_left": [AMOUNT, DAY, DEED, LEFT],
    "transmission_undone": [AMOUNT, SHORT, DAY, LEFT, WHY],
    "yearly_statement": [
        ("année", "L’exercice du relevé.", ["year"]),
        ("apporté", "Ce qui est arrivé depuis le premier jour.", ["brought|euros"]),
        ("repris", "Ce qui a été repris depuis le premier jour.", ["taken|euros"]),
        ("reste à reprendre", "Ce qui reste à la fin de l’année.", ["left|euros"]),
        ("si l’exercice est ouvert", "Qu’une écriture peut encore s’ajouter.",
         ["if not is_closed"]),
    ],
}  # fmt: skip
for letter, told in IN_THEIR_LETTER.items():
    for name, says, code in told:
        must = "court" not in name and not code[0].startswith("if")
        placeholder(name, *code, says=says, required=must, of=f"{APPORTS}.{letter}")

# --- rounds, transfers, accounts ---
TOUR = ("tour", "« 2028-1 ».", ["tour"])
APPORT = ("référence de l’apport", "« APP-2027-0004 ».", ["reference"])
ENDS = ("fin du compte", "Les quatre derniers signes du compte.", ["account"])
HOLDER = ("titulaire", "Le nom du compte.", ["holder"])
IN_A_ROUND = {
    "round_prepared": [TOUR, ("arrêté au", "Le jour où la base s’arrête.", ["cut_off_on|day"])],
    "repayment_notice": [
        TOUR, AMOUNT, APPORT, ("règle", "Comment l’enveloppe se partage.", ["rule"]),
        ("décision", "Le numéro de la décision du cercle.", ["decision"]),
        ("reste à reprendre", "Ce qui reste de cet apport.", ["outstanding|euros"]),
        ("selon le compte", "Où l’argent ira, ou comment dire où.", ["if account"]),
    ],
    "round_cancelled": [TOUR, AMOUNT, APPORT, ("pourquoi", "La raison donnée.", ["why|tidy"])],
    "round_word": [TOUR],
    "transfer_leaving": [TOUR, AMOUNT, APPORT, ENDS,
                         ("pour le", "Le jour où la banque l’exécute.", ["on|day"])],
    "transfer_returned": [TOUR, AMOUNT, APPORT, ENDS,
                          ("ce que dit la banque", "Pourquoi il est revenu.", ["why|tidy"])],
    "transfer_arrived": [TOUR, AMOUNT, APPORT, ENDS, WHY],
    "payout_given": [HOLDER, ENDS,
                     ("compte d’avant", "Le compte qui servait jusque-là.", ["if before"])],
    "payout_confirmed": [
        HOLDER, ENDS, ("qui confirme", "La personne qui a entendu ces signes.", ["by"]),
        ("utilisable dès", "Deux jours après la confirmation.", ["usable_from|moment"]),
    ],
    "payout_ended": [HOLDER, ENDS],
}  # fmt: skip
for letter, told in IN_A_ROUND.items():
    for name, says, code in told:
        must = not code[0].startswith("if")
        placeholder(name, *code, says=says, required=must, of=f"{APPORTS}.{letter}")
