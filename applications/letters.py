"""The first draft of an answer, for the founders to make their own before it leaves; and what the
letter carries beside their words."""

from django.template.loader import render_to_string

from applications.models import Reserve
from applications.states import Outcome


def first_draft(application, outcome):
    """The letter that tells ``outcome``, its gaps filled, as plain text."""
    context = {"application": application, "signature": application.version.signature}
    return render_to_string(f"applications/drafts/{outcome}.txt", context, using="letters").strip()


def reason_of(decision):
    """The reason of not going on, in the words that both founders consented to; empty when it is
    not shared."""
    parting = decision.parting
    return parting.words if parting and parting.is_shared else ""


def kept_of(decision):
    """What an invitation keeps of the person's reserves: (their words, the text that integrates
    them). It cannot be taken out of the letter."""
    if decision.outcome != Outcome.INVITE:
        return []
    said = Reserve.objects.of_the_person(decision.application)
    found = said.filter(settlement__amendment__isnull=False)
    return [{"said": one.words, "text": one.settlement.amendment.words} for one in found]
