"""Letters of mutual consent: what the person says, and what becomes of a reserve, both ways."""

from django.urls import reverse

from applications.emails.samples import sample
from coopstudio.mail.api import address, letter


def _page(application, recipient):
    """Where each weighs: the person on their page, a founder on the decision."""
    is_the_person = recipient.pk == application.person_id
    name = "applications:reciprocity" if is_the_person else "applications:position"
    return address(reverse(name, args=[application.number]))


def _write_to(recipient, row, application, write, **words):
    write(
        to=application.email if recipient.pk == application.person_id else recipient.email,
        key=f"{row.pk}:{recipient.pk}",
        about=application,
        first_name=recipient.first_name,
        link=_page(application, recipient),
        **words,
    )


@letter(
    "applications.word_asked",
    occasion="Quand une rencontre a eu lieu, à la personne qui n’a pas encore donné sa parole.",
    sample=sample(),
)
def word_asked(meeting, *, write):
    """The same for everybody, whatever founders decide."""
    application = meeting.application
    write(
        to=application.email,
        key=f"{meeting.pk}",
        about=application,
        first_name=application.first_name,
        link=_page(application, application.person),
        signature=application.version.signature,
    )


@letter(
    "applications.need_said",
    occasion="Quand la personne dit ce qu’elle a besoin de savoir, aux fondateurs.",
    sample=sample(name="Noémie D’Almeida", words="Qui signe le bail ?", asks_portraits=True),
)
def need_said(need, founder, *, write):
    application = need.application
    words = {"name": application.full_name, "words": need.words}
    _write_to(founder, need, application, write, asks_portraits=need.asks_portraits, **words)


@letter(
    "applications.assented",
    occasion="Quand la personne donne son consentement, aux fondateurs.",
    sample=sample(name="Noémie D’Almeida", words="Oui, et avec joie."),
)
def assented(assent, founder, *, write):
    application = assent.application
    words = {"name": application.full_name, "words": assent.words}
    _write_to(founder, assent, application, write, **words)


@letter(
    "applications.reserve_raised",
    occasion="Quand la personne dit une réserve ou une objection, aux fondateurs.",
    sample=sample(name="Noémie D’Almeida", words="Le bénévolat, six mois et pas plus."),
)
def reserve_raised(reserve, founder, *, write):
    application = reserve.application
    words = {"name": application.full_name, "words": reserve.words}
    _write_to(founder, reserve, application, write, **words)


@letter(
    "applications.amended",
    occasion="Quand un texte est proposé pour intégrer une réserve, à qui doit y consentir.",
    sample=sample(
        by="Fleur Mathet", said="Six mois, pas plus.", words="Nous en reparlons en juin."
    ),
)
def amended(amendment, recipient, *, write):
    reserve = amendment.reserve
    words = {"by": f"{amendment.by}", "said": reserve.words, "words": amendment.words}
    _write_to(recipient, amendment, reserve.application, write, **words)


@letter(
    "applications.settled",
    occasion="Quand une réserve est intégrée ou retirée, à chaque personne concernée.",
    sample=sample(
        by="Noémie D’Almeida",
        said="Six mois, pas plus.",
        text="Nous en reparlons en juin.",
        is_integrated=True,
    ),
)
def settled(settlement, recipient, *, write):
    reserve, text = settlement.reserve, settlement.amendment
    words = {"by": f"{settlement.by}", "said": reserve.words, "text": text.words if text else ""}
    _write_to(
        recipient, settlement, reserve.application, write, is_integrated=text is not None, **words
    )


@letter(
    "applications.parting_proposed",
    occasion="Quand une personne propose de ne pas donner suite, à qui doit y consentir.",
    sample=sample(by="Fleur Mathet", reference="Candidature 012"),
)
def parting_proposed(parting, founder, *, write):
    """Without the name nor the reason: they are read on the page."""
    application = parting.application
    words = {"by": f"{parting.by}", "reference": application.reference}
    _write_to(founder, parting, application, write, **words)
