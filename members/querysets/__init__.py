"""What may be asked of people and of their belonging."""

from members.querysets.assemblies import AssemblyQuerySet, ConvocationQuerySet
from members.querysets.groups import PlaceQuerySet
from members.querysets.learning import (
    ExchangeQuerySet,
    LearningSessionQuerySet,
    OutsideTrainingQuerySet,
    ReviewQuerySet,
    SeatQuerySet,
    TutorshipQuerySet,
)
from members.querysets.memberships import (
    CategoryQuerySet,
    FactQuerySet,
    InvitationQuerySet,
    MembershipQuerySet,
    RequestQuerySet,
    StatutesQuerySet,
)
from members.querysets.people import OfficeQuerySet, PersonManager, PersonQuerySet
from members.querysets.preferences import ShowingQuerySet
from members.querysets.procedures import ExclusionQuerySet, NoticeQuerySet
from members.querysets.rights import ConsentQuerySet, DataRequestQuerySet
from members.querysets.skills import SkillQuerySet, TestimonyQuerySet

__all__ = [
    "AssemblyQuerySet",
    "CategoryQuerySet",
    "ConsentQuerySet",
    "ConvocationQuerySet",
    "DataRequestQuerySet",
    "ExchangeQuerySet",
    "ExclusionQuerySet",
    "FactQuerySet",
    "NoticeQuerySet",
    "InvitationQuerySet",
    "LearningSessionQuerySet",
    "MembershipQuerySet",
    "OfficeQuerySet",
    "OutsideTrainingQuerySet",
    "PersonManager",
    "PersonQuerySet",
    "PlaceQuerySet",
    "RequestQuerySet",
    "ReviewQuerySet",
    "SeatQuerySet",
    "ShowingQuerySet",
    "SkillQuerySet",
    "StatutesQuerySet",
    "TestimonyQuerySet",
    "TutorshipQuerySet",
]
