"""What may be asked of people and of their belonging."""

from members.querysets.groups import PlaceQuerySet
from members.querysets.memberships import (
    InvitationQuerySet,
    MembershipQuerySet,
    RequestQuerySet,
    StatutesQuerySet,
)
from members.querysets.people import OfficeQuerySet, PersonManager, PersonQuerySet
from members.querysets.rights import ConsentQuerySet, DataRequestQuerySet

__all__ = [
    "ConsentQuerySet",
    "DataRequestQuerySet",
    "InvitationQuerySet",
    "MembershipQuerySet",
    "OfficeQuerySet",
    "PersonManager",
    "PersonQuerySet",
    "PlaceQuerySet",
    "RequestQuerySet",
    "StatutesQuerySet",
]
