-- One service: a role with its own password that owns one schema of the same name and reaches nothing else.
-- Safe to repeat; a repeat sets the password given. In: the settings doorstroom.rol and doorstroom.wachtwoord.
DO $$
DECLARE
    rol text := current_setting('doorstroom.rol');
    wachtwoord text := current_setting('doorstroom.wachtwoord');
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('doorstroom.database'));
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = rol
               AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls)) THEN
        RAISE EXCEPTION 'role % exists and may do more than a service may', rol;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = rol) THEN
        EXECUTE format('CREATE ROLE %I', rol);
    END IF;
    EXECUTE format('ALTER ROLE %I LOGIN PASSWORD %L', rol, wachtwoord);
    -- An owner that is no superuser (a managed database) may only hand a schema to a role it can become.
    IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        EXECUTE format('GRANT %I TO CURRENT_USER', rol);
    END IF;
    EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I', rol);
    EXECUTE format('ALTER SCHEMA %I OWNER TO %I', rol, rol);
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), rol);
    EXECUTE format('GRANT USAGE ON SCHEMA extensions TO %I', rol);
    -- Per database, so that two installations in one cluster keep their own.
    EXECUTE format('ALTER ROLE %I IN DATABASE %I SET search_path = %I, extensions',
                   rol, current_database(), rol);
END
$$;
