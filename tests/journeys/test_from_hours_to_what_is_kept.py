"""Noémie and the founders look for an hour, lose it, find another; they talk, and keep words."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from applications import tasks
from applications.models import Application, GuideLine, Meeting, Reading, Slot
from applications.states import State
from coopstudio.mail.models import Letter
from tests.applications.factories import application as written
from tests.applications.factories import reaction
from tests.members.factories import founder, person

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
MONDAY = datetime(2026, 10, 12, 9, 0, tzinfo=PARIS)


def browser_of(someone):
    browser = Client()
    browser.force_login(someone)
    return browser


def typed(hour):
    return f"{timezone.localtime(hour):%d/%m/%Y à %H h %M}"


def letters_to(someone, kind):
    return Letter.objects.filter(to=someone.email, kind=f"applications.{kind}").order_by("pk")


def test_from_the_first_hours_to_what_is_kept_together(time_machine):
    time_machine.move_to(MONDAY, tick=False)
    fleur = founder("Fleur", "Mathet", email="fleur@exemple.fr")
    thomas = founder("Thomas", "Marshall", email="thomas@exemple.fr")
    noemie = person("Noémie", "D’Almeida", email="noemie@exemple.fr")
    dossier = written(State.CROSSED, person=noemie)
    reaction(dossier, kind="question", words="Qui décide quand on n’est pas d’accord ?")
    reaction(dossier, kind="dislike", words="Six mois sans revenu.")
    Reading.objects.create(
        application=dossier, reader=fleur, wish="yes", written_at=MONDAY, asks="Votre atelier ?"
    )
    theirs, hers = f"/candidatures/{dossier.number}/", f"/ma-candidature/{dossier.number}/"
    of_fleur, of_thomas, of_noemie = map(browser_of, (fleur, thomas, noemie))

    # Fleur proposes two hours, before the clocks change. Neither suits.
    tuesday = datetime(2026, 10, 20, 14, 30, tzinfo=PARIS)
    hours = {"slot_1": typed(tuesday), "slot_2": typed(tuesday + timedelta(hours=4))}
    of_fleur.post(f"{theirs}rencontre/", {**hours, "place": "Dijon", "minutes": 60})
    later = datetime(2026, 10, 27, 18, 0, tzinfo=PARIS)  # after the clocks have changed
    of_noemie.post(
        f"{hers}rencontre/heures/", {"slot_1": typed(later), "words": "Mes soirs sont libres."}
    )
    assert letters_to(thomas, "meeting_countered").count() == 1

    # Thomas takes hers: every diary has it, and his names nobody.
    assert "Mes soirs sont libres." in of_thomas.get(f"{theirs}rencontre/").text
    of_thomas.post(f"{theirs}rencontre/accord/", {"slot": Slot.objects.asked().get().pk})
    put = letters_to(thomas, "meeting_set").get().calendar
    assert "DTSTART;TZID=Europe/Paris:20261027T180000" in put
    assert "Noémie" not in put

    # A train is late in advance: they move, an hour later and by video call.
    moved = later + timedelta(hours=1)
    of_fleur.post(
        f"{theirs}rencontre/deplacement/",
        {"hour": typed(moved), "place": "https://visio.exemple.fr/coop", "minutes": 60},
    )
    after = letters_to(noemie, "meeting_moved").get().calendar
    (first,), (second,) = (Calendar.from_ical(one).walk("VEVENT") for one in (put, after))
    assert (first["uid"], first["sequence"]) == (second["uid"], 0)
    assert second["sequence"] == 1

    # Fleur makes the trame hers, and marks her own question for Noémie too.
    page = of_fleur.get(f"{theirs}trame/")
    lines = {line.words: line for line in page.context["form"].lines}
    sent = {f"words-{line.key}": line.words for line in lines.values()}
    for words in ("Qui décide quand on n’est pas d’accord ?", "Votre atelier ?"):
        sent[f"person-{lines[words].key}"] = "on"
    of_fleur.post(f"{theirs}trame/", {**sent, "seen": "", "act": "keep"})
    assert GuideLine.objects.filter(is_for_person=True).count() == 2

    # Two days before, then three hours before, each hears what they should, once.
    for before in (
        timedelta(days=2),
        timedelta(days=1, hours=20),
        timedelta(hours=3),
        timedelta(hours=2),
    ):
        time_machine.move_to(moved - before, tick=False)
        tasks.tend_meetings()
    part = letters_to(noemie, "guide_part").get().text
    assert "Votre atelier" in part
    assert "Six mois sans revenu" not in part
    for someone, ahead in ((noemie, 0), (fleur, 1), (thomas, 1)):
        assert letters_to(someone, "meeting_ahead").count() == ahead
        assert letters_to(someone, "meeting_soon").count() == 1

    # They have talked. Thomas notes for himself; Fleur writes what is kept, Noémie amends it.
    time_machine.move_to(moved + timedelta(hours=2), tick=False)
    of_fleur, of_thomas, of_noemie = map(browser_of, (fleur, thomas, noemie))  # they sign in again
    of_thomas.post(f"{theirs}rencontre/notes/", {"note-words": "Elle hésite encore."})
    of_fleur.post(f"{theirs}rencontre/tenue/")
    assert Application.objects.get().state == State.MET
    assert letters_to(noemie, "meeting_thanks").count() == 1
    of_fleur.post(
        f"{theirs}rencontre/retenu/", {"retenu-words": "Un essai de trois mois.", "retenu-seen": 0}
    )
    of_noemie.post(
        f"{hers}rencontre/retenu/",
        {"retenu-words": "Un essai de trois mois, un jour par semaine.", "retenu-seen": 1},
    )
    assert letters_to(fleur, "takeaway").count() == letters_to(thomas, "takeaway").count() == 1
    page = of_fleur.get(f"{theirs}rencontre/").text
    assert "un jour par semaine" in page
    assert "Elle hésite encore." not in page
    assert "Elle hésite encore." not in of_noemie.get(f"{hers}rencontre/").text

    # She would like to talk once more; a second meeting is proposed.
    of_noemie.post(f"{hers}rencontre/revoir/", {"revoir-words": "Le temps que cela demande."})
    assert "Le temps que cela demande." in of_fleur.get(f"{theirs}rencontre/").text
    again = moved + timedelta(days=7)
    of_fleur.post(f"{theirs}rencontre/", {"slot_1": typed(again), "place": "Dijon", "minutes": 60})
    of_noemie.post(f"{hers}creneau/", {"slot": Slot.objects.get(at=again).pk})
    assert Meeting.objects.count() == 2
    assert "Deuxième rencontre" in of_fleur.get(f"{theirs}rencontre/").text
