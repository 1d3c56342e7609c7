"""Every paper about people and membership, by noun."""

from members.documents.memberships import bulletin, may_read_bulletin

__all__ = ["bulletin", "may_read_bulletin"]
