"""Every letter about membership, one function each; the words stand in the templates."""

from datetime import date, datetime
from hashlib import sha256
from secrets import token_hex
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.timezone import localdate

from coopstudio.mail.api import address, letter
from members.devices import device_named
from members.models import Person

PROTECTS = "Elle protège un compte : ses mots ne se changent que dans le code."


def _sample(**more):
    return lambda: {"first_name": "Noémie", "link": address("/"), **more}


@letter(
    "members.requested",
    occasion="Quand une personne envoie son bulletin d’adhésion ; le bulletin est joint.",
    sample=_sample(organ="conseil d’administration"),
)
def requested(request, bulletin, *, write):
    write(
        to=request.person.email,
        key=f"{request.pk}",
        document=bulletin,
        first_name=request.person.first_name,
        organ=request.statutes.admission_organ,
        link=address(reverse("members:joining")),
    )


@letter(
    "members.to_admit",
    occasion="Quand une demande d’adhésion arrive, à qui tient le registre.",
    sample=_sample(name="Mehdi Zerrouki", organ="conseil d’administration"),
)
def to_admit(request, keeper, *, write):
    write(
        to=keeper.email,
        key=f"{request.pk}:{keeper.pk}",
        about=request.person,
        first_name=keeper.first_name,
        name=request.person.full_name,
        organ=request.statutes.admission_organ,
        link=address(reverse("members:request", args=[request.pk])),
    )


@letter(
    "members.welcome",
    occasion="Quand l’admission est enregistrée.",
    sample=_sample(day=date(2026, 12, 3), organ="conseil d’administration", email="n@exemple.fr"),
)
def welcome(membership, *, write):
    write(
        to=membership.person.email,
        key=f"{membership.pk}",
        first_name=membership.person.first_name,
        organ=membership.organ,
        day=membership.started_on,
        email=membership.person.email,
        link=address(reverse("home")),
    )


@letter(
    "members.refused",
    occasion="Quand l’organe d’admission ne donne pas suite à une demande.",
    sample=_sample(words="Le conseil préfère attendre que la fondation de la société soit actée."),
)
def refused(request, words, *, write):
    write(
        to=request.person.email,
        key=f"{request.pk}",
        first_name=request.person.first_name,
        words=words,
    )


def _first_name_at(email):
    known = Person.objects.filter(email__iexact=email).values_list("first_name", flat=True)
    return known.first() or ""


def _once():
    """A key for a letter that may leave as often as it is asked for."""
    return token_hex(8)


@letter(
    "members.sign_in_code",
    occasion="Quand une personne demande un code pour entrer.",
    sample=_sample(code="481 726"),
    secret=True,
)
def sign_in_code(email, facts, *, write):
    write(to=email, key=_once(), first_name=_first_name_at(email), code=_in_threes(facts["code"]))


@letter(
    "members.address_code",
    occasion="Quand une personne donne une nouvelle adresse : le code y part.",
    sample=_sample(code="481 726"),
    secret=True,
)
def address_code(email, facts, *, write):
    write(
        to=email,
        key=_once(),
        first_name=facts["user"].first_name,
        code=_in_threes(facts["code"]),
    )


@letter(
    "members.unknown_address",
    occasion="Quand quelqu’un demande à entrer avec une adresse que nous ne connaissons pas ; "
    "une fois par jour et par adresse au plus.",
    sample=_sample(),
    fixed=PROTECTS,
)
def unknown_address(email, facts, *, write):
    write(to=email, key=_once_a_day(email), call=address("/appel/"), link=_sign_in())


@letter(
    "members.password_reset",
    occasion="Quand une personne a oublié son mot de passe.",
    sample=_sample(link=address("/compte/password/reset/key/exemple/")),
    secret=True,
)
def password_reset(email, facts, *, write):
    write(
        to=email,
        key=_once(),
        first_name=facts["user"].first_name,
        link=address(urlsplit(facts["password_reset_url"]).path),
    )


@letter(
    "members.account_changed",
    occasion="Quand ce qui protège un compte change : adresse, mot de passe, clé, codes.",
    sample=_sample(
        change="password_changed", device="Firefox, Windows", at=datetime(2026, 12, 3, 13, 30)
    ),
    fixed=PROTECTS,
)
def account_changed(email, change, facts, *, write):
    """``change`` is allauth's name of what happened; the sentence stands in the template."""
    write(
        to=email,
        key=_once(),
        first_name=_first_name_at(facts.get("to_email", email)),
        change=change,
        new_address=facts.get("to_email", ""),
        device=device_named(facts.get("user_agent", "")),
        at=facts["timestamp"],
        link=address(reverse("mfa_index")),
    )


def _sign_in():
    return address(reverse("account_login"))


def _in_threes(code):
    """« 481 726 »: read in two breaths, typed with or without the space."""
    return f"{code[:3]} {code[3:]}"


def _once_a_day(email):
    fingerprint = sha256(email.lower().encode()).hexdigest()[:24]
    return f"{fingerprint}:{localdate()}"


@letter(
    "members.data_asked",
    occasion="Quand une personne demande quelque chose de ses données.",
    sample=_sample(kind="faire corriger quelque chose", due_on=date(2026, 12, 3)),
)
def data_asked(asked, *, write):
    write(
        to=asked.person.email,
        key=f"{asked.pk}",
        first_name=asked.person.first_name,
        kind=asked.get_kind_display(),
        due_on=asked.due_on,
        link=address("/mes-donnees/"),
    )


@letter(
    "members.data_request",
    occasion="Quand une personne demande quelque chose de ses données, à la fondation.",
    sample=_sample(kind="faire corriger quelque chose", due_on=date(2026, 12, 3)),
)
def data_request(asked, founder, *, write):
    """Without a name: it may still be folded."""
    write(
        to=founder.email,
        key=f"{asked.pk}:{founder.pk}",
        first_name=founder.first_name,
        kind=asked.get_kind_display(),
        due_on=asked.due_on,
        link=address(reverse("members:data_request", args=[asked.pk])),
    )


@letter(
    "members.data_reminder",
    occasion="Dix jours avant la fin du mois de réponse à une demande, à la fondation.",
    sample=_sample(kind="faire corriger quelque chose", due_on=date(2026, 12, 3)),
)
def data_reminder(asked, founder, *, write):
    write(
        to=founder.email,
        key=f"{asked.pk}:{founder.pk}",
        first_name=founder.first_name,
        kind=asked.get_kind_display(),
        due_on=asked.due_on,
        link=address(reverse("members:data_request", args=[asked.pk])),
    )


@letter(
    "members.data_answered",
    occasion="Quand la fondation répond à une demande sur des données ; ses mots sont les siens.",
    sample=_sample(
        kind="faire corriger quelque chose",
        body="Votre commune est corrigée dans le registre et dans l’annuaire.",
        by="Thomas Marshall",
    ),
)
def data_answered(asked, *, write):
    write(
        to=asked.person.email,
        key=f"{asked.pk}",
        first_name=asked.person.first_name,
        kind=asked.get_kind_display(),
        body=asked.answer,
        by=f"{asked.answered_by}",
        link=address("/mes-donnees/"),
    )
