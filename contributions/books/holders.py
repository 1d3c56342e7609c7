"""The state of apports at the end of an exercice: whose is each contract, and what its accounts
1034 and 4688 say. It goes with the file of entries, which names nobody."""

from django.db import connection

from coopstudio.french.money import typed

HEAD = [
    "Contrat", "Titulaire", "En vigueur le", "Compte", "Reste au premier jour", "Apporté",
    "Reçu par transmission", "Repris", "Renoncé", "Transmis", "Reste au dernier jour (1034)",
    "Décidé, non payé (4688)",
]  # fmt: skip
AMOUNTS = 4
"""The rank of the first column of amounts."""
STATE = """
    WITH told AS (
        SELECT l.contract_id AS contract, left(l.account_id, 4) AS kind, e."on",
               coalesce(o.nature, e.nature) AS nature,
               CASE WHEN o.id IS NULL THEN 1 ELSE -1 END AS way,
               CASE l.side WHEN 'C' THEN l.cents ELSE -l.cents END AS cents
          FROM contributions_line l JOIN contributions_entry e ON e.id = l.entry_id
          LEFT JOIN contributions_entry o ON o.id = e.reverses_id
         WHERE l.contract_id IS NOT NULL AND e.nature <> 'opening' AND e."on" <= %(until)s
    ), owned AS (SELECT *, "on" >= %(since)s AS now FROM told WHERE kind = '1034')
    SELECT 'APP-' || c.year || '-' || lpad(c.number::text, 4, '0'),
           concat_ws(' ', p.first_name, p.last_name), c.in_force_on, a.number,
           sum(cents) FILTER (WHERE NOT now),
           sum(cents) FILTER (WHERE now AND nature IN ('receipt', 'in_kind')),
           sum(cents) FILTER (WHERE now AND nature = 'transmission' AND cents * way > 0),
           -sum(cents) FILTER (WHERE now AND nature IN ('repayment_decided', 'return_in_kind')),
           -sum(cents) FILTER (WHERE now AND nature = 'waiver'),
           -sum(cents) FILTER (WHERE now AND nature = 'transmission' AND cents * way < 0),
           sum(cents),
           (SELECT sum(cents) FROM told WHERE contract = c.id AND kind = '4688')
      FROM contributions_contract c
      JOIN members_person p ON p.id = c.person_id
      JOIN contributions_account a ON a.contract_id = c.id
      JOIN owned ON owned.contract = c.id
     GROUP BY c.id, p.id, a.number ORDER BY c.year, c.number
"""


def rows_of(year):
    """One row to a contract that ever moved, then their sum; amounts as a sheet reads them."""
    sums = [0] * (len(HEAD) - AMOUNTS)
    with connection.cursor() as cursor:
        cursor.execute(STATE, {"since": year.starts_on, "until": year.ends_on})
        for row in cursor.fetchall():
            cents = [int(one or 0) for one in row[AMOUNTS:]]
            sums = [sum(pair) for pair in zip(sums, cents, strict=True)]
            yield [*row[:AMOUNTS], *map(typed, cents)]
    yield ["Ensemble", "", "", "", *map(typed, sums)]
