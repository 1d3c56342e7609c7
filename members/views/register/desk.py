"""The association's desk: what waits for the secretary and the treasurer, and every room of it."""

from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from coopstudio.doors import requires
from members import (
    permissions as may,
)
from members import (
    piles,  # noqa: F401 (each declares what waits)
)
from members.waiting import piles_of

ROOMS = {
    "Les membres": [
        ("Registre", "members:register", may.reads_register, "qui est membre, n’importe quel jour"),
        ("Demandes d’adhésion", "members:requests", may.keeps_register, "à présenter, à inscrire"),
        ("Bulletin papier", "members:paper_bulletin", may.enters_bulletins, "le saisir"),
        ("Lettres à poster", "members:to_post", may.enters_bulletins, "pour qui n’a pas d’e-mail"),
        (
            "Écrire aux membres",
            "members:circular",
            may.writes_to_members,
            "ou à un collège",
        ),
        ("Informations", "members:details", may.keeps_register, "ce que l’on demande en plus"),
        ("Statuts", "members:statutes", may.reads_statutes, "les versions, et ce qu’elles disent"),
        ("Importer", "members:import", may.imports_members, "depuis le tableur d’avant"),
        ("Exporter", "members:export", may.exports_members, "pour un tableur"),
    ],
    "Les réunions": [
        ("Assemblées", "members:assemblies", may.sees_assemblies, "convoquer, compter, clore"),
        ("Les fonctions", "members:offices", may.reads_offices, "qui tient quoi ; à deux"),
        ("Comptes fermés", "members:lockouts", may.closes_accounts, "pour un temps ; à deux"),
        ("Le conseil", "members:board", may.keeps_register, "qui y siège, de jour à jour"),
    ],
    "L’argent": [
        ("Cotisations", "members:fees", may.reads_fees, "appels, règlements, reçus"),
        ("Comment régler", "members:fee_bank", may.keeps_fees, "ce que disent les appels"),
    ],
    "La vie de la maison": [
        ("En chiffres", "members:figures", may.sees_figures, "entrées, départs, savoir-faire"),
        ("Séances", "members:sessions", may.sees_learning, "apprendre ensemble"),
        ("Rencontres", "members:encounters", may.sees_the_group, "les coopératives visitées"),
        ("Le groupe", "members:group", may.sees_the_group, "ce qui tient, ce qui manque"),
    ],
}


@require_safe
@never_cache
@requires(may.sees_association)
def association(request):
    """What waits, the late first; then where everything is done."""
    today = timezone.localdate()
    found = piles_of(request.user, on=today)
    context = {
        "piles": found,
        "late": sum(pile.is_late for pile in found),
        "rooms": list(_rooms_of(request.user)),
        "today": today,
        "may_enter": may.enters_bulletins(request.user),
    }
    return render(request, "members/association/desk.html", context)


def _rooms_of(person):
    """The pages that are built, and that open to this person."""
    for title, pages in ROOMS.items():
        shown = [(word, says, _address(page)) for word, page, opens, says in pages if opens(person)]
        if shown := [one for one in shown if one[2]]:
            yield title, shown


def _address(page):
    try:
        return reverse(page)
    except NoReverseMatch:
        return ""
