"""A pair of poles keeps its names and only ends; what was asked of one from across stays theirs."""

from django.db import migrations

PAIR = """
CREATE FUNCTION pole_pair_only_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR to_jsonb(OLD) - 'until' IS DISTINCT FROM to_jsonb(NEW) - 'until'
       OR (OLD.until IS NOT NULL AND NEW.until IS DISTINCT FROM OLD.until) THEN
        RAISE EXCEPTION 'pair of poles % only ends', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'pole_pair_only_ends';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER pole_pair_only_ends BEFORE UPDATE OR DELETE ON governance_polepair
    FOR EACH ROW EXECUTE FUNCTION pole_pair_only_ends();
"""
"""Texts and reactions name the poles as they were declared."""

NOT_PAIR = """
DROP TRIGGER pole_pair_only_ends ON governance_polepair;
DROP FUNCTION pole_pair_only_ends();
"""
SWAP = """
CREATE OR REPLACE FUNCTION said_from_across_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.words <> '' AND to_jsonb(OLD) IS DISTINCT FROM to_jsonb(NEW)
       OR to_jsonb(OLD) - '{words,written_at}'::text[]
          IS DISTINCT FROM to_jsonb(NEW) - '{words,written_at}'::text[] THEN
        RAISE EXCEPTION 'what was said from the other pole is never changed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'said_from_across_once';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER said_from_across_once BEFORE UPDATE OR DELETE ON governance_poleswap
    FOR EACH ROW EXECUTE FUNCTION said_from_across_once();
"""
NOT_SWAP = """
CREATE OR REPLACE FUNCTION said_from_across_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.words <> '' AND to_jsonb(OLD) IS DISTINCT FROM to_jsonb(NEW) THEN
        RAISE EXCEPTION 'what was said from the other pole is never changed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'said_from_across_once';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER said_from_across_once BEFORE UPDATE ON governance_poleswap
    FOR EACH ROW EXECUTE FUNCTION said_from_across_once();
"""


class Migration(migrations.Migration):
    dependencies = [("governance", "0021_methods")]

    operations = [migrations.RunSQL(PAIR, NOT_PAIR), migrations.RunSQL(SWAP, NOT_SWAP)]
