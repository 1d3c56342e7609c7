"""An assembly is prepared, convened in time, moved, called off, held; nothing is told too late."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction

from coopstudio.documents.models import Document
from coopstudio.mail.models import Letter
from members import documents
from members.actions.assemblies import answers, convening, preparing, presence, reminding
from members.concerned import how_many, those_of
from members.forms.assemblies import AssemblyForm
from members.models import Assembly, Convocation, Office
from members.states import Role, Topic
from tests.members.factories import (
    PARIS,
    assembly,
    member,
    person,
    secretary,
    statutes,
)
from tests.together import together

pytestmark = pytest.mark.django_db
MAY = datetime(2026, 5, 18, 9, tzinfo=PARIS)
SATURDAY = datetime(2026, 6, 20, 14, tzinfo=PARIS)


def convoked(**facts):
    """Convened on the 18th of May by the real action, its letters written."""
    one = assembly(**facts)
    one = convening.convene(one, by=None, at=MAY)
    while convening.write_letters(one, at=MAY):
        pass
    return Assembly.objects.get(pk=one.pk)


def rows(one):
    return {row.person.first_name: row for row in one.convocations.current()}


def letters(kind):
    return list(Letter.objects.filter(kind=kind).order_by("to"))


# --- prepared ---


def test_what_is_prepared_tells_nobody():
    statutes()
    member()

    one = preparing.prepare(
        by=secretary(), on=MAY.date(), items=["Un point"], kind="general", title="AG", at=SATURDAY,
        minutes=90, place="Dijon", words="",
    )  # fmt: skip

    assert one.state == "draft"
    assert [item.words for item in one.items.all()] == ["Un point"]
    assert Letter.objects.count() == 0


def test_without_statutes_nothing_is_prepared():
    with pytest.raises(preparing.NoStatutes):
        preparing.prepare(by=None, on=MAY.date(), items=["x"], kind="general", at=SATURDAY)


def test_an_agenda_has_a_point():
    with pytest.raises(preparing.NoAgenda):
        preparing.change(assembly(), by=None, items=[])


def test_what_is_prepared_is_written_again():
    one = preparing.change(assembly(), by=None, items=["Autre"], title="AG de juin")

    assert (one.title, [item.words for item in one.items.all()]) == ("AG de juin", ["Autre"])


def test_what_was_convened_is_not_written_again():
    member()
    one = convoked()

    for verb in (preparing.give_up, lambda one, by: preparing.change(one, by=by, items=["x"])):
        with pytest.raises(preparing.AlreadyConvened):
            verb(one, by=None)


def test_what_is_given_up_is_gone():
    preparing.give_up(assembly(), by=secretary())

    assert not Assembly.objects.exists()


# --- convened, in time ---


@pytest.mark.parametrize(
    ("sent", "may"),
    [
        (date(2026, 6, 5), True),  # fifteen days before
        (date(2026, 6, 6), False),  # fourteen
    ],
)
def test_the_notice_of_the_statutes_is_counted_in_days(sent, may):
    member()
    one, at = assembly(), datetime(sent.year, sent.month, sent.day, 23, tzinfo=PARIS)

    if may:
        assert convening.convene(one, by=None, at=at).state == "convened"
    else:
        with pytest.raises(convening.TooLate) as late:
            convening.convene(one, by=None, at=at)
        assert "demandent 15 jours" in str(late.value)
        assert "au plus tôt le 21 juin 2026" in str(late.value)


def test_the_board_has_its_own_notice():
    Office.objects.create(person=member(), role=Role.BOARD, started_on=date(2026, 1, 1))
    one = assembly(kind="board")

    assert convening.convene(one, by=None, at=datetime(2026, 6, 12, 9, tzinfo=PARIS)).round == 1


def test_a_late_convocation_has_a_way_out():
    member()
    one = assembly()
    late = datetime(2026, 6, 10, 9, tzinfo=PARIS)

    one = preparing.put_off(one, by=None, at=late)

    assert one.at == datetime(2026, 6, 25, 14, tzinfo=PARIS)
    assert convening.convene(one, by=None, at=late).state == "convened"


def test_a_day_that_is_past_is_not_convened():
    member()

    with pytest.raises(convening.AlreadyPast):
        convening.convene(assembly(), by=None, at=SATURDAY)


def test_nobody_is_convened_to_an_empty_board():
    with pytest.raises(convening.NobodyConcerned):
        convening.convene(assembly(kind="board"), by=None, at=MAY)


def test_members_of_that_day_are_convened_and_nobody_else():
    member("Présente", "Aujourd’hui")
    member("Partie", "Avant", until=date(2026, 6, 19))
    member("Venue", "Après", since=date(2026, 6, 21))
    person("Jamais", "Membre")

    one = convoked()

    assert set(rows(one)) == {"Présente"}
    assert how_many(one) == 1


def test_the_board_is_those_who_sit_that_day():
    for name, until in [("Siège", None), ("A", date(2026, 6, 19))]:
        Office.objects.create(
            person=member(name), role=Role.BOARD, started_on=date(2026, 4, 1), ended_on=until
        )
    one = assembly(kind="board")

    assert len(list(those_of(one))) == how_many(one) == 1


def test_each_gets_one_letter_with_agenda_paper_and_diary():
    ines, karim = member("Inès", "Carvalho"), member("Karim", "Haddad")

    one = convoked()
    convening.write_letters(one, at=MAY)  # again: nothing more

    found = letters("members.convocation")
    assert {letter.to for letter in found} == {ines.email, karim.email}
    assert "Rapport moral" in found[0].text
    assert "METHOD:REQUEST" in found[0].calendar
    assert found[0].document.kind == "members.convocation"
    assert found[0].document_id == found[1].document_id


def test_a_crowd_is_written_to_by_the_hundred(monkeypatch):
    monkeypatch.setattr(convening, "AT_ONCE", 2)
    for name in "ABC":
        member(name)
    one = convening.convene(assembly(), by=None, at=MAY)

    left = [convening.write_letters(one, at=MAY) for _ in range(3)]

    assert left == [1, 0, 0]
    assert len(letters("members.convocation")) == 3


# --- moved, called off ---


def test_another_day_convenes_anew_and_forgets_answers():
    member("Inès")
    one = convoked()
    answers.answer(rows(one)["Inès"], by=None, at=MAY, reply="coming")

    later = SATURDAY + timedelta(days=7)
    one = convening.move(one, by=None, at=MAY, to=later, minutes=120, place=one.place)
    convening.write_letters(one, at=MAY)

    assert (one.at, one.round) == (later, 2)
    assert rows(one)["Inès"].answer == ""
    assert Convocation.objects.filter(answer="coming", round=1).count() == 1
    assert "n’est pas encore connue" in letters("members.assembly_moved")[0].text


def test_a_new_day_keeps_the_notice():
    member()
    one = convoked()

    with pytest.raises(convening.TooLate):
        convening.move(
            one, by=None, at=datetime(2026, 6, 15, 9, tzinfo=PARIS),
            to=SATURDAY + timedelta(days=1), minutes=120, place=one.place,
        )  # fmt: skip
    assert Assembly.objects.get(pk=one.pk).at == SATURDAY


def test_another_place_tells_everybody_and_keeps_the_answers():
    member("Inès")
    one = convoked()
    answers.answer(rows(one)["Inès"], by=None, at=MAY, reply="coming")

    eve = datetime(2026, 6, 19, 9, tzinfo=PARIS)
    one = convening.move(one, by=None, at=eve, to=one.at, minutes=120, place="Beaune")
    convening.write_letters(one, at=eve)

    assert (one.round, rows(one)["Inès"].answer) == (1, "coming")
    letter = letters("members.assembly_moved")[0]
    assert "Beaune" in letter.text
    assert "SEQUENCE:1" in letter.calendar
    assert letter.document.data["place"] == "Beaune"


def test_nothing_that_changes_is_refused():
    member()
    one = convoked()

    with pytest.raises(convening.NothingMoves):
        convening.move(one, by=None, at=MAY, to=one.at, minutes=120, place=one.place)


def test_what_is_called_off_leaves_diaries():
    member()
    one = convoked()

    one = convening.call_off(one, by=None, at=MAY, reason="La salle a brûlé.")
    convening.write_letters(one, at=MAY)

    [letter] = letters("members.assembly_called_off")
    assert "La salle a brûlé." in letter.text
    assert "METHOD:CANCEL" in letter.calendar


def test_after_its_hour_it_is_neither_moved_nor_called_off():
    member()
    one = convoked()

    with pytest.raises(convening.AlreadyOver):
        convening.call_off(one, by=None, at=SATURDAY, reason="x")
    with pytest.raises(convening.AlreadyOver):
        convening.move(one, by=None, at=SATURDAY, to=one.at, minutes=1, place="x")


def test_an_assembly_to_which_nobody_came_is_noted_and_told(client):
    blaise = secretary()
    one = convoked()
    client.force_login(blaise)

    with time_machine.travel(SATURDAY, tick=False):
        asked = client.get(f"/assemblees/{one.pk}/annulation/").text
        client.post(f"/assemblees/{one.pk}/annulation/", {"reason": "La neige."})
    convening.write_letters(Assembly.objects.get(), at=SATURDAY)

    assert "Elle n’a pas eu lieu" in asked
    assert Assembly.objects.get().state == "called_off"
    [letter] = letters("members.assembly_called_off")
    assert "n’a pas eu lieu" in letter.text


def test_an_assembly_to_which_somebody_came_has_its_sheet():
    member()
    one = convoked()
    presence.note_present(one.convocations.get(), by=None, at=SATURDAY)

    with pytest.raises(convening.SomebodyCame):
        convening.never_was(one, by=None, at=SATURDAY, reason="x")


def test_before_its_hour_it_may_still_be():
    member()

    with pytest.raises(convening.NotYet):
        convening.never_was(convoked(), by=None, at=MAY, reason="x")


# --- newcomers and leavers ---


def test_who_joins_after_the_letters_is_convened_at_once():
    member("Inès")
    one = convoked()
    member("Nouvelle", since=date(2026, 6, 1))

    came = convening.convene_latecomers(one, by=None, at=datetime(2026, 6, 10, 9, tzinfo=PARIS))
    convening.write_letters(one, at=SATURDAY)

    assert came == 1
    assert set(rows(one)) == {"Inès", "Nouvelle"}
    assert len(letters("members.convocation")) == 2


def test_who_is_no_member_any_more_loses_voice_and_hands_proxies_back():
    ines, karim = member("Inès"), member("Karim")
    one = convoked()
    found = rows(one)
    answers.answer(found["Inès"], by=None, at=MAY, reply="proxy", holder=found["Karim"])
    karim.memberships.update(ended_on=date(2026, 6, 1))

    convening.convene_latecomers(one, by=None, at=MAY)

    found = rows(one)
    assert (found["Karim"].votes, found["Inès"].proxy_to, found["Inès"].answer) == (False, None, "")
    assert letters("members.proxy_returned")[0].to == ines.email


# --- held ---


def test_the_sheet_is_closed_after_the_hour_and_never_changes_again():
    member("Inès")
    one = convoked()
    presence.note_present(rows(one)["Inès"], by=None, at=SATURDAY)

    with pytest.raises(convening.NotYet):
        convening.close(one, by=None, at=SATURDAY - timedelta(minutes=1))
    one = convening.close(one, by=None, at=SATURDAY + timedelta(hours=3))

    assert one.state == "held"
    paper = Document.objects.get(kind="members.attendance")
    assert paper.data["counts"]["present_voters"] == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        one.convocations.update(present_at=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Assembly.objects.update(at=MAY)


def test_a_closed_sheet_takes_no_answer():
    member("Inès")
    one = convoked()
    convening.close(one, by=None, at=SATURDAY)

    with pytest.raises(answers.NotConvened):
        presence.note_present(rows(one)["Inès"], by=None, at=SATURDAY)


# --- reminders ---


def test_the_silent_are_reminded_once_a_week_before():
    ines, _karim = member("Inès"), member("Karim")
    one = convoked()
    answers.answer(rows(one)["Karim"], by=None, at=MAY, reply="away")
    week = SATURDAY - timedelta(days=6)

    with pytest.raises(reminding.NotDue):
        reminding.remind_silent(one, at=SATURDAY - timedelta(days=8))
    written = [reminding.remind_silent(one, at=week + timedelta(hours=n)) for n in range(3)]

    assert written == [1, 0, 0]
    assert [letter.to for letter in letters("members.assembly_reminder")] == [ines.email]


def test_those_who_come_are_told_two_days_before():
    ines = member("Inès")
    one = convoked()
    reminding.remind_silent(one, at=SATURDAY - timedelta(days=6))
    answers.answer(rows(one)["Inès"], by=None, at=SATURDAY - timedelta(days=5), reply="coming")

    near = SATURDAY - timedelta(days=1)
    assert [reminding.remind_coming(one, at=near) for _ in range(2)] == [1, 0]
    assert letters("members.assembly_near")[0].to == ines.email


def test_reminders_may_be_silenced_and_the_convocation_never():
    ines, karim = member("Inès"), member("Karim")
    for someone in (ines, karim):
        someone.quiets.create(topic=Topic.MEETINGS)
    lea = member("Léa")
    one = convoked()
    answers.answer(rows(one)["Karim"], by=None, at=MAY, reply="coming")
    reminding.remind_silent(one, at=SATURDAY - timedelta(days=6))
    reminding.remind_coming(one, at=SATURDAY - timedelta(days=1))

    assert len(letters("members.convocation")) == 3
    assert not letters("members.assembly_near")
    (reminder,) = letters("members.assembly_reminder")
    assert reminder.to == lea.email
    assert "/profil/lettres/arret/" in reminder.unsubscribe


def test_nobody_is_reminded_of_what_is_called_off():
    member()
    one = convoked()
    convening.call_off(one, by=None, at=MAY, reason="x")

    with pytest.raises(reminding.NotDue):
        reminding.remind_silent(one, at=SATURDAY - timedelta(days=6))


# --- on paper ---


def test_the_sheet_bears_the_names_of_the_civil_register():
    member("Zoé", "Étienne", civil_first_name="Zénobie", civil_last_name="Arnaud")
    member("Inès", "Bayle")
    one = convoked()
    answers.answer(rows(one)["Inès"], by=None, at=MAY, reply="proxy", holder=rows(one)["Zoé"])

    (sheet,) = documents.attendance(one)

    assert [row["name"] for row in sheet.data["rows"]] == ["Zénobie Arnaud", "Inès Bayle"]
    assert sheet.data["rows"][1]["proxy_to"] == "Zénobie Arnaud"
    assert sheet.data["rows"][0]["proxies"] == ["Inès Bayle"]


# --- two at once ---


@pytest.mark.django_db(transaction=True)
def test_two_secretaries_convene_once():
    member()
    one = assembly()

    raised = together(*[lambda: convening.convene(one, by=None, at=MAY)] * 2)

    assert Convocation.objects.filter(round=1).count() == 1
    assert len(raised) <= 1


def test_no_letter_leaves_before_it_is_convened():
    member()
    assembly()

    assert mail.outbox == []


def test_an_agenda_that_is_pasted_loses_its_bullets():
    pasted = (
        "1. Élections\n- Comptes 2026\n• 2) Budget\n3.1. Divers\n10 h : accueil\n2027, et après\n-"
    )

    form = AssemblyForm({"items": pasted})
    form.is_valid()

    assert form.cleaned_data["items"] == [
        "Élections", "Comptes 2026", "Budget", "Divers", "10 h : accueil", "2027, et après", "-",
    ]  # fmt: skip
