"""Entering and protecting one's account, in a real browser, with a key that a machine holds."""

import pytest
from django.core import mail

from tests.accounts.conftest import CODE
from tests.browser.chromium import broken, press
from tests.browser.test_pages import look
from tests.members import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

A_TELEPHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def sheet(eyes, bundled):
    context = eyes.context()
    page = context.new_page()
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    yield page
    context.close()


@pytest.fixture(autouse=True)
def one_factor(settings):
    settings.PRIVILEGED_NEED_SECOND_FACTOR = False


@pytest.fixture
def house(live_server):
    """« localhost », which browsers hold for safe: passkeys are given nowhere else."""
    return live_server.url.replace("127.0.0.1", "localhost")


def code_received(person):
    """From the letter that really left: the outbox has already forgotten its words."""
    letter = next(one for one in reversed(mail.outbox) if one.to == [person.email])
    return "".join(CODE.search(letter.body).groups())


def enter(sheet, house, person):
    sheet.goto(f"{house}/compte/login/")
    sheet.get_by_label("Adresse e-mail").fill(person.email)
    sheet.get_by_role("button", name="Recevoir un code").click()
    sheet.get_by_label("Code à six chiffres").fill(code_received(person))
    sheet.get_by_role("button", name="Entrer", exact=True).click()
    sheet.wait_for_url(f"{house}/accueil/")


def leave(sheet, house):
    sheet.goto(f"{house}/compte/logout/")
    sheet.locator("main").get_by_role("button", name="Se déconnecter").click()
    sheet.wait_for_url(f"{house}/")


def hold_telephone(sheet, **more):
    wire = sheet.context.new_cdp_session(sheet)
    wire.send("WebAuthn.enable")
    wire.send("WebAuthn.addVirtualAuthenticator", {"options": A_TELEPHONE | more})
    return wire


def add_key(sheet, house, name="Mon téléphone"):
    sheet.goto(f"{house}/compte/2fa/webauthn/add/")
    sheet.get_by_label("Nom de la clé").fill(name)
    sheet.get_by_role("button", name="Préparer la clé").click()
    sheet.wait_for_url(f"{house}/compte/2fa/recovery-codes/")


def test_a_code_is_typed_and_the_house_opens(sheet, house):
    enter(sheet, house, factories.member())

    assert sheet.get_by_role("heading", level=1).is_visible()
    assert broken(sheet) == []


def test_a_key_is_prepared_then_opens_alone(sheet, house):
    member = factories.member()
    enter(sheet, house, member)
    hold_telephone(sheet)

    add_key(sheet, house)
    leave(sheet, house)
    sheet.goto(f"{house}/compte/login/")
    sheet.get_by_role("button", name="Entrer avec ma clé d’accès").click()
    sheet.wait_for_url(f"{house}/accueil/")

    assert str(member.authenticator_set.get(type="webauthn")) == "Mon téléphone"
    assert broken(sheet) == []


def test_a_key_is_asked_after_the_code(sheet, house):
    member = factories.member()
    enter(sheet, house, member)
    hold_telephone(sheet)
    add_key(sheet, house)
    leave(sheet, house)

    sheet.goto(f"{house}/compte/login/")
    sheet.get_by_label("Adresse e-mail").fill(member.email)
    sheet.get_by_role("button", name="Recevoir un code").click()
    sheet.get_by_label("Code à six chiffres").fill(code_received(member))
    sheet.get_by_role("button", name="Entrer", exact=True).click()
    sheet.wait_for_url("**/2fa/authenticate/")
    sheet.get_by_role("button", name="Montrer ma clé d’accès").click()
    sheet.get_by_role("button", name="S’en souvenir").click()

    sheet.wait_for_url(f"{house}/accueil/")


def test_a_device_without_the_key_says_so_kindly(sheet, house):
    hold_telephone(sheet)
    sheet.goto(f"{house}/compte/login/")

    sheet.get_by_role("button", name="Entrer avec ma clé d’accès").click()

    sheet.get_by_text("Votre appareil n’a pas donné de clé").wait_for()


def test_without_scripts_one_enters_by_code(eyes, bundled, house):
    page = eyes.context(java_script_enabled=False).new_page()
    page.goto(f"{house}/compte/login/")

    assert not page.get_by_role("button", name="Entrer avec ma clé d’accès").is_visible()
    assert page.get_by_role("button", name="Recevoir un code").is_visible()


OUTSIDE = [
    "/compte/login/", "/compte/login/code/", "/compte/signup/", "/compte/inactive/",
    "/compte/password/reset/", "/compte/password/reset/done/",
    "/compte/password/reset/key/1-set-password/", "/compte/password/reset/key/done/",
]  # fmt: skip
INSIDE = [
    "/compte/2fa/", "/compte/email/", "/compte/password/set/", "/compte/sessions/",
    "/compte/2fa/webauthn/", "/compte/2fa/webauthn/add/", "/compte/2fa/totp/activate/",
    "/compte/logout/",
]  # fmt: skip


@pytest.mark.parametrize("path", OUTSIDE)
def test_a_page_of_the_door_is_whole(sheet, house, path):
    sheet.goto(house + path)

    assert sheet.url == house + path
    assert "\n".join(look(sheet)) == ""


def test_the_page_of_the_code_is_whole_and_so_is_its_refusal(sheet, house):
    sheet.goto(f"{house}/compte/login/")
    sheet.get_by_label("Adresse e-mail").fill("quelquun@exemple.fr")
    press(sheet.get_by_role("button", name="Recevoir un code"))

    asked = look(sheet)
    sheet.get_by_label("Code à six chiffres").fill("000000")
    press(sheet.get_by_role("button", name="Entrer", exact=True))

    assert asked == []
    assert sheet.title().startswith("Erreur")
    assert look(sheet) == []


def test_the_pages_of_security_are_whole(sheet, house):
    enter(sheet, house, factories.founder())

    found = {}
    for path in INSIDE:
        sheet.goto(house + path)
        assert sheet.url == house + path
        found[path] = look(sheet)

    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_the_pages_of_somebody_protected_are_whole(sheet, house):
    member = factories.member()
    enter(sheet, house, member)
    hold_telephone(sheet)
    add_key(sheet, house)
    key = member.authenticator_set.get(type="webauthn").pk

    found = {}
    for path in ("", "recovery-codes/", "recovery-codes/generate/", "webauthn/",
                 f"webauthn/keys/{key}/edit/", f"webauthn/keys/{key}/remove/",
                 "webauthn/reauthenticate/", "reauthenticate/"):  # fmt: skip
        sheet.goto(f"{house}/compte/2fa/{path}")
        found[path] = look(sheet)

    assert {path: wrong for path, wrong in found.items() if wrong} == {}
