"""Every paper of governance, by noun."""

from governance.documents.acts import ACT_HEAD, act_draft, act_register, drafts_of, row_of
from governance.documents.meetings import minutes

__all__ = ["ACT_HEAD", "act_draft", "act_register", "drafts_of", "minutes", "row_of"]
