"""What is taken from the register on paper: its lists, a certificate for one, a form to fill."""

from django.db.models import Q

from coopstudio.documents import api
from coopstudio.documents.api import documents_of
from coopstudio.french import dates, money
from coopstudio.french.typography import de
from members.models import Extract, Membership, Statutes
from members.querysets.frozen import unfrozen
from members.states import Age

EXTRACT, ATTESTATION, BLANK = "members.extract", "members.attestation", "members.blank_bulletin"


def may_read_extract(person, document):
    """Those who may read the register; an extract that was swept is read by nobody."""
    readers = {"founder", "secretary", "treasurer"}
    return bool(person.roles & readers) and Extract.objects.filter(pk=document.subject_id).exists()


def may_read_attestation(person, document):
    """Its person, and those who keep the register while its person's data do not rest."""
    found = Membership.objects.filter(pk=document.subject_id)
    if person.roles & {"founder", "secretary"}:
        return found.filter(unfrozen() | Q(person=person)).exists()
    return found.filter(person=person).exists()


def may_read_blank(person, document):
    """Whoever belongs to the house in some way: a form is nobody's secret."""
    return bool(person.is_member or person.roles) and document.kind == BLANK


api.readable_by(EXTRACT, may_read_extract)
api.readable_by(ATTESTATION, may_read_attestation)
api.readable_by(BLANK, may_read_blank)


def extract(taken, roll):
    """The lines of the register that one looks at. ``roll``: the page, for its words."""
    return api.ask(
        EXTRACT,
        taken,
        title=roll.title[:150],
        template="members/documents/extract.html",
        head=roll.HEAD,
        rows=[list(row) for row in roll.lines()],
        says=roll.says,
        taken=dates.short_moment(taken.at),
        by=f"{taken.by}",
    )


def attestation(membership, *, on):
    """That this person is a member on that day, as they wish to be written."""
    person, category = membership.person, membership.category
    statutes = Statutes.objects.in_force(on=on)
    return api.ask(
        ATTESTATION,
        membership,
        title=f"Attestation d’adhésion {de(person)}, {dates.short_day(on)}"[:150],
        template="members/documents/attestation.html",
        name=person.civil_name or person.email,
        belonging=category.said_of(person) if category else person.membre_actif,
        since=dates.short_day(membership.started_on),
        organ=membership.organ,
        decided=dates.short_day(membership.decided_on),
        reference=membership.reference,
        category=category.name if category else "",
        statutes=dates.short_day(statutes.adopted_on) if statutes else "",
        on=dates.short_day(on),
    )


def attestations_of(membership):
    """The certificates of a membership, the newest first."""
    return documents_of(membership).filter(kind=ATTESTATION)


def blank_bulletin(statutes, categories, *, rules):
    """The membership form to print and fill with a pen. ``rules``: the règlement, in words."""
    return api.ask(
        BLANK,
        statutes,
        title=f"Bulletin d’adhésion à remplir, statuts du {dates.short_day(statutes.adopted_on)}",
        template="members/documents/blank_bulletin.html",
        statutes=dates.short_day(statutes.adopted_on),
        organ=statutes.admission_organ,
        minimum=money.short_euros(statutes.fee_minimum),
        usual=money.short_euros(statutes.fee_usual),
        rules=rules,
        categories=[one.name for one in categories],
        ages=Age.labels,
    )


def blank_of(statutes, *, rules):
    """The form of these statutes and this règlement, if it was asked for already."""
    return documents_of(statutes).filter(kind=BLANK, data__rules=rules).first()
