"""Sheets of members, given, tried and written."""

from datetime import UTC, datetime

from allauth.account.models import EmailAddress

from members.actions import imports
from tests.members import factories
from tests.sheets.uploads import in_words

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HEAD = "Prénom;Nom;E-mail;Tél.;CP;Ville;Membre depuis le"
NOEMIE = "Noémie;Perrin;noemie@exemple.fr;06 12 34 56 78;21000;Dijon;12/03/2024"
MEHDI = "Mehdi;Zerrouki;mehdi@exemple.fr;;58000;Nevers;01/06/2023"
PAPER_HEAD = "Prénom;Nom;Rue;CP;Ville;Tél.;Membre depuis le"
LUCIENNE = "Lucienne;Charolles;4 rue du Lavoir;71120;Charolles;;12/03/2024"


def given(*lines, head=HEAD, by=None):
    sheet = in_words("\n".join([head, *lines]) + "\n")
    return read_in(imports.receive(sheet, by=by or factories.secretary(), at=AT))


def read_in(import_):
    imports.read_in(import_, at=AT)
    import_.refresh_from_db()
    return import_


def tried(*lines, head=HEAD, columns=None, **defaults):
    import_ = given(*lines, head=head)
    imports.say_columns(
        import_, by=import_.by, at=AT, columns=columns or import_.columns, **defaults
    )
    return carried(import_)


def carried(import_):
    while imports.carry(import_, at=AT):
        pass
    import_.refresh_from_db()
    return import_


def written(*lines, **options):
    import_ = tried(*lines, **options)
    imports.confirm(import_, by=import_.by, at=AT)
    return carried(import_)


def verdicts(import_):
    return [line.verdict for line in import_.lines.all()]


def first(import_):
    return import_.lines.first()


def known(**facts):
    """Noémie, as a sheet made her known: she never entered here."""
    one = factories.member("Noémie", "Perrin", email="noemie@exemple.fr", **facts)
    EmailAddress.objects.filter(user=one).update(verified=False)
    return one


def lines_of(count):
    return [f"Awa;Diop {n};awa{n}@exemple.fr;;;;12/03/2024" for n in range(count)]
