from members.models.assemblies import AgendaItem, Assembly, Convocation
from members.models.circulars import Circular
from members.models.consents import Consent
from members.models.details import Detail, DetailAnswer
from members.models.encounters import Drawn, Encounter, HostWords
from members.models.exclusions import Exclusion
from members.models.fees import FeeBalance, FeeCall, FeeReminder, FeeTerm, FeeYear, Tariff
from members.models.groups import Cohort, Gauge, Need, Place
from members.models.imports import Import, ImportFile, ImportLine
from members.models.learning import (
    Exchange,
    LearningSession,
    Leg,
    OutsideTraining,
    Partner,
    Review,
    Seat,
    Tutorship,
)
from members.models.life import FactWords, MembershipFact
from members.models.lockouts import Lockout
from members.models.memberships import Invitation, Membership, MembershipRequest, RequestFact
from members.models.notices import FormalNotice
from members.models.offices import OfficeChange
from members.models.payments import BankDetails, FeePayment, FeeReceipt, FeeRefund, TaxRight
from members.models.people import FormerAddress, Office, Person
from members.models.preferences import Quiet, Showing
from members.models.proposals import Proposal, ProposalAnswer
from members.models.register import Extract
from members.models.rights import DataRequest, DoNotRestore
from members.models.rules import Rules
from members.models.skills import Availability, Skill, Testimony
from members.models.statutes import Category, Statutes

__all__ = [
    "AgendaItem",
    "Assembly",
    "Availability",
    "BankDetails",
    "Category",
    "Cohort",
    "Circular",
    "Consent",
    "Convocation",
    "DataRequest",
    "DoNotRestore",
    "Detail",
    "DetailAnswer",
    "Drawn",
    "Encounter",
    "Exchange",
    "Exclusion",
    "Extract",
    "FactWords",
    "FeeBalance",
    "FeeCall",
    "FeePayment",
    "FeeReceipt",
    "FeeRefund",
    "FeeReminder",
    "FeeTerm",
    "FeeYear",
    "FormalNotice",
    "FormerAddress",
    "Gauge",
    "HostWords",
    "Import",
    "ImportFile",
    "ImportLine",
    "Invitation",
    "LearningSession",
    "Leg",
    "Membership",
    "MembershipFact",
    "MembershipRequest",
    "Need",
    "Lockout",
    "Office",
    "OfficeChange",
    "OutsideTraining",
    "Partner",
    "Person",
    "Place",
    "Proposal",
    "ProposalAnswer",
    "Quiet",
    "RequestFact",
    "Review",
    "Seat",
    "Showing",
    "Skill",
    "Rules",
    "Statutes",
    "Tariff",
    "TaxRight",
    "Testimony",
    "Tutorship",
]
