"""The bare twins of the ledger: contracts, entries, one account, one contract, one round.

Each reads in one hand-written query what its page shows.
"""

CONTRACTS = """
SELECT c.id, c.year, c.number, c.form, c.committed, c.state, c.in_force_on, b.outstanding,
       p.first_name, p.last_name, p.email, CASE c.state WHEN 'issued' THEN p.first_name
       WHEN 'signed' THEN (
           SELECT w.first_name FROM contributions_signatory s
             JOIN contributions_version v ON v.id = s.version_id
             JOIN members_person w ON w.id = s.person_id
            WHERE v.contract_id = c.id AND v.number = 1 AND s.party = 'association' LIMIT 1
       ) END, sums.*
FROM contributions_contract c JOIN members_person p ON p.id = c.person_id
JOIN contributions_contractbalance b ON b.contract_id = c.id, (
    SELECT count(*) FILTER (WHERE state = 'in_force') AS held,
           sum(committed) FILTER (WHERE state = 'in_force') AS committed_by_held,
           count(*) FILTER (WHERE state IN ('issued', 'signed')) AS to_sign,
           sum(committed) FILTER (WHERE state IN ('issued', 'signed')) AS committed_by_them
      FROM contributions_contract
) sums
ORDER BY CASE WHEN c.state IN ('issued', 'signed') THEN 0::smallint
              WHEN c.state = 'in_force' THEN 1::smallint ELSE 2::smallint END,
         c.year DESC, c.number DESC LIMIT 25
"""
ENTRIES = """
SELECT e.id, e."on", e.book_id, e.number, e.piece, e.label, e.nature, r.id, (
    SELECT json_agg(json_build_array(l.side, l.account_id, l.cents) ORDER BY l.rank)
      FROM contributions_line l WHERE l.entry_id = e.id
), (SELECT sum(last) FROM contributions_counter k WHERE k.year_id = e.year_id)
FROM contributions_entry e LEFT JOIN contributions_entry r ON r.reverses_id = e.id
WHERE e.year_id = (SELECT id FROM contributions_fiscalyear
                    WHERE current_date BETWEEN starts_on AND ends_on)
ORDER BY e."on" DESC, e.id DESC LIMIT 25
"""
ACCOUNT = """
SELECT e."on", e.book_id, e.number, e.piece, e.label, l.side, l.cents, t.code, sums.*
FROM contributions_line l JOIN contributions_entry e ON e.id = l.entry_id
LEFT JOIN contributions_lettering t ON t.line_id = l.id, (
    SELECT sum(l.cents) FILTER (WHERE l.side = 'D'), sum(l.cents) FILTER (WHERE l.side = 'C'),
           count(*)
      FROM contributions_line l JOIN contributions_entry e ON e.id = l.entry_id
      JOIN contributions_fiscalyear y ON y.id = e.year_id
     WHERE l.account_id = '51200000' AND current_date BETWEEN y.starts_on AND y.ends_on
) sums
WHERE l.account_id = '51200000'
  AND e.year_id = (SELECT id FROM contributions_fiscalyear
                    WHERE current_date BETWEEN starts_on AND ends_on)
ORDER BY e."on", e.id, l.rank LIMIT 50
"""
CONTRACT = """
SELECT c.*, p.*, b.*, (
    SELECT json_agg(json_build_array(v.number, v.facts, v.clauses, v.digest, v.issued_at, (
        SELECT json_agg(json_build_array(s.party, s.quality, s.mandate, w.first_name, w.last_name,
                                         g.way, g.signed_at, g.evidence, (
            SELECT json_agg(json_build_array(f.at, y.first_name))
              FROM contributions_certification f JOIN members_person y ON y.id = f.by_id
             WHERE f.signature_id = g.id)))
          FROM contributions_signatory s JOIN members_person w ON w.id = s.person_id
          LEFT JOIN contributions_signature g ON g.signatory_id = s.id
         WHERE s.version_id = v.id)) ORDER BY v.number DESC)
      FROM contributions_version v WHERE v.contract_id = c.id
), (
    SELECT json_agg(json_build_array(d.id, d.kind, d.title)) FROM documents_document d
     WHERE d.subject_kind = 'contributions.version'
       AND d.subject_id IN (SELECT id FROM contributions_version WHERE contract_id = c.id)
), (
    SELECT json_agg(json_build_array(e.sentence, e.at, a.first_name) ORDER BY e.at)
      FROM journal_entry e LEFT JOIN members_person a ON a.id = e.actor_id
     WHERE e.subject_kind = 'contributions.contract' AND e.subject_id = c.id
)
FROM contributions_contract c JOIN members_person p ON p.id = c.person_id
JOIN contributions_contractbalance b ON b.contract_id = c.id
WHERE c.id = %(key)s
"""
ROUND = """
SELECT r.*, t.*, (
    SELECT json_agg(json_build_array(s.kind, s.words, s.cents)) FROM contributions_source s
     WHERE s.round_id = r.id
), (
    SELECT json_agg(json_build_array(s.rank, s.outstanding, s.cents, s.fraction, c.year, c.number,
                                     p.first_name, p.last_name) ORDER BY s.rank)
      FROM contributions_share s JOIN contributions_contract c ON c.id = s.contract_id
      JOIN members_person p ON p.id = c.person_id WHERE s.round_id = r.id
), (
    SELECT json_agg(json_build_array(c.id, c.year, c.number, c.person_id, c.in_force_on))
      FROM contributions_contract c WHERE c.in_force_on <= r.cut_off_on
), (
    SELECT json_agg(json_build_array(l.contract_id, l.side, l.cents, e."on", e.nature))
      FROM contributions_line l JOIN contributions_entry e ON e.id = l.entry_id
      JOIN contributions_seal z ON z.entry_id = e.id
      JOIN contributions_seal mine ON mine.entry_id = r.entry_id
     WHERE l.account_id LIKE '1034%%' AND e.nature <> 'opening' AND z.rank < mine.rank
), (
    SELECT json_agg(json_build_array(b.key, b."on", b.total, b.sent_at))
      FROM contributions_batch b WHERE b.round_id = r.id
), (
    SELECT json_agg(json_build_array(e.sentence, e.at, a.first_name) ORDER BY e.at)
      FROM journal_entry e LEFT JOIN members_person a ON a.id = e.actor_id
     WHERE e.subject_kind = 'contributions.repaymentround' AND e.subject_id = r.id
)
FROM contributions_repaymentround r LEFT JOIN LATERAL (
    SELECT * FROM contributions_terms WHERE from_on <= r.cut_off_on ORDER BY from_on DESC LIMIT 1
) t ON true
WHERE r.id = %(key)s
"""
