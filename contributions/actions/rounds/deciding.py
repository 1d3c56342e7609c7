"""A circle decides of a round: governance carries the proposal, and hears nothing of money."""

from contributions.actions.rounds.preparing import check_guards
from contributions.events import Event
from contributions.models import RepaymentRound, Terms
from contributions.rounds.frozen import base_of, digest_of, taking_part
from contributions.rounds.promised import departures
from contributions.rounds.sources import envelope_of
from contributions.rounds.wanted import said, shares_of, unshared
from contributions.states import RoundState, Rule
from coopstudio.db import locked
from coopstudio.french import dates
from coopstudio.french.money import euros
from coopstudio.french.typography import plural
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance.actions import consents, tensions
from governance.models import Circle
from governance.objects import decided
from governance.states import ActKind, ProposalKind, ProposalState, Wish

ROUND = "contributions.round"
OVER = (ProposalState.WITHDRAWN, ProposalState.ABANDONED)
WORDS = {
    Rule.PRO_RATA: "au prorata : à chacun et chacune selon ce qui lui reste à reprendre",
    Rule.OLDEST: "en rendant d’abord les versements les plus anciens",
    Rule.EQUAL: "à parts égales : la même somme par personne, dans la limite de ce qui lui reste",
    Rule.HARDSHIP: "en servant d’abord qui en a besoin, puis au prorata",
}


class NotComputed(Refused):
    message = "Ce tour n’est pas calculé : calculez-le avant de le porter devant un cercle."


class AlreadyProposed(Refused):
    message = "Ce tour est déjà porté devant un cercle."


class NotTheOrgan(Refused):
    """The Terms name another circle."""


class BaseMoved(Refused):
    message = (
        "Base modifiée, recalculer : depuis le calcul, quelque chose a bougé dans les comptes ou "
        "dans le tour."
    )


class NotThisRound(Refused):
    message = "Ce tour a été repris depuis cette proposition : elle ne parle plus de lui."


@decided(ROUND)
class Repayment:
    """What waits for the circle: a computed round, as long as nobody took it up again."""

    @staticmethod
    def describe(key):
        pk, _, digest = key.partition("-")
        tour = RepaymentRound.objects.filter(pk=pk, state=RoundState.COMPUTED).first()
        waits = tour and tour.digest.startswith(digest)
        return f"Le tour de reprises {tour} peut être comptabilisé, à deux" if waits else None

    @staticmethod
    def proceed(key, *, decision, at):
        tour = RepaymentRound.objects.get(pk=key.partition("-")[0])
        consented(tour, decision=decision, at=at)


def propose(tour, circle, *, by, at):
    """Bring the envelope and its rule before a circle: adopted, the round may be posted."""
    with locked(tour) as tour:
        _check_goes(tour, circle)
        organ = Terms.objects.on(tour.cut_off_on).envelope_organ
        tension = tensions.drop(
            circle, by=by, at=at, wish=Wish.DECIDE, subject=f"Partager le tour de reprises {tour}",
            words="Une enveloppe attend que l’on décide comment elle se partage.",
        )  # fmt: skip
        proposal = consents.draft(
            circle, by=by, at=at, tension=tension, kind=ProposalKind.ACT,
            title=title_of(tour),
            needs=tension.words, text=_said(tour), act=act_of(organ), object_kind=ROUND,
            object_key=key_of(tour),
        )  # fmt: skip
        consents.put_in_basket(proposal, by=by, at=at)
        tour.proposal = proposal
        tour.save(update_fields=["proposal"])
        record(Event.ROUND_PROPOSED, tour, by=by, proposal=proposal.pk)
    return proposal


def consented(tour, *, decision, at):
    """The circle decided: the round may be posted. Called once, by the decision in force."""
    with locked(tour) as tour:
        if tour.proposal_id != decision.proposal_id:
            raise NotThisRound
        tour.move_to(RoundState.CONSENTED)
        tour.decision = decision
        tour.save(update_fields=["state", "decision"])
        record(Event.ROUND_CONSENTED, tour, by=None, decision=decision.pk)
    return tour


def check_base(tour, *, but=None):
    """The books (``but`` one entry) still say what was frozen, and the rule still gives the same.

    Returns the rows. Raises BaseMoved."""
    rows = base_of(tour, but=but)
    wanted = shares_of(tour, rows, envelope_of(tour))
    if digest_of(tour, rows) != tour.digest or said(wanted) != said(tour.shares.all()):
        raise BaseMoved
    return rows


def key_of(tour):
    """What its proposal waits with: this round, on this base."""
    return f"{tour.pk}-{tour.digest[:16]}"


def is_carried(tour):
    """Does a circle have it before it now?"""
    return bool(tour.proposal) and tour.proposal.state not in OVER


def named_circles(organ, circles):
    """Those that this organ's name speaks of; none for an assembly or a board."""
    return [one for one in circles if one.name.lower() in organ.lower()]


def _check_goes(tour, circle):
    if tour.state != RoundState.COMPUTED:
        raise NotComputed
    if is_carried(tour):
        raise AlreadyProposed
    organ = Terms.objects.on(tour.cut_off_on).envelope_organ
    named = named_circles(organ, Circle.objects.living())
    if named and circle not in named:
        raise NotTheOrgan(f"Le cadre des apports dit qui décide d’un tour : {organ}.")
    check_guards(tour, check_base(tour))


def act_of(organ):
    """The minutes that are asked of the organ: nothing is posted before they are signed."""
    if "conseil" in organ.lower():
        return ActKind.BOARD
    return ActKind.ASSEMBLY if "assemblée" in organ.lower() else ActKind.NONE


def _said(tour):
    return text_of(tour, tour.shares.all(), departures(tour, tour.base))


def title_of(tour):
    return f"Tour de reprises {tour} : {euros(envelope_of(tour))}"


def text_of(tour, shares, away):
    """What the circle reads: the whole, and the rule; nobody's own amount. ``away``: what signed
    contracts say and this round does not."""
    rows, envelope = tour.base, envelope_of(tour)
    parts = taking_part(rows)
    count, owed = len(parts), sum(row["outstanding"] for row in parts)
    sources = "\n".join(f"- {one.words} : {euros(one.cents)}" for one in tour.sources.all())
    lines = [
        f"Le tour de reprises {tour} partage {euros(envelope)} {WORDS[tour.rule]}.",
        f"L’enveloppe vient de :\n{sources}",
        f"La base est arrêtée au {dates.day(tour.cut_off_on)} : {count} apport{plural(count)}, "
        f"{euros(owed)} restant à reprendre. Empreinte : {tour.digest[:16]}.",
    ]
    if tour.minimum:
        lines.append(
            f"Une part sous {euros(tour.minimum)} n’est pas versée, sauf si elle solde un apport : "
            "la personne reste en attente pour le prochain tour. " + unshared(envelope, shares)
        )
    if away:
        lines.append(f"{away} Y consentir, c’est s’en écarter pour ce tour, en le sachant.")
    return "\n\n".join(lines)
