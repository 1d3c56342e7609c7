"""Somebody younger than sixteen joins with the written agreement of who represents them."""

from django.utils import timezone

from coopstudio.db import locked
from coopstudio.files import api as files
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members.events import Event
from members.states import Age


class NothingToAgreeTo(Refused):
    message = "Cet accord n’est demandé qu’avant 16 ans, tant que la demande attend sa réponse."


class AgreedLater(Refused):
    message = "L’accord serait signé dans le futur : vérifiez sa date."


class WithoutAgreement(Refused):
    message = (
        "Cette personne a moins de 16 ans : joignez d’abord l’accord écrit de qui la représente, "
        "signé et daté. L’admission s’enregistrera ensuite."
    )


class AgreementInQuarantine(Refused):
    message = "L’accord écrit est en cours de vérification : revenez dans une minute."


class AgreedAfterwards(Refused):
    message = (
        "L’accord écrit est plus récent que la décision : l’organe l’avait-il sous les yeux ? "
        "Vérifiez les deux dates."
    )


def join_agreement(request, *, by, at, upload, agreed_on):
    """Keep the signed agreement, in place of the one before. Raises files.FileRefused."""
    with locked(request) as request:
        if not (request.needs_agreement and request.is_waiting):
            raise NothingToAgreeTo
        if agreed_on > timezone.localdate(at):
            raise AgreedLater
        _drop_agreement(request)
        request.guardian_paper, request.guardian_agreed_on = files.take_in(upload), agreed_on
        request.save(update_fields=["guardian_paper", "guardian_agreed_on"])
        record(Event.AGREEMENT_JOINED, request, by=by, agreed_on=f"{agreed_on}")
    return request


def refuse_without_agreement(request, *, decided_on):
    """Nobody younger than sixteen is admitted before somebody agreed in writing."""
    if request.age != Age.CHILD:
        return
    paper = request.guardian_paper
    if paper and paper.is_being_checked:
        raise AgreementInQuarantine
    if not request.has_agreement:
        raise WithoutAgreement
    if request.guardian_agreed_on > decided_on:
        raise AgreedAfterwards


def forget_guardian(request):
    """Who represented the person, and their paper; the day of the agreement stays. The caller
    holds the lock."""
    _drop_agreement(request)
    request.guardian, request.of_age_on = "", None
    request.save(update_fields=["guardian", "of_age_on"])


def _drop_agreement(request):
    paper, request.guardian_paper = request.guardian_paper, None
    if paper:
        request.save(update_fields=["guardian_paper"])
        files.erase(paper)
