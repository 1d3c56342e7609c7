"""A link joins a circle and its parent: there is none between circles side by side (D13)."""

from django.db import migrations

JOINS = """
CREATE FUNCTION link_joins_its_parent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM governance_circle WHERE id = NEW.child_id AND parent_id = NEW.parent_id
    ) THEN
        RAISE EXCEPTION 'circle % does not stand in circle %', NEW.child_id, NEW.parent_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'link_joins_its_parent';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER link_joins_its_parent BEFORE INSERT OR UPDATE OF child_id, parent_id
    ON governance_link FOR EACH ROW EXECUTE FUNCTION link_joins_its_parent();
"""
UNDO = """
DROP TRIGGER link_joins_its_parent ON governance_link;
DROP FUNCTION link_joins_its_parent();
"""


class Migration(migrations.Migration):
    dependencies = [("governance", "0027_urgent_decisions")]

    operations = [migrations.RunSQL(JOINS, UNDO)]
