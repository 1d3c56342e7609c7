"""The rounds of the house, one line each: each asks « what is due and not done? ».

A tick missed, doubled or late changes nothing; one that no worker took goes before the next.
"""

MINUTE, TEN_MINUTES, HOUR, SIX_HOURS, DAY = 60, 600, 3600, 6 * 3600, 24 * 3600
MARGIN = 5
"""How long before the next tick a forgotten one goes, in seconds."""

ROUNDS = {
    "last letters": ("applications.tasks.forget_addresses", MINUTE),
    "documents": ("coopstudio.documents.tasks.produce_forgotten", MINUTE),
    "quarantine": ("coopstudio.files.tasks.scan_forgotten", MINUTE),
    "post": ("coopstudio.mail.tasks.deliver", MINUTE),
    "answers": ("coopstudio.mail.tasks.fetch", MINUTE),
    "heartbeat": ("coopstudio.tasks.beat", MINUTE),
    "imports": ("members.tasks.carry_imports", MINUTE),
    "meetings": ("applications.tasks.tend_meetings", TEN_MINUTES),
    "meetings of circles": ("governance.tasks.tend_meetings", TEN_MINUTES),
    "proposals": ("governance.tasks.tend_proposals", TEN_MINUTES),
    "assemblies": ("members.tasks.tend_assemblies", TEN_MINUTES),
    "learning": ("members.tasks.tend_learning", TEN_MINUTES),
    "silences": ("applications.tasks.break_silences", HOUR),
    "going on": ("applications.tasks.go_on", HOUR),
    "conversations": ("applications.tasks.tend_conversations", HOUR),
    "drafts": ("applications.tasks.tend_drafts", HOUR),
    "pauses": ("applications.tasks.wake_the_paused", HOUR),
    "promises": ("applications.tasks.watch_promises", HOUR),
    "lost files": ("coopstudio.files.tasks.sweep", HOUR),
    "circles": ("governance.tasks.tend_circles", HOUR),
    "what circles ask": ("governance.tasks.tend_deeds", HOUR),
    "letters of circles": ("governance.tasks.tend_digests", HOUR),
    "elections": ("governance.tasks.tend_elections", HOUR),
    "register of decisions": ("governance.tasks.tend_register", HOUR),
    "fees called": ("members.tasks.call_fees", HOUR),
    "memberships": ("members.tasks.keep_memberships", HOUR),
    "letters to members": ("members.tasks.write_circulars", HOUR),
    "new rules": ("members.tasks.tell_rules", HOUR),
    "fees recalled": ("members.tasks.remind_of_fees", HOUR),
    "apports": ("contributions.tasks.tend_apports", HOUR),
    "ledger": ("contributions.tasks.read_ledger", HOUR),
    "journal": ("coopstudio.journal.tasks.seal", HOUR),
    "journal read again": ("coopstudio.journal.tasks.read_again", HOUR),
    "week to come": ("coopstudio.mail.tasks.foretell", HOUR),
    "old letters": ("coopstudio.mail.tasks.forget", SIX_HOURS),
    "data requests": ("members.tasks.remind_of_requests", SIX_HOURS),
    "frozen data": ("members.tasks.thaw_the_frozen", SIX_HOURS),
    "closed accounts": ("members.tasks.reopen_accounts", HOUR),
    "retention": ("applications.tasks.tend_kept", DAY),
    "old imports": ("members.tasks.forget_imports", DAY),
}

UNTOLD = {
    "documents", "quarantine", "post", "answers", "heartbeat", "imports", "lost files", "ledger",
    "week to come", "old letters", "old imports", "journal",
    "journal read again",
}  # fmt: skip
"""What a week that is only played leaves out: they touch more than rows, or write to nobody."""


def schedule():
    """The table as Celery reads it."""
    return {
        name: {"task": task, "schedule": every, "options": {"expires": every - MARGIN}}
        for name, (task, every) in ROUNDS.items()
    }
