"""Letters of a thread between a person and the founders; each may be answered by e-mail.

What goes to founders never says who writes: names are folded in the words themselves, since both
read the post, and one of them may not have read the candidature yet.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from applications import identity
from applications.conversations import names_in, reference_of
from applications.emails.samples import sample
from applications.links import CONFIRMATION_HOURS, path_to_confirm
from applications.models import Message
from coopstudio.french.typography import tidy
from coopstudio.mail.api import address, letter
from coopstudio.mail.inbound.addresses import reply_address

THREAD = "fil"
"""The kind of our reply addresses: (conversation, the person who answers from there)."""

QUOTE = tidy("Bonjour,\nfaut-il habiter la région pour candidater ?\nMerci !")


@letter(
    "applications.question_link",
    occasion="Quand une personne pose une question : son adresse doit d’abord répondre.",
    sample=sample(hours=CONFIRMATION_HOURS),
    secret=True,
)
def question_link(conversation, *, at, write):
    """Says nothing of what was typed: anybody may type anybody's address."""
    write(
        to=conversation.email,
        key=f"{conversation.pk}:{at.isoformat()}",
        about=conversation,
        hours=CONFIRMATION_HOURS,
        link=address(path_to_confirm(conversation)),
    )


@letter(
    "applications.question_copy",
    occasion="Quand l’adresse d’une question est confirmée, à la personne.",
    sample=sample(quote=QUOTE, by_mail=True, first_name=""),
)
def question_copy(conversation, message, *, write):
    write(
        to=conversation.person.email,
        key=f"{conversation.pk}",
        about=conversation,
        first_name=conversation.person.first_name,
        quote=message.text,
        link=page_of_person(conversation),
        **_answered_from(conversation, conversation.person),
    )


@letter(
    "applications.message_waiting",
    occasion="Quand une personne écrit dans un fil, à chaque membre de la fondation.",
    sample=sample(reference="Question 12", quote=QUOTE, by_mail=True),
)
def message_waiting(message, founder, *, write):
    _to_founder(message, founder, write)


@letter(
    "applications.message_stray",
    occasion="Quand une réponse arrive d’une autre adresse que celle du fil, à la fondation.",
    sample=sample(reference="Question 12", quote=QUOTE, by_mail=True),
)
def message_stray(message, founder, *, write):
    _to_founder(message, founder, write)


@letter(
    "applications.message_answered",
    occasion="Quand un membre de la fondation écrit dans un fil, à la personne.",
    sample=sample(
        by="Fleur", words="Non, mais on s’y retrouve souvent.", quote=QUOTE, by_mail=True
    ),
)
def message_answered(message, asked, *, write):
    """``asked``: the person's last message, quoted below the answer; None when they wrote none."""
    conversation = message.conversation
    write(
        to=conversation.person.email,
        key=f"{message.pk}",
        about=conversation,
        first_name=conversation.person.first_name,
        by=message.author.first_name,
        words=message.text,
        quote=asked.text if asked else "",
        link=page_of_person(conversation),
        **_answered_from(conversation, conversation.person),
    )


@letter(
    "applications.paper_refused",
    occasion="Quand une réponse par e-mail porte une pièce jointe : elle n’est pas gardée.",
    sample=sample(papers=2, has_words=True),
)
def paper_refused(conversation, person, mail, *, write):
    """Once for each mail, to the address of the thread and never to another."""
    write(
        to=person.email,
        key=f"{conversation.pk}:{mail.message_id}"[:150],
        about=conversation,
        first_name=person.first_name,
        papers=mail.papers,
        has_words=bool(mail.text),
        link=_page_of(conversation, person),
    )


@letter(
    "applications.reply_refused",
    occasion="Quand une réponse par e-mail n’a pas pu être prise, à qui l’a écrite.",
    sample=sample(why="Trop de messages sont arrivés aujourd’hui dans ce fil.", is_theirs=True),
)
def reply_refused(conversation, person, *, why, day, write):
    """Once a day at most to each person, to the address we know and never to another."""
    write(
        to=person.email,
        key=f"{person.pk}:{day}",
        first_name=person.first_name,
        why=why,
        is_theirs=conversation.person_id == person.pk,
        link=_page_of(conversation, person),
    )


@letter(
    "applications.thread_quiet",
    until="Une fois, tant que personne n’a répondu.",
    occasion="Sept jours avant qu’un fil resté silencieux se close, à la personne.",
    sample=sample(on="2026-12-03", by_mail=True),
)
def thread_quiet(conversation, *, on, write):
    write(
        to=conversation.person.email,
        key=f"{conversation.pk}:{on}",
        about=conversation,
        first_name=conversation.person.first_name,
        on=on,
        link=page_of_person(conversation),
        **_answered_from(conversation, conversation.person),
    )


@letter(
    "applications.thread_closed",
    until="Une fois, quand la conversation se referme.",
    occasion="Quand un fil se clôt, à la personne.",
    sample=sample(by_mail=True),
)
def thread_closed(conversation, *, write):
    write(
        to=conversation.person.email,
        key=f"{conversation.pk}:{conversation.closed_at.isoformat()}",
        about=conversation,
        first_name=conversation.person.first_name,
        link=page_of_person(conversation),
        **_answered_from(conversation, conversation.person),
    )


def page_of_person(conversation):
    return address(reverse("applications:my_question", args=[conversation.pk]))


def _page_of(conversation, person):
    is_theirs = conversation.person_id == person.pk
    return page_of_person(conversation) if is_theirs else address(conversation.get_absolute_url())


def _to_founder(message, founder, write):
    conversation = message.conversation
    write(
        to=founder.email,
        key=f"{message.pk}:{founder.pk}",
        about=conversation,
        first_name=founder.first_name,
        reference=reference_of(conversation),
        quote=identity.folded(message.text, names_in(conversation)),
        link=address(conversation.get_absolute_url()),
        **_answered_from(conversation, founder),
    )


def _answered_from(conversation, person):
    """Where this person answers the letter, and the thread to which it belongs."""
    place = reply_address(THREAD, conversation.pk, person.pk)
    host = urlsplit(settings.SITE_URL).hostname
    last = conversation.messages.filter(way=Message.Way.MAIL, author=person).last()
    told = [f"<fil-{conversation.key}@{host}>", last.message_id if last else ""]
    return {"reply_to": place, "references": " ".join(filter(None, told)), "by_mail": bool(place)}
