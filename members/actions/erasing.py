"""A person whom the house has no reason to know any more becomes nobody."""

from django.contrib.auth.hashers import make_password

from coopstudio.db import locked
from coopstudio.documents import api as documents
from coopstudio.files import api as files
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members.accounts.doors import close_doors
from members.actions.bulletins import drop_papers
from members.events import Event
from members.models import FeeCall, FeeReceipt, ImportLine, MembershipRequest
from members.rights import erasures, fates

BLANK = {
    "first_name": "", "last_name": "", "phone": "", "street": "", "postcode": "", "town": "",
    "headline": "", "about": "", "agreement": "both", "civil_first_name": "", "civil_last_name": "",
    "limits": "", "links": [], "photo": None, "photo_words": "", "shown": [], "is_active": False,
    "last_login": None, "frozen_since": None, "age": "", "of_age_on": None,
}  # fmt: skip


class StillBelongs(Refused):
    message = (
        "Le registre de l’association garde cette personne : elle est ou a été membre, ou tient "
        "une fonction."
    )


def belongs(person):
    """Whether the register must know this person: a membership or an office, even ended."""
    return person.memberships.exists() or person.offices.exists()


def anonymise(person, *, by, at):
    """The name, the address, the keys and the sessions go; what others did with them stays."""
    with locked(person) as person:
        if belongs(person):
            raise StillBelongs
        erasures.note(person, born=person.known_since, at=at)
        ImportLine.objects.about(person).delete()
        close_doors(person)
        keys = list(person.requests.values_list("pk", flat=True))
        documents.erase_about(MembershipRequest, keys)
        _erase_fee_papers(person)
        for asked in person.requests.with_papers().select_related("scan", "guardian_paper"):
            drop_papers(asked)
        fates.take_away(person)
        person.data_requests.update(words="", answer="")
        person.joined.update(first_name="", last_name="")
        photo = person.photo
        for field, value in BLANK.items():
            setattr(person, field, value)
        person.email, person.password = (
            f"effacee-{person.pk}@coopstudio.invalid",
            make_password(None),
        )
        person.erased_at = at
        person.save()
        if photo:
            files.erase(photo)
        record(Event.ERASED, person, by=by)
        for twin in person.joined.filter(erased_at=None):
            anonymise(twin, by=by, at=at)
    return person


def _erase_fee_papers(person):
    """The lines of the accounts stay; the papers that name the person go."""
    calls = person.fee_calls.values_list("pk", flat=True)
    receipts = FeeReceipt.objects.filter(payment__call__person=person)
    documents.erase_about(FeeCall, list(calls))
    documents.erase_about(FeeReceipt, list(receipts.values_list("pk", flat=True)))
