"""Run Alembic for one service, as that service's own role and so in its own schema only."""

from alembic import context
from procrastinate.schema import SchemaManager
from sqlalchemy import Connection, MetaData, text

from shared import db
from shared.settings import Settings


def run(service: str, metadata: MetaData) -> None:
    """Called by a service's `migrations/env.py`. A lock keeps two migrations from mixing."""
    given: Connection | None = context.config.attributes.get("connection")
    if given is not None:
        _run(given, metadata)
        return
    engine = db.engine(Settings.for_service(service), pool_size=1)
    with engine.begin() as connection:
        _run(connection, metadata)
    engine.dispose()


def _run(connection: Connection, metadata: MetaData) -> None:
    connection.execute(text("SET lock_timeout = '4s'"))
    # A long migration is no fault; a migration that waits for a lock is.
    connection.execute(text("SET statement_timeout = 0"))
    connection.execute(text("SELECT pg_advisory_xact_lock(hashtext(current_schema()))"))
    context.configure(
        connection=connection,
        target_metadata=[metadata, db.Common.metadata],
        include_name=lambda name, kind, _: not _is_of_procrastinate(name, kind),
        compare_type=True,
    )
    context.run_migrations()


def _is_of_procrastinate(name: str | None, kind: str) -> bool:
    return kind == "table" and (name or "").startswith("procrastinate_")


_DROP = """
DO $$ DECLARE name text; BEGIN
  FOR name IN
    SELECT quote_ident(tablename) FROM pg_tables
    WHERE schemaname = current_schema() AND tablename LIKE 'procrastinate\\_%'
  LOOP EXECUTE 'DROP TABLE IF EXISTS ' || name || ' CASCADE'; END LOOP;
  FOR name IN
    SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = current_schema() AND p.proname LIKE 'procrastinate\\_%'
  LOOP EXECUTE 'DROP ROUTINE IF EXISTS ' || name || ' CASCADE'; END LOOP;
  FOR name IN
    SELECT quote_ident(t.typname) FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
    WHERE n.nspname = current_schema() AND t.typname LIKE 'procrastinate\\_%'
      AND t.typtype IN ('e', 'c')
  LOOP EXECUTE 'DROP TYPE IF EXISTS ' || name || ' CASCADE'; END LOOP;
END $$
"""


def create_jobs(connection: Connection) -> None:
    """Make the job queue of this service: for its first migration (`op.get_bind()`).

    The text is the library's own, run in the service's schema through `search_path`. A later
    version of the library brings its own migration files; a new revision of ours then runs those.
    """
    raw = connection.connection.driver_connection
    assert raw is not None
    raw.execute(SchemaManager.get_schema().encode())


def drop_jobs(connection: Connection) -> None:
    """Undo `create_jobs`."""
    connection.exec_driver_sql(_DROP.replace("%", "%%"))
