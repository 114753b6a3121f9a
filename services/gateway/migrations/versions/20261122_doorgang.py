"""doorgang: who comes in is kept in memory; the tables tell when it changed

Revision ID: 20261122_doorgang
Revises: 20261122_verwerking
"""

from alembic import op

revision = "20261122_doorgang"
down_revision = "20261122_verwerking"
branch_labels = None
depends_on = None

# Everything that `poort.storage.admit` and the door's own check of tokens look up.
TABELLEN = (
    "client",
    "uitgever",
    "medewerker",
    "kandidaat",
    "verband",
    "lidmaatschap",
    "gegevensafspraak",
    "convenant",
)
FUNCTIE = """
CREATE FUNCTION meld_toegang() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('doorstroom_toegang', '');
    RETURN NULL;
END $$;
"""
TRIGGER = """
CREATE TRIGGER meld_toegang AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {}
    FOR EACH STATEMENT EXECUTE FUNCTION meld_toegang();
"""


def upgrade() -> None:
    op.execute(FUNCTIE)
    for tabel in TABELLEN:
        op.execute(TRIGGER.format(tabel))


def downgrade() -> None:
    for tabel in TABELLEN:
        op.execute(f"DROP TRIGGER meld_toegang ON {tabel}")
    op.execute("DROP FUNCTION meld_toegang()")
