"""A contract is signed on the screen or on paper; the last signature puts it in force."""

from contributions.actions.signing.codes import send_code
from contributions.actions.signing.online import sign
from contributions.actions.signing.paper import certify, sign_on_paper
from contributions.actions.signing.reminding import remind, tend

__all__ = ["certify", "remind", "send_code", "sign", "sign_on_paper", "tend"]
