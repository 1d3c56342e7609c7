"""An account that two people close for a time: who confirms, its person, who leads a round."""

from datetime import date

from django.urls import reverse

from coopstudio.mail.api import address, letter
from members.emails.samples import sample

DAY = date(2026, 12, 3)
WHY = "des messages que vous n’avez pas écrits partent de votre adresse"


@letter(
    "members.lockout_proposed",
    occasion="Quand la fermeture d’un compte pour un temps attend une seconde personne de la "
    "fondation.",
    sample=sample(name="Hélène D’Almeida", by="Linh Nguyễn", days=7, why=WHY),
)
def lockout_proposed(lockout, founder, *, write):
    write(
        to=founder.letterbox,
        key=f"{lockout.pk}:{founder.pk}",
        first_name=founder.first_name,
        name=f"{lockout.person}",
        by=f"{lockout.proposed_by}",
        days=lockout.days,
        why=lockout.why,
        link=address(reverse("members:lockouts")),
    )


@letter(
    "members.locked_out",
    occasion="Quand un compte est fermé pour un temps : à sa personne.",
    sample=sample(day=DAY, why=WHY),
)
def locked_out(lockout, *, write):
    write(
        to=lockout.person.letterbox,
        key=f"{lockout.pk}",
        about=lockout.person,
        first_name=lockout.person.first_name,
        day=lockout.until,
        why=lockout.why,
        link=address(reverse("privacy")),
    )


@letter(
    "members.let_in_again",
    occasion="Quand un compte fermé pour un temps ouvre de nouveau : à sa personne.",
    sample=sample(),
)
def let_in_again(lockout, *, write):
    write(
        to=lockout.person.letterbox,
        key=f"{lockout.pk}",
        about=lockout.person,
        first_name=lockout.person.first_name,
        link=address(reverse("home")),
    )


@letter(
    "members.voice_locked_out",
    occasion="Quand une manche attend la voix d’une personne dont le compte est fermé pour un "
    "temps : à qui facilite.",
    sample=sample(name="Hélène D’Almeida", label="Les clés du local", day=DAY),
)
def voice_locked_out(lockout, awaited, *, write):
    write(
        to=awaited.leads.letterbox,
        key=f"{lockout.pk}:{awaited.key}",
        first_name=awaited.leads.first_name,
        name=f"{lockout.person}",
        day=lockout.until,
        label=awaited.label,
        link=address(awaited.url),
    )
