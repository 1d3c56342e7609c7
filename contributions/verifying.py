"""Is the ledger what it was? Each link computed again, each balance summed again (I11, I13)."""

from dataclasses import dataclass

from django.db import connection
from django.utils.timezone import localdate

from contributions.fec.reading import content_of, digest_at_closing
from contributions.models import FiscalYear
from coopstudio.french.dates import short_day
from coopstudio.french.money import euros

SEALS = """
    SELECT s.rank, e.book_id, e.number, y.code,
           s.previous IS NOT DISTINCT FROM coalesce(lag(s.digest) OVER w, repeat('0', 64)),
           s.rank = row_number() OVER w,
           s.digest = seal_of(s.previous, entry_text(e.id))
      FROM contributions_seal s JOIN contributions_entry e ON e.id = s.entry_id
      JOIN contributions_fiscalyear y ON y.id = e.year_id
    WINDOW w AS (ORDER BY s.rank) ORDER BY s.rank
"""
UNSEALED = """
    SELECT e.book_id, e.number, y.code FROM contributions_entry e
      JOIN contributions_fiscalyear y ON y.id = e.year_id
     WHERE NOT EXISTS (SELECT FROM contributions_seal WHERE entry_id = e.id)
"""
HEAD = """
    SELECT c.rank, c.digest, s.rank, s.digest FROM contributions_chain c
      LEFT JOIN LATERAL (SELECT rank, digest FROM contributions_seal
                          ORDER BY rank DESC LIMIT 1) s ON true
"""
NOTHING_YET = [(0, "0" * 64, None, None)]
OFF = """
    SELECT e.book_id, e.number, y.code, sum(CASE side WHEN 'D' THEN cents ELSE -cents END)
      FROM contributions_entry e JOIN contributions_fiscalyear y ON y.id = e.year_id
      LEFT JOIN contributions_line l ON l.entry_id = e.id
     GROUP BY e.id, y.code
    HAVING coalesce(sum(CASE side WHEN 'D' THEN cents ELSE -cents END), 0) <> 0 OR count(l.id) < 2
"""
HOLES = """
    SELECT book_id, y.code, max(number), count(*) FROM contributions_entry e
      JOIN contributions_fiscalyear y ON y.id = e.year_id
     GROUP BY book_id, y.code HAVING max(number) <> count(*)
"""
ASTRAY = """
    SELECT e.book_id, e.number, y.code, l.account_id
      FROM contributions_line l JOIN contributions_entry e ON e.id = l.entry_id
      JOIN contributions_fiscalyear y ON y.id = e.year_id
      LEFT JOIN contributions_entry o ON o.id = e.reverses_id
     WHERE NOT fits_its_nature(coalesce(o.nature, e.nature), l.account_id)
        OR contract_moves(l.account_id, coalesce(o.nature, e.nature),
                          CASE WHEN o.id IS NULL THEN l.side
                               WHEN l.side = 'D' THEN 'C' ELSE 'D' END) IS NULL
     ORDER BY e.id, l.rank
"""
HOURS = """
    SELECT e.book_id, e.number, y.code, e.validated_on, day_in_paris(e.written_at)
      FROM contributions_entry e JOIN contributions_fiscalyear y ON y.id = e.year_id
     WHERE e.validated_on <> greatest(e."on", day_in_paris(e.written_at))
"""
BALANCES = """
    WITH moved AS (
        SELECT l.contract_id,
               contract_moves(l.account_id, coalesce(o.nature, e.nature),
                              CASE WHEN o.id IS NULL THEN l.side
                                   WHEN l.side = 'D' THEN 'C' ELSE 'D' END) AS what,
               CASE WHEN o.id IS NULL THEN l.cents ELSE -l.cents END AS cents
          FROM contributions_line l JOIN contributions_entry e ON e.id = l.entry_id
          LEFT JOIN contributions_entry o ON o.id = e.reverses_id
         WHERE l.contract_id IS NOT NULL
    ), summed AS (
        SELECT contract_id, replace(what, 'unpaid', 'paid') AS what,
               sum(CASE what WHEN 'unpaid' THEN -cents ELSE cents END) AS cents
          FROM moved GROUP BY 1, 2
    )
    SELECT c.year, c.number, told.what, told.kept, coalesce(told.read, s.cents, 0)
      FROM contributions_contractbalance b JOIN contributions_contract c ON c.id = b.contract_id
     CROSS JOIN LATERAL (VALUES
        ('committed', b.committed, c.committed), ('received', b.received, NULL),
        ('taken_on', b.taken_on, NULL), ('repaid', b.repaid, NULL),
        ('returned', b.returned, NULL), ('waived', b.waived, NULL),
        ('passed_on', b.passed_on, NULL), ('paid', b.paid, NULL)
     ) AS told(what, kept, read)
      LEFT JOIN summed s ON s.contract_id = c.id AND s.what = told.what
     WHERE told.kept <> coalesce(told.read, s.cents, 0)
     ORDER BY c.year, c.number
"""
BELOW_ZERO = """
    SELECT DISTINCT ON (c.year, c.number, d.kind) c.year, c.number, d.kind, d."on", d.stands
      FROM contributions_contract c,
           days_of_apports(ARRAY(SELECT id FROM contributions_contract)) d
     WHERE d.contract_id = c.id AND d.stands < 0
     ORDER BY c.year, c.number, d.kind, d."on"
"""
ROUNDS = """
    SELECT r.year, r.number, c.year, c.number, coalesce(s.cents, 0), coalesce(l.cents, 0)
      FROM contributions_repaymentround r
     CROSS JOIN contributions_contract c
      LEFT JOIN contributions_share s ON s.round_id = r.id AND s.contract_id = c.id
      LEFT JOIN contributions_line l
        ON l.entry_id = r.entry_id AND l.contract_id = c.id AND l.side = 'D'
     WHERE r.state IN ('posted', 'sent', 'paid') AND coalesce(s.cents, 0) <> coalesce(l.cents, 0)
"""
ANCHORS = """
    SELECT a.at, a.rank, a.why FROM contributions_anchor a
      LEFT JOIN contributions_seal s ON s.rank = a.rank
     WHERE s.digest IS DISTINCT FROM a.digest ORDER BY a.rank
"""
SAID = {
    "committed": "engagé", "received": "reçu", "taken_on": "reçu d’un autre contrat",
    "repaid": "décidé par les tours", "returned": "rendu en nature", "waived": "abandonné",
    "passed_on": "transmis", "paid": "payé",
}  # fmt: skip


@dataclass(frozen=True)
class Verdict:
    """What was looked at, and what is wrong, in French sentences. Nothing wrong: an empty list."""

    entries: int
    digest: str
    wrong: list

    @property
    def is_right(self):
        return not self.wrong


def verify(head=""):
    """Read the whole ledger again, and say what does not hold, and where.

    ``head`` is a digest that was told outside (by letter, at a closing, on paper): a ledger that
    was cut or put back to an older day may hold in itself, but does not know it any more.
    """
    with connection.cursor() as cursor:
        seals = _asked(cursor, SEALS)
        rank, digest, last, sealed = (_asked(cursor, HEAD) or NOTHING_YET)[0]
        wrong = [
            *(said for row in seals for said in _of_a_link(row)),
            *(f"L’écriture {_named(*row)} n’a pas de sceau." for row in _asked(cursor, UNSEALED)),
            *_of_the_head(rank, digest, last, sealed),
            *_of_what_was_told(cursor, head),
            *(
                f"L’écriture {_named(*row[:3])} n’est pas équilibrée : {euros(int(row[3] or 0))}."
                for row in _asked(cursor, OFF)
            ),
            *(
                f"Le journal {book} de l’exercice {year} a {count} écritures, et la dernière porte "
                f"le numéro {highest} : il en manque."
                for book, year, highest, count in _asked(cursor, HOLES)
            ),
            *(_of_a_line(row) for row in _asked(cursor, ASTRAY)),
            *(_of_an_hour(row) for row in _asked(cursor, HOURS)),
            *(_of_a_balance(row) for row in _asked(cursor, BALANCES)),
            *(_of_a_day(row) for row in _asked(cursor, BELOW_ZERO)),
            *(_of_a_round(row) for row in _asked(cursor, ROUNDS)),
            *(_of_an_anchor(row) for row in _asked(cursor, ANCHORS)),
            *_of_the_files(),
        ]
    return Verdict(len(seals), digest, wrong)


def _of_a_link(row):
    _rank, book, number, year, follows, is_next, is_true = row
    named = _named(book, number, year)
    if not is_true:
        yield f"L’écriture {named} ne dit plus ce qu’elle disait quand elle fut scellée."
    if not follows or not is_next:
        yield f"Avant l’écriture {named}, un maillon de la chaîne manque ou fut changé."


def _of_the_head(rank, digest, last, sealed):
    if (rank, digest) != (last or 0, sealed or "0" * 64):
        yield "La tête de la chaîne n’est pas le dernier sceau : des écritures ont disparu."


def _of_a_line(row):
    *entry, account = row
    return (
        f"L’écriture {_named(*entry)} touche le compte {account}, ce que sa nature ne permet pas."
    )


def _of_an_hour(row):
    *entry, told, written = row
    return (
        f"L’écriture {_named(*entry)} se dit validée le {short_day(told)}, et fut écrite le "
        f"{short_day(written)}."
    )


def _of_what_was_told(cursor, head):
    known = "SELECT FROM contributions_seal WHERE digest = %s"
    if head and not _asked(cursor, known, [head.strip().lower()]):
        yield (
            f"L’empreinte « {head} », confiée au dehors, n’est plus dans la chaîne : des écritures "
            "qu’elle scellait ont disparu ou furent changées."
        )


def _of_a_balance(row):
    year, number, what, kept, read = row
    whose = "le contrat" if what == "committed" else "ses lignes"
    return (
        f"Le solde du contrat {_reference(year, number)} dit {euros(kept)} ({SAID[what]}), "
        f"{whose} {euros(int(read))}."
    )


def _of_a_day(row):
    year, number, kind, day, stands = row
    return (
        f"Au {short_day(day)}, le compte {kind} du contrat {_reference(year, number)} est du "
        f"mauvais côté, de {euros(int(-stands))}."
    )


def _of_a_round(row):
    year, number, of_year, of_number, share, line = row
    return (
        f"Le tour {year}-{number} donne {euros(share)} au contrat "
        f"{_reference(of_year, of_number)}, son écriture {euros(line)}."
    )


def _of_an_anchor(row):
    at, rank, why = row
    return (
        f"L’empreinte confiée le {short_day(localdate(at))} ({why}) n’est plus celle du sceau "
        f"{rank} : ce qui fut écrit jusque-là a changé depuis."
    )


def _of_the_files():
    """What a closed year holds is what somebody found right before it was closed (I19); for those
    that were closed before one signed it, what the journal said then."""
    for year in FiscalYear.objects.exclude(closed_at=None).prefetch_related("file_checks"):
        read = {one.digest for one in year.file_checks.all()} or {digest_at_closing(year)}
        if content_of(year).digest not in read:
            yield (
                f"Le fichier de l’exercice {year.code}, clos le "
                f"{short_day(localdate(year.closed_at))}, n’est pas celui qui fut relu."
            )


def _reference(year, number):
    return f"APP-{year}-{number:04}"


def _named(book, number, year):
    return f"{book} {number} de {year}"


def _asked(cursor, question, facts=None):
    cursor.execute(question, facts)
    return cursor.fetchall()
