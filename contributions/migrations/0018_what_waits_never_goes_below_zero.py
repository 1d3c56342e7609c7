"""What waits before the signatures (4672) never goes below zero, nor makes an apport of nothing."""

from django.db import migrations

DAYS = """
CREATE OR REPLACE FUNCTION days_of_apports(of bigint[])
RETURNS TABLE (contract_id bigint, kind text, "on" date, stands numeric) LANGUAGE sql STABLE AS $$
    SELECT l.contract_id, left(l.account_id, 4), e."on",
           sum(sum(CASE l.side WHEN 'C' THEN l.cents ELSE -l.cents END))
               OVER (PARTITION BY l.contract_id, left(l.account_id, 4) ORDER BY e."on")
      FROM contributions_line l JOIN contributions_entry e ON e.id = l.entry_id
     WHERE l.contract_id = ANY(of) AND e.nature <> 'opening'
       AND l.account_id ~ '{kinds}'
     GROUP BY 1, 2, 3
$$;
COMMENT ON FUNCTION days_of_apports IS
    'what each of these contracts is owed (1034), due (4688){more} after each day it moved, in cents';
"""


class Migration(migrations.Migration):
    dependencies = [("contributions", "0017_early_money")]

    operations = [
        migrations.RunSQL(
            DAYS.replace("{kinds}", "^(1034|4688|4672)").replace(
                "{more}", " and has waiting (4672)"
            ),
            DAYS.replace("{kinds}", "^(1034|4688)").replace("{more}", ""),
        )
    ]
