"""A version as it looks on paper: its frozen articles and facts as blocks, tables and annexes."""

import re

from contributions.contracts.example import round_of
from contributions.contracts.payments import when
from contributions.states import TAKEN_BACK
from coopstudio.french import dates, money

PLACES = {
    "parties": "parties", "preambule": "recital", "risque": "risk", "risque-sans-reprise": "risk",
}  # fmt: skip
"""Articles that stand elsewhere than in the numbered list."""
STRONG = re.compile(r"\*\*(.+?)\*\*")
GLOSSARY = [
    ("apport", "ce qu’un membre met dans le projet, et dont l’association devient propriétaire"),
    ("reprise", "le retour de l’apport à qui l’a fait, en tout ou partie, sans rien de plus"),
    ("tour", "le moment, une fois par an au plus, où une enveloppe est partagée en reprises"),
    ("enveloppe", "ce que l’association décide de consacrer à un tour"),
    ("rang", "l’ordre d’entrée en vigueur des contrats ; il départage les centimes"),
    ("reste à reprendre", "ce qui a été reçu, moins ce qui a été repris, transmis ou abandonné"),
    ("fonds propres avec droit de reprise", "la ligne des comptes où l’apport est inscrit"),
]


def drawn(version):
    """What the template of a contract shows; strings, lists and dicts only."""
    facts = version.facts
    placed = {"parties": [], "recital": [], "risk": None, "articles": []}
    for clause in version.clauses:
        where = PLACES.get(clause["code"], "articles")
        blocks = _blocks(clause["text"], facts)
        if where == "articles":
            placed[where].append({"title": clause["title"], "blocks": blocks})
        elif where == "risk":
            placed[where] = {"title": clause["title"], "blocks": blocks}
        else:
            placed[where] = blocks
    return placed | {
        "reference": facts["reference"],
        "number": version.number,
        "digest": version.digest,
        "has_right": facts["form"] in TAKEN_BACK,
        "amount": facts["amount"],
        "words": facts["words"],
        "place": facts["place"],
        "issued": dates.short_day(facts["issued_on"]),
        "contributor": facts["contributor"]["name"],
        "representative": facts["association"]["representative"],
        "quality": facts["association"]["quality"],
        "mention": facts["mentions"]["contributor"],
        "accepted": facts["mentions"]["association"],
        "why": version.why,
        "annexes": annexes(facts),
    }


def annexes(facts):
    """What comes after the signatures: inventory, a worked round, the statutes, the words."""
    has_right = facts["form"] in TAKEN_BACK
    notes = [f"{one['label']} : {one['why']}" for one in facts["needs"] if one.get("why")]
    title = "À quoi l’apport sert"
    found = [{"kind": "needs", "title": title, "table": _needs(facts), "notes": notes}]
    if facts["goods"]:
        table = _goods(facts["goods"])
        found.append({"kind": "goods", "title": "Inventaire des biens", "table": table})
    if has_right:
        worked = {"kind": "round", "title": "Un tour, calculé pas à pas"}
        found.append(worked | {"round": round_of(facts["terms"]["rule"])})
        statutes = facts["terms"]["statutes_words"] or "Le texte de l’article est dans les statuts."
        title = f"Extrait des statuts, {facts['terms']['statutes_article']}"
        found.append({"kind": "statutes", "title": title, "text": statutes})
        terms = [{"term": term, "words": words} for term, words in GLOSSARY]
        found.append({"kind": "glossary", "title": "Les mots de ce contrat", "terms": terms})
    return [one | {"rank": rank} for rank, one in enumerate(found, start=1)]


def _blocks(text, facts):
    return [_block(part, facts) for part in text.strip().split("\n\n")]


def _block(part, facts):
    table = {"{echeancier}": _instalments, "{besoins}": _needs, "{biens}": _short_goods}.get(part)
    if table:
        return {"table": table(facts)}
    bits = STRONG.split(part)
    return {
        "bits": [
            {"text": words, "strong": rank % 2 == 1} for rank, words in enumerate(bits) if words
        ]
    }


def _instalments(facts):
    rows = [[when(one), "virement", money.euros(one["cents"])] for one in facts["instalments"]]
    return _table("Échéancier", ["Date", "Moyen", "Montant"], rows, facts["cents"])


def _needs(facts):
    rows = [[one["label"], money.euros(one["cents"])] for one in facts["needs"]]
    return _table("Affectation", ["Besoin", "Montant"], rows, facts["cents"])


def _short_goods(facts):
    rows = [[one["name"], one["condition"], money.euros(one["cents"])] for one in facts["goods"]]
    return _table("Biens apportés", ["Bien", "État", "Valeur"], rows, facts["cents"])


def _goods(goods):
    rows = [
        [
            one["name"], one["words"], one["serial"], one["condition"], one["method"],
            money.euros(one["cents"]),
        ]
        for one in goods
    ]  # fmt: skip
    head = ["Bien", "Description", "Numéro", "État", "Méthode", "Valeur"]
    return _table("Inventaire", head, rows, sum(one["cents"] for one in goods))


def _table(caption, head, rows, total):
    foot = ["Ensemble", *[""] * (len(head) - 2), money.euros(total)]
    return {"caption": caption, "head": head, "rows": rows, "foot": foot}
