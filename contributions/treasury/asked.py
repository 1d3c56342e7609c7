"""The questions that the treasurer's home asks, each one once, whatever the number of apports."""

from django.db import connection

TOTALS = """
    SELECT count(*) FILTER (WHERE told.id IS NULL),
           coalesce(sum(b.committed) FILTER (WHERE told.id IS NULL), 0),
           coalesce(sum(b.received), 0),
           coalesce(sum(b.received) FILTER (WHERE c.form = 'in_kind'), 0),
           coalesce(sum(b.repaid + b.returned), 0), coalesce(sum(b.repaid - b.paid), 0),
           coalesce(sum(b.outstanding), 0)
      FROM contributions_contractbalance b JOIN contributions_contract c ON c.id = b.contract_id
      LEFT JOIN journal_entry told ON told.event = 'contributions.contract_retracted'
           AND told.subject_kind = 'contributions.contract' AND told.subject_id = c.id
     WHERE c.in_force_on IS NOT NULL
"""
"""Who changed their mind commits nothing any more; what came of them is there until it goes."""
EXPECTED = """
    SELECT * FROM (
        SELECT i.id, i.contract_id, i.due_on, p.first_name || ' ' || p.last_name AS who,
               row_number() OVER w AS rank, count(*) OVER (PARTITION BY i.contract_id) AS many,
               least(i.cents, greatest(sum(i.cents) OVER w - b.received, 0)) AS missing
          FROM contributions_instalment i
          JOIN contributions_contract c ON c.id = i.contract_id AND c.state = 'in_force'
          JOIN contributions_contractbalance b ON b.contract_id = c.id
          JOIN members_person p ON p.id = c.person_id
         WHERE i.lapsed_at IS NULL
        WINDOW w AS (PARTITION BY i.contract_id ORDER BY i.due_on, i.id)
    ) told WHERE missing > 0 ORDER BY due_on, id
"""
WAITING = """
    SELECT id, words, who, cents, "on", is_return, count(*) OVER (), sum(abs(cents)) OVER ()
      FROM contributions_operation WHERE state = 'waiting' ORDER BY "on" DESC, id DESC LIMIT %s
"""
TO_SIGN = """
    SELECT c.id, c.state, c.committed, p.first_name || ' ' || p.last_name,
           (SELECT max(issued_at) FROM contributions_version WHERE contract_id = c.id),
           count(*) OVER (), sum(c.committed) OVER ()
      FROM contributions_contract c JOIN members_person p ON p.id = c.person_id
     WHERE c.state IN ('issued', 'signed')
     ORDER BY c.state DESC, c.id LIMIT %s
"""
DUE = """
    SELECT told.*, count(*) OVER (), sum(cents) OVER () FROM (
        SELECT 'back' AS kind, c.id, p.first_name || ' ' || p.last_name, b.outstanding AS cents,
               FALSE AS has_account
          FROM contributions_contractbalance b JOIN contributions_contract c ON c.id = b.contract_id
          JOIN members_person p ON p.id = c.person_id
          JOIN journal_entry told ON told.event = 'contributions.contract_retracted'
               AND told.subject_kind = 'contributions.contract' AND told.subject_id = c.id
         WHERE c.state = 'in_force' AND b.outstanding > 0
         UNION ALL
        SELECT 'due', c.id, p.first_name || ' ' || p.last_name, b.repaid - b.paid,
               EXISTS (SELECT FROM contributions_payoutaccount a
                        WHERE a.person_id = p.id AND a.ended_at IS NULL AND a.usable_from <= %s)
          FROM contributions_contractbalance b JOIN contributions_contract c ON c.id = b.contract_id
          JOIN members_person p ON p.id = c.person_id
         WHERE b.repaid > b.paid
    ) told ORDER BY kind, cents DESC, id LIMIT %s
"""
"""What came of who changed their mind, then what rounds gave."""
PAYOUTS = """
    SELECT a.id, p.first_name || ' ' || p.last_name, a.asked_at
      FROM contributions_payoutaccount a JOIN members_person p ON p.id = a.person_id
     WHERE a.confirmed_at IS NULL AND a.ended_at IS NULL ORDER BY a.asked_at LIMIT %s
"""
TO_WRITE = """
    SELECT told.*, count(*) OVER (), sum(cents) OVER () FROM (
        SELECT 'promise' AS kind, l.id, l.cents, p.first_name || ' ' || p.last_name,
               l.confirmed_at AS since
          FROM contributions_pledge l JOIN members_person p ON p.id = l.person_id
         WHERE l.state = 'confirmed'
         UNION ALL
        SELECT 'wish', w.id, w.cents, p.first_name || ' ' || p.last_name, w.asked_at
          FROM contributions_waiver w JOIN contributions_contract c ON c.id = w.contract_id
          JOIN members_person p ON p.id = c.person_id
         WHERE w.entry_id IS NULL AND w.taken_back_at IS NULL
    ) told ORDER BY since, kind, id LIMIT %s
"""
MONTHS = """
    SELECT date_trunc('month', e."on")::date,
           sum(CASE l.side WHEN 'C' THEN l.cents ELSE -l.cents END)
               FILTER (WHERE coalesce(o.nature, e.nature) = 'receipt'),
           sum(CASE l.side WHEN 'C' THEN l.cents ELSE -l.cents END)
               FILTER (WHERE coalesce(o.nature, e.nature) = 'in_kind')
      FROM contributions_line l JOIN contributions_entry e ON e.id = l.entry_id
      LEFT JOIN contributions_entry o ON o.id = e.reverses_id
     WHERE l.account_id LIKE '1034%%' AND coalesce(o.nature, e.nature) IN ('receipt', 'in_kind')
     GROUP BY 1 ORDER BY 1
"""
APPORTS = """
    SELECT c.id, c.year, c.number, p.id, p.first_name, p.last_name, b.committed, b.received,
           b.repaid + b.returned, b.waived, b.outstanding,
           CASE WHEN told.id IS NOT NULL AND c.state = 'in_force' THEN 'retracted' ELSE c.state END
      FROM contributions_contract c JOIN contributions_contractbalance b ON b.contract_id = c.id
      JOIN members_person p ON p.id = c.person_id
      LEFT JOIN journal_entry told ON told.event = 'contributions.contract_retracted'
           AND told.subject_kind = 'contributions.contract' AND told.subject_id = c.id
     WHERE c.in_force_on IS NOT NULL
     ORDER BY c.in_force_on, c.id LIMIT %s
"""


def asked(question, values=()):
    with connection.cursor() as cursor:
        cursor.execute(question, list(values))
        return cursor.fetchall()
