"""The paper that the law asks: drafted, signed, attached once, numbered without a hole (4.7)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.template.loader import render_to_string

from coopstudio.documents import api as papers
from coopstudio.files.api import may_open
from governance.actions import acts, decisions
from governance.home.words import awaited_of
from governance.models import LegalAct, Tension
from governance.states import ActKind, Force, OfficeKind
from tests.files import corpus
from tests.governance.factories import circle, entrust, people_of
from tests.governance.register_factories import at, decision
from tests.members.factories import administrator, member, person
from tests.together import together

TODAY = date(2026, 12, 3)
NOW = at(TODAY, 10)

pytestmark = pytest.mark.django_db


def made(**facts):
    here = circle("Cercle mission", prefix="CM")
    entrust(people_of(here)[0], here, OfficeKind.SECRETARY)
    facts = {"act_kind": ActKind.SOLE_ASSOCIATE, "title": "Augmenter le capital"} | facts
    return decision(here, **facts)


@pytest.fixture
def text():
    return made()


def secretary(text):
    return people_of(text.circle)[0]


def attach(text, *, by=None, on=TODAY, **facts):
    facts = {"upload": paper(), "signed_on": on, "signed_by": "Odile Rameau, présidente"} | facts
    return acts.attach(text, by=by or secretary(text), at=NOW, **facts)


def paper():
    return corpus.upload(corpus.pdf(), "acte.pdf")


def test_the_draft_quotes_number_version_date_and_college(text):
    draft = acts.prepare(text, by=secretary(text), at=NOW)

    page = render_to_string(draft.template, draft.data | {"title": draft.title})

    assert "CM-2026-001, version 1" in page
    assert "5\u00a0octobre 2026" in page.replace(" octobre", "\u00a0octobre")
    assert [name in page for name in ("Fleur Roux", "Thomas Roux", "Aïcha Roux")] == [True] * 3
    assert text.version.text.split()[0] in page


def test_the_signature_puts_the_text_in_force(text):
    assert decisions.force_of(text, on=TODAY) == Force.ACT_AWAITED

    act = attach(text)

    assert (act.register_number, act.title) == (1, "Augmenter le capital")
    assert decisions.force_of(text, on=TODAY) == Force.IN_FORCE


def test_an_act_is_attached_once(text):
    attach(text)

    with pytest.raises(acts.AlreadySigned):
        attach(text)


def test_what_is_signed_never_changes(text):
    act = attach(text)

    with pytest.raises(IntegrityError, match="final"):
        LegalAct.objects.filter(pk=act.pk).update(signed_by="Quelqu’un d’autre")


def test_no_act_is_attached_where_none_is_awaited():
    with pytest.raises(acts.NoActAwaited):
        attach(made(act_kind=ActKind.NONE))


def test_only_who_keeps_the_papers_attaches_it(text):
    for other in (people_of(text.circle)[1], member(), administrator()):
        with pytest.raises(acts.OnlyPapers):
            attach(text, by=other)


def test_an_act_is_not_signed_tomorrow(text):
    with pytest.raises(acts.SignedLater):
        attach(text, on=TODAY + timedelta(days=1))


def test_an_act_signed_before_the_consent_is_no_act_of_it(text):
    with pytest.raises(acts.SignedBefore):
        attach(text, on=date(2026, 10, 4))


def test_minutes_of_a_board_take_no_number_of_the_register():
    assert attach(made(act_kind=ActKind.BOARD)).register_number is None


def test_an_act_that_nobody_consented_to_is_written_down_and_the_circle_is_told(text):
    act = acts.enter_unbacked(
        text.circle, by=secretary(text), at=NOW, kind=ActKind.SOLE_ASSOCIATE, title="Nommer",
        upload=paper(), signed_on=TODAY, signed_by="Odile Rameau",
    )  # fmt: skip

    told = Tension.objects.get(key=f"acte:{act.pk}")
    assert (act.decision, act.register_number) == (None, 1)
    assert (told.circle, told.by) == (text.circle, None)


def test_the_register_is_gapless_one_after_the_other():
    here = circle("Cercle mission", prefix="CM")
    entrust(people_of(here)[0], here, OfficeKind.SECRETARY)
    texts = [decision(here, act_kind=ActKind.SOLE_ASSOCIATE) for _ in range(3)]

    assert [attach(one).register_number for one in texts] == [1, 2, 3]


@pytest.mark.django_db(transaction=True)
def test_the_register_is_gapless_when_two_sign_at_the_same_second():
    here = circle("Cercle mission", prefix="CM")
    entrust(people_of(here)[0], here, OfficeKind.SECRETARY)
    texts = [decision(here, act_kind=ActKind.SOLE_ASSOCIATE) for _ in range(2)]

    raised = together(*(lambda one=one: attach(one) for one in texts))

    numbers = LegalAct.objects.order_by("register_number")
    assert raised == []
    assert list(numbers.values_list("register_number", flat=True)) == [1, 2]


def test_the_signed_act_is_opened_by_members_alone(text):
    act = attach(text)

    opened = [may_open(one, act.signed) for one in (member(), person(), administrator())]

    assert opened == [True, False, False]


def test_the_draft_is_read_by_members_alone(text):
    draft = acts.prepare(text, by=secretary(text), at=NOW)

    assert [papers.may_read(one, draft) for one in (member(), person())] == [True, False]


def test_an_act_that_is_awaited_waits_on_the_home_of_the_secretary(text):
    def waits():
        return [one.title for one in awaited_of(secretary(text), now=NOW)]

    assert waits() == ["Joindre l’acte signé : Augmenter le capital"]

    attach(text)

    assert waits() == []


# --- pages ---


@pytest.fixture
def browse(client, text, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(secretary(text))
    return client


def test_the_act_is_attached_from_its_page(browse, text):
    sent = {"upload": paper(), "signed_on": "2026-12-01", "signed_by": "Odile Rameau"}

    answer = browse.post(f"/decisions/{text.pk}/acte/", sent)

    assert (answer.status_code, answer.url) == (302, f"/decisions/{text.pk}/")
    assert LegalAct.objects.get().signed_on == date(2026, 12, 1)


def test_a_form_that_is_refused_keeps_what_was_typed(browse, text):
    answer = browse.post(f"/decisions/{text.pk}/acte/", {"signed_by": "Odile Rameau"})

    assert answer.status_code == 422
    assert "Odile Rameau" in answer.content.decode()


def test_others_find_no_page_to_attach_it(client, text):
    client.force_login(people_of(text.circle)[1])

    assert client.get(f"/decisions/{text.pk}/acte/").status_code == 404


def test_the_register_of_acts_shows_what_is_awaited_then_what_is_signed(browse, text):
    assert "Ils sont attendus" in browse.get("/decisions/actes/").content.decode()

    attach(text)
    told = browse.get("/decisions/actes/").content.decode()

    assert "Ils sont attendus" not in told
    assert "CM-2026-001" in told


def test_the_register_is_taken_as_a_sheet_and_as_a_paper(browse, text):
    attach(text)

    sheet = b"".join(browse.get("/decisions/actes/tableau/").streaming_content).decode("utf-8-sig")
    paper_asked = browse.post("/decisions/actes/registre/")

    assert sheet.splitlines()[1].startswith('"1";"Augmenter le capital";"03/12/2026"')
    assert paper_asked.url.startswith("/documents/")
