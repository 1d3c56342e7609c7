"""What was decided in a hurry stays as it was told; a circle that its links hold does not change
parent under them (D13)."""

from django.db import migrations

STAYS = """
CREATE FUNCTION urgent_stays_as_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was decided in a hurry stays as it was told'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'urgent_stays_as_told';
END $$;
CREATE TRIGGER urgent_is_kept BEFORE DELETE ON governance_tension
    FOR EACH ROW WHEN (OLD.domain_id IS NOT NULL) EXECUTE FUNCTION urgent_stays_as_told();
CREATE TRIGGER urgent_is_not_rewritten BEFORE UPDATE OF subject, words, at ON governance_tension
    FOR EACH ROW WHEN (OLD.domain_id IS NOT NULL
        AND (OLD.subject, OLD.words, OLD.at) IS DISTINCT FROM (NEW.subject, NEW.words, NEW.at))
    EXECUTE FUNCTION urgent_stays_as_told();
"""
FREE = """
DROP TRIGGER urgent_is_not_rewritten ON governance_tension;
DROP TRIGGER urgent_is_kept ON governance_tension;
DROP FUNCTION urgent_stays_as_told();
"""
HELD = """
CREATE FUNCTION links_hold_their_circle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM governance_link
         WHERE child_id = NEW.id AND parent_id IS DISTINCT FROM NEW.parent_id AND ended_on IS NULL
           AND until > (now() AT TIME ZONE 'Europe/Paris')::date
    ) THEN
        RAISE EXCEPTION 'circle % is linked to the circle in which it stands', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'links_hold_their_circle';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER links_hold_their_circle BEFORE UPDATE OF parent_id ON governance_circle
    FOR EACH ROW WHEN (OLD.parent_id IS DISTINCT FROM NEW.parent_id)
    EXECUTE FUNCTION links_hold_their_circle();
"""
LOOSE = """
DROP TRIGGER links_hold_their_circle ON governance_circle;
DROP FUNCTION links_hold_their_circle();
"""


class Migration(migrations.Migration):
    dependencies = [("governance", "0029_shared_texts")]

    operations = [migrations.RunSQL(STAYS, FREE), migrations.RunSQL(HELD, LOOSE)]
