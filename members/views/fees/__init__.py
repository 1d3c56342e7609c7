"""The pages of fees: the treasurer's office, what arrives, the settings, a member's own."""

from members.views.fees import batch, mine, office, payments, settings

__all__ = ["batch", "mine", "office", "payments", "settings"]
