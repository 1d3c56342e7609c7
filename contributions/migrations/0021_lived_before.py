"""An account of the demonstration was confirmed when its story says, so that money may leave today.

Only the owner, who says that this was lived before, is heard: for everybody else PostgreSQL keeps
its own clock (I17).
"""

from importlib import import_module

from django.db import migrations

before = import_module("contributions.migrations.0011_guards_of_rounds")
as_before = import_module("contributions.migrations.0012_undoing")._as_before

OWN_CLOCK = as_before(before.MONEY, "a_payout_account_keeps_its_iban").replace(
    "{DEFINER}", before.DEFINER
)
LIVED = OWN_CLOCK.replace(
    "NEW.clock_at := CASE WHEN NEW.confirmed_at IS NULL THEN NULL",
    """NEW.clock_at := CASE WHEN NEW.confirmed_at IS NULL THEN NULL
        WHEN TG_OP = 'UPDATE' AND OLD.confirmed_at IS NULL AND the_owner_says('lived before')
            THEN NEW.confirmed_at""",
)


class Migration(migrations.Migration):
    dependencies = [("contributions", "0020_no_apport_is_worth_more")]

    operations = [migrations.RunSQL(LIVED, OWN_CLOCK)]
