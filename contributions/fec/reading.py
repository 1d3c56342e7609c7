"""Our own reading of the file of an exercice: what its closing waits for (I19)."""

from django.conf import settings
from django.db import connection

from contributions.fec.checking import check
from contributions.fec.writing import file_name, written

NO_SIREN = "000000000"
"""In the place of a SIREN that is not known, so that what the file holds is read all the same."""
OUTSTANDING = """
    SELECT coalesce(sum(CASE l.side WHEN 'C' THEN l.cents ELSE -l.cents END), 0)
      FROM contributions_line l JOIN contributions_entry e ON e.id = l.entry_id
     WHERE l.account_id LIKE '1034%%' AND e.nature <> 'opening' AND e."on" <= %s
"""


def name_of(year, siren=None):
    """The name of its file, as the law gives it."""
    return file_name(siren or settings.HOUSE.siren or NO_SIREN, year.ends_on)


def faults_of(year):
    """Everything that a good accountant would refuse in the file of this year; [] is right."""
    return check(
        b"".join(written(year)),
        name_of(year),
        starts_on=year.starts_on,
        apports=outstanding_on(year.ends_on),
    )


def outstanding_on(day):
    """What was outstanding on all contracts at the end of that day, in cents: from their own lines,
    never from what a year took over."""
    with connection.cursor() as cursor:
        cursor.execute(OUTSTANDING, [day])
        return int(cursor.fetchone()[0])
