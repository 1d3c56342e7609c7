"""French search and order in PostgreSQL.

``fr`` finds a word by its stem, accents aside (« élections » finds « Election »); ``fr_words``
keeps the words whole, so that a word half typed already finds something. ``fr_vector`` holds both:
it feeds the generated ``search`` columns. Inclusive forms (« adhérent.e.s »,
« cofondateur·rice·s ») lose their endings first. ``fr_order`` is the order of a French dictionary
without ICU.
"""

from django.db import migrations

FORWARD = r"""
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE TEXT SEARCH CONFIGURATION fr (COPY = french);
ALTER TEXT SEARCH CONFIGURATION fr
    ALTER MAPPING FOR word, hword, hword_part WITH unaccent, french_stem;
CREATE TEXT SEARCH CONFIGURATION fr_words (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION fr_words
    ALTER MAPPING FOR word, hword, hword_part WITH unaccent, simple;
CREATE FUNCTION fr_plain(words text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT regexp_replace(
        replace(words, '’', ''''),
        '(\w{3})[.·•-](?:rices?|trices?|ices?|euses?|es?|nes?|les?|elles?|ères?|ves?|s)(?:[.·•-]s)?(?!\w)',
        '\1', 'gi')
$$;
CREATE FUNCTION fr_vector(words text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT to_tsvector('public.fr', public.fr_plain(words))
        || to_tsvector('public.fr_words', public.fr_plain(words))
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
DROP TEXT SEARCH CONFIGURATION fr_words;
DROP TEXT SEARCH CONFIGURATION fr;
"""


class Migration(migrations.Migration):
    dependencies = []

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
