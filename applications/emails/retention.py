"""Letters about what is kept and what is erased, to the person; and to founders, promises."""

from hashlib import sha256

from django.urls import reverse

from applications.emails.samples import sample
from coopstudio import personal_data
from coopstudio.mail.api import address, letter


@letter(
    "applications.erased",
    occasion="Juste avant que l’adresse d’une personne ne s’efface, avec tout le reste.",
    sample=sample(is_last=True, has_proof=True, proof_years="5 ans", calls_off=False),
    secret=True,
)
def erased(application, *, is_last, calendar="", write):
    """The last one. Returns it: the address is forgotten once it has left. ``calendar``: what takes
    a meeting that was set out of their diary, for no other letter leaves any more."""
    proof = getattr(application, "proof", None)
    return write(
        to=application.email,
        key=f"{application.pk}",
        first_name=application.first_name,
        is_last=is_last,
        calls_off=bool(calendar),
        calendar=calendar,
        has_proof=proof is not None,
        proof_years=personal_data.kept_for("proof"),
        signature=application.version.signature,
    )


@letter(
    "applications.erased_person",
    occasion="Quand une personne qui n’a pas candidaté est effacée, avec ses questions.",
    sample=sample(),
    secret=True,
)
def erased_person(person, *, write):
    """To somebody who only asked, or only began to write."""
    return write(to=person.email, key=f"{person.pk}", first_name=person.first_name)


@letter(
    "applications.erasure",
    occasion="Quand une personne efface une candidature en cours, à chaque membre de la fondation.",
    sample=sample(reference="Candidature 012"),
)
def erasure(application, founder, *, write):
    """By its number: the name is what was just erased."""
    write(
        to=founder.email,
        key=f"{application.pk}:{founder.pk}",
        first_name=founder.first_name,
        reference=application.reference,
    )


@letter(
    "applications.expiry",
    until="Deux avis avant d’effacer, sauf accord donné entre-temps.",
    occasion="Un mois (ou deux) avant qu’une candidature close ne s’efface, puis une fois encore.",
    sample=sample(on="2026-12-03", is_last=False, has_left=False, longer="1 an"),
    secret=True,
)
def expiry(application, *, on, is_last, has_left, path, write):
    """``path``: where one chooses, by a signed link, « garder » or « effacer maintenant ».
    ``has_left``: it had led to a membership, which ended."""
    write(
        to=application.email,
        key=f"{application.pk}:{on}:{'last' if is_last else 'first'}",
        about=application,
        first_name=application.first_name,
        on=on,
        is_last=is_last,
        has_left=has_left,
        longer=personal_data.kept_for("longer"),
        link=address(path),
        signature=application.version.signature,
    )


@letter(
    "applications.promise",
    until="Tant que la réponse promise n’est pas partie, une fois par étape.",
    occasion="Deux jours avant une réponse promise, puis le jour même, à la fondation.",
    sample=sample(
        soon=[{"reference": "Candidature 012", "on": "2026-12-03"}],
        due=[{"reference": "Candidature 009", "on": "2026-12-01"}],
    ),
)
def promise(founder, *, soon, due, on, write):
    """``soon`` and ``due``: lists of (reference, day); numbers only, names stay folded. Its key is
    short, however many are due."""
    told = "-".join(f"{one['reference']}:{one['on']}" for one in [*soon, *due])
    write(
        to=founder.email,
        key=f"{founder.pk}:{on}:{sha256(told.encode()).hexdigest()}",
        first_name=founder.first_name,
        soon=soon,
        due=due,
        link=address(reverse("applications:dossiers")),
    )


@letter(
    "applications.fiche_expiry",
    until="Une fois, avant d’effacer la fiche.",
    occasion="Un mois avant que la fiche d’un ancien membre ne s’efface, puis une semaine avant.",
    sample=sample(on="2026-12-03", is_last=False, is_on_paper=False),
)
def fiche_expiry(person, *, on, is_last, write):
    """To a former member. ``on``: the day it goes."""
    write(
        to=person.letterbox,
        key=f"{person.pk}:{on}:{'last' if is_last else 'first'}",
        about=person,
        first_name=person.first_name,
        on=on,
        is_last=is_last,
        is_on_paper=not person.email,
        link=address(reverse("applications:my_data")),
    )


@letter(
    "applications.fiche_erased",
    occasion="Quand la fiche d’un ancien membre est effacée, avec son compte.",
    sample=sample(),
    secret=True,
)
def fiche_erased(person, *, write):
    """The last one: the address is forgotten once it has left."""
    write(to=person.email, key=f"{person.pk}:{person.email}", first_name=person.first_name)
