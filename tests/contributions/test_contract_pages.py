"""The pages of contracts: who sees them, what they prepare, sign, certify, and never keep open."""

import io
import re

import pytest
from django.urls import reverse

from contributions.models import Clause, Contract, Signature
from contributions.states import ContractState, Party
from coopstudio.documents import press
from coopstudio.documents.models import Document
from coopstudio.mail.models import Letter
from tests.contributions import contract_factories as ready
from tests.contributions.factories import AT, TODAY
from tests.files.corpus import pdf
from tests.members.factories import founder, member

pytestmark = pytest.mark.django_db
HERE = "2001:db8:0:1::7"  # a proof keeps the address whole


@pytest.fixture
def world(time_machine):
    time_machine.move_to(AT, tick=False)
    ready.terms()
    return ready.people()


def page(name, *args):
    return reverse(f"contributions:{name}", args=args)


def words(answer):
    return answer.content.decode().replace("\u202f", " ").replace("\xa0", " ")


def evidence_of(contract):
    return Signature.objects.get(signatory__version__contract=contract).evidence["document_sha256"]


def prepared(promise, fleur, **more):
    return {
        "signs_for": fleur.pk, "quality": "présidente", "mandate": "conseil du 3 février 2027",
        "on": "2027-03-01", "place": "Nuits", "rna": "W212000000", "seat": "3, rue des Tilleuls",
        "born_on": "04/03/1988", "born_in": "Chaumont", "address": "3, rue des Tanneries",
        "words": "neuf cents euros", "need_1": promise.need_id, "part_1": "900",
        "kept": ["donnees"],
    } | more  # fmt: skip


def test_whoever_is_not_of_age_on_the_day_of_the_contract_commits_no_property(client, world):
    helene, fleur, ines = world
    promise = ready.pledge(ines)
    address = page("contract_preparation", promise.pk)
    client.force_login(helene)

    told = prepared(promise, fleur, born_on="02/03/2009", issue="1")
    young = client.post(address, told)
    client.post(address, told | {"born_on": "01/03/2009"})

    assert young.status_code == 422
    assert "il attend la majorité, le mardi 2 mars 2027" in words(young)
    assert [
        one.versions.get().facts["contributor"]["born_on"] for one in Contract.objects.all()
    ] == ["2009-03-01"]


def test_a_contract_is_prepared_looked_at_then_issued(client, world):
    helene, fleur, ines = world
    promise = ready.pledge(ines)
    address = page("contract_preparation", promise.pk)
    client.force_login(helene)

    empty = client.get(address)
    wrong = client.post(
        address, prepared(promise, fleur, words="neuf euros", part_1="900", issue="1")
    )
    draft = client.post(address, prepared(promise, fleur, preview="1"))
    assert Contract.objects.count() == 0
    made = client.post(address, prepared(promise, fleur, issue="1"))

    contract = Contract.objects.get()
    codes = {one["code"] for one in contract.versions.get().clauses}
    assert "neuf cents euros" in empty.content.decode()
    assert wrong.status_code == 422
    assert "ne disent pas la même somme" in wrong.content.decode()
    seen = Document.objects.get(data__is_draft=True)
    assert draft.url == reverse("documents:document", args=[seen.pk])
    assert made.url == page("contract", contract.pk)
    assert "donnees" in codes
    assert "reflexion" not in codes


def test_both_sides_and_who_keeps_the_books_read_a_contract_and_nobody_else(client, world):
    helene, fleur, ines = world
    contract = ready.issue(ready.pledge(ines), helene, fleur)
    address = page("contract", contract.pk)

    seen = {}
    for who in (helene, fleur, ines, member("Salomé", "Kerdoncuff")):
        client.force_login(who)
        answer = client.get(address)
        seen[who.first_name] = answer.status_code
        if answer.status_code == 200:
            assert "900,00" in answer.content.decode()

    assert seen == {"Hélène": 200, "Fleur": 200, "Inès": 200, "Salomé": 404}
    for url in (page("contracts"), page("clauses"), page("contract_paper", contract.pk)):
        assert client.get(url).status_code == 404


def test_one_signs_on_the_screen_and_what_is_wrong_keeps_its_words(client, world):
    helene, fleur, ines = world
    contract = ready.issue(ready.pledge(ines), helene, fleur)
    signatory = contract.versions.get().signatories.get(party=Party.CONTRIBUTOR)
    address = page("contract_signature", signatory.pk)
    client.force_login(ines)

    shown = client.get(address).content.decode()
    client.post(page("contract_code", signatory.pk))
    code = Letter.objects.get(kind="contributions.signing_code").subject[:6]
    mention = contract.versions.get().facts["mentions"]["contributor"]
    said = {
        "name": "Inès Carvalho", "mention": mention,
        "consents": "on", "shown": re.search(r'name="shown" value="(\w{64})"', shown)[1],
        "opened": re.search(r'name="opened" value="([^"]+)"', shown)[1],
    }  # fmt: skip
    wrong = client.post(address, said | {"code": f"{(int(code) + 1) % 1_000_000:06}"})
    right = client.post(address, said | {"code": f"{code[:3]} {code[3:]}"}, REMOTE_ADDR=HERE)
    after = words(client.get(right.url))

    assert wrong.status_code == 422
    assert 'value="Inès Carvalho"' in wrong.content.decode()
    assert right.url == page("contract", contract.pk)
    assert "encore 14 jours pour changer d’avis" in words(client.get(address))
    assert "Ne pas signer" not in after
    assert "Retirer ma signature" in after
    assert f"garde chaque preuve de signature : {evidence_of(contract)}" in after
    evidence = Signature.objects.get().evidence
    assert (evidence["code_tries"], evidence["ip"]) == (2, HERE)
    assert evidence["opened_at"].startswith("2027-03-01T09:00")
    client.force_login(fleur)
    assert client.get(address).status_code == 404


def test_a_paper_is_handed_over_and_certified_by_two(client, world):
    helene, fleur, ines = world
    thomas = founder("Thomas", "Rey", email="thomas@exemple.fr")
    contract = ready.issue(ready.pledge(ines), helene, fleur)
    client.force_login(helene)
    upload = io.BytesIO(pdf())
    upload.name = "signe.pdf"

    client.post(
        page("contract_paper", contract.pk),
        {"upload": upload, "original_at": "au siège", "on": "01/03/2027", "both": "on"},
    )
    for who in (helene, thomas):
        client.force_login(who)
        client.post(page("contract_certification", contract.pk))

    contract.refresh_from_db()
    assert (contract.state, contract.in_force_on) == (ContractState.IN_FORCE, TODAY)
    shown = client.get(page("contract", contract.pk)).content.decode()
    assert "Copie certifiée par" in shown


def test_a_contract_is_left_changed_and_given_up_from_its_page(client, world):
    helene, fleur, ines = world
    left = ready.issue(ready.pledge(ines), helene, fleur)
    kept = ready.in_force(ready.pledge(ines), helene, fleur)

    client.force_login(helene)
    client.post(page("contract_lapse", left.pk), {"why": "Le montant change."})
    client.post(
        page("contract_amendment", kept.pk),
        {"signs_for": fleur.pk, "quality": "présidente", "mandate": "conseil", "on": "01/03/2027",
         "why": "Inès a déménagé.", "address": "1, place du Marché"},
    )  # fmt: skip
    client.force_login(ines)
    asked = words(client.get(page("contract_retraction", kept.pk)))
    kept.refresh_from_db()
    assert kept.state == ContractState.IN_FORCE
    client.post(page("contract_retraction", kept.pk))

    left.refresh_from_db()
    kept.refresh_from_db()
    assert (left.state, kept.state) == (ContractState.LAPSED, ContractState.RESOLVED)
    assert kept.versions.count() == 2
    assert "Changer d’avis ?" in asked
    assert "rien n’est à rendre" in asked


def test_pages_ask_the_same_questions_whatever_they_list(
    client, world, django_assert_max_num_queries
):
    helene, fleur, ines = world
    for _ in range(6):
        ready.in_force(ready.pledge(ines), helene, fleur)
    contract = ready.issue(ready.pledge(ines), helene, fleur)
    client.force_login(helene)
    client.get(page("contracts"))

    with django_assert_max_num_queries(8):
        client.get(page("contracts"))
    with django_assert_max_num_queries(12):
        client.get(page("contract", contract.pk))


def test_the_library_says_what_is_not_validated_and_takes_the_next_version(client, world):
    _helene, fleur, _ines = world
    client.force_login(fleur)
    shown = client.get(page("clauses")).content.decode()
    clause = Clause.objects.get(code="egalite")

    wrong = client.post(
        page("clause", clause.pk), {"title": "Égalité", "text": "{rien}", "from_on": "01/03/2027"}
    )
    client.post(
        page("clause", clause.pk),
        {"title": "Égalité", "text": "Aucun ne passe avant un autre.", "from_on": "01/03/2027",
         "validated_by": "Maître Lenoir, 1er mars 2027"},
    )  # fmt: skip
    second = Clause.objects.get(code="egalite", version=2)
    client.post(page("clause_end", second.pk), {"on": "02/03/2027"})

    second.refresh_from_db()
    assert "Projet à faire valider" in shown
    assert wrong.status_code == 422
    assert f"{second.ended_on}" == "2027-03-02"


# --- anybody verifies a paper ---


def dropped(client, content):
    upload = io.BytesIO(content)
    upload.name = "contrat.pdf"
    return client.post(reverse("documents:verify"), {"paper": upload})


def test_a_paper_is_unchanged_changed_or_unknown_from_the_file_alone(
    client, world, settings, tmp_path
):
    helene, fleur, ines = world
    settings.DEMO, settings.VAR_DIR = True, tmp_path
    contract = ready.issue(ready.pledge(ines), helene, fleur)
    ready.signs(contract, Party.CONTRIBUTOR)
    ready.signs(contract, Party.ASSOCIATION)
    document = Document.objects.get(kind="contributions.contract_signed")

    made = press.produce(document.pk)
    content = bytes(Document.objects.get(pk=document.pk).content)
    broken = bytearray(content)
    broken[len(content) // 3] ^= 1
    said = [
        dropped(client, one).context["verdict"]
        for one in (content, bytes(broken), content + b"\n% plus", pdf())
    ]
    alone = Document.objects.filter(pk=document.pk)
    erased = bytes(content)
    Letter.objects.all().delete()
    alone.delete()
    after = dropped(client, erased).context["verdict"]

    assert made.is_issued
    assert [one.word for one in said] == ["unchanged", "changed", "changed", "unknown"]
    assert (said[0].is_sealed, said[0].on) == (True, TODAY)
    assert (after.word, after.is_sealed, after.on) == ("unchanged", True, None)


def test_a_paper_is_the_same_to_the_byte_and_carries_its_data(world):
    import pikepdf  # noqa: PLC0415

    from contributions.contracts.canonical import canonical, digest_of  # noqa: PLC0415
    from coopstudio.documents import rendering  # noqa: PLC0415

    helene, fleur, ines = world
    contract = ready.issue(ready.pledge(ines), helene, fleur)
    document = Document.objects.get(kind="contributions.contract_to_sign")
    archive = document.data["archive"] | {"mark": document.pk.hex}

    page = press.as_page(document)
    first = rendering.as_pdf(page, archive)
    again = rendering.as_pdf(press.as_page(document), archive)

    assert first == again
    assert all(words in page for words in ("Paraphes", "sheet__risk", "Lu et approuvé", "136,36"))
    with pikepdf.open(io.BytesIO(first)) as opened:
        data = opened.attachments["contrat.json"].get_file().read_bytes().decode()
        meta = opened.Root.Metadata.read_bytes().decode()
        assert "/MarkInfo" in opened.Root
    version = contract.versions.get()
    assert f'"sha256":"{version.digest}"' in data
    assert digest_of(version.clauses, version.facts) == version.digest
    assert canonical(version.facts) in data
    assert 'pdfaid:part="3"' in meta


def test_who_drops_too_many_papers_waits(client, world):
    for _ in range(40):
        dropped(client, b"%PDF-1.7 rien")
    answer = dropped(client, b"%PDF-1.7 rien")

    assert answer.status_code == 422
    assert "réessayez dans une heure" in answer.content.decode()
