"""Steps two to six, told by their facts: belonging, the group, learning, money, the company."""

from django import template
from django.urls import reverse
from django.utils import timezone

from coopstudio.design.templatetags.thread import Fact
from coopstudio.french.dates import short_day, short_moment
from members.cohort.sufficiency import enumerated
from members.home import last_gauge, next_session
from members.states import Craft, Level

register = template.Library()


@register.simple_tag
def next_steps(person):
    """The five steps after meeting. What has no fact yet says so, and nothing else."""
    return [_belonging(person), _group(person), _learning(person), _money(), _company()]


def _belonging(person):
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
    return Fact(title, "Après la rencontre", more=["Si l’envie tient des deux côtés."])


def _group(person):
    title, gauge = "Former un groupe suffisant", last_gauge(person, timezone.now())
    place = person.places.taken(on=timezone.localdate()).first()
    more = gauge.sentences if gauge else ["Les besoins du groupe ne sont pas encore publiés."]
    words = f"Votre place depuis le {short_day(place.joined_on)}" if place else "En train de naître"
    may_see = person.is_member or person.is_founder
    link = ("Voir le groupe", reverse("members:group")) if may_see else ()
    return Fact(title, words, more=more, link=link)


def _learning(person):
    title, said = "Apprendre ensemble", list(person.skills.all())
    link = ("Dire mes savoir-faire", reverse("members:skills"))
    wishes = [Craft(one.craft).label for one in said if one.level == Level.LEARN]
    more = _next_session(person) if person.is_member else []
    if more or wishes:
        words = f"Vous voulez apprendre : {enumerated(wishes)}" if wishes else "Vous apprenez"
        link = ("Apprendre ensemble", reverse("members:learning")) if person.is_member else link
        return Fact(title, words, more=more, link=link)
    if said:
        return Fact(title, "Vous avez dit vos savoir-faire", link=link)
    return Fact(title, "Rien n’est dit encore", more=["Ce que vous savez, ce que vous voulez "
                "apprendre : c’est à vous de le dire."], link=link)  # fmt: skip


def _next_session(person):
    """The date of the next session that this person leads or has a seat in."""
    found = next_session(person, timezone.now())
    if found is None:
        return ["Aucune séance n’est encore dans votre agenda."]
    return [f"Votre prochaine séance : « {found.title} », le {short_moment(found.at)}."]


def _money():
    return Fact(
        "Réunir l’argent",
        "Pas encore ouvert",
        more=["Les apports, avec droit de reprise, viendront quand le groupe sera lancé."],
    )


def _company():
    return Fact("Ouvrir l’atelier", "Un jour", more=["La société et sa première facture."])
