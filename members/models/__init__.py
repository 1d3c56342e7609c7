from members.models.memberships import Invitation, Membership, MembershipRequest, Statutes
from members.models.people import Office, Person

__all__ = ["Invitation", "Membership", "MembershipRequest", "Office", "Person", "Statutes"]
