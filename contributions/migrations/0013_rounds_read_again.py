"""A round comes back from an archive, with what was decided of it in the house it comes from.

Only the owner who reads an archive again writes such words, and shares of what is posted already,
and transfers of the past, whose accounts are ended and masked: money leaves for none of them.
"""

from importlib import import_module

from django.db import migrations, models
from django.db.models import Q

before = import_module("contributions.migrations.0011_guards_of_rounds")
as_before = import_module("contributions.migrations.0012_undoing")._as_before

TOLD = """
CREATE FUNCTION nobody_tells_a_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.decided_elsewhere IS NOT NULL AND NOT the_owner_says('reading again')
       AND (TG_OP = 'INSERT' OR OLD.decided_elsewhere IS DISTINCT FROM NEW.decided_elsewhere) THEN
        RAISE EXCEPTION 'round % was not read again: its decision is cited, not told', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'nobody_tells_a_decision';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER nobody_tells_a_decision BEFORE INSERT OR UPDATE ON contributions_repaymentround
    FOR EACH ROW EXECUTE FUNCTION nobody_tells_a_decision();
"""
STAY = as_before(before.ROUNDS, "posted_rounds_stay")
GO = as_before(before.MONEY, "money_goes_where_it_was_confirmed")
READ_AGAIN = STAY.replace(
    "        IF stands IN", "        IF NOT the_owner_says('reading again') AND stands IN"
) + GO.replace("    IF NOT EXISTS (", "    IF NOT the_owner_says('reading again') AND NOT EXISTS (")


class Migration(migrations.Migration):
    dependencies = [("contributions", "0012_undoing")]

    operations = [
        migrations.AddField(
            "repaymentround",
            "decided_elsewhere",
            models.JSONField("décidé dans une autre maison", null=True, blank=True),
        ),
        migrations.RemoveConstraint("repaymentround", "no_round_is_posted_without_a_decision"),
        migrations.AddConstraint(
            "repaymentround",
            models.CheckConstraint(
                name="no_round_is_posted_without_a_decision",
                condition=Q(state__in=["draft", "computed", "cancelled"])
                | Q(decision__isnull=False)
                | Q(decided_elsewhere__isnull=False),
            ),
        ),
        migrations.RunSQL(
            (TOLD + READ_AGAIN).replace("{DEFINER}", before.DEFINER),
            (
                "DROP TRIGGER nobody_tells_a_decision ON contributions_repaymentround;"
                "DROP FUNCTION nobody_tells_a_decision();" + STAY + GO
            ).replace("{DEFINER}", before.DEFINER),
        ),
    ]
