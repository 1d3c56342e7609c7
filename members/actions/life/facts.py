"""Facts are added, never changed; the last day of the membership follows them."""

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members import emails
from members.actions.assemblies import voices
from members.actions.fees import deaths
from members.actions.life import silence
from members.events import Event
from members.models import FactWords, MembershipFact, Statutes
from members.standing import endings, holding, open_on
from members.states import ENDINGS, ExclusionState, FactKind, NoticeState

REVERSIBLE = frozenset(
    {
        FactKind.LEAVE,
        FactKind.LEAVE_DECLINED,
        FactKind.SUSPENSION,
        FactKind.RESUMED,
        FactKind.SETTLED,
        FactKind.RESIGNED,
        FactKind.KEPT,
        FactKind.REMOVED,
        FactKind.EXCLUDED,
        FactKind.DIED,
    }
)


class NotAMember(Refused):
    message = "L’adhésion n’est pas ouverte ce jour-là : vérifiez la date."


class AlreadyOver(Refused):
    message = (
        "L’adhésion avait déjà pris fin ce jour-là : il n’y a plus rien à décider ni à envoyer. "
        "Abandonnez la procédure."
    )


class InTheFuture(Refused):
    message = "Cette date est dans le futur : inscrivez ce qui est arrivé, pas ce qui viendra."


class OwnCase(Refused):
    message = "Il s’agit de vous : une autre personne du secrétariat ou de la fondation l’inscrit."


class NoStatutes(Refused):
    message = "Inscrivez d’abord les statuts : ce sont eux qui disent les délais."


class NothingOpen(Refused):
    message = "Il n’y a rien à clore : quelqu’un l’a peut-être déjà fait."


class AlreadyReversed(Refused):
    message = "Cette inscription est déjà annulée."


class NotReversible(Refused):
    message = "Cette inscription ne s’annule pas : elle a sa propre suite."


class TheirOwnWord(Refused):
    message = (
        "La personne a écrit elle-même sa démission : ce n’est pas une erreur d’inscription. Elle "
        "se reprend avant son dernier jour, avec l’accord de l’organe."
    )


class AnotherOpen(Refused):
    message = (
        "Une autre procédure de la même sorte est ouverte depuis : menez-la à son terme d’abord."
    )


class AnsweredSince(Refused):
    message = (
        "Une inscription plus récente s’appuie sur celle-ci : annulez d’abord la plus récente."
    )


class BackAgain(Refused):
    message = "Cette personne est redevenue membre depuis : on ne rouvre pas l’ancienne adhésion."


def add(membership, kind, *, by, at, since, words="", **told):
    """Write a fact of a membership that the caller locked; its last day follows, and the
    voice in the assemblies to come."""
    fact = MembershipFact.objects.create(
        membership=membership, kind=kind, by=by, at=at, since=since, **told
    )
    if words:
        FactWords.objects.create(fact=fact, words=words)
    ended = fact.answers if kind in (FactKind.KEPT, FactKind.REVERSED) else fact
    if ended.kind in ENDINGS or kind == FactKind.REVERSED:
        follow(membership, undone=_last_of(membership, ended) if ended != fact else None)
    voices.follow(membership.person, at=at)
    return fact


def follow(membership, *, undone=None):
    """The last day is what the facts say of it; one that the house found written stays, unless it
    is the one that is ``undone``."""
    ends = [one.until for one in endings(membership.facts.all())]
    if membership.ended_on and membership.ended_on != undone:
        ends.append(membership.ended_on)
    last = max(min(ends), membership.decided_on) if ends else None
    if last is None and membership.ended_on and _is_back(membership):
        raise BackAgain
    membership.ended_on = last
    membership.parted_at = membership.parted_at if last else None
    membership.save(update_fields=["ended_on", "parted_at"])


def reverse(fact, *, by, at, on):
    """It was written by mistake: a reversal says so, and everything stands as if it never was."""
    with locked(fact.membership) as membership:
        _refuse_unless_reversible(membership, fact, by=by)
        if fact.kind == FactKind.DIED:
            silence.lift(membership.person, at=at)
            deaths.reopen(membership.person, by=by, at=at)
        add(membership, FactKind.REVERSED, by=by, at=at, since=on, answers=fact)
        _reopen(membership, fact)
        record(Event.FACT_REVERSED, membership, by=by, fact=fact.pk, kind=fact.kind)
        emails.reversed_(membership, fact)
    return membership


def is_reversible(fact):
    """Whether it may have been written by mistake: one's own resignation never was."""
    is_own = fact.kind == FactKind.RESIGNED and fact.by_id == fact.membership.person_id
    return fact.kind in REVERSIBLE and not is_own


def open_fact(membership, kinds, *, on):
    """The fact of ``kinds`` that is open on that day. Raises NothingOpen."""
    found = open_on(membership.facts.all(), kinds, on)
    if not found:
        raise NothingOpen
    return found[-1]


def refuse_unless_member(membership, *, on):
    if not membership.is_open_on(on):
        raise NotAMember


def refuse_if_over(membership, *, on):
    """What a procedure sends or decides is for a member: nothing is added to an end, or a death."""
    if membership.person.deceased_on or not membership.is_open_on(on):
        raise AlreadyOver


def refuse_own_case(membership, by):
    """Nobody writes what the organ decided of themselves."""
    if by and by.pk == membership.person_id:
        raise OwnCase


def statutes_of(day):
    """The version in force on that day. Raises NoStatutes."""
    statutes = Statutes.objects.in_force(on=day)
    if statutes is None:
        raise NoStatutes
    return statutes


def _refuse_unless_reversible(membership, fact, *, by):
    refuse_own_case(membership, by)
    if fact.kind not in REVERSIBLE:
        raise NotReversible
    if not is_reversible(fact):
        raise TheirOwnWord
    life = holding(membership.facts.all())
    if fact.pk not in {one.pk for one in life}:
        raise AlreadyReversed
    if any(one.answers_id == fact.pk for one in life):
        raise AnsweredSince


def _reopen(membership, fact):
    """The procedure that this fact closed goes on from where it was: paid, given up or decided.

    It is no step forward, and so it is on no map of states.
    """
    if fact.kind in (FactKind.SETTLED, FactKind.REMOVED):
        closed = membership.notices.filter(fact=fact.answers_id).exclude(fact=None)
        _refuse_if_another(membership.notices, closed)
        closed.update(state=NoticeState.SIGNED, removal_number="")
    elif fact.kind == FactKind.EXCLUDED:
        told = {"state": ExclusionState.EXPELLED, "decided_on": fact.decided_on}
        closed = membership.exclusions.filter(**told)
        _refuse_if_another(membership.exclusions, closed)
        undecided = {"organ": "", "decided_on": None, "reference": "", "reasons": ""}
        closed.update(state=ExclusionState.GRIEVED, **undecided)


def _refuse_if_another(procedures, closed):
    if closed.exists() and procedures.open().exists():
        raise AnotherOpen


def _last_of(membership, ending):
    """The last day that this fact gave: none is before the decision that admitted."""
    return ending.until and max(membership.decided_on, ending.until)


def _is_back(membership):
    later = membership.person.memberships.exclude(pk=membership.pk)
    return later.filter(started_on__gte=membership.started_on).exists()
