"""A text is looked at again: what helped, what would stop it, whether the fear came true.

Whatever comes out of it is a proposal: renewed, changed, repealed or put off, always by consent.
"""

from contextlib import contextmanager

from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance.actions import tensions
from governance.actions.consents import drafting
from governance.actions.meetings.living import stir_about
from governance.consents.policies import METHODS
from governance.effects import effect
from governance.events import Event
from governance.models import Decision, Review
from governance.permissions import drops_tensions
from governance.register.fears import fears_of, unmeasured
from governance.register.keeping import answers_for, keeps_papers, reviews
from governance.register.sharing import DEAD, born_of, is_short, missing
from governance.register.succession import is_shared
from governance.states import STANDING, Outcome, ProposalKind, TermKind, Wish

KINDS = {
    Outcome.RENEW: (ProposalKind.RENEWAL, "Reconduire {}"),
    Outcome.CHANGE: (ProposalKind.POLICY, "Changer {}"),
    Outcome.SPLIT: (ProposalKind.POLICY, "Partager {}"),
    Outcome.REPEAL: (ProposalKind.REPEAL, "Abroger {}"),
    Outcome.LATER: (ProposalKind.ACT, "Reporter la révision de {}"),
}
KEPT = (
    "needs", "text", "responsible", "term_kind", "feedback", "act", "allows", "hours", "poles",
    "balance", "touches", "groups",
)  # fmt: skip
MEASURE = ("name", "source", "unit", "threshold", "side", "who", "every_days", "objection")


class NotInForce(Refused):
    message = "Ce texte n’est pas en vigueur : il n’y a rien à réviser."


class AlreadyOpen(Refused):
    message = "La révision de ce texte est déjà ouverte."


class SaysNotWhy(Refused):
    message = "La date n’est pas venue : dites en quelques mots ce qui vous fait la demander."


class NotOfTheCircle(Refused):
    message = "Le cercle qui garde ce texte le révise : déposez-y une tension pour peser."


class AlreadyClosed(Refused):
    message = "Cette révision est close."


class FearFirst(Refused):
    message = "Commencez par la crainte que ce texte porte : s’est-elle vérifiée ?"


class NothingLived(Refused):
    message = "Dites d’abord ce que vous avez vécu de ce texte : ce qui a aidé, ou non."


class AlreadyProposed(Refused):
    message = "Une proposition est déjà née de cette révision : elle suit son chemin."


class OnlyPapers(Refused):
    message = "La personne qui tient le secrétariat du cercle, ou son leader, reporte une révision."


class PutOffOnce(Refused):
    message = (
        "Cette révision a déjà été reportée une fois : la reporter encore demande le consentement "
        "du cercle."
    )


class NotLater(Refused):
    message = "Choisissez un jour à venir, après la date prévue."


class WithoutDay(Refused):
    message = "Une décision a sa date de révision : choisissez-la."


def open_review(decision, *, by, at, words=""):
    """Look at a text again. Whoever reads it may ask, and nobody waits for its date (V5)."""
    today = timezone.localdate(at)
    with locked(decision) as decision:
        told = Decision.objects.told_on(today).get(pk=decision.pk)
        if not drops_tensions(by) or told.force not in STANDING:
            raise NotInForce
        if decision.reviews.filter(closed_at=None).exists():
            raise AlreadyOpen
        if not words.strip() and not told.is_to_review:
            raise SaysNotWhy
        review = Review.objects.create(decision=decision, by=by, opened_at=at)
        if words.strip():
            tensions.drop(
                decision.kept_by, by=by, at=at, subject=f"Réviser {decision.code}", words=words,
                wish=Wish.DECIDE, decision=decision,
            )  # fmt: skip
        record(Event.REVIEW_OPENED, decision, by=by, review=review.pk)
        stir_about(decision)
    return review


def write(review, *, by, at, helped="", against="", better="", feared=""):
    """Say what one lived of the text; the fear that it carries comes first (4.8)."""
    with _reviewing(review, by=by, at=at) as review:
        if fears_of(review.decision) and not feared.strip():
            raise FearFirst
        review.helped, review.against, review.better = helped, against, better
        review.feared = feared
        review.save(update_fields=["helped", "against", "better", "feared"])
        record(Event.REVIEW_WRITTEN, review.decision, by=by, review=review.pk)
        stir_about(review.decision)
    return review


def propose(review, *, by, at, outcome, review_on=None, term_on=None, parts=None):
    """Bring before the circle what one makes of the text: always a proposal, with its own round.

    A text that is shared becomes ``parts`` proposals, each with its own round: none takes effect
    before all are adopted (V1). A part that was taken back is written again, alone.
    """
    with _reviewing(review, by=by, at=at) as review:
        if not (review.helped or review.against or review.better or review.feared):
            raise NothingLived
        born = born_of(review)
        if born and not is_short(born):
            raise AlreadyProposed
        tension = _tension_of(review, at=at)
        facts = {"outcome": outcome, "review_on": review_on, "term_on": term_on}
        for part, of in missing(born, parts) if outcome == Outcome.SPLIT else [(0, 0)]:
            share = {"part": part, "parts": of}
            review.proposal = _draft(review.decision, tension, by=by, at=at, **share, **facts)
        review.save(update_fields=["proposal"])
        record(Event.REVIEW_PROPOSED, review.decision, by=by, proposal=review.proposal_id)
        stir_about(review.decision)
    return review.proposal


def renew_together(decisions, *, by, at, review_on):
    """Several texts that nobody would change, as one subject: each has its own decision."""
    today = timezone.localdate(at)
    codes = ", ".join(one.code for one in decisions)
    for one in decisions:
        if not reviews(by, one, on=today) or one.kept_by_id != decisions[0].kept_by_id:
            raise NotOfTheCircle
        if fears_of(one):
            raise FearFirst(f"{one.code} porte une crainte : révisez-la à part, en la regardant.")
        if Decision.objects.told_on(today).get(pk=one.pk).force not in STANDING:
            raise NotInForce
    tension = tensions.drop(
        decisions[0].kept_by, by=by, at=at, wish=Wish.DECIDE,
        subject=f"Reconduire ensemble {len(decisions)} textes",
        words=f"Rien n’y est à changer : {codes}. Un seul sujet, une décision pour chacun.",
    )  # fmt: skip
    return [_renew(one, tension, by=by, at=at, review_on=review_on) for one in decisions]


def put_off(decision, *, by, at, to):
    """The secretary moves a review once; the second time the circle consents to it (V3)."""
    today = timezone.localdate(at)
    with locked(decision) as decision:
        if not keeps_papers(by, decision.kept_by, on=today):
            raise OnlyPapers
        told = Decision.objects.told_on(today).get(pk=decision.pk)
        if told.force not in STANDING:
            raise NotInForce
        if decision.review_moved_to:
            raise PutOffOnce
        if to <= today or (told.due_on and to <= told.due_on):
            raise NotLater
        decision.review_moved_to = to
        decision.save(update_fields=["review_moved_to"])
        record(Event.REVIEW_PUT_OFF, decision, by=by, to=f"{to}")
    return decision


def close(decision, *, by, at, how):
    """Its review has come to its end: what was dropped about it leaves the basket."""
    for review in decision.reviews.filter(closed_at=None):
        with locked(review) as review:
            review.closed_at = at
            review.save(update_fields=["closed_at"])
            record(Event.REVIEW_CLOSED, decision, by=by, review=review.pk)
    for tension in decision.tensions.filter(settled_at=None):
        tensions.settle(tension, by=None, at=at, how=how)


# --- what an adoption does ---


@effect(ProposalKind.POLICY)
@effect(ProposalKind.RENEWAL)
@effect(ProposalKind.REPEAL)
def answered(decision, *, by, at):
    """The text that this one renews, replaces or repeals has been looked at again."""
    about = decision.proposal.about_decision
    if about and (decision.shares is None or is_shared(decision.shares)):
        close(about, by=by, at=at, how=f"Le cercle a consenti à {decision.code}.")


@effect(ProposalKind.ACT)
def moved(decision, *, by, at):
    """The circle consented, in a review, to look at a text later (V3)."""
    about, later = decision.proposal.about_decision, decision.version.review_on
    if about and later and about.reviews.filter(closed_at=None).exists():
        with locked(about) as about:
            about.review_moved_to = later
            about.save(update_fields=["review_moved_to"])
            record(Event.REVIEW_MOVED, about, by=by, to=f"{later}", decision=decision.pk)
        close(about, by=by, at=at, how=f"Le cercle a consenti à {decision.code}.")


@contextmanager
def _reviewing(review, *, by, at):
    """The review, locked, if it is open and its circle is the one of this person."""
    if not reviews(by, review.decision, on=timezone.localdate(at)):
        raise NotOfTheCircle
    with locked(review) as review:
        if review.closed_at:
            raise AlreadyClosed
        yield review


def _tension_of(review, *, at):
    """The need that was dropped about this text, or one that the date itself makes."""
    decision = review.decision
    known = decision.tensions.filter(settled_at=None).first()
    return known or tensions.drop(
        decision.kept_by, by=None, at=at, wish=Wish.DECIDE, decision=decision,
        subject=f"Réviser {decision.code}", key=f"revision:{review.pk}",
        words=f"La révision de « {decision.title} » est ouverte.",
    )  # fmt: skip


def _renew(decision, tension, *, by, at, review_on):
    with locked(decision) as decision:
        review = decision.reviews.filter(closed_at=None).first()
        review = review or Review.objects.create(decision=decision, by=by, opened_at=at)
        if review.proposal and review.proposal.state not in DEAD:
            raise AlreadyProposed
        review.proposal = _draft(
            decision, tension, by=by, at=at, outcome=Outcome.RENEW, review_on=review_on
        )
        review.save(update_fields=["proposal"])
        record(Event.RENEWED_TOGETHER, decision, by=by, proposal=review.proposal_id)
    return review.proposal


def _draft(decision, tension, *, by, at, outcome, review_on=None, term_on=None, **share):
    kind, title = KINDS[outcome]
    if share.get("parts"):
        title += f" ({share['part']} sur {share['parts']})"
    if review_on is None and outcome != Outcome.REPEAL:
        raise WithoutDay
    facts = {"review_on": review_on}
    if outcome in (Outcome.RENEW, Outcome.CHANGE, Outcome.SPLIT):
        facts |= _same_text(decision)
        if outcome == Outcome.SPLIT:
            facts["term_kind"] = TermKind.REMINDER
        ends = facts["term_kind"] == TermKind.TRIAL or decision.version.allows in METHODS
        facts["term_on"] = term_on or (review_on if ends else None)
        facts["responsible"] = answers_for(decision, on=timezone.localdate(at))
    else:
        facts |= {"needs": tension.words, "text": _words(decision, outcome, review_on)}
    return drafting.draft(
        decision.kept_by, by=by, at=at, tension=tension, kind=kind, about_decision=decision,
        title=title.format(f"{decision.code}, {decision.title}")[:160], **facts, **share,
    )  # fmt: skip


def _same_text(decision):
    """The text, word for word, its measures, and what was never measured said in it."""
    version = decision.version
    facts = {name: getattr(version, name) for name in KEPT}
    silent = unmeasured(decision)
    if silent:
        names = " ; ".join(one.name for one in silent)
        facts["text"] = f"{version.text}\n\nNon mesuré depuis l’adoption : {names}."
    facts["measures"] = [
        {name: getattr(one, name) for name in MEASURE} for one in version.measures.all()
    ]
    return facts


def _words(decision, outcome, review_on):
    called = f"{decision.code}, « {decision.title} »"
    if outcome == Outcome.REPEAL:
        return f"{called} est abrogée."
    return f"La révision de {called} est reportée au {review_on:%d/%m/%Y}."
