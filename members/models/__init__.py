from members.models.assemblies import AgendaItem, Assembly, Convocation
from members.models.consents import Consent
from members.models.groups import Cohort, Gauge, Need, Place, Skill
from members.models.life import FactWords, MembershipFact
from members.models.memberships import Invitation, Membership, MembershipRequest, RequestFact
from members.models.people import FormerAddress, Office, Person
from members.models.register import Extract
from members.models.rights import DataRequest, DoNotRestore
from members.models.statutes import Category, Statutes

__all__ = [
    "AgendaItem",
    "Assembly",
    "Category",
    "Cohort",
    "Consent",
    "Convocation",
    "DataRequest",
    "DoNotRestore",
    "Extract",
    "FactWords",
    "FormerAddress",
    "Gauge",
    "Invitation",
    "Membership",
    "MembershipFact",
    "MembershipRequest",
    "Need",
    "Office",
    "Person",
    "Place",
    "RequestFact",
    "Skill",
    "Statutes",
]
