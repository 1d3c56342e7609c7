"""What keepers of the register, of fees and of offices read in the journal.

What members do among themselves (learning, encounters, the group, their profile, their data) is
theirs, and a procedure is read on its own page.
"""

from coopstudio.journal.desks import desk
from members.events import Event
from members.models import Person
from members.permissions import keeps_register, reads_fees, reads_offices
from members.states import Role

REGISTER = [
    Event.BULLETIN_ENTERED, Event.BULLETIN_SCANNED, Event.AGREEMENT_JOINED, Event.LISTED,
    Event.ADJOURNED, Event.ADJOURNMENT_CORRECTED, Event.ADMITTED, Event.REFUSED, Event.ENROLLED,
    Event.BEGUN, Event.CONTACT_CHANGED, Event.ADDRESS_PROVED, Event.RESIGNED, Event.KEPT,
    Event.LEAVE_GRANTED, Event.LEAVE_DECLINED, Event.SUSPENDED, Event.RESUMED, Event.REMOVED,
    Event.EXCLUDED, Event.DIED, Event.PARTED, Event.FACT_REVERSED, Event.STATUTES_WRITTEN,
    Event.RULES_WRITTEN, Event.CATEGORY_OPENED, Event.CATEGORY_CLOSED, Event.ASSEMBLY_CONVENED,
    Event.ASSEMBLY_MOVED, Event.ASSEMBLY_CALLED_OFF, Event.ASSEMBLY_NEVER_WAS,
    Event.ASSEMBLY_HELD,
]  # fmt: skip
OFFICES = [
    Event.OFFICE_PROPOSED, Event.OFFICE_DECLINED, Event.ROLE_GRANTED, Event.ROLE_ENDED,
    Event.LOCKOUT_PROPOSED, Event.LOCKOUT_DECLINED, Event.LOCKED_OUT, Event.LET_IN_AGAIN,
    Event.LOCKOUT_LAPSED,
]  # fmt: skip
FEES = [one for one in Event if one.value.startswith("members.fee")] + [
    Event.TARIFF_WRITTEN, Event.BANK_DETAILS_WRITTEN, Event.TAX_RIGHT_WRITTEN,
]  # fmt: skip


def offices_of(lines):
    """Which office, and whose: offices are held in the open."""
    people = Person.objects.in_bulk({line.subject_id for line in lines})
    return {
        line.pk: f"{Role(line.details['role']).label.capitalize()} : {people[line.subject_id]}"
        for line in lines
        if line.subject_id in people and line.details.get("role") in Role.values
    }


desk("registre", "Registre", may=keeps_register, events=REGISTER)
desk("cotisations", "Cotisations", may=reads_fees, events=FEES)
desk("fonctions", "Fonctions", may=reads_offices, events=OFFICES, tells=offices_of)
