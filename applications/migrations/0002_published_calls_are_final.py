from django.db import migrations

FORWARD = """
CREATE FUNCTION applications_published_version_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NOT NULL THEN
        RAISE EXCEPTION 'published_version_is_final' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;

CREATE FUNCTION applications_refuse_if_published(version bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM applications_callversion
               WHERE id = version AND published_at IS NOT NULL) THEN
        RAISE EXCEPTION 'published_version_is_final' USING ERRCODE = 'restrict_violation';
    END IF;
END $$;

CREATE FUNCTION applications_published_section_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN PERFORM applications_refuse_if_published(OLD.version_id); END IF;
    IF TG_OP <> 'DELETE' THEN PERFORM applications_refuse_if_published(NEW.version_id); END IF;
    RETURN COALESCE(NEW, OLD);
END $$;

CREATE FUNCTION applications_published_passage_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM applications_refuse_if_published(
            (SELECT version_id FROM applications_section WHERE id = OLD.section_id));
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM applications_refuse_if_published(
            (SELECT version_id FROM applications_section WHERE id = NEW.section_id));
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;

CREATE TRIGGER published_version_is_final BEFORE UPDATE OR DELETE ON applications_callversion
    FOR EACH ROW EXECUTE FUNCTION applications_published_version_is_final();
CREATE TRIGGER published_section_is_final
    BEFORE INSERT OR UPDATE OR DELETE ON applications_section
    FOR EACH ROW EXECUTE FUNCTION applications_published_section_is_final();
CREATE TRIGGER published_passage_is_final
    BEFORE INSERT OR UPDATE OR DELETE ON applications_passage
    FOR EACH ROW EXECUTE FUNCTION applications_published_passage_is_final();
"""

BACKWARD = """
DROP TRIGGER published_version_is_final ON applications_callversion;
DROP TRIGGER published_section_is_final ON applications_section;
DROP TRIGGER published_passage_is_final ON applications_passage;
DROP FUNCTION applications_published_version_is_final(),
    applications_published_section_is_final(),
    applications_published_passage_is_final(),
    applications_refuse_if_published(bigint);
"""


class Migration(migrations.Migration):
    replaces = [("applications", "0003_published_calls_are_final")]
    dependencies = [("applications", "0001_foundations")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
