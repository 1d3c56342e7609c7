"""A photo is painted anew, kept in private, and seen by those to whom it is shown."""

import io
import struct
import zipfile
import zlib
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from coopstudio.files import quarantine
from coopstudio.files.gate import FileRefused, repainted
from coopstudio.files.models import Opening, PrivateFile
from members.actions import people, preferences
from members.actions.life import ending
from members.disclosure import folder
from members.models import Membership, Person
from tests.files.corpus import on_disk
from tests.members.factories import member, person

pytestmark = pytest.mark.django_db


def picture(kind="JPEG", size=(400, 300), mode="RGB", **more):
    out = io.BytesIO()
    Image.new(mode, size, more.pop("colour", "#D8A583")).save(out, kind, **more)
    return out.getvalue()


def with_a_place():
    """A photo that says where, when and with what it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "Appareil secret"
    exif.get_ifd(0x8825)[1] = "N"
    return picture(exif=exif, comment=b"pris chez moi")


def upload(content=None, name="moi.jpg"):
    return SimpleUploadedFile(name, content or picture(), "image/jpeg")


def given(someone, **more):
    someone = people.add_photo(someone, upload(**more), words="")
    quarantine.scan(someone.photo_id)
    return someone


@pytest.fixture
def zoe():
    return given(member("Zoé", "Étienne"))


def address(someone):
    return f"/membres/{someone.pk}/photo/"


@pytest.mark.parametrize(
    "content",
    [
        picture(),
        picture("PNG"),
        picture("PNG", mode="RGBA", colour=(1, 2, 3, 0)),
        picture("PNG", mode="P", colour=3),
        picture(mode="CMYK", colour=(1, 2, 3, 4)),
        picture(mode="L", colour=9),
        picture(size=(4000, 1000)),
    ],
)
def test_every_ordinary_picture_becomes_a_square(content):
    with Image.open(io.BytesIO(repainted(content))) as painted:
        assert (painted.format, painted.mode) == ("JPEG", "RGB")
        assert painted.size[0] == painted.size[1] <= 640


def test_a_picture_far_too_large_is_told_so_and_not_broken():
    """Its header alone says twenty thousand points a side: nothing of it is unfolded."""
    size = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0)
    head = b"IHDR" + size
    content = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head
    content += struct.pack(">I", zlib.crc32(head)) + picture("PNG")[33:]

    with pytest.raises(FileRefused, match="démesurée"):
        repainted(content)


def test_what_hid_in_a_photo_is_gone():
    content = with_a_place()
    assert b"Appareil secret" in content
    assert b"pris chez moi" in content

    painted = repainted(content)

    assert b"Appareil secret" not in painted
    assert b"pris chez moi" not in painted
    with Image.open(io.BytesIO(painted)) as image:
        assert dict(image.getexif()) == {}
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_density", "jfif_unit",
                                   "progressive", "progression"}  # fmt: skip


def test_a_photo_taken_sideways_stands_up():
    sheet = Image.new("RGB", (200, 200), "white")
    sheet.paste("black", (0, 0, 200, 60))
    exif, out = Image.Exif(), io.BytesIO()
    exif[0x0112] = 6
    sheet.save(out, "JPEG", exif=exif)

    with Image.open(io.BytesIO(repainted(out.getvalue()))) as painted:
        assert painted.getpixel((190, 100))[0] < 60
        assert painted.getpixel((10, 100))[0] > 200


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xd8\xff" + b"rien" * 40,
        picture()[:300],
        picture(size=(40, 40)),
        picture("PNG", size=(9_500, 200)),
        picture("PNG")[:60],
    ],
)
def test_what_is_no_picture_of_a_decent_size_is_refused(content):
    with pytest.raises(FileRefused):
        repainted(content)


@pytest.mark.parametrize("content", [b"%PDF-1.4", b"<svg onload=alert(1)>", b"GIF89a", b""])
def test_the_page_refuses_what_is_neither_jpg_nor_png(client, content):
    client.force_login(member())

    page = client.post("/profil/photo/", {"photo": SimpleUploadedFile("x.jpg", content)})

    assert page.status_code == 422
    assert not PrivateFile.objects.exists()


def test_a_photo_is_given_on_its_page_with_its_words(client):
    me = member()
    client.force_login(me)

    answer = client.post("/profil/photo/", {"photo": upload(), "words": "Moi, de face"})

    me.refresh_from_db()
    assert answer.status_code == 302
    assert me.photo_words == "Moi, de face"
    assert me.photo.name == "photo.jpg"


def test_a_photo_is_seen_by_nobody_before_its_person_shows_it(client, zoe):
    client.force_login(member())
    assert client.get(address(zoe)).status_code == 404
    assert client.get(f"/fichiers/{zoe.photo_id}/").status_code == 404

    preferences.choose_shown(zoe, ["photo"], at=timezone.now())

    answer = client.get(address(zoe))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert "no-cache" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")


def test_another_photo_waits_for_its_own_agreement(zoe):
    preferences.choose_shown(zoe, ["photo", "phone"], at=timezone.now())

    people.remove_photo(zoe, at=timezone.now())
    zoe = given(Person.objects.get(pk=zoe.pk))

    assert zoe.shown == ["phone"]
    assert list(zoe.showings.standing().values_list("facet", flat=True)) == ["phone"]


def test_the_photo_is_in_the_copy_of_ones_data(zoe):
    zoe = Person.objects.get(pk=zoe.pk)
    with zipfile.ZipFile(io.BytesIO(folder(zoe, at=timezone.now()))) as box:
        assert box.read("photo/photo.jpg") == on_disk(zoe.photo).read_bytes()
        assert "votre photo" in box.read("lisez-moi.html").decode()
        assert "lectures écrites" not in box.read("lisez-moi.html").decode()


def test_whoever_leaves_shows_nothing_and_their_photo_is_erased(zoe):
    preferences.choose_shown(zoe, ["photo", "phone"], at=timezone.now())
    yesterday = timezone.localdate() - timedelta(days=1)
    zoe.memberships.update(ended_on=yesterday)

    ending.part(zoe.memberships.get(), at=timezone.now())

    zoe.refresh_from_db()
    assert (zoe.shown, zoe.photo) == ([], None)
    assert not zoe.showings.standing().exists()
    assert PrivateFile.objects.get().state == "erased"


def test_its_person_sees_it_shown_or_not(client, zoe):
    client.force_login(zoe)

    assert client.get(address(zoe)).status_code == 200


def test_a_browser_that_has_it_is_told_so_and_asks_again_each_time(client, zoe):
    client.force_login(zoe)
    seal = client.get(address(zoe))["ETag"]

    assert client.get(address(zoe), headers={"if-none-match": seal}).status_code == 304


@pytest.mark.parametrize("stranger", [person, None])
def test_only_members_see_it(client, zoe, stranger):
    preferences.choose_shown(zoe, ["photo"], at=timezone.now())
    if stranger:
        client.force_login(stranger())

    assert client.get(address(zoe)).status_code in {302, 404}


def test_it_is_hidden_the_day_the_membership_ends(client, zoe):
    preferences.choose_shown(zoe, ["photo"], at=timezone.now())
    Membership.objects.filter(person=zoe).update(ended_on=timezone.localdate() - timedelta(days=1))
    client.force_login(member())

    assert client.get(address(zoe)).status_code == 404


def test_it_is_no_opening_to_see_a_face_on_a_page(client, zoe):
    client.force_login(zoe)
    client.get(address(zoe))

    assert not Opening.objects.exists()


def test_cards_show_the_photo_with_its_words_and_initials_otherwise(client, zoe):
    preferences.choose_shown(zoe, ["photo"], at=timezone.now())
    client.force_login(member("Mehdi", "Zerrouki"))

    page = client.get("/membres/").text

    assert 'alt="Portrait de Zoé Étienne"' in page
    assert page.count(">MZ<") == 2  # the card and the menu


def test_a_photo_in_quarantine_leaves_the_initials(client):
    waiting = people.add_photo(member("Zoé", "Étienne"), upload(), words="")
    preferences.choose_shown(waiting, ["photo"], at=timezone.now())
    client.force_login(member())

    assert address(waiting) not in client.get("/membres/").text
    assert client.get(address(waiting)).status_code == 404


def test_a_photo_that_is_checked_or_refused_is_told_to_its_person(client):
    someone = people.add_photo(member("Zoé"), upload(), words="")
    client.force_login(someone)
    checked = client.get("/profil/photo/").text

    PrivateFile.objects.update(state="refused")
    refused = client.get("/profil/photo/").text

    assert "Votre photo est reçue." in checked
    assert "n’a pas passé la vérification" in refused


@pytest.mark.django_db(transaction=True)
def test_another_photo_erases_the_one_before():
    someone = given(member("Zoé", "Étienne"))
    before = someone.photo

    given(someone)

    before.refresh_from_db()
    assert before.state == PrivateFile.State.ERASED
    assert not on_disk(before).exists()


def test_a_photo_is_taken_back(client, zoe):
    client.force_login(zoe)
    client.post("/profil/photo/retrait/")

    zoe.refresh_from_db()
    assert (zoe.photo, zoe.photo_words) == (None, "")
    assert "Vous n’avez pas de photo ici" in client.post("/profil/photo/retrait/", follow=True).text
