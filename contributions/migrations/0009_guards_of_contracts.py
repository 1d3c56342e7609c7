"""No sequence of acts puts a contract in force without the signatures of two people.

The association signs last. A copy is certified by people who did not sign it. A contract that
follows another one holds its right by a transmission, and by nothing else. What is lent or worked
never enters an account 1034.
"""

from django.db import migrations, models
from django.db.models import Q

DEFINER = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp"

GUARDS = """
CREATE FUNCTION signatures_have_their_turn() RETURNS trigger {DEFINER} AS $$
DECLARE side text; of bigint;
BEGIN
    SELECT party, version_id INTO side, of FROM contributions_signatory WHERE id = NEW.signatory_id;
    IF side = 'association' AND NOT EXISTS (
        SELECT FROM contributions_signatory s
          JOIN contributions_signature g ON g.signatory_id = s.id
         WHERE s.version_id = of AND s.party = 'contributor'
    ) THEN
        RAISE EXCEPTION 'the association signs version % last', of
            USING ERRCODE = 'check_violation', CONSTRAINT = 'the_contributor_signs_first';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER signatures_have_their_turn BEFORE INSERT ON contributions_signature
    FOR EACH ROW EXECUTE FUNCTION signatures_have_their_turn();

CREATE FUNCTION others_certify() RETURNS trigger {DEFINER} AS $$
BEGIN
    IF EXISTS (
        SELECT FROM contributions_signature g
          JOIN contributions_signatory s ON s.id = g.signatory_id
          JOIN contributions_signatory other ON other.version_id = s.version_id
         WHERE g.id = NEW.signature_id AND other.person_id = NEW.by_id
    ) THEN
        RAISE EXCEPTION 'person % certifies what they sign', NEW.by_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'others_certify';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER others_certify BEFORE INSERT ON contributions_certification
    FOR EACH ROW EXECUTE FUNCTION others_certify();

CREATE FUNCTION followers_hold_a_transmission() RETURNS trigger {DEFINER} AS $$
BEGIN
    IF NEW.in_force_on IS NOT NULL AND NEW.follows_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM contributions_transmission
         WHERE to_id = NEW.id AND contract_id = NEW.follows_id
    ) THEN
        RAISE EXCEPTION 'contract % follows another one without a transmission', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'followers_hold_a_transmission';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER followers_hold_a_transmission
    AFTER INSERT OR UPDATE ON contributions_contract
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION followers_hold_a_transmission();

CREATE FUNCTION what_is_lent_is_never_taken_back() RETURNS trigger {DEFINER} AS $$
BEGIN
    IF (SELECT form FROM contributions_contract WHERE id = NEW.contract_id) IN ('use', 'work') THEN
        RAISE EXCEPTION 'contract % gives no right of reprise', NEW.contract_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'what_is_lent_is_never_taken_back';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER what_is_lent_is_never_taken_back AFTER INSERT ON contributions_line
    FOR EACH ROW WHEN (NEW.account_id LIKE '1034%')
    EXECUTE FUNCTION what_is_lent_is_never_taken_back();
"""

UNDO = """
DROP TRIGGER what_is_lent_is_never_taken_back ON contributions_line;
DROP FUNCTION what_is_lent_is_never_taken_back();
DROP TRIGGER followers_hold_a_transmission ON contributions_contract;
DROP FUNCTION followers_hold_a_transmission();
DROP TRIGGER others_certify ON contributions_certification;
DROP FUNCTION others_certify();
DROP TRIGGER signatures_have_their_turn ON contributions_signature;
DROP FUNCTION signatures_have_their_turn();
"""


class Migration(migrations.Migration):
    dependencies = [("contributions", "0008_discernments")]

    operations = [
        migrations.AddConstraint(
            model_name="version",
            constraint=models.CheckConstraint(
                name="versions_count_from_one", condition=Q(number__gte=1)
            ),
        ),
        migrations.RunSQL(GUARDS.replace("{DEFINER}", DEFINER), UNDO),
    ]
