"""What an archive holds: the tables that a house is rebuilt from, then what only proves."""

from django.apps import apps

from coopstudio.files.models import PrivateFile
from members.models import Person

BEFORE = {
    "fiscalyear": "starts_on", "book": "code", "terms": "id", "opinion": "id", "clause": "id",
    "need": "id", "resource": "id", "contract": "year, number", "account": "number",
    "version": "contract_id, number", "signatory": "id", "signature": "id", "certification": "id",
    "instalment": "id", "pledge": "id", "part": "id",
}  # fmt: skip
"""Read again before the entries, each in this order."""
AFTER = {
    "receipt": "year, number", "waiver": "id", "transmission": "id", "good": "id",
    "valuation": "id", "appraisal": "id", "use": "id", "bankaccount": "id", "bankfile": "id",
    "operation": "id", "anchor": "id", "anchor_told": "id", "verification": "id",
}  # fmt: skip
"""Read again once the entries stand."""
PROOFS = {
    "repaymentround": "id", "source": "id", "share": "id", "optout": "id", "batch": "id",
    "transfer": "id", "seal": "rank", "contractbalance": "contract_id",
}  # fmt: skip
"""Only to be read by people. A round rests on a decision of a circle and on accounts where people
are paid, which are not here: what it decided and what was paid stand in the entries. Seals and
balances are made anew, and compared."""
COMES_BACK = (
    ("Écritures, lettres, exercices, comptes", "les mêmes numéros, les mêmes sceaux"),
    ("Contrats, versions, signatures et leurs preuves", "tels quels, au même rang"),
    ("Versements attendus et reçus, renonciations, transmissions", "tels quels"),
    ("Biens, évaluations, photos ; promesses, besoins et leurs emplois", "tels quels"),
    ("Cadre, avis reçus, clauses", "tels quels"),
    ("Banque, relevés, rapprochements", "tels quels, sans les IBAN de qui nous paie"),
    ("Empreintes confiées, relectures", "telles quelles"),
    ("Tours, parts, virements", "à lire dans l’archive ; ce qu’ils ont décidé et payé est dans les "
     "écritures. Au premier tour de la nouvelle maison, retirez les dividendes déjà partagés."),
    ("Papiers remis (PDF)", "à lire dans l’archive, avec leur empreinte"),
    ("Demandes pour difficulté, comptes où chacun et chacune est payé", "jamais dans l’archive"),
)  # fmt: skip
"""What the page of the archive says of each, in the order in which people would ask."""
KEPT_BACK = {
    "operation": {"iban": "''"},
    "batch": {"content": "''"},
    "share": {
        "fraction": "CASE (SELECT rule FROM contributions_repaymentround WHERE id = round_id) "
        "WHEN 'hardship' THEN '' ELSE fraction END"
    },
}
"""What never leaves: where people are paid, and who asked to be served first."""
LEFT_BEHIND = {*PROOFS, "person"} - {"contractbalance"}
"""What an empty house does not say again, word for word: people were there before."""
ENTRIES = """
    SELECT e.id, e.book_id, e.year_id, e.number, e."on", e.piece, e.piece_on, e.label,
           e.validated_on, e.nature, e.source_key, e.reverses_id, e.written_at, s.rank, s.digest,
           (SELECT jsonb_agg(l ORDER BY l.rank) FROM contributions_line l WHERE l.entry_id = e.id)
               AS lines,
           (SELECT jsonb_agg(t ORDER BY t.id) FROM contributions_lettering t
              JOIN contributions_line l ON l.id = t.line_id WHERE l.entry_id = e.id) AS letters
      FROM contributions_entry e JOIN contributions_seal s ON s.entry_id = e.id
     ORDER BY s.rank
"""
NAMES = "id, email, first_name, last_name, civil_first_name, civil_last_name"


def questions():
    """{name: SQL}: everything, as JSON lines."""
    named = {
        name: f"SELECT {_columns(name)} FROM contributions_{name} ORDER BY {order}"  # noqa: S608
        for name, order in (BEFORE | AFTER | PROOFS).items()
    }
    people = _named_by(Person, "members_person", NAMES)
    return {"person": people, "privatefile": files(), "entry": ENTRIES} | named


def files():
    """The question that finds each file of what is rebuilt: scans, photos, proofs, opinions."""
    return _named_by(PrivateFile, "files_privatefile", "*")


def rebuilt():
    """The models that come back, one to a table."""
    return [apps.get_model("contributions", name) for name in BEFORE | AFTER]


def _columns(name):
    columns = [one.column for one in apps.get_model("contributions", name)._meta.concrete_fields]
    kept_back = KEPT_BACK.get(name, {})
    return ", ".join(f'{kept_back.get(one, f'"{one}"')} AS "{one}"' for one in columns)


def _named_by(model, table, columns):
    """The rows of ``table`` that a rebuilt row speaks of."""
    found = " UNION ".join(
        f'SELECT "{field.column}" FROM {one._meta.db_table}'  # noqa: S608 (our own names)
        for one in rebuilt()
        for field in one._meta.concrete_fields
        if field.related_model is model
    )
    return f"SELECT {columns} FROM {table} WHERE id IN ({found}) ORDER BY id"  # noqa: S608
