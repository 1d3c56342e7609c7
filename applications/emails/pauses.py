"""Letters about waiting and coming back. To founders, without a name: it may be folded for them."""

from django.urls import reverse

from applications.emails.samples import answered_in_its_thread, page_of, sample, status_of
from coopstudio.mail.api import address, letter

REASON = "Le premier groupe se forme en juin : nous aimerions vous relire à ce moment-là."


@letter(
    "applications.pause_proposed",
    occasion="Quand la fondation propose d’attendre ; la personne répond oui ou non.",
    sample=sample(by="Fleur", until="2027-03-01", reason=REASON),
)
def pause_proposed(pause, *, write):
    application = pause.application
    told = {**proposed_words(pause), **answered_in_its_thread(application)}
    write(to=application.email, key=f"{pause.pk}", about=application, **told)


def proposed_words(pause):
    """What the letter that proposes to wait says; of a pause that is only thought of, too."""
    application = pause.application
    return {
        "first_name": application.first_name,
        "by": pause.asked_by.first_name,
        "until": pause.until,
        "reason": pause.reason,
        "link": address(reverse("applications:pause", args=[application.number])),
        "signature": application.version.signature,
    }


@letter(
    "applications.paused",
    occasion="Quand une candidature est mise en attente, à la personne.",
    sample=sample(until="2027-03-01"),
)
def paused(pause, *, write):
    application = pause.application
    write(
        to=application.email,
        key=f"{pause.pk}",
        about=application,
        first_name=application.first_name,
        until=pause.until,
        link=status_of(application),
        signature=application.version.signature,
    )


@letter(
    "applications.pause_told",
    occasion="Quand la personne dit oui ou non à l’attente, ou la demande, à la fondation.",
    sample=sample(reference="Candidature 012", agreed=True, until="2027-03-01", reason=REASON),
)
def pause_told(pause, founder, *, agreed, write):
    application = pause.application
    write(
        to=founder.email,
        key=f"{pause.pk}:{founder.pk}",
        about=application,
        first_name=founder.first_name,
        reference=application.reference,
        agreed=agreed,
        until=pause.until,
        reason=pause.reason,
        link=address(application.get_absolute_url()),
    )


@letter(
    "applications.woken",
    until="Une fois, le jour où la pause se termine.",
    occasion="Quand l’attente finit, le jour dit ou avant, à la personne et à la fondation.",
    sample=sample(
        is_theirs=True, reference="Candidature 012", on_its_day=True, answer_by="2026-12-03"
    ),
)
def woken(application, recipient, *, by, key, write):
    """``by`` is None when the day itself has come."""
    write(
        to=recipient.email,
        key=f"{key}:{recipient.email}",
        about=application,
        first_name=recipient.first_name,
        is_theirs=recipient.email == application.email,
        reference=application.reference,
        on_its_day=by is None,
        answer_by=application.answer_by,
        link=page_of(application, recipient),
    )


@letter(
    "applications.taken_up",
    occasion="Quand une candidature close est reprise, à la personne.",
    sample=sample(by="", answer_by="2026-12-03", is_prepared=False, is_anew=True),
)
def taken_up(application, copy, *, by, key, is_prepared, is_anew, write):
    """``copy`` comes with what the person sent again; a founder who takes it up is named.
    ``is_prepared``: the person had begun to change answers, which wait for them. ``is_anew``: the
    readings of before were shared, others begin."""
    write(
        to=application.email,
        key=f"{application.pk}:{key}",
        about=application,
        document=copy,
        first_name=application.first_name,
        by="" if by.pk == application.person_id else by.first_name,
        is_prepared=is_prepared,
        is_anew=is_anew,
        answer_by=application.answer_by,
        link=status_of(application),
        signature=application.version.signature,
    )


@letter(
    "applications.taken_up_told",
    occasion="Quand une candidature close est reprise, à chaque membre de la fondation.",
    sample=sample(reference="Candidature 012", is_anew=True, answer_by="2026-12-03"),
)
def taken_up_told(application, founder, *, key, is_anew, write):
    write(
        to=founder.email,
        key=f"{application.pk}:{key}:{founder.pk}",
        about=application,
        first_name=founder.first_name,
        reference=application.reference,
        is_anew=is_anew,
        answer_by=application.answer_by,
        link=address(application.get_absolute_url()),
    )
