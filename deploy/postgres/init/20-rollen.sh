#!/bin/bash
# The postgres image runs this once, on an empty data directory: a role and a schema per service, each with
# the password in its own secret file. The SQL is the SQL of deploy/database.py, so there is one source.
# No `set -u` here: the image may source this file instead of running it.
set -e

for dienst in vacatures pool gateway; do
  DIENST=$dienst psql -q -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" >/dev/null <<'SQL'
\set rol `echo "$DIENST"`
\set wachtwoord `cat "/run/secrets/${DIENST}_database_password"`
SELECT set_config('doorstroom.rol', :'rol', false), set_config('doorstroom.wachtwoord', :'wachtwoord', false);
\i /etc/doorstroom/rol.sql
SQL
done
