"""French search and order in PostgreSQL: configuration ``fr``, fr_plain, fr_vector, fr_order.

Inclusive forms (« adhérent.e.s », « cofondateur·rice·s ») lose their endings before indexing.
"""

from django.db import migrations

FORWARD = r"""
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE TEXT SEARCH CONFIGURATION fr (COPY = french);
ALTER TEXT SEARCH CONFIGURATION fr
    ALTER MAPPING FOR word, hword, hword_part WITH unaccent, french_stem;
CREATE FUNCTION fr_plain(words text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT regexp_replace(
        words,
        '(\w{3})[.·-](?:rices?|trices?|euses?|es?|nes?|les?|ères?|ves?|s)(?:[.·-]s)?(?!\w)',
        '\1', 'gi')
$$;
CREATE FUNCTION fr_vector(words text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT to_tsvector('public.fr', public.fr_plain(words))
$$;
CREATE FUNCTION fr_order(words text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT lower(public.unaccent('public.unaccent', words))
$$;
"""
BACKWARD = """
DROP FUNCTION fr_order(text);
DROP FUNCTION fr_vector(text);
DROP FUNCTION fr_plain(text);
DROP TEXT SEARCH CONFIGURATION fr;
"""


class Migration(migrations.Migration):
    dependencies = []

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
