"""One list of settings: the code, .env.example and docker-compose.yml name the same variables."""

import re
from pathlib import Path

import yaml

HOUSE = Path(__file__).resolve().parents[2]
EXAMPLE = (HOUSE / ".env.example").read_text()
COMPOSE = (HOUSE / "docker-compose.yml").read_text()
READ = re.compile(
    r"(?:flag|number|listed|needed|environ\.get|environ\[|_port|getenv \w+)"
    r"\(?\s*\"?([A-Z][A-Z_]+)"
)
OF_THE_CONTAINERS = {"POSTGRES_PASSWORD", "REDIS_PASSWORD"}  # read by images that are not ours
OF_THE_IMAGES = {"POSTGRES_USER"}


def _read_by_the_code():
    start = HOUSE / "coopstudio" / "start"
    files = [HOUSE / "coopstudio" / "settings.py", *start.glob("*.py"), start / "roles.sh"]
    return {name for path in files for name in READ.findall(path.read_text())}


def _in_the_example():
    return set(re.findall(r"^(?:# )?([A-Z][A-Z_]+)=", EXAMPLE, re.M))


def _in_compose():
    services = yaml.safe_load(COMPOSE)["services"].values()
    named = {name for service in services for name in service.get("environment", {})}
    return named | set(re.findall(r"\$\{(\w+)", COMPOSE))


def test_the_example_names_what_the_code_reads_and_nothing_else():
    assert _in_the_example() == (_read_by_the_code() | OF_THE_CONTAINERS) - OF_THE_IMAGES


def test_compose_names_no_variable_that_the_example_does_not_explain():
    assert _in_compose() - _in_the_example() == set()


def test_a_password_that_compose_needs_is_asked_for_in_the_first_part():
    needed = set(re.findall(r"\$\{(\w+):\?\}", COMPOSE))
    first = EXAMPLE.split("# --- Écrit par docker-compose.yml")[0]

    assert needed <= set(re.findall(r"^([A-Z_]+)=", first, re.M))


def test_the_page_about_deployment_explains_every_variable_to_fill():
    page = (HOUSE / "docs" / "deployment.md").read_text()
    first = EXAMPLE.split("# --- Facultatif")[0]

    assert [
        name for name in re.findall(r"^(?:# )?([A-Z_]+)=", first, re.M) if name not in page
    ] == []
