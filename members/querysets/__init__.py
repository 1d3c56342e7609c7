"""What may be asked of people and of their belonging."""

from members.querysets.assemblies import AssemblyQuerySet, ConvocationQuerySet
from members.querysets.encounters import EncounterQuerySet, HostWordsQuerySet
from members.querysets.groups import AnswerQuerySet, CohortQuerySet, PlaceQuerySet
from members.querysets.imports import ImportLineQuerySet, ImportQuerySet
from members.querysets.learning import (
    ExchangeQuerySet,
    LearningSessionQuerySet,
    OutsideTrainingQuerySet,
    ReviewQuerySet,
    SeatQuerySet,
    TutorshipQuerySet,
)
from members.querysets.lockouts import LockoutQuerySet
from members.querysets.memberships import (
    CategoryQuerySet,
    FactQuerySet,
    InvitationQuerySet,
    MembershipQuerySet,
    RequestQuerySet,
    RulesQuerySet,
    StatutesQuerySet,
)
from members.querysets.offices import OfficeChangeQuerySet
from members.querysets.people import OfficeQuerySet, PersonManager, PersonQuerySet
from members.querysets.preferences import ShowingQuerySet
from members.querysets.procedures import ExclusionQuerySet, NoticeQuerySet
from members.querysets.rights import ConsentQuerySet, DataRequestQuerySet
from members.querysets.skills import SkillQuerySet, TestimonyQuerySet

__all__ = [
    "AnswerQuerySet",
    "AssemblyQuerySet",
    "CategoryQuerySet",
    "CohortQuerySet",
    "ConsentQuerySet",
    "ConvocationQuerySet",
    "DataRequestQuerySet",
    "EncounterQuerySet",
    "ExchangeQuerySet",
    "ExclusionQuerySet",
    "FactQuerySet",
    "HostWordsQuerySet",
    "ImportLineQuerySet",
    "ImportQuerySet",
    "InvitationQuerySet",
    "LearningSessionQuerySet",
    "MembershipQuerySet",
    "NoticeQuerySet",
    "OfficeQuerySet",
    "OutsideTrainingQuerySet",
    "PersonManager",
    "PersonQuerySet",
    "PlaceQuerySet",
    "RequestQuerySet",
    "RulesQuerySet",
    "ReviewQuerySet",
    "SeatQuerySet",
    "ShowingQuerySet",
    "SkillQuerySet",
    "LockoutQuerySet",
    "OfficeChangeQuerySet",
    "StatutesQuerySet",
    "TestimonyQuerySet",
    "TutorshipQuerySet",
]
