"""One page sent twice writes once; other words under the same page are shown again, unwritten."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import include, path

from coopstudio import once as once_module
from coopstudio.doors import public
from coopstudio.once import once
from coopstudio.urls import handler400, handler403, handler404, handler500  # noqa: F401
from tests.members.factories import member

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
DONE = []


@public
@once
def write(request):
    if request.POST["words"] == "":
        return HttpResponse("Dites-le.", status=422)
    DONE.append(request.POST["words"])
    return redirect(f"/ecrit/{len(DONE)}/")


urlpatterns = [path("", include("coopstudio.urls")), path("ecrire/", write)]


@pytest.fixture
def page(client):
    """Sends what it is given from one page, which was drawn once."""
    DONE.clear()
    return lambda words, drawn="a" * 64: client.post(
        "/ecrire/", {"words": words, "csrfmiddlewaretoken": drawn}
    )


def test_the_second_click_goes_where_the_first_one_went(page):
    assert [page("Oui").url for _ in range(3)] == ["/ecrit/1/"] * 3
    assert DONE == ["Oui"]


def test_another_page_writes_again(page):
    assert [page("Oui", one * 64).url for one in "ab"] == ["/ecrit/1/", "/ecrit/2/"]


def test_what_was_refused_may_be_sent_again(page):
    assert (page("").status_code, page("Oui").url) == (422, "/ecrit/1/")


def test_other_words_of_the_same_page_are_given_back_unwritten(page):
    page("Oui")
    answer = page("Non, finalement j’aimerais mieux attendre.")

    assert (answer.status_code, DONE) == (422, ["Oui"])
    assert "Cette page a déjà été envoyée" in answer.text
    assert "Non, finalement j’aimerais mieux attendre." in answer.text


def test_two_people_are_two(page, client):
    page("Oui")
    client.force_login(member())

    assert page("Oui").url == "/ecrit/2/"


def test_where_the_note_cannot_be_written_the_view_answers_itself(rf, monkeypatch):
    """PostgreSQL with a full disk: « already sent » would be a lie."""
    monkeypatch.setattr(once_module.cache, "add", lambda *_words: False)
    monkeypatch.setattr(once_module.cache, "get", lambda _name, nothing: nothing)
    request = rf.post("/ici/", {"csrfmiddlewaretoken": "a" * 64})
    request.user = AnonymousUser()

    answer = once_module.once(lambda _request: HttpResponse("fait"))(request)

    assert answer.content == b"fait"
