"""Every letter about an application, one function each; the words stand in the templates."""

from django.urls import reverse

from applications import calendars, links
from applications.models import Application
from applications.states import Outcome
from coopstudio.mail.api import address, letter
from coopstudio.mail.permissions import folds

SIGNED = "Fleur Mathet et Thomas Marshall"


def _status(application):
    return address(f"{reverse('applications:status')}#candidature-{application.number}")


def _sample(**more):
    return lambda: {
        "first_name": "Noémie",
        "signature": SIGNED,
        "link": address("/candidater/reprise/exemple/"),
        "days": links.LINK_DAYS,
        **more,
    }


@letter(
    "applications.resume",
    occasion="Quand une personne donne son adresse, ou demande à retrouver son brouillon.",
    sample=_sample(),
    secret=True,
)
def resume(draft, *, at, write):
    write(
        to=draft.email,
        key=f"{draft.pk}:{at.isoformat()}",
        first_name=draft.first_name,
        link=address(links.path_to(draft)),
        days=links.LINK_DAYS,
        signature=draft.version.signature,
    )


@letter(
    "applications.expiring",
    occasion="Sept jours avant l’effacement d’un brouillon auquel personne n’a touché.",
    sample=_sample(on="2026-12-03"),
    secret=True,
)
def expiring(draft, *, on, write):
    write(
        to=draft.email,
        key=f"{draft.pk}:{on}",
        first_name=draft.first_name,
        on=on,
        link=address(links.path_to(draft)),
        signature=draft.version.signature,
    )


@letter(
    "applications.received",
    occasion="Quand une candidature arrive ; la copie en PDF est jointe.",
    sample=_sample(answer_by="2026-12-03", number=12),
)
def received(application, copy, *, write):
    write(
        to=application.email,
        key=f"{application.pk}",
        document=copy,
        first_name=application.first_name,
        number=application.number,
        answer_by=application.answer_by,
        link=_status(application),
        signature=application.version.signature,
    )


@letter(
    "applications.alert",
    occasion="Quand une candidature arrive, à chaque membre de la fondation.",
    sample=_sample(reference="Candidature 012", town="Mâcon", answer_by="2026-12-03"),
)
def alert(application, founder, *, write):
    """Without a name: it stays folded until each founder has read."""
    write(
        to=founder.email,
        key=f"{application.pk}:{founder.pk}",
        first_name=founder.first_name,
        reference=application.reference,
        town=application.town,
        answer_by=application.answer_by,
        link=address(application.get_absolute_url()),
    )


@letter(
    "applications.withdrawn",
    occasion="Quand une personne retire sa candidature.",
    sample=_sample(),
)
def withdrawn(application, *, write):
    write(
        to=application.email,
        key=f"{application.pk}",
        first_name=application.first_name,
        signature=application.version.signature,
    )


@letter(
    "applications.withdrawal",
    occasion="Quand une personne retire sa candidature, à chaque membre de la fondation.",
    sample=_sample(name="Noémie D’Almeida"),
)
def withdrawal(application, founder, *, write):
    write(
        to=founder.email,
        key=f"{application.pk}:{founder.pk}",
        first_name=founder.first_name,
        name=application.full_name,
        link=address(application.get_absolute_url()),
    )


@letter(
    "applications.meeting_proposed",
    occasion="Quand une rencontre est proposée à la personne, avec ses créneaux.",
    sample=_sample(
        by="Thomas Marshall",
        place="En visio, le lien viendra avec la confirmation",
        minutes=60,
        slots=["2026-12-03T14:30:00+01:00", "2026-12-04T18:00:00+01:00"],
    ),
)
def meeting_proposed(meeting, *, write):
    application = meeting.application
    write(
        to=application.email,
        key=f"{meeting.pk}",
        first_name=application.first_name,
        by=f"{meeting.proposed_by}",
        place=meeting.place,
        minutes=meeting.minutes,
        slots=[slot.at for slot in meeting.slots.all()],
        link=_status(application),
        signature=application.version.signature,
    )


@letter(
    "applications.meeting_set",
    occasion="Quand l’heure d’une rencontre est choisie, à la personne et aux fondateurs.",
    sample=_sample(at="2026-12-03T14:30:00+01:00", place="Nuits-Saint-Georges", minutes=60),
)
def meeting_set(meeting, recipient, *, at, write):
    """To the person, or to a founder: ``recipient`` has ``email`` and ``first_name``."""
    write(
        to=recipient.email,
        key=f"{meeting.pk}:{recipient.email}",
        calendar=calendars.request(meeting, at=at, attendees=[recipient.email]),
        first_name=recipient.first_name,
        at=meeting.at,
        place=meeting.place,
        minutes=meeting.minutes,
        link=_page_of(meeting.application, recipient),
    )


@letter(
    "applications.meeting_called_off",
    occasion="Quand une rencontre est annulée, à la personne et aux fondateurs.",
    sample=_sample(at="2026-12-03T14:30:00+01:00"),
)
def meeting_called_off(meeting, recipient, *, at, write):
    is_set = meeting.at is not None
    cancelled = calendars.cancel(meeting, at=at, attendees=[recipient.email]) if is_set else ""
    write(
        to=recipient.email,
        key=f"{meeting.pk}:{recipient.email}",
        calendar=cancelled,
        first_name=recipient.first_name,
        at=meeting.at,
        link=_page_of(meeting.application, recipient),
    )


@letter(
    "applications.answer",
    occasion="Quand la fondation envoie la réponse décidée ; ses mots sont les leurs.",
    sample=_sample(
        body="Bonjour Noémie,\n\nNous avons aimé vous rencontrer, et nous vous invitons à "
        "demander votre adhésion à l’Institut.\n\nFleur et Thomas",
        invites=True,
        link=address("/adhesion/"),
    ),
)
def answer(decision, *, write):
    """The words are the founders' own; an invitation carries its door. Returns the letter."""
    application = decision.application
    return write(
        to=application.email,
        key=f"{application.pk}",
        body=decision.body,
        invites=decision.outcome == Outcome.INVITE,
        link=address(reverse("members:joining")),
    )


@folds
def folded_addresses(founder):
    """Who writes a draft, and whose reading this founder has not written, is nobody yet."""
    return Application.objects.folded_for(founder)


def _page_of(application, recipient):
    """Each sees their own side: the person their status, a founder the dossier."""
    if recipient.email == application.email:
        return _status(application)
    return address(application.get_absolute_url())
