from members.models.consents import Consent
from members.models.memberships import Invitation, Membership, MembershipRequest, Statutes
from members.models.people import Office, Person

__all__ = [
    "Consent",
    "Invitation",
    "Membership",
    "MembershipRequest",
    "Office",
    "Person",
    "Statutes",
]
