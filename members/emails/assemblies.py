"""Convocations, and what is told of answers and proxies. No preference silences a convocation;
reminders of it are a topic that one may silence."""

from uuid import UUID

from django.urls import reverse

from coopstudio import calendars
from coopstudio.mail.api import address, letter
from members import signed
from members.emails.samples import sample
from members.preferences import unsubscribe
from members.states import Topic

HOUR = "2026-12-12T14:00:00+01:00"
WHERE = {"title": "Assemblée générale ordinaire", "at": HOUR, "minutes": 150,
         "place": "12 rue Monge, Dijon", "is_remote": False}  # fmt: skip
AGENDA = ["Rapport moral", "Comptes de l’année", "Élection du conseil"]


@letter(
    "members.convocation",
    occasion="Quand une assemblée est convoquée : l’ordre du jour et le pouvoir sont joints.",
    sample=sample(
        items=AGENDA, words="Nous déjeunons ensemble à midi.", votes=True, proxies=2, **WHERE
    ),
)
def convocation(convocation, paper, *, at, write):
    assembly = convocation.assembly
    _write(
        write,
        convocation,
        key=f"{convocation.pk}",
        document=paper,
        calendar=calendars.request(entry(assembly), convocation.person.letterbox, at=at),
        items=[item.words for item in assembly.items.all()],
        words=assembly.words,
        votes=convocation.votes,
        proxies=assembly.statutes.proxies_most,
    )


@letter(
    "members.assembly_moved",
    occasion="Quand une assemblée convoquée change de jour, d’heure ou de lieu.",
    sample=sample(items=AGENDA, votes=True, is_anew=True, proxies=2, **WHERE),
)
def assembly_moved(convocation, paper, *, at, write):
    """``is_anew``: no answer of theirs holds for this day yet."""
    assembly = convocation.assembly
    _write(
        write,
        convocation,
        key=f"{convocation.pk}:{assembly.sequence}",
        document=paper,
        calendar=calendars.request(entry(assembly), convocation.person.letterbox, at=at),
        items=[item.words for item in assembly.items.all()],
        votes=convocation.votes,
        proxies=assembly.statutes.proxies_most,
        is_anew=not convocation.answer,
    )


@letter(
    "members.assembly_called_off",
    occasion="Quand une assemblée convoquée n’aura pas lieu, ou n’a pas eu lieu.",
    sample=sample(reason="La salle n’est plus disponible.", is_past=False, **WHERE),
)
def assembly_called_off(convocation, *, at, write):
    _write(
        write,
        convocation,
        key=f"{convocation.pk}",
        calendar=calendars.cancel(entry(convocation.assembly), convocation.person.letterbox, at=at),
        reason=convocation.assembly.reason,
        is_past=convocation.assembly.at <= convocation.assembly.closed_at,
    )


@letter(
    "members.assembly_reminder",
    until="Une fois, tant que la personne n’a pas répondu.",
    occasion="Une semaine avant une assemblée, à qui n’a pas encore répondu.",
    sample=sample(votes=True, **WHERE),
)
def assembly_reminder(convocation, *, write):
    _write(
        write,
        convocation,
        key=f"{convocation.pk}",
        votes=convocation.votes,
        unsubscribe=unsubscribe(convocation.person, Topic.MEETINGS),
    )


@letter(
    "members.assembly_near",
    until="Une fois, à qui vient ou a donné un pouvoir.",
    occasion="Deux jours avant une assemblée, à qui a dit venir.",
    sample=sample(carried=["Karim Haddad"], **WHERE),
)
def assembly_near(convocation, *, write):
    carried = [f"{one.person}" for one in convocation.proxies.select_related("person")]
    _write(
        write,
        convocation,
        key=f"{convocation.pk}",
        carried=carried,
        unsubscribe=unsubscribe(convocation.person, Topic.MEETINGS),
    )


@letter(
    "members.proxy_given",
    occasion="Quand un ou une membre donne pouvoir à quelqu’un, à qui le reçoit.",
    sample=sample(giver="Karim Haddad", **WHERE),
)
def proxy_given(given, *, write):
    _write(
        write,
        _holder(given),
        key=f"{given.pk}:{given.answered_at.isoformat()}",
        giver=f"{given.person}",
    )


@letter(
    "members.proxy_withdrawn",
    occasion="Quand un pouvoir est repris, à qui le portait.",
    sample=sample(giver="Karim Haddad", is_coming=True, **WHERE),
)
def proxy_withdrawn(given, holder, *, at, write):
    holder.assembly = given.assembly
    _write(
        write,
        holder,
        key=f"{given.pk}:{holder.pk}:{at.isoformat()}",
        giver=f"{given.person}",
        is_coming=given.answer == "coming",
    )


@letter(
    "members.proxy_returned",
    occasion="Quand la personne choisie ne peut pas porter un pouvoir, à qui l’avait donné.",
    sample=sample(holder="Léonie Cordier", **WHERE),
)
def proxy_returned(given, holder, *, at, write):
    _write(
        write,
        given,
        key=f"{given.pk}:{holder.pk}:{at.isoformat()}",
        holder=f"{holder.person}",
    )


@letter(
    "members.proxy_fallen",
    occasion="Quand qui avait donné pouvoir ne prend plus part aux décisions, aux deux personnes.",
    sample=sample(giver="Karim Haddad", holder="Léonie Cordier", **WHERE),
)
def proxy_fallen(told, given, holder, *, at, write):
    """``told``: the convocation of the giver or of the holder. Why is the giver's alone."""
    _write(
        write,
        told,
        key=f"{told.pk}:{given.pk}:{holder.pk}:{at.isoformat()}",
        giver="" if told == given else f"{given.person}",
        holder=f"{holder.person}",
    )


def _write(write, convocation, *, key, **more):
    """What every letter about an assembly says: which one, when, where, and where to answer."""
    assembly, person = convocation.assembly, convocation.person
    return write(
        to=person.letterbox,
        key=key,
        about=person,
        first_name=person.first_name,
        title=assembly.title,
        at=assembly.at,
        minutes=assembly.minutes,
        place=assembly.place,
        is_remote=assembly.is_remote,
        link=address(signed.path_to(convocation)),
        **more,
    )


def entry(assembly):
    """One identity for everybody in everybody's diary; the page it leads to asks to sign in."""
    page = address(reverse("members:assembly", args=[assembly.pk]))
    return calendars.Entry(
        uid=UUID(f"{assembly.uid}"),
        at=assembly.at,
        minutes=assembly.minutes,
        title=assembly.title,
        place=assembly.place,
        says=f"Ordre du jour et réponses : {page}",
        sequence=assembly.sequence,
    )


def _holder(given):
    given.proxy_to.assembly = given.assembly
    return given.proxy_to
