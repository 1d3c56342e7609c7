"""The rules of the house about apports are written once an organ decided them; never changed."""

from django.db import transaction
from django.utils import timezone

from contributions.events import Event
from contributions.models import Opinion, Terms
from coopstudio.db import one_at_a_time
from coopstudio.files import api as files
from coopstudio.journal.api import record
from coopstudio.refusals import Refused


class NobodyValidated(Refused):
    message = "Dites qui a validé ces règles : une personne, son métier, et le jour."


class BeforeTheLast(Refused):
    message = (
        "Un cadre plus récent est déjà inscrit : un nouveau cadre commence le même jour ou après."
    )


class GivenLater(Refused):
    message = "Cet avis serait donné dans le futur : vérifiez la date."


@transaction.atomic
def write(*, by, at, from_on, validated_by, **rules):
    """New rules from a day on; those before stay readable. ``rules``: the columns of Terms."""
    if not validated_by.strip():
        raise NobodyValidated
    one_at_a_time("contributions.terms")
    last = Terms.objects.order_by("from_on", "pk").last()
    if last and from_on < last.from_on:
        raise BeforeTheLast
    facts = {"from_on": from_on, "validated_by": validated_by, "written_by": by, "written_at": at}
    terms = Terms.objects.create(**rules | facts)
    record(Event.TERMS_WRITTEN, terms, by=by, from_on=f"{from_on}")
    return terms


@transaction.atomic
def note_opinion(*, by, at, point, words, given_by, given_on, upload=None):
    """Write down what an accountant, a lawyer or the bank answered, with its paper if any."""
    if given_on > timezone.localdate(at):
        raise GivenLater
    opinion = Opinion.objects.create(
        point=point, words=words, given_by=given_by, given_on=given_on, written_by=by,
        written_at=at, paper=files.take_in(upload) if upload else None,
    )  # fmt: skip
    record(Event.OPINION_WRITTEN, opinion, by=by, point=f"{point}")
    return opinion
