"""Somebody convened answers: they come, they do not, or they give a proxy to somebody who votes.

Answers to one assembly are written one after the other: the assembly is the lock.
"""

from contextlib import contextmanager

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members import emails
from members.actions.assemblies.voices import give_back, settle
from members.events import Event
from members.models import Convocation
from members.states import Reply


class NoMoreAnswers(Refused):
    message = "L’heure est passée : la présence se note maintenant à l’entrée, avec le secrétariat."


class OtherDay(Refused):
    message = (
        "Cette convocation parlait d’une autre date : l’assemblée a été déplacée. Répondez par la "
        "lettre la plus récente, ou sur la page de l’assemblée."
    )


class NotConvened(Refused):
    message = "Cette assemblée n’attend plus de réponses."


class NoLongerConcerned(Refused):
    message = (
        "Cette convocation ne vaut plus : d’après le registre, l’adhésion ou le siège au conseil "
        "a pris fin avant l’assemblée."
    )


class NoVoice(Refused):
    message = "Sans voix délibérative, il n’y a pas de pouvoir à donner : dites si vous venez."


class NotAHolder(Refused):
    message = "Un pouvoir se donne à une autre personne convoquée, et qui prend part aux décisions."


class HolderAway(Refused):
    message = (
        "Cette personne a dit qu’elle ne viendrait pas, ou a elle-même donné pouvoir. Choisissez "
        "quelqu’un d’autre."
    )


class TooManyProxies(Refused):
    """The statutes count the proxies that one may hold."""


class AlreadyHere(Refused):
    message = "Cette personne est notée présente : on ne peut pas être là et représentée."


def answer(convocation, *, by, at, reply, holder=None, for_other=False):
    """Say what one will do. ``holder``: the convocation of the person who gets the proxy;
    ``for_other``: the secretary writes what somebody said on paper, until the sheet is closed."""
    with answering(convocation) as convocation:
        hear(convocation, at=at, also=holder)
        _refuse_unless_asked(convocation, at=at, for_other=for_other)
        if reply == Reply.PROXY:
            _refuse_unless_holder(convocation, holder)
        before, holding = convocation.proxy_to, list(convocation.proxies.select_related("person"))
        convocation.answer, convocation.answered_at = reply, at
        convocation.proxy_to = holder if reply == Reply.PROXY else None
        convocation.save()
        record(Event.ASSEMBLY_ANSWERED, convocation, by=by, reply=reply)
        if before and before != convocation.proxy_to:
            emails.proxy_withdrawn(convocation, before, at=at)
        if convocation.proxy_to and before != convocation.proxy_to:
            emails.proxy_given(convocation)
        if reply != Reply.COMING:
            give_back(holding, convocation, at=at)
    return convocation


def hand_back(convocation, *, by, at):
    """A holder will not carry this proxy: whoever gave it is told, and chooses again."""
    with answering(convocation) as convocation:
        holder = convocation.proxy_to
        if holder is None or by.pk != holder.person_id:
            raise NotAHolder
        give_back([convocation], holder, at=at)
        record(Event.PROXY_HANDED_BACK, convocation, by=by)
    return convocation


@contextmanager
def answering(convocation):
    """The assembly is locked; yields the convocation as it stands, if it still counts."""
    with locked(convocation.assembly) as assembly:
        convocation = Convocation.objects.select_related("person", "proxy_to__person").get(
            pk=convocation.pk
        )
        convocation.assembly = assembly
        if not assembly.is_convened:
            raise NotConvened
        if convocation.round != assembly.round:
            raise OtherDay
        yield convocation


def hear(convocation, *, at, also=None):
    """Their voice, and that of the other one, is the one of the day. Raises NoLongerConcerned."""
    people = [one.person_id for one in (convocation, also) if one]
    if convocation.person_id not in settle(convocation.assembly, at=at, people=people):
        raise NoLongerConcerned
    fields = ["votes", "answer", "answered_at", "proxy_to"]
    convocation.refresh_from_db(fields=fields)


def room_for(holder, *, but=None):
    """How many proxies this person may still be given; ``but``: the one that would move."""
    held = holder.proxies.exclude(pk=but.pk if but else None).count()
    return holder.assembly.statutes.proxies_most - held


def _refuse_unless_asked(convocation, *, at, for_other):
    if not for_other and at >= convocation.assembly.at:
        raise NoMoreAnswers
    if convocation.present_at:
        raise AlreadyHere


def _refuse_unless_holder(convocation, holder):
    if not convocation.votes:
        raise NoVoice
    if holder is None:
        raise NotAHolder
    holder.refresh_from_db(fields=["votes", "answer", "proxy_to", "present_at"])
    is_another = holder.pk != convocation.pk
    if not (is_another and holder.votes and holder.round == convocation.round
            and holder.assembly_id == convocation.assembly_id):  # fmt: skip
        raise NotAHolder
    if holder.answer in {Reply.AWAY, Reply.PROXY} and not holder.present_at:
        raise HolderAway
    holder.assembly = convocation.assembly
    if room_for(holder, but=convocation) < 1:
        raise TooManyProxies(_full(holder))


def _full(holder):
    most = holder.assembly.statutes.proxies_most
    if not most:
        return "Les statuts ne prévoient pas de pouvoir : dites si vous venez."
    held = "un pouvoir" if most == 1 else f"{most} pouvoirs"
    return (
        f"{holder.person} porte déjà {held}, autant que les statuts le permettent. Choisissez "
        "quelqu’un d’autre."
    )
