"""The chart of the house (règlement ANC 2018-06), on eight figures, and its four books."""

BOOKS = {
    "AN": "À-nouveaux",
    "BQ": "Banque",
    "CA": "Caisse",
    "OD": "Opérations diverses",
}
EARLY = "46720000"
"""What arrived before the two signatures: due to who sent it, until the contract is in force."""
BANK, CASH, OWED, WITHOUT_RIGHT = "51200000", "53000000", "46880000", "10240000"
SHARES, ADVANCES, DEBTORS, DIVIDENDS = "26100000", "26700000", "46710000", "76100000"
HARDWARE, RESULT_GAIN, RESULT_LOSS = "21830000", "12000000", "12900000"
DEPRECIATION_COST, RETURN_GAIN, GIFTS = "68112000", "75880000", "75411000"
CHART = {
    "10200000": "Fonds propres sans droit de reprise",
    WITHOUT_RIGHT: "Autres fonds propres sans droit de reprise",
    "10680000": "Réserves pour projet de l'entité",
    "11000000": "Report à nouveau, solde créditeur",
    "11900000": "Report à nouveau, solde débiteur",
    RESULT_GAIN: "Résultat de l'exercice, excédent",
    RESULT_LOSS: "Résultat de l'exercice, déficit",
    "20500000": "Logiciels, droits et valeurs similaires",
    HARDWARE: "Matériel de bureau et informatique",
    "21840000": "Mobilier",
    SHARES: "Titres de participation",
    ADVANCES: "Créances rattachées à des participations",
    "28050000": "Amortissements des logiciels",
    "28183000": "Amortissements du matériel de bureau et informatique",
    "28184000": "Amortissements du mobilier",
    "40100000": "Fournisseurs",
    "41100000": "Usagers et clients",
    DEBTORS: "Débiteurs divers",
    EARLY: "Créditeurs divers",
    OWED: "Reprises d'apports à payer",
    BANK: "Banque",
    CASH: "Caisse",
    "60600000": "Achats non stockés",
    "61000000": "Services extérieurs",
    "62000000": "Autres services extérieurs",
    "62700000": "Services bancaires",
    "65800000": "Charges diverses de gestion courante",
    DEPRECIATION_COST: "Dotations aux amortissements des immobilisations",
    "69500000": "Impôt sur les sociétés",
    "74000000": "Subventions d'exploitation",
    GIFTS: "Dons manuels",
    "75600000": "Cotisations",
    "75800000": "Produits divers de gestion courante",
    RETURN_GAIN: "Autres produits sur biens repris",
    DIVIDENDS: "Produits des participations",
    "86100000": "Mise à disposition gratuite de biens",
    "86400000": "Personnel bénévole",
    "87100000": "Prestations et biens en nature",
    "87500000": "Bénévolat",
}
WEAR = {"2183": "28183000", "2184": "28184000", "2050": "28050000"}
"""The account of wear of what stands in an account of things, by its first four figures."""
THIRD_PARTIES = ("401", "411", "4671", "4672", "4688")
"""What is owed and what answers it: lines that are lettered."""
