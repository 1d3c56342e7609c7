#!/bin/sh
# The two roles of the database: one owns and migrates, the other serves the pages.
#
# PostgreSQL's container runs this once, on an empty volume. Elsewhere, run it as a superuser with
# COOP_OWNER_PASSWORD and COOP_APP_PASSWORD set.
set -eu

psql --no-psqlrc --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres <<'SQL'
\getenv owner_password COOP_OWNER_PASSWORD
\getenv app_password COOP_APP_PASSWORD
CREATE ROLE coop_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE coop_app LOGIN PASSWORD :'app_password';
CREATE DATABASE coop OWNER coop_owner;
REVOKE CONNECT, TEMPORARY ON DATABASE coop FROM PUBLIC;
GRANT CONNECT ON DATABASE coop TO coop_app;
SQL
