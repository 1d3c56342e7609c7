"""What an assembly leaves on paper: the convocation with its proxy form, the lists, the sheet."""

from coopstudio.documents import api
from coopstudio.documents.api import documents_of
from coopstudio.french import dates
from coopstudio.french.phones import phone
from members.models import Assembly

SHEET = 300
"""Names on one attendance sheet: beyond, several sheets, by letter, for several doors."""

CONVOCATION, ATTENDANCE, CONVENED = "members.convocation", "members.attendance", "members.convened"


def may_read_assembly(person, document):
    """The convocation: whoever is convened. Lists and sheets: those who keep the register."""
    found = Assembly.objects.filter(pk=document.subject_id)
    if document.kind == CONVOCATION:
        return found.visible_to(person).exists()
    return bool(person.roles & {"founder", "secretary"}) and found.exists()


for kind in (CONVOCATION, ATTENDANCE, CONVENED):
    api.readable_by(kind, may_read_assembly)


def convocation(assembly):
    """The convocation with the agenda, and the proxy form on a page of its own."""
    return api.ask(
        CONVOCATION,
        assembly,
        title=f"Convocation, {assembly.title}, {dates.short_day(assembly.at)}"[:150],
        template="members/documents/convocation.html",
        items=list(assembly.items.values_list("words", flat=True)),
        words=assembly.words,
        proxies=assembly.statutes.proxies_most,
        **_facts(assembly),
    )


def convocation_of(assembly):
    """The convocation that leaves with the letters: the latest."""
    return documents_of(assembly).filter(kind=CONVOCATION).first()


def convened_list(assembly):
    """Whom the convocation went to, with an address to write to by hand if need be."""
    rows = [
        {
            "name": row.person.full_name or row.person.email,
            "category": row.category,
            "votes": row.votes,
            "email": row.person.email,
            "phone": phone(row.person.phone),
            "town": f"{row.person.postcode} {row.person.town}".strip(),
        }
        for row in assembly.convocations.current().select_related("person").in_order()
    ]
    return api.ask(
        CONVENED,
        assembly,
        title=f"Liste des personnes convoquées, {assembly.title}"[:150],
        template="members/documents/convened.html",
        rows=rows,
        voters=sum(row["votes"] for row in rows),
        **_facts(assembly),
    )


def attendance(assembly, *, is_closed=False):
    """The sheet to sign, or, once it is closed, the sheet as it was signed. One for 300 names."""
    rows = [_line(row) for row in _present_rows(assembly)]
    counts = assembly.convocations.current().counted()
    sheets = [rows[start : start + SHEET] for start in range(0, len(rows), SHEET)] or [[]]
    return [
        api.ask(
            ATTENDANCE,
            assembly,
            title=_sheet_title(assembly, rank, len(sheets), is_closed=is_closed),
            template="members/documents/attendance.html",
            rows=sheet,
            counts=counts,
            is_closed=is_closed,
            quorum=_quorum(assembly, counts["voters"]),
            sheet=f"feuille {rank} sur {len(sheets)}" if len(sheets) > 1 else "",
            **_facts(assembly),
        )
        for rank, sheet in enumerate(sheets, start=1)
    ]


def _quorum(assembly, voters):
    """« un tiers des voix, soit 4 sur 12 »; empty when the statutes want none."""
    rule = assembly.quorum
    return f"{rule.label}, soit {rule.of(voters)} sur {voters}" if rule else ""


def _present_rows(assembly):
    found = assembly.convocations.current().select_related("person", "proxy_to__person")
    return found.prefetch_related("proxies__person").in_civil_order()


def _line(row):
    return {
        "name": row.person.civil_name or row.person.email,
        "category": row.category,
        "votes": row.votes,
        "is_here": row.present_at is not None,
        "proxy_to": row.proxy_to.person.civil_name if row.proxy_to else "",
        "proxies": [one.person.civil_name for one in row.proxies.all()],
    }


def _sheet_title(assembly, rank, sheets, *, is_closed):
    word = "Feuille de présence" if is_closed else "Feuille d’émargement"
    part = f" {rank} sur {sheets}" if sheets > 1 else ""
    return f"{word}{part}, {assembly.title}"[:150]


def _facts(assembly):
    return {
        "name": assembly.title,
        "instance": assembly.get_kind_display(),
        "at": dates.moment(assembly.at),
        "on": dates.short_day(assembly.at),
        "lasts": dates.lasting(assembly.minutes),
        "place": assembly.place,
        "is_remote": assembly.is_remote,
        "is_general": assembly.is_general,
        "statutes": dates.short_day(assembly.statutes.adopted_on),
    }
