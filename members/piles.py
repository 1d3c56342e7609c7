"""The piles of the association's desk: each asks one question, and tells its oldest first."""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone

from coopstudio.french.dates import short_day
from coopstudio.french.money import euros
from members.fees import grace
from members.models import (
    Assembly,
    DataRequest,
    Exclusion,
    FeeCall,
    FormalNotice,
    Lockout,
    MembershipFact,
    MembershipRequest,
    OfficeChange,
    RequestFact,
)
from members.posting import to_post
from members.signers import KEEPERS
from members.states import FactKind, RequestState, RequestStep, Role
from members.waiting import Wait, pile, waits_for

SLOW = timedelta(days=60)
"""A request that waits longer than this is said to be late."""
LONG_AT_HAND = timedelta(days=7)
"""And so is a letter that nobody took to the post office."""


@waits_for(*KEEPERS)
def requests(person, on):
    """Bulletins that the organ has not answered."""
    listed = RequestFact.objects.filter(request=OuterRef("pk"), kind=RequestStep.LISTED)
    rows = MembershipRequest.objects.visible_to(person).open().select_related("person")
    rows = rows.exclude(person=person)
    rows = rows.annotate(meets_on=Subquery(listed.order_by("-at", "-pk").values("on")[:1]))
    return pile(
        "Demandes d’adhésion",
        "hand",
        reverse("members:requests"),
        rows.order_by("requested_at", "pk"),
        lambda one: Wait(
            f"{one.person}",
            _stands(one),
            reverse("members:request", args=[one.pk]),
        ),
        late=lambda one: timezone.localdate(one.requested_at) < on - SLOW,
    )


@waits_for(*KEEPERS)
def assemblies(person, on):
    """Those that are prepared or convened, the nearest first."""
    return pile(
        "Assemblées",
        "calendar",
        reverse("members:assemblies"),
        Assembly.objects.open().select_related("statutes").order_by("at", "pk"),
        lambda one: Wait(one.title, _next_act(one, on), one.get_absolute_url()),
        late=lambda one: one.day < on or (one.is_draft and one.last_post() <= on),
    )


@waits_for(*KEEPERS)
def pauses(person, on):
    """Pauses that members asked for, and that nobody answered."""
    facts = MembershipFact.objects.standing().filter(kind=FactKind.LEAVE_ASKED)
    facts = facts.exclude(membership__person=person)
    answered = MembershipFact.objects.standing().filter(answers=OuterRef("pk"))
    rows = facts.exclude(Exists(answered)).select_related("membership__person")
    return pile(
        "Pauses demandées",
        "clock",
        reverse("members:register"),
        rows.order_by("at", "pk"),
        lambda one: Wait(
            f"{one.membership.person}",
            f"demande une pause à partir du {short_day(one.since)}",
            reverse("members:life", args=[one.membership.person_id]),
            timezone.localdate(one.at),
        ),
    )


@waits_for(Role.TREASURER, Role.PRESIDENT, *KEEPERS)
def notices(person, on):
    """Formal notices that are proposed, or whose deadline runs."""
    rows = FormalNotice.objects.visible_to(person).open().select_related("membership__person")
    rows = rows.exclude(membership__person=person)
    return pile(
        "Mises en demeure",
        "letter",
        reverse("members:register"),
        rows.order_by(F("deadline").asc(nulls_first=True), "pk"),
        lambda one: Wait(
            f"{one.membership.person}",
            f"jusqu’au {short_day(one.deadline)}" if one.deadline else "à signer",
            reverse("members:notice", args=[one.pk]),
        ),
        late=lambda one: one.deadline is not None and one.deadline < on,
    )


@waits_for(*KEEPERS)
def procedures(person, on):
    """Procedures that are open; nobody sees their own case here."""
    rows = Exclusion.objects.visible_to(person).open().exclude(membership__person=person)
    return pile(
        "Procédures ouvertes",
        "lock",
        reverse("members:register"),
        rows.select_related("membership__person").order_by("opened_at", "pk"),
        lambda one: Wait(
            f"{one.membership.person}",
            f"défense jusqu’au {short_day(one.defence_until)}" if one.defence_until else "à ouvrir",
            reverse("members:case", args=[one.membership.person_id]),
        ),
    )


@waits_for(Role.TREASURER, Role.FOUNDER)
def fees(person, on):
    """Fees that are late, the oldest first."""
    rows = FeeCall.objects.late_now(on=on, grace=grace(on=on)).of_members(on=on)
    return pile(
        "Cotisations en retard",
        "coin",
        reverse("members:fees"),
        rows.select_related("person").order_by("due_on", "pk"),
        lambda one: Wait(
            f"{one.person}", euros(one.owed), reverse("members:fee", args=[one.pk]), one.due_on
        ),
        late=lambda one: True,
    )


@waits_for(Role.FOUNDER)
def offices(person, on):
    """Changes of offices that another proposed."""
    rows = OfficeChange.objects.for_second(person).select_related("person")
    return pile(
        "Fonctions à confirmer",
        "key",
        reverse("members:offices"),
        rows.order_by("proposed_at", "pk"),
        lambda one: Wait(
            f"{one.person}",
            one.get_role_display(),
            reverse("members:offices"),
            timezone.localdate(one.proposed_at),
        ),
    )


@waits_for(Role.FOUNDER)
def lockouts(person, on):
    """Accounts that another proposed to close for a time."""
    rows = Lockout.objects.for_second(person).select_related("person")
    return pile(
        "Comptes à fermer pour un temps",
        "key",
        reverse("members:lockouts"),
        rows.order_by("proposed_at", "pk"),
        lambda one: Wait(
            f"{one.person}",
            f"{one.days} jours",
            reverse("members:lockouts"),
            timezone.localdate(one.proposed_at),
        ),
    )


@waits_for(Role.FOUNDER)
def data(person, on):
    """What people asked about their data: the law leaves a month."""
    rows = DataRequest.objects.open().exclude(person=person)
    return pile(
        "Demandes sur des données",
        "eye",
        reverse("members:data_requests"),
        rows.order_by("due_on", "pk"),
        lambda one: Wait(
            one.get_kind_display().capitalize(),
            f"avant le {short_day(one.due_on)}",
            reverse("members:data_request", args=[one.pk]),
        ),
        late=lambda one: one.due_on <= on,
    )


@waits_for(*KEEPERS)
def letters(person, on):
    """What goes by post, and that nobody posted yet."""
    return pile(
        "Lettres à poster",
        "letter",
        reverse("members:to_post"),
        to_post(),
        lambda one: Wait(
            one.name or "Une personne effacée",
            one.subject,
            reverse("members:letter_to_post", args=[one.pk]),
            timezone.localdate(one.written_at),
        ),
        late=lambda one: timezone.localdate(one.written_at) < on - LONG_AT_HAND,
    )


def _stands(request):
    """Where a request comes from, since when, and when it is examined."""
    asked = f"{request.town}, demande du {short_day(timezone.localdate(request.requested_at))}"
    if request.state == RequestState.LISTED:
        return f"{asked}, réunion du {short_day(request.meets_on)}"
    return f"{asked}, ajournée" if request.state == RequestState.ADJOURNED else asked


def _next_act(one, on):
    if one.is_draft:
        return f"à convoquer avant le {short_day(one.last_post())}"
    if one.day < on:
        return f"tenue le {short_day(one.day)} : la feuille reste à clore"
    return f"convoquée pour le {short_day(one.day)}"
