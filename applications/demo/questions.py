"""What people ask of the founders in the demonstration, before they apply or while they wait."""

import tomllib
from pathlib import Path

from applications.actions import conversations, faq
from applications.demo.story import founder
from applications.models import Application, Conversation, FaqEntry
from coopstudio.demo.world import DOMAIN, address
from members.candidates import known_at, remember


def plan(world):
    """Put every thread of ``questions.toml`` into the world's calendar."""
    told = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    for thread in told["threads"]:
        thread["email"] = address(thread["name"])
        for step in thread["steps"]:
            world.plan(world.moment(step["at"]), ACTS[step["does"]], thread=thread, step=step)


def _ask(*, at, thread, step):
    conversations.ask(thread["email"], text=step["words"].strip(), at=at)


def _confirm(*, at, thread, step):
    person = known_at(thread["email"])
    remember(person, first_name=thread.get("first_name"), last_name=thread.get("last_name"))
    asked = Conversation.objects.get(email=thread["email"], application=None)
    conversations.confirm(asked, person=person, at=at)


def _write(*, at, thread, step):
    conversations.write(_of(thread, at), text=step["words"].strip(), at=at, **_way(at, step))


def _answer(*, at, thread, step):
    by = founder(step["by"])
    text = step["words"].strip()
    conversations.answer(_of(thread, at), by=by, text=text, at=at, **_way(at, step))


def _stray(*, at, thread, step):
    conversations.keep_aside(
        _of(thread, at),
        sender=address(step["sender"]),
        text=step["words"].strip(),
        at=at,
        message_id=f"<{at:%d%H%M}.{step['sender']}@{DOMAIN}>",
    )


def _close(*, at, thread, step):
    conversation = _of(thread, at)
    seen = conversation.messages.last().pk
    conversations.close(conversation, by=founder(step["by"]), seen=seen, at=at)


def _apply(*, at, thread, step):
    conversation = _of(thread, at)
    conversations.become_application(conversation, by=conversation.person, at=at)


def _rewrite(*, at, thread, step):
    words = {name: step[name].strip() for name in ("question", "answer")}
    by = founder(step["by"])
    entry = faq.write_entry(by=by, at=at, conversation=_of(thread, at), **words)
    faq.tell(entry, by=by, at=at)


def _publish(*, at, thread, step):
    entry = FaqEntry.objects.get(conversation=_of(thread, at))
    faq.publish(entry, by=founder(step["by"]), at=at)


ACTS = {
    "asks": _ask,
    "confirms": _confirm,
    "writes": _write,
    "answers": _answer,
    "writes from elsewhere": _stray,
    "closes": _close,
    "applies": _apply,
    "rewrites": _rewrite,
    "publishes": _publish,
}
"""What may happen in a thread, as the file says it (``does = …``)."""


def _of(thread, at):
    """The thread of that person: a question's, or that of the candidature they have sent."""
    found = Conversation.objects.filter(email=thread["email"]).first()
    if found is None:
        application = Application.objects.received().get(email=thread["email"])
        found = conversations.thread_of(application, at=at)
    return found


def _way(at, step):
    """By e-mail, if the file says so: the mail then bears a name of its own."""
    return {"message_id": f"<{at:%d%H%M%S}.demo@{DOMAIN}>"} if step.get("by_mail") else {}
