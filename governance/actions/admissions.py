"""A membership is admitted by a decision of the circle that the statutes name, once in force.

``members/`` hears nothing of circles: the decision stands here, and calls the verb of the register.
"""

from django.utils import timezone

from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance.actions import tensions
from governance.actions.consents import drafting
from governance.events import Event
from governance.models import Proposal
from governance.objects import decided
from governance.states import ActKind, CircleKind, ProposalKind, ProposalState, Wish
from members.actions import memberships
from members.models import MembershipRequest
from members.permissions import keeps_register

ADMISSION = "members.admission"
FIRST = (CircleKind.MISSION, CircleKind.FOUNDING)
OVER = (ProposalState.WITHDRAWN, ProposalState.ABANDONED)


class NotForThem(Refused):
    message = (
        "Une admission se propose par une personne qui tient le registre, au cercle où elle siège."
    )


class NotTheOrgan(Refused):
    message = "Les admissions se décident au cercle mission, que nomment les statuts."


class AlreadyProposed(Refused):
    message = "Cette admission est déjà portée devant le cercle."


class NoLongerWaits(Refused):
    message = "Cette demande a déjà reçu sa réponse."


@decided(ADMISSION)
class Admission:
    """What waits in the register: a request, until somebody answers it."""

    @staticmethod
    def describe(key):
        request = MembershipRequest.objects.open().filter(pk=key).select_related("person").first()
        return f"L’admission de {request.person} s’inscrit au registre" if request else None

    @staticmethod
    def proceed(key, *, decision, at):
        request = MembershipRequest.objects.select_related("statutes").get(pk=key)
        memberships.admit(
            request,
            by=None,
            at=at,
            organ=request.statutes.admission_organ,
            decided_on=max(timezone.localdate(decision.adopted_at), decision.effect_on),
            reference=f"{decision.code}, {decision.circle.name}"[:120],
        )


def propose(request, circle, *, by, at):
    """Bring an admission before the circle: adopted, it is written in the register by itself."""
    if not keeps_register(by):
        raise NotForThem
    if circle.kind not in FIRST:
        raise NotTheOrgan
    memberships.refuse_own_request(request, by)
    if Admission.describe(request.pk) is None:
        raise NoLongerWaits
    going = Proposal.objects.filter(object_kind=ADMISSION, object_key=f"{request.pk}")
    if going.exclude(state__in=OVER).exists():
        raise AlreadyProposed
    tension = tensions.drop(
        circle, by=by, at=at, wish=Wish.DECIDE, subject=f"Accueillir {request.person}",
        words="Une demande d’adhésion attend la réponse de l’organe que nomment les statuts.",
    )  # fmt: skip
    proposal = drafting.draft(
        circle, by=by, at=at, tension=tension, kind=ProposalKind.ACT,
        title=f"Admettre {request.person} comme membre de l’association"[:160],
        needs=tension.words, text=f"{request.person} devient membre de l’association.",
        act=_act(request.statutes.admission_organ),
        object_kind=ADMISSION, object_key=f"{request.pk}",
    )  # fmt: skip
    record(Event.ADMISSION_PROPOSED, proposal, by=by, request=request.pk)
    return proposal


def _act(organ):
    """The minutes that the law asks of the organ: nothing is written before they are signed."""
    if "conseil" in organ.lower():
        return ActKind.BOARD
    return ActKind.ASSEMBLY if "assemblée" in organ.lower() else ActKind.NONE
