"""A program that tries the house from outside is told how to come in, and nothing in production."""

import json
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command

from tests.applications.factories import candidate
from tests.members.factories import administrator, founder, member, secretary, treasurer

pytestmark = pytest.mark.django_db


def told():
    out = StringIO()
    call_command("acceptance_manifest", stdout=out)
    return json.loads(out.getvalue())


def test_one_login_for_each_role_with_the_seed_of_its_second_factor():
    held = {
        "founder": founder(), "treasurer": treasurer(), "secretary": secretary(),
        "administrator": administrator(), "member": member(), "candidate": candidate("zoe@ex.fr"),
    }  # fmt: skip

    logins = told()["logins"]

    assert {role: one["email"] for role, one in logins.items()} == {
        role: person.email for role, person in held.items()
    }
    seed = logins["treasurer"]["totp"]
    assert Authenticator.objects.filter(user=held["treasurer"]).count() == 1
    assert seed == told()["logins"]["treasurer"]["totp"]
    assert logins["member"]["totp"] is None


def test_addresses_tables_and_commands_are_those_of_the_house():
    founder()

    manifest = told()

    assert manifest["urls"]["contributions:bank"] == "/banque/"
    assert {"admin", "djdt"} & {name.split(":")[0] for name in manifest["urls"]} == set()
    assert len(manifest["urls"]) > 400
    assert "contributions_line" in manifest["tables"]["ledger"]
    assert manifest["tables"]["position"] == ["governance_position", "applications_position"]
    assert {"verify_ledger", "backup", "restore", "retention"} <= {*manifest["commands"]}


def test_a_house_in_production_tells_nobody(settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="ne dit à personne"):
        call_command("acceptance_manifest")
