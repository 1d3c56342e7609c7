"""What people answer by e-mail: real shapes of mails, read; what is not theirs, left aside."""

from pathlib import Path

import pytest

from coopstudio.mail.inbound import addresses
from coopstudio.mail.inbound.pages import as_text
from coopstudio.mail.inbound.quotes import written
from coopstudio.mail.inbound.reading import LONGEST, read

CORPUS = Path(__file__).parent / "inbound"
HOUSE = "reponse@studio.example"


@pytest.fixture(autouse=True)
def house(settings):
    settings.REPLY_ADDRESS = HOUSE


def raw(name, *, token="fil-JETON"):  # noqa: S107 (no secret)
    """A mail of the corpus, sent to one of our addresses."""
    return (CORPUS / f"{name}.eml").read_bytes().replace(b"fil-JETON", token.encode())


def plain(text, *, charset="utf-8", **headers):
    """The least that is a mail."""
    told = {"From": "jeanne@exemple.fr", "Message_ID": "<un@exemple.fr>", **headers}
    head = "".join(f"{name.replace('_', '-')}: {words}\r\n" for name, words in told.items())
    kind = f'Content-Type: text/plain; charset="{charset}"\r\nContent-Transfer-Encoding: 8bit\r\n'
    return (head + kind + "\r\n").encode() + text.encode(charset)


# --- what each machine sends ---

WRITTEN = {
    "gmail_fr": "Bonjour Fleur,\n\nMerci, c’est clair ! J’habite Nevers, donc je viendrai en "
    "train.\n\nJeanne",
    "gmail_en": "Yes, I can come in June.",
    "outlook_fr": "Bonjour Thomas,\n\nC’est noté pour le 12 juin, à 14 h. Faut-il apporter "
    "quelque chose ?\n\nBien à vous,\nJeanne Colin",
    "outlook_html_en": "Thank you, that helps a lot.",
    "iphone_fr": "Parfait, à jeudi !",
    "apple_mail_with_paper": "Voici mon CV en pièce jointe.\nDites-moi s’il se lit bien.",
    "thunderbird_interleaved": "Bonjour à vous deux,\n\nDeux, parfois trois, et la ligne est "
    "longue exprès pour que Thunderbird la coupe en deux morceaux.\n\nOui, en voiture.",
    "orange_webmail": "Merci de votre réponse, me voilà rassurée : j'arriverai à l'heure.",
    "zimbra_fr": "Je préfère en septembre.",
    "yahoo_html_fr": "Oui, volontiers.",
    "wrong_charset": "L’été à Nevers, c’est « très » chaud – désolée.",
    "unknown_charset": "Une question à propos de l’été.",
    "signature_with_logo": "D’accord pour mardi.",
}


@pytest.mark.parametrize(("name", "words"), WRITTEN.items(), ids=WRITTEN)
def test_what_was_written_is_read_without_what_the_machine_added(name, words):
    mail = read(raw(name))

    assert mail.text == words
    assert mail.sender == "jeanne@exemple.fr"
    assert not mail.is_automatic


@pytest.mark.parametrize("written_in", ["iso-8859-15", "windows-1252"])
def test_what_says_latin_9_keeps_its_euros_and_its_ligatures(written_in):
    words = "Un chœur à 10 €, à Lyon" + (" – c’est sûr" if written_in == "windows-1252" else "")
    mail = plain(words, charset=written_in).replace(b'"windows-1252"', b'"iso-8859-15"')

    assert read(mail).text == words


@pytest.mark.parametrize("name", ["vacation_fr", "vacation_bare", "list", "bounce", "null_sender"])
def test_what_a_machine_writes_is_known_for_it(name):
    assert read(raw(name)).is_automatic


@pytest.mark.parametrize(
    "headers",
    [
        {"From": "no-reply@exemple.fr"},
        {"From": "postmaster@exemple.fr"},
        {"From": HOUSE},
        {"From": ""},
        {"Precedence": "bulk"},
        {"X_Autoreply": "yes"},
        {"Auto_Submitted": "auto-generated"},
    ],
)
def test_neither_a_robot_nor_ourselves_are_answered(headers):
    assert read(plain("Bonjour", **headers)).is_automatic


def test_a_person_whose_server_says_so_is_not_a_machine():
    assert not read(plain("Bonjour", Auto_Submitted="no", Precedence="normal")).is_automatic


def test_papers_are_counted_but_not_the_logo_of_a_signature():
    papers = {
        name: read(raw(name)).papers
        for name in ("apple_mail_with_paper", "only_a_paper", "signature_with_logo", "gmail_fr")
    }

    assert papers == {
        "apple_mail_with_paper": 1,
        "only_a_paper": 1,
        "signature_with_logo": 0,
        "gmail_fr": 0,
    }


# --- what no machine should send ---


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 500,
        b"From: \xff\xfe\r\nSubject: =?utf-8?B?!!!?=\r\n\r\n\xff\x00bonjour",
        b"From: jeanne@exemple.fr\r\nContent-Type: multipart/mixed\r\n\r\nsans bord",
        b"From: a@b.fr\r\nContent-Type: text/plain; charset=utf-8\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n@@@ pas du base64 @@@",
        b'Content-Type: text/html; charset="' + b"a" * 5000 + b'"\r\n\r\n<p>un</p>',
        b'From: <<<>>>,,\r\nTo: """ <@>\r\nMessage-ID: \r\n\r\nun',
    ],
)
def test_a_broken_mail_breaks_nothing(content):
    mail = read(content)

    assert "\x00" not in mail.text + mail.message_id + mail.sender
    assert mail.message_id


def test_parts_in_parts_in_parts_are_not_followed_for_ever():
    head = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (depth, depth)
        for depth in range(2_000)
    )
    with pytest.raises(ValueError, match="too many parts"):
        read(b"From: jeanne@exemple.fr\r\n" + head + b"\r\nun")


def test_a_novel_is_cut_and_says_so():
    text = read(plain("Il était une fois. " * 2_000)).text

    assert len(text) <= LONGEST
    assert text.endswith("était trop longue pour être gardée.")


def test_signs_that_nobody_sees_do_not_come_in():
    assert read(plain("Bon\u200bjour\x07 \ufeffà tous")).text == "Bonjour à tous"


def test_a_mail_without_identity_is_known_by_its_print():
    one, same, other = (
        plain("un", Message_ID=""),
        plain("un", Message_ID=""),
        plain("deux", Message_ID=""),
    )

    assert read(one).message_id == read(same).message_id
    assert read(one).message_id != read(other).message_id


# --- quotes ---


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Oui.\n\nLe 4 mai 2026, Coop a écrit :\nBonjour", "Oui."),
        ("Le 4 mai j’ai écrit : non.\nVoilà.", "Le 4 mai j’ai écrit : non.\nVoilà."),
        ("De : moi\nje voudrais savoir", "De : moi\nje voudrais savoir"),
        ("Oui.\n-- \nJeanne", "Oui."),
        ("Oui.\n\nEnvoyé depuis l’application Mail Orange", "Oui."),
        (
            "Envoyé de bon cœur, ce mot vous dit oui.\n\nMerci",
            "Envoyé de bon cœur, ce mot vous dit oui.\n\nMerci",
        ),
        ("> cité\n\nRépondu dessous", "Répondu dessous"),
        ("> cité seulement", ""),
        ("Oui.\n\n________________________________\nDe : Coop", "Oui."),
        ("Oui.\n\nDébut du message réexpédié :\n\nDe : Coop", "Oui."),
        (
            "Mes réponses en rouge.\n-- \nJeanne\n\nLe 4 mai, Coop a écrit :\nOù ?\nÀ Dole.",
            "Mes réponses en rouge.\n\nLe 4 mai, Coop a écrit :\nOù ?\nÀ Dole.",
        ),
    ],
)
def test_quotes_go_and_words_stay(text, words):
    assert written(text) == words


def test_a_page_becomes_words():
    page = "<style>p{}</style><p>Un&nbsp;mot</p><ul><li>deux</li><li>trois</li></ul><p>x<br>y</p>"

    assert as_text(page) == "Un\u00a0mot\n\n- deux\n- trois\n\nx\ny"


# --- addresses ---


def test_an_address_says_what_is_answered_and_by_whom():
    address = addresses.reply_address("fil", 12, 7)

    assert addresses.asked_at(address) == ("fil", [12, 7])
    assert addresses.asked_at(address.upper()) == ("fil", [12, 7])
    assert len(address.partition("@")[0]) <= 64


def test_an_address_cannot_be_guessed():
    address = addresses.reply_address("fil", 12, 7)
    local, _, domain = address.partition("@")
    name, _, token = local.partition("+")
    kind, thread, person, proof = token.split("-")
    others = [
        f"{name}+{kind}-{int(thread, 36) + 1}-{person}-{proof}@{domain}",
        f"{name}+{kind}-{thread}-8-{proof}@{domain}",
        f"{name}+{kind}-{thread}-{person}-{'a' * 20}@{domain}",
        f"{name}+{kind}-{thread}-{person}@{domain}",
        f"{name}@{domain}",
        address.replace(domain, "ailleurs.example"),
    ]

    assert [addresses.asked_at(other) for other in others] == [None] * 6


def test_an_address_of_before_a_change_of_secret_still_works(settings):
    before = addresses.reply_address("fil", 12, 7)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "un autre secret"

    assert addresses.asked_at(before) == ("fil", [12, 7])
    settings.SECRET_KEY_FALLBACKS = []
    assert addresses.asked_at(before) is None


def test_a_house_without_a_box_gives_no_address(settings):
    settings.REPLY_ADDRESS = ""

    assert addresses.reply_address("fil", 12, 7) == ""
    assert addresses.asked_at("x+fil-c-7-aaaaaaaaaaaaaaaaaaaa@") is None


@pytest.mark.parametrize("header", ["To", "Cc", "Delivered_To", "X_Original_To"])
def test_the_address_is_found_wherever_servers_write_it(header):
    address = addresses.reply_address("fil", 12, 7)

    mail = read(plain("oui", **{header: f'"Coop, Studio" <{address}>, autre@exemple.fr'}))

    assert mail.asked == ("fil", [12, 7])
