-- Once per database, by its owner; safe to repeat. Read by deploy/database.py and by the postgres image.
-- Nobody gets anything by default: every right below is given to one role by name (see ../rol.sql).
DO $$
BEGIN
    -- Two starts at the same moment would otherwise trip over each other's catalogue rows.
    PERFORM pg_advisory_xact_lock(hashtext('doorstroom.database'));
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    REVOKE ALL ON SCHEMA public FROM PUBLIC;
    CREATE SCHEMA IF NOT EXISTS extensions;
    CREATE EXTENSION IF NOT EXISTS unaccent SCHEMA extensions;
    CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA extensions;
END
$$;
