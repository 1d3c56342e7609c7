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
QUEUES = """
    WITH written AS (
        SELECT 'write' AS queue, told.*, row_number() OVER (ORDER BY at, kind, id) AS turn FROM (
            SELECT 'promise' AS kind, l.id, l.person_id, l.cents, l.confirmed_at AS at
              FROM contributions_pledge l WHERE l.state = 'confirmed'
             UNION ALL
            SELECT 'wish', w.id, c.person_id, w.cents, w.asked_at
              FROM contributions_waiver w JOIN contributions_contract c ON c.id = w.contract_id
             WHERE w.entry_id IS NULL AND w.taken_back_at IS NULL
        ) told
    ), signed AS (
        SELECT 'sign', c.state, c.id, c.person_id, c.committed,
               (SELECT max(issued_at) FROM contributions_version WHERE contract_id = c.id),
               row_number() OVER (ORDER BY c.state DESC, c.id)
          FROM contributions_contract c WHERE c.state IN ('issued', 'signed')
    ), given_back AS (
        SELECT 'return', 'back', c.id, c.person_id, b.outstanding, NULL::timestamptz,
               row_number() OVER (ORDER BY b.outstanding DESC, c.id)
          FROM contributions_contractbalance b JOIN contributions_contract c ON c.id = b.contract_id
          JOIN journal_entry told ON told.event = 'contributions.contract_retracted'
               AND told.subject_kind = 'contributions.contract' AND told.subject_id = c.id
         WHERE c.state = 'in_force' AND b.outstanding > 0
    ), due AS (
        SELECT 'return', CASE WHEN EXISTS (
                   SELECT FROM contributions_transfer t
                     JOIN contributions_batch sent ON sent.id = t.batch_id
                     JOIN contributions_share s ON s.id = t.share_id
                    WHERE s.contract_id = c.id GROUP BY s.id
                   HAVING every(t.state = 'returned') AND count(sent.sent_at) > 0
               ) THEN 'came' ELSE 'due' END, c.id, c.person_id, b.repaid - b.paid,
               (SELECT min(a.usable_from) FROM contributions_payoutaccount a
                 WHERE a.person_id = c.person_id AND a.ended_at IS NULL AND a.usable_from <= %s),
               row_number() OVER (ORDER BY b.repaid - b.paid DESC, c.id)
          FROM contributions_contractbalance b JOIN contributions_contract c ON c.id = b.contract_id
         WHERE b.repaid > b.paid
    ), agreed AS (
        SELECT 'return',
               CASE WHEN r.posted_by_id IS NULL THEN 'agreed' ELSE 'agreed_by_one' END,
               r.id, r.prepared_by_id,
               (SELECT sum(s.cents)::bigint FROM contributions_share s WHERE s.round_id = r.id),
               NULL::timestamptz, row_number() OVER (ORDER BY r.id)
          FROM contributions_repaymentround r WHERE r.state = 'consented'
    ), accounts AS (
        SELECT 'return', 'payout', a.id, a.person_id, 0, a.asked_at,
               row_number() OVER (ORDER BY a.asked_at, a.id)
          FROM contributions_payoutaccount a
         WHERE a.confirmed_at IS NULL AND a.ended_at IS NULL
    ), waiting AS (
        SELECT *, count(*) OVER w AS many, sum(cents) OVER w AS total FROM (
            TABLE written UNION ALL TABLE signed UNION ALL TABLE given_back
             UNION ALL TABLE agreed UNION ALL TABLE due UNION ALL TABLE accounts
        ) told WINDOW w AS (PARTITION BY queue)
    )
    SELECT queue, kind, w.id, p.first_name || ' ' || p.last_name, cents, at, many, total
      FROM waiting w JOIN members_person p ON p.id = w.person_id
     WHERE turn <= %s
     ORDER BY queue, CASE WHEN queue = 'return' THEN kind END, turn
"""
"""What waits for words, for a signature or to be given back, the first of each.

``at`` is since when, or from when an account serves for what is due; None without one.
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
