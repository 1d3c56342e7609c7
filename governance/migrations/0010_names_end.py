"""E8: each version of a proposed name keeps the person, and says when the mandate ends."""

from django.db import migrations

GUARD = """
CREATE FUNCTION name_keeps_its_end() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE p governance_proposal;
BEGIN
    SELECT * INTO p FROM governance_proposal WHERE id = NEW.proposal_id;
    IF p.kind = 'election' AND (
        NEW.term_on IS NULL OR NEW.responsible_id IS DISTINCT FROM p.about_person_id
    ) THEN
        RAISE EXCEPTION 'a proposed name keeps the person and an end'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'name_keeps_its_end';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER name_keeps_its_end BEFORE INSERT ON governance_version
    FOR EACH ROW EXECUTE FUNCTION name_keeps_its_end();
"""
BACK = """
DROP TRIGGER name_keeps_its_end ON governance_version;
DROP FUNCTION name_keeps_its_end();
"""


class Migration(migrations.Migration):
    dependencies = [("governance", "0009_voices")]

    operations = [migrations.RunSQL(GUARD, BACK)]
