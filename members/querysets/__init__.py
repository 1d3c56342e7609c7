"""What may be asked of people and of their belonging."""

from members.querysets.assemblies import AssemblyQuerySet, ConvocationQuerySet
from members.querysets.groups import PlaceQuerySet
from members.querysets.memberships import (
    CategoryQuerySet,
    FactQuerySet,
    InvitationQuerySet,
    MembershipQuerySet,
    RequestQuerySet,
    StatutesQuerySet,
)
from members.querysets.people import OfficeQuerySet, PersonManager, PersonQuerySet
from members.querysets.rights import ConsentQuerySet, DataRequestQuerySet

__all__ = [
    "AssemblyQuerySet",
    "CategoryQuerySet",
    "ConsentQuerySet",
    "ConvocationQuerySet",
    "DataRequestQuerySet",
    "FactQuerySet",
    "InvitationQuerySet",
    "MembershipQuerySet",
    "OfficeQuerySet",
    "PersonManager",
    "PersonQuerySet",
    "PlaceQuerySet",
    "RequestQuerySet",
    "StatutesQuerySet",
]
