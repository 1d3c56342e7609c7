"""Letters about an application that was sent, or taken back."""

from allauth.account.models import EmailAddress
from django.db.models import F

from applications.emails.samples import answered_in_its_thread, sample, status_of
from applications.models import Application
from coopstudio.mail.api import address, letter
from coopstudio.mail.permissions import folds
from members.models import FormerAddress


@letter(
    "applications.received",
    occasion="Quand une candidature arrive ; la copie en PDF est jointe.",
    sample=sample(answer_by="2026-12-03", number="012", cv_waits=True),
)
def received(application, copy, *, write):
    write(
        to=application.email,
        key=f"{application.pk}",
        about=application,
        document=copy,
        first_name=application.first_name,
        number=f"{application.number:03}",
        answer_by=application.answer_by,
        cv_waits=bool(application.cv_id) and application.cv.is_being_checked,
        link=status_of(application),
        signature=application.version.signature,
        **answered_in_its_thread(application),
    )


@letter(
    "applications.alert",
    occasion="Quand une candidature arrive, à chaque membre de la fondation.",
    sample=sample(reference="Candidature 012", town="Mâcon", answer_by="2026-12-03"),
)
def alert(application, founder, *, write):
    """Without a name: it stays folded until each founder has read."""
    write(
        to=founder.email,
        key=f"{application.pk}:{founder.pk}",
        about=application,
        first_name=founder.first_name,
        reference=application.reference,
        town=application.town,
        answer_by=application.answer_by,
        link=address(application.get_absolute_url()),
    )


@letter(
    "applications.withdrawn",
    occasion="Quand une personne retire sa candidature.",
    sample=sample(until="2027-03-01"),
)
def withdrawn(application, *, until=None, mark="", write):
    """``until``: how long it is kept; ``mark`` tells one withdrawal from the next."""
    write(
        to=application.email,
        key=f"{application.pk}:{mark}",
        about=application,
        first_name=application.first_name,
        until=until,
        link=status_of(application),
        signature=application.version.signature,
    )


@letter(
    "applications.withdrawal",
    occasion="Quand une personne retire sa candidature, à chaque membre de la fondation.",
    sample=sample(name="Noémie D’Almeida", reason="La distance, les trajets"),
)
def withdrawal(withdrawal, founder, *, write):
    """By its number for who has not read it: the name stays folded."""
    application = withdrawal.application
    is_known = Application.objects.known_to(founder).filter(pk=application.pk).exists()
    write(
        to=founder.email,
        key=f"{withdrawal.pk}:{founder.pk}",
        about=application,
        first_name=founder.first_name,
        name=application.full_name if is_known else f"la {application.reference.lower()}",
        reason=withdrawal.get_reason_display(),
        link=address(application.get_absolute_url()),
    )


@folds
def folded_addresses(founder):
    """Who writes a draft, and whose reading this founder has not written, is nobody yet."""
    return Application.objects.folded_for(founder)


@folds
def folded_people(founder):
    """Nor may any other address of theirs say it; these are kept in small letters."""
    return _of_folded(EmailAddress, "user", founder).annotate(address=F("email"))


@folds
def folded_former(founder):
    """Those of before no more than that of today."""
    return _of_folded(FormerAddress, "person", founder)


def _of_folded(model, owner, founder):
    people = Application.objects.folded_for(founder).exclude(person=None).values("person")
    return model.objects.filter(**{f"{owner}__in": people})


@folds
def ones_own(founder):
    """Nobody reads what founders say to each other of their own candidature."""
    return Application.objects.belonging_to(founder)
