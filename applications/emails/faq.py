"""Letters about a question that others will read, to the person who asked it."""

from applications.emails.conversations import page_of_person
from applications.emails.samples import sample
from coopstudio.french.typography import tidy
from coopstudio.mail.api import address, letter

SAMPLE = sample(
    question=tidy("Faut-il habiter la région ?"),
    answer="Non. On se retrouve en salle une fois par mois, le plus souvent à Nuits-Saint-Georges.",
)


@letter(
    "applications.faq_told",
    occasion="Avant qu’une question récrite sans identité soit publiée, à la personne.",
    sample=SAMPLE,
)
def faq_told(entry, *, write):
    write(
        to=entry.conversation.person.email,
        key=f"{entry.pk}:{entry.revision}",
        about=entry.conversation,
        first_name=entry.conversation.person.first_name,
        question=entry.question,
        answer=entry.answer,
        link=page_of_person(entry.conversation),
    )


@letter(
    "applications.faq_published",
    occasion="Quand sa question, récrite sans identité, est publiée, à la personne.",
    sample=SAMPLE,
)
def faq_published(entry, *, write):
    write(
        to=entry.conversation.person.email,
        key=f"{entry.pk}",
        about=entry.conversation,
        first_name=entry.conversation.person.first_name,
        question=entry.question,
        link=address("/questions/"),
    )
