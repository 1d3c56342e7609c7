"""What an archive holds: the tables that a house is rebuilt from, then what only proves."""

from django.apps import apps

from contributions.archive.papers import ACTORS, JOURNAL, PAPERS
from coopstudio.files.models import PrivateFile
from members.models import Person

BEFORE = {
    "fiscalyear": "starts_on", "filecheck": "id", "book": "code", "terms": "id", "opinion": "id",
    "clause": "id", "need": "id", "resource": "id", "contract": "year, number", "account": "number",
    "version": "contract_id, number", "signatory": "id", "signature": "id", "certification": "id",
    "instalment": "id", "pledge": "id", "part": "id", "companyfact": "id",
}  # fmt: skip
"""Read again before the entries, each in this order."""
AFTER = {
    "receipt": "year, number", "waiver": "id", "transmission": "id", "good": "id",
    "valuation": "id", "appraisal": "id", "use": "id", "bankaccount": "id", "bankfile": "id",
    "operation": "id", "anchor": "id", "anchor_told": "id", "verification": "id",
    "repaymentround": "year, number", "source": "id", "share": "id", "optout": "id",
    "payoutaccount": "id", "batch": "id", "transfer": "id",
}  # fmt: skip
"""Read again once the entries stand."""
PROOFS = {"seal": "rank", "contractbalance": "contract_id"}
"""Only to be read: seals and balances are made anew, and compared."""
STAYS = {
    "hardship": "what is confided to two people leaves with nobody",
    "discernment": "what these two said of it",
    "signingcode": "ten minutes",
    "chain": "made anew, from the entries",
    "counter": "made anew, from the entries",
}
"""Every other table, and why it is not here."""
COMES_BACK = (
    ("Écritures, lettres, exercices, comptes", "les mêmes numéros, les mêmes sceaux"),
    ("Contrats, versions, signatures et leurs preuves", "tels quels, au même rang"),
    ("Versements attendus et reçus, renonciations, transmissions", "tels quels"),
    ("Biens, évaluations, photos ; promesses, besoins et leurs emplois ; faits de la société",
     "tels quels"),
    ("Cadre, avis reçus, clauses", "tels quels"),
    ("Banque, relevés, rapprochements", "tels quels, sans les IBAN de qui nous paie"),
    ("Tours, sources, parts", "tels quels, avec les mots de la décision : elle-même reste au "
     "registre de cette maison"),
    ("Lots et virements", "tels quels, sans leur fichier ; des comptes payés, le pays et les "
     "quatre derniers signes. Chacun et chacune redonne le sien pour la suite."),
    ("Papiers remis (PDF), journal des apports", "tels quels, à l’octet près"),
    ("Empreintes confiées, relectures", "telles quelles"),
    ("Demandes pour difficulté", "jamais dans l’archive"),
)  # fmt: skip
"""What the page of the archive says of each, in the order in which people would ask."""
KEPT_BACK = {
    "operation": {"iban": "''"},
    "batch": {"content": "''"},
    "payoutaccount": {
        "iban": "left(iban, 2) || '00' || repeat('X', length(iban) - 8) || right(iban, 4)",
        "bic": "''",
        "ended_at": "coalesce(ended_at, confirmed_at)",
    },
    "repaymentround": {
        "proposal_id": "NULL::bigint",
        "decision_id": "NULL::bigint",
        "decided_elsewhere": """coalesce(decided_elsewhere, (
            SELECT jsonb_build_object(
                'code', format('%s-%s-%s', c.prefix, d.year, lpad(d.number::text, 3, '0')),
                'title', d.title, 'circle', c.name, 'at', d.adopted_at, 'version', v.number,
                'kind', d.act_kind, 'text', v.text)
              FROM governance_decision d JOIN governance_circle c ON c.id = d.circle_id
              JOIN governance_version v ON v.id = d.version_id WHERE d.id = decision_id))""",
    },
    "share": {
        "fraction": "CASE (SELECT rule FROM contributions_repaymentround WHERE id = round_id) "
        "WHEN 'hardship' THEN '' ELSE fraction END"
    },
}
"""What never leaves: where people are paid (no account begins by a country and 00), and who asked
to be served first. What was decided leaves as it was said."""
ONLY = {"payoutaccount": "id IN (SELECT payout_id FROM contributions_transfer)"}
"""The accounts that were paid, and no other."""
LEFT_BEHIND = {"seal", "person"}
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
        name: f"SELECT {_columns(name)} FROM contributions_{name} "  # noqa: S608 (our own names)
        f"WHERE {ONLY.get(name, 'true')} ORDER BY {order}"
        for name, order in (BEFORE | AFTER | PROOFS).items()
    }
    people = _named_by(Person, "members_person", NAMES, more=ACTORS)
    told = {"document": PAPERS, "journal": JOURNAL}
    return {"person": people, "privatefile": files(), "entry": ENTRIES} | named | told


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


def _named_by(model, table, columns, *, more="SELECT NULL"):
    """The rows of ``table`` that a rebuilt row speaks of, or this other question."""
    found = " UNION ".join(
        f'SELECT "{field.column}" FROM {one._meta.db_table}'  # noqa: S608 (our own names)
        for one in rebuilt()
        for field in one._meta.concrete_fields
        if field.related_model is model
    )
    found = f"{found} UNION {more}"
    return f"SELECT {columns} FROM {table} WHERE id IN ({found}) ORDER BY id"  # noqa: S608
