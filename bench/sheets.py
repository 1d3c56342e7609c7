"""P13: members by the thousand, in and out of spreadsheets: time beside a bare loop, flat memory.

`python -m bench.sheets WHAT FORM ROWS` is one act in a process of its own; it prints how long it
took (ms) and the most memory that it held (MB). Nothing that it writes stays.
"""

import csv
import io
import resource
import subprocess
import sys
from datetime import date, timedelta

from bench.report import Row

MANY, FEW = 10_000, 1_000
HEAD = ["Prénom", "Nom", "E-mail", "Code postal", "Ville", "Membre depuis le", "Métier"]


def sheets(house):
    """Reading and exports, each beside its bare loop; what the web process keeps of it."""
    house.fill(0)
    rows = []
    for form in ("csv", "ods", "xlsx"):
        rows += _beside(house, "read", form, goal=3)
        rows += _beside(house, "export", form, goal=6)
    rows.append(_flat(house, "receive", "xlsx", "the web process takes in an"))
    return rows


def _beside(house, what, form, *, goal):
    ours, most = _run(house, what, form, MANY)
    bare, _ = _run(house, f"bare_{what}", form, MANY)
    said = {"read": "reading of a sheet", "export": "export of the register"}[what]
    few = _run(house, what, form, FEW)[1]
    return [
        Row(f"{said}, {form.upper()}", MANY, ours, bare, ours / bare, goal),
        Row("its memory, beside 1 000", MANY, f"{most:.0f} MB", f"{few:.0f} MB", most / few, 1.25),
    ]


def _flat(house, what, form, said):
    ours, most = _run(house, what, form, MANY)
    few = _run(house, what, form, FEW)[1]
    said = f"{said} {form.upper()} ({ours:.0f} ms): its memory, beside 1 000"
    return Row(said, MANY, f"{most:.0f} MB", f"{few:.0f} MB", most / few, 1.25)


def _run(house, what, form, many):
    done = subprocess.run(
        [sys.executable, "-m", "bench.sheets", what, form, str(many)],
        env=house.environment(0), check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    spent, most = done.stdout.split()[-2:]
    return float(spent), float(most)


# --- in a process that has Django ---


def rows_of(many):
    """Members who resemble nobody, one after the other."""
    for rank in range(many):
        day = date(2000, 1, 1) + timedelta(days=rank % 9_000)
        yield [
            f"Prénom{rank % 97}", f"Nom{rank}", f"membre{rank}@exemple.fr", f"{21000 + rank % 900}",
            f"Ville{rank % 211}", day, "Un métier de la longueur de ceux que l’on dit",
        ]  # fmt: skip


def file_of(form, many):
    """The bytes of a sheet, as a program of that form writes it."""
    from coopstudio.sheets.api import as_csv, as_ods  # noqa: PLC0415

    if form == "csv":
        return "".join(as_csv(HEAD, rows_of(many))).encode()
    if form == "ods":
        with as_ods(HEAD, rows_of(many)) as file:
            return file.read()
    import openpyxl  # noqa: PLC0415

    book, out = openpyxl.Workbook(write_only=True), io.BytesIO()
    leaf = book.create_sheet("Membres")
    leaf.append(HEAD)
    for row in rows_of(many):
        leaf.append(row)
    book.save(out)
    return out.getvalue()


def made(form, many):
    """The same bytes, made in another process: this one is measured."""
    words = [sys.executable, "-m", "bench.sheets", "file", form, f"{many}"]
    return subprocess.run(words, check=True, stdout=subprocess.PIPE).stdout


def somebody():
    from members.models import Person  # noqa: PLC0415

    return Person.objects.create(email="bench@exemple.fr", first_name="Zoé", last_name="Mesure")


def given(form, content):
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from members.actions import imports  # noqa: PLC0415

    upload = SimpleUploadedFile(f"membres.{form}", content)
    return imports.receive(upload, by=somebody(), at=timezone.now())


def receive(form, content):
    """What the web process does of a file."""
    given(form, content)


def read(import_):
    from django.utils import timezone  # noqa: PLC0415

    from members.actions import imports  # noqa: PLC0415

    imports.read_in(import_, at=timezone.now())


def bare_rows(form, content):
    """The rows of a sheet as a library alone gives them."""
    if form == "csv":
        yield from csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
    elif form == "xlsx":
        import openpyxl  # noqa: PLC0415

        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        yield from book.worksheets[0].iter_rows(values_only=True)
    else:
        import zipfile  # noqa: PLC0415
        from xml.etree.ElementTree import iterparse  # noqa: PLC0415, S405

        with zipfile.ZipFile(io.BytesIO(content)) as box, box.open("content.xml") as part:
            for _event, node in iterparse(part):  # noqa: S314 (our own file)
                if node.tag.endswith("}table-row"):
                    yield ["".join(cell.itertext()) for cell in node]
                    node.clear()


def bare_read(form, content):
    """The same rows, read by the library and inserted in bulk, without anything of ours."""
    from itertools import batched  # noqa: PLC0415

    from members.models import Import, ImportLine  # noqa: PLC0415

    import_ = Import.objects.create(name="bare", by=somebody())
    for some in batched(enumerate(bare_rows(form, content), start=1), 500):
        ImportLine.objects.bulk_create(
            ImportLine(import_of=import_, number=rank, cells=[f"{one}" for one in cells])
            for rank, cells in some
        )  # fmt: skip


def people_come_in(form, content):
    """People, addresses and memberships to export, inserted in bulk."""
    from itertools import batched, islice  # noqa: PLC0415

    from allauth.account.models import EmailAddress  # noqa: PLC0415

    from members.models import Membership, Person  # noqa: PLC0415

    day = date(2020, 1, 1)
    for some in batched(islice(bare_rows(form, content), 1, None), 500):
        people = Person.objects.bulk_create(
            Person(first_name=one[0], last_name=one[1], email=one[2], postcode=one[3], town=one[4],
                   headline=one[6])
            for one in some
        )  # fmt: skip
        EmailAddress.objects.bulk_create(
            EmailAddress(user=one, email=one.email, primary=True) for one in people
        )
        Membership.objects.bulk_create(
            Membership(person=one, decided_on=day, started_on=day, organ="conseil", reference="x")
            for one in people
        )


def export(form, _):
    """The register as a file, as the view answers it."""
    from django.utils import timezone  # noqa: PLC0415

    from coopstudio.sheets.api import sent  # noqa: PLC0415
    from members.exporting import Export, Which, Whom, columns_of  # noqa: PLC0415

    codes = [column.code for column in columns_of(Which.REGISTER)]
    today = timezone.localdate()
    taken = Export(Which.REGISTER, Whom.MEMBERS, codes, on=today, today=today)
    for _piece in sent(form, "registre", taken.head, taken.rows()).streaming_content:
        pass


ODS_CELL = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
REGISTER = """
SELECT p.last_name, p.first_name, c.name, m.started_on, m.ended_on,
       CASE WHEN m.ended_on < current_date THEN 'ancienne' ELSE 'membre' END, m.organ,
       m.decided_on, m.reference, p.email, p.phone, p.postcode, p.town, p.agreement
FROM members_membership m JOIN members_person p ON p.id = m.person_id
LEFT JOIN members_category c ON c.id = m.category_id
WHERE m.started_on <= current_date AND m.awaits <> 'fee'
  AND (m.ended_on IS NULL OR m.ended_on >= current_date)
ORDER BY fr_order(p.last_name), fr_order(p.first_name), m.id
"""


def bare_export(form, _):
    """The same rows, columns and order by one hand-written query, each written by the library
    alone: a file of that form, with nothing judged and nothing dressed."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute(REGISTER)
        {"csv": _bare_csv, "ods": _bare_ods, "xlsx": _bare_xlsx}[form](cursor.fetchall())


def _bare_csv(rows):
    out = io.BytesIO()
    csv.writer(io.TextIOWrapper(out, "utf-8"), delimiter=";").writerows(rows)


def _bare_ods(rows):
    import zipfile  # noqa: PLC0415
    from xml.sax.saxutils import escape  # noqa: PLC0415

    archive = zipfile.ZipFile(io.BytesIO(), "w", zipfile.ZIP_DEFLATED)
    with archive, archive.open("content.xml", "w") as part:
        for row in rows:
            cells = "".join(ODS_CELL.format(escape(f"{one}")) for one in row)
            part.write(f"<table:table-row>{cells}</table:table-row>".encode())


def _bare_xlsx(rows):
    import openpyxl  # noqa: PLC0415

    book = openpyxl.Workbook(write_only=True)
    leaf = book.create_sheet("Membres")
    for row in rows:
        leaf.append(row)
    book.save(io.BytesIO())


def main(what, form, many):
    import django  # noqa: PLC0415

    django.setup()
    from django.db import connection  # noqa: PLC0415

    from bench.clock import timed  # noqa: PLC0415
    from bench.inside import nothing_stays  # noqa: PLC0415

    if what == "file":
        sys.stdout.buffer.write(file_of(form, many))
        return
    with nothing_stays():
        if what.endswith("export"):
            people_come_in("csv", made("csv", many))
            with connection.cursor() as cursor:  # as the house would know them, a minute later
                cursor.execute("ANALYZE members_person, members_membership")
            told = (form, None)
        else:
            told = (form, made(form, many))
        if what == "read":
            told = (given(*told),)
        act = {one.__name__: one for one in (
            receive, read, bare_read, export, bare_export
        )}[what]  # fmt: skip
        spent = timed(lambda: act(*told))
    print(spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
