"""The bulletin as a paper: what the person wrote, as they wrote it, read by few."""

import pytest
from django.template.loader import render_to_string

from coopstudio.documents import api
from members import documents
from members.forms.joining import BulletinForm
from tests.members.factories import member, request, secretary, statutes, treasurer

pytestmark = pytest.mark.django_db


def test_the_bulletin_says_the_amount_in_figures_and_in_words():
    paper = documents.bulletin(request(fee=4_500))

    assert paper.data["fee"].replace("\u00a0", " ") == "45,00 €"
    assert paper.data["fee_words"] == "quarante-cinq euros"


def test_what_looks_like_code_stays_what_it_is():
    paper = documents.bulletin(request(words="<script>{{ 7*7 }}</script>", street="{% debug %}"))

    page = render_to_string(paper.template, paper.data)

    assert "&lt;script&gt;{{ 7*7 }}&lt;/script&gt;" in page
    assert "{% debug %}" in page


def test_the_bulletin_is_read_by_its_person_and_by_those_who_keep_the_register():
    asked = request()
    paper = documents.bulletin(asked)

    readers = [asked.person, secretary(), treasurer(), member()]

    assert [api.may_read(one, paper) for one in readers] == [True, True, False, False]


def test_the_bulletin_tells_the_statutes_and_the_rules_that_were_accepted():
    of_the_day = statutes(rules_version="version du 12 mai 2026")

    label = BulletinForm(statutes=of_the_day).fields["accepts"].label
    paper = documents.bulletin(request(statutes=of_the_day))

    assert "et le règlement intérieur (version du 12 mai 2026)" in label
    assert "version du 12 mai 2026" in render_to_string(paper.template, paper.data)
