"""What an archive holds: the tables that a house is rebuilt from, then what only proves."""

PEOPLE = """
    SELECT id, email, first_name, last_name, civil_first_name, civil_last_name FROM members_person p
     WHERE EXISTS (SELECT FROM contributions_contract WHERE person_id = p.id)
        OR EXISTS (SELECT FROM contributions_signatory WHERE person_id = p.id)
        OR EXISTS (SELECT FROM contributions_certification WHERE by_id = p.id)
        OR EXISTS (SELECT FROM contributions_version WHERE issued_by_id = p.id)
        OR EXISTS (SELECT FROM contributions_instalment WHERE lapsed_by_id = p.id)
        OR EXISTS (SELECT FROM contributions_receipt WHERE written_by_id = p.id)
        OR EXISTS (SELECT FROM contributions_fiscalyear WHERE closed_by_id = p.id)
     ORDER BY id
"""
SCANS = """
    SELECT * FROM files_privatefile
     WHERE id IN (SELECT scan_id FROM contributions_signature) ORDER BY id
"""
BEFORE = {
    "fiscalyear": "starts_on",
    "book": "code",
    "contract": "year, number",
    "account": "number",
    "version": "contract_id, number",
    "signatory": "id",
    "signature": "id",
    "certification": "id",
    "instalment": "id",
}
"""Read again before the entries, each in this order."""
ENTRIES = """
    SELECT e.*, s.rank, s.digest,
           (SELECT jsonb_agg(l ORDER BY l.rank) FROM contributions_line l WHERE l.entry_id = e.id)
               AS lines,
           (SELECT jsonb_agg(t ORDER BY t.id) FROM contributions_lettering t
              JOIN contributions_line l ON l.id = t.line_id WHERE l.entry_id = e.id) AS letters
      FROM contributions_entry e JOIN contributions_seal s ON s.entry_id = e.id
     ORDER BY s.rank
"""
AFTER = {"receipt": "year, number"}
"""Read again once the entries stand."""
PROOFS = {
    "terms": "id", "clause": "id", "need": "id", "resource": "id", "use": "id", "pledge": "id",
    "part": "id", "good": "id", "valuation": "id", "appraisal": "id", "waiver": "id",
    "transmission": "id", "repaymentround": "id", "source": "id", "share": "id", "batch": "id",
    "transfer": "id", "bankaccount": "id", "bankfile": "id", "operation": "id", "anchor": "id",
    "anchor_told": "id", "verification": "id", "seal": "rank", "contractbalance": "contract_id",
}  # fmt: skip
"""Only to be read by people: an empty house does not need them to say the same balances. Requests
for hardship and the accounts where people are paid never leave."""


def questions():
    """{name: SQL}: everything, as JSON lines."""
    named = {
        name: f"SELECT * FROM contributions_{name} ORDER BY {order}"  # noqa: S608 (our own names)
        for name, order in (BEFORE | AFTER | PROOFS).items()
    }
    return {"person": PEOPLE, "privatefile": SCANS, "entry": ENTRIES} | named
