"""Who has a voice is asked of the day of the assembly, as the facts stand now, and never only of
the day the letters left: a membership that ended, a suspension, a death take voice and proxies
away at once.
"""

from coopstudio.db import locked
from members import emails
from members.concerned import those_of
from members.models import Assembly, Convocation


def follow(person, *, at):
    """Something changed in somebody's belonging: so does their voice in every open assembly."""
    for assembly in Assembly.objects.open().filter(convocations__person=person).distinct():
        with locked(assembly) as assembly:
            if assembly.is_convened:
                settle(assembly, at=at, people=[person.pk])


def settle(assembly, *, at, people=None):
    """Give everybody convened, or only these ``people`` (keys), the voice of the day; what hung on
    one that is gone, goes. The caller holds the assembly. Returns who of them is still concerned,
    as what a convocation keeps of each, by the key of the person."""
    concerned = {one["person_id"]: one for one in those_of(assembly, people=people)}
    rows = assembly.convocations.current()
    if people is not None:
        rows = rows.filter(person__in=people)
    voting = {key for key, one in concerned.items() if one["votes"]}
    kept = rows.values_list("pk", "person_id", "votes")
    wrong = [pk for pk, person, votes in kept if votes != (person in voting)]
    found = Convocation.objects.filter(pk__in=wrong).select_related("person", "proxy_to__person")
    gone = [row for row in found.order_by("pk") if row.votes]
    Convocation.objects.filter(pk__in=set(wrong) - {row.pk for row in gone}).update(votes=True)
    for row in gone:
        _silence(row, assembly, at=at)
    for row in gone:
        give_back(list(row.proxies.select_related("person")), row, at=at)
    return concerned


def give_back(given, holder, *, at):
    """These proxies have no holder any more: who gave them has not answered, and is told so as
    long as they can still choose."""
    for convocation in given:
        convocation.answer, convocation.proxy_to, convocation.answered_at = "", None, None
        convocation.save(update_fields=["answer", "proxy_to", "answered_at"])
        convocation.assembly = holder.assembly
        if at < holder.assembly.at:
            emails.proxy_returned(convocation, holder, at=at)


def _silence(row, assembly, *, at):
    """No voice any more: the proxy that they gave falls, and both are told. (A letter to somebody
    who died is held back by the post.)"""
    row.assembly, holder = assembly, row.proxy_to
    row.votes = False
    if holder:
        row.answer, row.proxy_to, row.answered_at = "", None, None
        holder.assembly = assembly
    row.save(update_fields=["votes", "answer", "proxy_to", "answered_at"])
    if holder and at < assembly.at:
        emails.proxy_fallen(row, row, holder, at=at)
        emails.proxy_fallen(holder, row, holder, at=at)
