"""Whatever does not go, a person reads a French sentence with a way out."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DataError, OperationalError
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from coopstudio.doors import public
from tests.members.factories import founder

pytestmark = pytest.mark.django_db


def raising(error):
    @public
    def view(request):
        raise error

    return view


@public
def posted(request):
    return HttpResponse(request.POST.get("words", ""))


urlpatterns = [
    path("", include("coopstudio.urls")),
    path("casse/", raising(RuntimeError("secret"))),
    path("base/", raising(OperationalError("secret"))),
    path("valeur/", raising(DataError("secret"))),
    path("interdit/", raising(PermissionDenied)),
    path("ecrit/", posted),
]
from coopstudio.urls import handler400, handler403, handler404, handler500  # noqa: E402, F401


@pytest.fixture
def visitor():
    """A visitor that reads our error pages instead of raising, and whose forms are checked."""
    with override_settings(ROOT_URLCONF=__name__):
        yield Client(raise_request_exception=False, enforce_csrf_checks=True)


def says(response, status, words):
    page = response.content.decode()
    assert response.status_code == status
    assert words in page
    assert "secret" not in page
    assert '<html lang="fr"' in page
    return True


def test_a_page_that_does_not_exist(visitor):
    assert says(visitor.get("/nulle-part/"), 404, "Il n’y a rien ici")


def test_a_page_that_breaks(visitor):
    assert says(visitor.get("/casse/"), 500, "Quelque chose s’est cassé chez nous")


def test_a_database_that_does_not_answer(visitor):
    response = visitor.get("/base/")

    assert says(response, 503, "Nous revenons dans un instant")
    assert response["Retry-After"] == "60"


def test_a_value_that_the_database_cannot_hold(visitor):
    assert says(visitor.get("/valeur/"), 400, "Cette adresse n’a pas été comprise")


@pytest.mark.parametrize(
    "address",
    ["/a%00b/", "/?q=a%00b", "/?a%00b=q", "/sante/?q=%00", "/candidatures/1%00/"],
)
def test_nul_in_an_address_is_not_understood(visitor, address):
    assert says(visitor.get(address), 400, "Cette adresse n’a pas été comprise")


@pytest.mark.parametrize("address", ["/%ED%A0%80/", "/?q=%ED%A0%80", "/?q=%FF%FE", "/%2527/"])
def test_broken_letters_in_an_address_break_nothing(visitor, address):
    assert visitor.get(address).status_code in {200, 404}


def test_too_many_questions_at_once(visitor):
    address = "/?" + "&".join(f"a{number}=1" for number in range(10_000))

    assert visitor.get(address).status_code == 400


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "BREW"])
def test_methods_that_no_form_uses_do_not_exist(visitor, method):
    assert visitor.generic(method, "/").status_code == 405


def test_the_end_of_a_form_does_not_open_alone(visitor):
    assert says(visitor.get("/apparence/"), 405, "Cette adresse est la fin d’un formulaire")


def test_a_body_beyond_every_limit_is_not_even_read(visitor):
    response = visitor.post("/ecrit/", b"", "text/plain", CONTENT_LENGTH="60000000")

    assert says(response, 413, "C’est trop lourd pour passer")


def test_a_text_beyond_the_limit_is_told_so():
    with override_settings(ROOT_URLCONF=__name__):
        response = Client(raise_request_exception=False).post("/ecrit/", {"words": "a" * 2_700_000})
    assert response.status_code in {200, 413}


def test_a_body_that_is_no_form_is_not_understood():
    with override_settings(ROOT_URLCONF=__name__):
        visitor = Client(raise_request_exception=False)
        response = visitor.post("/ecrit/", b"x", "multipart/form-data")

    assert response.status_code == 400


def test_a_form_that_waited_too_long_gives_the_words_back(visitor):
    words = {"words": "Douze ans d’hôpital, <b>trois</b> ans.", "password": "x" * 30, "short": "a"}

    response = visitor.post("/ecrit/", words, HTTP_ORIGIN="http://testserver")

    assert says(response, 403, "Cette page attendait depuis trop longtemps")
    assert "Douze ans d’hôpital, &lt;b&gt;trois&lt;/b&gt; ans." in response.content.decode()
    assert "x" * 30 not in response.content.decode()


def test_another_site_cannot_put_words_in_our_pages(visitor):
    words = {"words": "Envoyez votre argent à ce compte."}

    response = visitor.post("/ecrit/", words, HTTP_ORIGIN="https://evil.example")

    assert says(response, 403, "Rien n’est perdu")
    assert "argent" not in response.content.decode()


def test_a_wrong_host_is_refused(visitor):
    assert visitor.get("/", HTTP_HOST="evil.example").status_code == 400


def test_error_pages_know_who_is_there(visitor):
    visitor.force_login(founder())

    assert says(visitor.get("/nulle-part/"), 404, "Il n’y a rien ici")


def test_too_many_tries_is_told_so(client):
    from allauth.core.ratelimit import respond_429  # noqa: PLC0415
    from django.test import RequestFactory  # noqa: PLC0415

    response = respond_429(RequestFactory().get("/"))

    assert response.status_code == 429
    assert "Un instant, s’il vous plaît" in response.content.decode()


def test_a_forbidden_page(visitor):
    assert says(visitor.get("/interdit/"), 403, "Cette porte n’est pas la vôtre")
