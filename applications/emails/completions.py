"""Letters about precisions: asked, received, or no longer waited for."""

from django.urls import reverse

from applications.emails.samples import answered_in_its_thread, sample, status_of
from coopstudio.mail.api import address, letter

QUESTIONS = "Que veut dire pour vous « un temps très partiel » ? Et d’où viendriez-vous à Dijon ?"


@letter(
    "applications.completion_asked",
    occasion="Quand la fondation demande des précisions à la personne ; les questions sont les "
    "siennes.",
    sample=sample(by="Thomas", questions=QUESTIONS, fields=["Où", "Temps possible"]),
)
def completion_asked(completion, *, write):
    application = completion.application
    write(
        to=application.email,
        key=f"{completion.pk}",
        about=application,
        first_name=application.first_name,
        by=completion.asked_by.first_name,
        questions=completion.questions,
        fields=completion.field_names,
        link=address(reverse("applications:precisions", args=[application.number])),
        signature=application.version.signature,
        **answered_in_its_thread(application),
    )


@letter(
    "applications.completion_received",
    occasion="Quand les précisions arrivent ; la copie de la nouvelle révision est jointe.",
    sample=sample(answer_by="2026-12-03", revision=2),
)
def completion_received(application, copy, *, write):
    write(
        to=application.email,
        key=f"{application.pk}:{application.revision}",
        about=application,
        document=copy,
        first_name=application.first_name,
        revision=application.revision,
        answer_by=application.answer_by,
        link=status_of(application),
        signature=application.version.signature,
    )


@letter(
    "applications.completion_sent",
    occasion="Quand des précisions arrivent, à chaque membre de la fondation.",
    sample=sample(reference="Candidature 012", revision=2, answer_by="2026-12-03"),
)
def completion_sent(application, founder, *, write):
    """Without a name: it may still be folded for them."""
    revision = application.revision
    page = reverse("applications:revision", args=[application.number, revision])
    write(
        to=founder.email,
        key=f"{application.pk}:{revision}:{founder.pk}",
        about=application,
        first_name=founder.first_name,
        reference=application.reference,
        revision=revision,
        answer_by=application.answer_by,
        link=address(page),
    )


@letter(
    "applications.reading_resumed",
    occasion="Quand la fondation reprend la lecture sans attendre les précisions demandées.",
    sample=sample(by="Thomas", answer_by="2026-12-03"),
)
def reading_resumed(completion, *, by, write):
    application = completion.application
    write(
        to=application.email,
        key=f"{completion.pk}",
        about=application,
        first_name=application.first_name,
        by=by.first_name,
        answer_by=application.answer_by,
        link=status_of(application),
        signature=application.version.signature,
    )
