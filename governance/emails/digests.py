"""The letter of one's circles: what awaits, what comes, what was decided."""

from coopstudio.french.dates import moment
from coopstudio.mail.api import address, letter
from members.emails.samples import sample
from members.preferences import unsubscribe
from members.states import Topic


@letter(
    "governance.digest",
    until="Au rythme choisi dans « Ce qu’on m’écrit ».",
    occasion=(
        "Chaque lundi matin ou chaque matin ouvré, au choix, à qui siège dans un cercle ; jamais "
        "vide."
    ),
    sample=sample(
        is_weekly=True,
        awaited=[
            {
                "title": "Plier votre bulletin : secrétariat",
                "circle": "Accueil",
                "when": "demain, 18 h",
                "link": address("/elections/3/"),
            }
        ],
        meetings=[{"circle": "Cercle Général", "at": "mardi 8 décembre 2026 à 18 h 30"}],
        decisions=[
            {
                "code": "EC-2026-004",
                "title": "Rembourser les trajets sous huit jours",
                "circle": "Économie",
            }
        ],
        minutes=[{"circle": "Accueil", "day": "2026-11-30"}],
        unsubscribe=address("/profil/lettres/arret/…/"),
    ),
)
def digest(person, news, *, write):
    write(
        to=person.letterbox,
        key=f"{person.pk}-{news.day}",
        first_name=person.first_name,
        is_weekly=news.rhythm == "weekly",
        awaited=[
            {"title": one.title, "circle": one.circle, "when": one.when, "link": address(one.url)}
            for one in news.awaited
        ],
        meetings=[{"circle": one.circle.name, "at": moment(one.at)} for one in news.meetings],
        decisions=[
            {"code": one.code, "title": one.title, "circle": one.circle.name}
            for one in news.decisions
        ],
        minutes=[{"circle": one.circle.name, "day": one.day} for one in news.minutes],
        link=address("/accueil/"),
        unsubscribe=unsubscribe(person, Topic.CIRCLES),
    )
