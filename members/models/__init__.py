from members.models.consents import Consent
from members.models.groups import Cohort, Gauge, Need, Place, Skill
from members.models.memberships import Invitation, Membership, MembershipRequest, Statutes
from members.models.people import FormerAddress, Office, Person
from members.models.rights import DataRequest, DoNotRestore

__all__ = [
    "Cohort",
    "Consent",
    "DataRequest",
    "DoNotRestore",
    "FormerAddress",
    "Gauge",
    "Invitation",
    "Membership",
    "MembershipRequest",
    "Need",
    "Office",
    "Person",
    "Place",
    "Skill",
    "Statutes",
]
