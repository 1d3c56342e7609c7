"""The first draft of an answer, for the founders to make their own before it leaves."""

from applications.states import Outcome
from applications.wordings import DECLINE, INVITE
from coopstudio.wordings.api import words_of

DRAFTS = {Outcome.INVITE: INVITE, Outcome.DECLINE: DECLINE}


def first_draft(application, outcome):
    """The letter that tells ``outcome``, its gaps filled, as plain text."""
    context = {"application": application, "signature": application.version.signature}
    return words_of(DRAFTS[outcome], context)
