"""The way of an election without candidates."""

from django.db.models import TextChoices


class ElectionState(TextChoices):
    """Where an election stands, up to the proposal; from there its proposal tells."""

    PREPARATION = "preparation", "préparation"
    ROLE = "role", "rappel du rôle"
    CRITERIA = "criteria", "critères de choix"
    BALLOTS = "ballots", "bulletins"
    NOMINATIONS = "nominations", "tour de nomination"
    CONFIRMATIONS = "confirmations", "tour de confirmation"
    PROPOSAL = "proposal", "proposition"
    CONSENT = "consent", "consentement"
    WAITING_PARENT = "waiting_parent", "en attente du cercle parent"
    DONE = "done", "mandat confié"
    NO_RESULT = "no_result", "sans résultat"
    POSTPONED = "postponed", "reportée"


E = ElectionState
ENDS = {E.POSTPONED, E.NO_RESULT}
ELECTION_ARROWS = {
    E.PREPARATION: {E.ROLE} | ENDS,
    E.ROLE: {E.CRITERIA} | ENDS,
    E.CRITERIA: {E.BALLOTS} | ENDS,
    E.BALLOTS: {E.NOMINATIONS} | ENDS,
    E.NOMINATIONS: {E.CONFIRMATIONS} | ENDS,
    E.CONFIRMATIONS: {E.PROPOSAL} | ENDS,
    E.PROPOSAL: {E.CONSENT} | ENDS,
    E.CONSENT: {E.PROPOSAL, E.WAITING_PARENT, E.DONE} | ENDS,
    E.WAITING_PARENT: {E.DONE, E.BALLOTS} | ENDS,
    E.POSTPONED: {E.PREPARATION, E.ROLE, E.CRITERIA, E.BALLOTS, E.NO_RESULT},
}


class NominationKind(TextChoices):
    """What one says of whom one names: on the sealed ballot, then after having heard the others."""

    BALLOT = "ballot", "bulletin"
    CONFIRMED = "confirmed", "maintenu ou changé"
