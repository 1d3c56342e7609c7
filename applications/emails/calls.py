"""The letters about the call itself: it changed thanks to somebody, it closes, it opens again."""

from django.urls import reverse

from applications import links
from applications.emails.samples import sample
from coopstudio.mail.api import KINDS, address, compose, letter


@letter(
    "applications.thanks",
    occasion="Quand une nouvelle version de l’appel change un passage grâce à ce qu’une personne "
    "en avait dit, si elle a accepté d’en être remerciée.",
    sample=sample(
        number=3,
        reasons=["Nous disons maintenant combien de temps est donné, et qui en tient le compte."],
    ),
)
def thanks(version, person, reasons, *, write):
    """``reasons``: what the changes that cite this person say of themselves."""
    write(
        to=person.email,
        key=f"{person.pk}:{version.pk}",
        first_name=person.first_name,
        number=version.number,
        reasons=reasons,
        link=address(reverse("applications:changes", args=[version.number])),
        signature=version.signature,
    )


@letter(
    "applications.call_closed",
    occasion="Quand la fondation clôt l’appel, à qui a commencé une candidature.",
    sample=sample(on="2026-12-17"),
    secret=True,
)
def call_closed(draft, *, at, write):
    _to_author(draft, at, write, on=draft.version.call.drafts_until)


def closing_as_it_leaves(signature, on):
    """Its subject and its text, as it would leave now, for whoever began an answer."""
    words = {"first_name": "", "signature": signature, "on": on, "link": address("/candidater/")}
    subject, text, _ = compose(KINDS["applications.call_closed"], words)
    return subject, text


@letter(
    "applications.call_reopened",
    occasion="Quand la fondation rouvre l’appel, à qui a commencé une candidature.",
    sample=sample(),
    secret=True,
)
def call_reopened(draft, *, at, write):
    _to_author(draft, at, write)


def _to_author(draft, at, write, **words):
    write(
        to=draft.email,
        key=f"{draft.pk}:{at.isoformat()}",
        about=draft,
        first_name=draft.first_name,
        link=address(links.path_to(draft)),
        signature=draft.version.signature,
        **words,
    )
