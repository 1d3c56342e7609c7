"""A mandate ends and another begins: nobody takes the place of its person, who was chosen."""

from django.db import migrations

KEPT = """
CREATE TRIGGER mandate_keeps_its_person BEFORE UPDATE OF person_id, role_id ON governance_mandate
    FOR EACH ROW WHEN ((OLD.person_id, OLD.role_id) IS DISTINCT FROM (NEW.person_id, NEW.role_id))
    EXECUTE FUNCTION refuse_change();
CREATE TRIGGER link_keeps_its_person BEFORE UPDATE OF person_id ON governance_link
    FOR EACH ROW WHEN (OLD.person_id IS DISTINCT FROM NEW.person_id)
    EXECUTE FUNCTION refuse_change();
"""
NOT_KEPT = """
DROP TRIGGER link_keeps_its_person ON governance_link;
DROP TRIGGER mandate_keeps_its_person ON governance_mandate;
"""


class Migration(migrations.Migration):
    dependencies = [("governance", "0022_poles_keep_their_words")]

    operations = [migrations.RunSQL(KEPT, NOT_KEPT)]
