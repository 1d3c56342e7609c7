"""The candidatures of the demonstration: a call in two versions, and those who answered it.

Each story of ``stories/`` tells one person: their words, their reactions, and what then happened,
day by day. All of it is lived through the house's own actions.
"""

import tomllib
from pathlib import Path

from applications.actions import portraits
from applications.actions.call import calls
from applications.demo import crowd, keeping, lived, points, questions, story

HERE = Path(__file__).parent
TITLE = "Appel à venir cocréer Coop Studio"
SIGNATURE = "Fleur Mathet et Thomas Marshall"


def fill(world):
    """Two versions of the call, every story; a crowd if a size was asked for."""
    after = (HERE / "call.md").read_text(encoding="utf-8")
    world.plan(world.moment("-78 18:00"), _publish, source=_as_it_was(after))
    world.plan(world.moment("-10 19:30"), _publish, source=after)
    changes = tomllib.loads((HERE / "changes.toml").read_text(encoding="utf-8"))
    for noted in changes["intentions"]:
        world.plan(world.moment(noted["at"]), story.intend, noted=noted)
    for told in changes["points"]:
        world.plan(world.moment(told["at"]), points.mark_for_all, told=told)
    for path in sorted((HERE / "stories").glob("*.toml")):
        story.plan(world, tomllib.loads(path.read_text(encoding="utf-8")))
    questions.plan(world)
    keeping.plan(world)
    lived.plan(world)
    told = tomllib.loads((HERE / "portraits.toml").read_text(encoding="utf-8"))
    for one in told["portraits"]:
        world.plan(world.moment(one["at"]), _describe, told=one)
    if world.size:
        world.plan(world.now, crowd.gather, world=world)


def _describe(*, at, told):
    words = {name: told[name].strip() for name in ("offers", "seeks", "limits")}
    by = story.founder(told["by"])
    portraits.write_portrait(by, at=at, is_public=told.get("is_public", False), **words)


def _publish(*, at, source):
    version = calls.import_version(
        calls.the_call(),
        by=story.founder("fleur"),
        title=TITLE,
        signature=SIGNATURE,
        dated_on=at.date(),
        source=source,
    )
    calls.publish(version, by=story.founder("thomas"), at=at)


def _as_it_was(source):
    """The first version: the second one, with the words that stood there before."""
    told = (HERE / "call_before.toml").read_text(encoding="utf-8")
    for change in tomllib.loads(told)["changes"]:
        if source.count(change["now"]) != 1:
            raise ValueError(f"Not once in call.md: {change['now'][:60]}")
        source = source.replace(change["now"], change["before"])
    return source
