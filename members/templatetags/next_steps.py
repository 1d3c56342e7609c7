"""Steps two to four, told by their facts: belonging, the group, learning together."""

from django import template
from django.urls import reverse
from django.utils import timezone

from coopstudio.design.templatetags.thread import Fact, later
from coopstudio.french.dates import short_day, short_moment
from members.cohort.sufficiency import enumerated
from members.home import last_gauge, next_session
from members.models import LearningSession
from members.states import Craft, Level

register = template.Library()


@register.simple_tag
def next_steps(person, first):
    """The three steps after meeting, which is ``first``. What has no fact yet says so, and
    nothing else."""
    belonging = later(_belonging, person, first)
    return [belonging, *(later(tell, person) for tell in (_group, _learning))]


def _belonging(person, first):
    title, today = "Devenir membre", timezone.localdate()
    if membership := person.membership:
        return Fact(title, f"{person.membre_actif.capitalize()} depuis le "
                    f"{short_day(membership.started_on)}", done=True)  # fmt: skip
    joining = reverse("members:joining")
    if waiting := person.requests.open().first():
        words = f"Demande arrivée le {short_day(waiting.requested_at.date())}"
        return Fact(title, words, more=["L’organe d’admission répond."], link=("La voir", joining))
    if invitation := person.invitations.open(on=today).first():
        words = f"Bulletin à remplir avant le {short_day(invitation.expires_on)}"
        return Fact(title, words, link=("Remplir mon bulletin", joining))
    if first.rests:
        return Fact(title, "Pas pour le moment", more=["Votre candidature s’est arrêtée : rien "
                    "n’est attendu de vous. Vous pourrez nous écrire de nouveau."])  # fmt: skip
    return Fact(title, "Après la rencontre", more=["Si l’envie tient des deux côtés."])


def _group(person):
    """Done when it was launched: one's own group, or else what was published of it."""
    title, gauge = "Former un groupe suffisant", last_gauge(person, timezone.now())
    more = gauge.sentences if gauge else ["Les besoins du groupe ne sont pas encore publiés."]
    taken = person.places.taken(on=timezone.localdate()).select_related("cohort")
    link = ("Voir le groupe", reverse("members:group"))
    told = {"link": link if person.is_member or person.is_founder else ()}
    place = taken.first()
    mine = f"Votre place depuis le {short_day(place.joined_on)}" if place else ""
    cohort = (place or gauge) and (place or gauge).cohort
    if cohort and cohort.is_at_work:
        words = f"Le groupe est lancé depuis le {short_day(cohort.launched_on)}"
        return Fact(title, words, done=True, more=[f"{mine}."] * bool(mine) + more, **told)
    return Fact(title, mine or "En train de naître", more=more, **told)


def _learning(person):
    title, said = "Apprendre ensemble", list(person.skills.all())
    mine = ("Dire mes savoir-faire", reverse("members:skills"))
    wishes = [Craft(one.craft).label for one in said if one.level == Level.LEARN]
    wanted = f"Vous voulez apprendre : {enumerated(wishes)}" if wishes else ""
    more = _next_session(person) if person.is_member else []
    link = ("Apprendre ensemble", reverse("members:learning")) if person.is_member else mine
    if last := LearningSession.objects.lived_by(person).order_by("-at").first():
        words = f"Une séance vécue le {short_day(last.at)} : « {last.title} »"
        return Fact(title, words, done=True, more=[*([f"{wanted}."] if wanted else []), *more],
                    link=link)  # fmt: skip
    if more or wishes:
        return Fact(title, wanted or "Vous apprenez", more=more, link=link)
    if said:
        return Fact(title, "Vous avez dit vos savoir-faire", link=mine)
    return Fact(title, "Rien n’est dit encore", more=["Ce que vous savez, ce que vous voulez "
                "apprendre : c’est à vous de le dire."], link=mine)  # fmt: skip


def _next_session(person):
    """The date of the next session that this person leads or has a seat in."""
    found = next_session(person, timezone.now())
    if found is None:
        return ["Aucune séance n’est encore dans votre agenda."]
    return [f"Votre prochaine séance : « {found.title} », le {short_moment(found.at)}."]
