"""The rite: which steps were done, skipped with whose agreement, which one is lived now (4.12)."""

from dataclasses import dataclass

from governance.actions.consents.assents import SKIP
from governance.states import ProposalState, RoundKind

S = ProposalState
ORDER = [S.PRESENTATION, S.CLARIFICATION, S.REACTIONS, S.ARBITRATION, S.CONSENT]
NAMES = {
    S.PRESENTATION: ("Présentation", "texte"),
    S.CLARIFICATION: ("Clarification", "clarification"),
    S.REACTIONS: ("Réactions", "reactions"),
    S.ARBITRATION: ("Arbitrage", "arbitrage"),
    S.CONSENT: ("Consentement", "tour"),
}
WORD_ROUNDS = {S.CLARIFICATION: RoundKind.CLARIFICATION, S.REACTIONS: RoundKind.REACTIONS}


@dataclass(frozen=True)
class Step:
    """One step: ``is-done``, ``is-now``, ``is-turned`` (an objection), « sautée » or to come."""

    name: str
    anchor: str
    look: str = ""
    says: str = ""


def steps_of(way):
    """The steps of this proposal, in their order, as they were really lived."""
    state = way.proposal.state
    names = [S.CONSENT] if way.is_brief else ORDER
    found = [_step(way, one, state) for one in names]
    if way.objections or state == S.OBJECTIONS:
        is_open = bool(way.standing_objections)
        says = "en intégration" if is_open else "intégrées ou levées"
        turned = Step("Objections", "objections", "is-turned", says)
        found.insert(len(found) - (state == S.CONSENT), turned)
    if state in (S.ADOPTED, S.RESERVED):
        says = "sous réserve" if state == S.RESERVED else ""
        found.append(Step("Adoption", "adoption", "is-now" if says else "is-done", says))
    return found


def skipped(way):
    """The names of those who agreed to go straight to consent; empty when nothing was skipped."""
    asked = [one for one in way.rounds if one.kind == RoundKind.ASSENT and one.subject == SKIP]
    agreed = [one for one in asked if one.closed_at and way.is_agreed(one)]
    if not agreed or _was_lived(way, S.REACTIONS):
        return []
    return [seat.person for seat in way.seats.get(agreed[-1].pk, [])]


def _step(way, step, state):
    name, anchor = NAMES[step]
    if state == step:
        return Step(name, anchor, "is-now", _now(way, step))
    if _is_behind(way, step, state):
        if not _was_lived(way, step):
            return Step(name, anchor, "is-skipped", "étape sautée, avec l’accord du cercle")
        return Step(name, anchor, "is-done", "étape vécue")
    return Step(name, anchor, "", "à venir")


def _now(way, step):
    return f"sur la version {way.version.number}" if step == S.CONSENT else "en cours"


def _is_behind(way, step, state):
    """Has the proposal gone past this step, whatever came after?"""
    if state in (S.OBJECTIONS, S.RESERVED, S.ADOPTED):
        return True
    if state in ORDER:
        return ORDER.index(step) < ORDER.index(state)
    return _was_lived(way, step) and step != S.PRESENTATION


def _was_lived(way, step):
    if step in WORD_ROUNDS:
        kind = WORD_ROUNDS[step]
        return any(one.kind == kind and one.closed_at for one in way.rounds)
    if step == S.CONSENT:
        return bool(way.held)
    return any(one.kind == RoundKind.REACTIONS for one in way.rounds)
