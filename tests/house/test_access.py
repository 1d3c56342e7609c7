"""Who gets in where: every address, every role, against one matrix that a person can read."""

import pytest
from django.apps import apps
from django.test import override_settings

from coopstudio.refusals import Refused
from governance import college
from governance.college import Sitting
from governance.states import Standing
from members.models import Person
from members.states import Role
from tests.house import access

pytestmark = pytest.mark.django_db

PUBLIC = {
    "welcome", "theme", "privacy", "legal", "accessibility", "help", "robots", "favicon", "health",
    "gallery", "guide", "guide_chapter",
    "applications:call", "applications:foundation", "applications:version", "applications:changes",
    "applications:new_reaction", "applications:newer_version", "applications:reaction",
    "applications:start", "applications:giving_up",
    "applications:review", "applications:cv", "applications:ask_link", "applications:resume",
    "applications:autosave", "applications:step", "applications:choice",
    "applications:gone",
    "applications:questions", "applications:confirmation", "applications:new_link",
    "mail:arrival", "metrics",  # 404 without the secret
    "documents:verify",  # what a PDF says of itself
    "account_login", "account_logout", "account_inactive", "account_signup",
    "account_email_verification_sent", "account_reset_password", "account_confirm_login_code",
    "account_request_login_code", "account_reset_password_from_key_done",
    "account_reset_password_from_key", "account_reset_password_done", "mfa_authenticate",
    "mfa_login_webauthn", "mfa_trust",
    "members:personas", "members:enter", "members:mailboxes", "members:letters",
    "members:signed_answer",  # signed link of a convocation
    "members:unsubscribing",  # signed link of a letter
    "governance:diary_feed",  # secret address, for a diary of one's own
    "members:letter", "members:paper", "members:reply",  # 404 outside of the demonstration
}  # fmt: skip
FOUND_BY = (
    "visible_to", "belonging_to", "known_to", "of", "led_by", "asked_of", "given_to",
    "written_with",
)  # fmt: skip


def test_what_is_public_is_on_the_list():
    public = {
        name for name, view in access.addresses() if not getattr(view, "login_required", True)
    }

    assert public == PUBLIC


def test_the_matrix_only_uses_its_own_words():
    words = {cell for row in access.rows() for cell in row.cells}

    assert words <= {"yes", *access.MEANS, *access.REFUSED}


@override_settings(PRIVILEGED_NEED_SECOND_FACTOR=False)
def test_the_walk_is_not_blind(monkeypatch):
    """Negative control: with every lock undone, at least nine refusals in ten must be noticed."""
    rows = [row for row in access.rows() if row.is_about_things and opens_to_some(row)]
    noticed, blind = 0, []
    for state in {row.state: None for row in rows}:
        with access.undone(), monkeypatch.context() as locks:
            world = access.world_of(state)
            undo_every_lock(locks)
            for rank, row in enumerate(row for row in rows if row.state == state):
                refused = roles_refused(row, world)
                role = refused[rank % len(refused)]  # each row by one role, the roles in turn
                client = world.client(role)
                with access.undone():
                    answer = _knocked(client, row, world.neighbour)
                noticed += answer != "404"
                blind += [f"{row} {role}"] if answer == "404" else []

    assert noticed >= 0.9 * (noticed + len(blind)), "\n".join(sorted(blind))


def _knocked(client, row, things):
    """What the door answers; an act that refuses further inside is a door that opened."""
    try:
        return access.knock(client, row, things)
    except Refused:
        return "refused inside"


def roles_refused(row, world):
    """Who is signed in, and told that there is nothing where the neighbour’s thing stands."""
    told = {role: row.expected(role) for role in access.ROLES if world.people[role]}
    return [role for role, cell in told.items() if access.MEANS.get(cell, (cell,))[0] == "404"]


def opens_to_some(row):
    """Some are refused and some are not: it is the person who makes the difference."""
    return {"404", "own"} & set(row.cells) and {"yes", *access.MEANS} & set(row.cells)


class Anybody:
    """Whoever one looks for: a facilitator who is everybody."""

    pk = 0

    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0


def everybody_sits(circle, *, on):
    return [Sitting(one, standing=Standing.MEMBER) for one in Person.objects.all()]


def undo_every_lock(monkeypatch):
    monkeypatch.setattr(Person, "roles", frozenset(Role.values))
    monkeypatch.setattr(Person, "is_member", True)
    monkeypatch.setattr(college, "around", everybody_sits)
    monkeypatch.setattr(college, "holder", lambda circle, kind, *, on: Anybody())
    for queryset in every_queryset():
        for name in FOUND_BY:
            if name in vars(queryset):
                monkeypatch.setattr(queryset, name, lambda rows, person, **_: rows.all())


def every_queryset():
    """The class behind the manager of every model."""
    return {model._default_manager.get_queryset().__class__ for model in apps.get_models()}


def test_sign_up_is_closed_to_everybody(client):
    before = access.changes()

    client.post("/compte/signup/", {"email": "zoe@exemple.fr", "password1": "x" * 20})

    assert access.changes() == before
