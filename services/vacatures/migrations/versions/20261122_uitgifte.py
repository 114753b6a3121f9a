"""uitgifte: an index on what everybody may see, and when feeds may have changed

Revision ID: 20261122_uitgifte
Revises: 20261122_facetten
"""

import sqlalchemy as sa
from alembic import op

revision = "20261122_uitgifte"
down_revision = "20261122_facetten"
branch_labels = None
depends_on = None

# All that feeds are made of. A row per transaction, so that no writer waits for another.
TABELLEN = (
    "open_zicht",
    "open_vacature",
    "verdwenen_zicht",
    "zichtperiode",
    "vacature",
    "openstelling_verband",
    "organisatiefeit",
    "profiel",
)
FUNCTIE = """
CREATE FUNCTION meld_uitgifte() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO uitgiftewijziging (transactie) VALUES (pg_current_xact_id()::text::bigint)
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
"""
TRIGGER = """
CREATE TRIGGER meld_uitgifte AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {}
    FOR EACH STATEMENT EXECUTE FUNCTION meld_uitgifte();
"""


def upgrade() -> None:
    op.create_index(
        'ix_open_zicht_openbaar',
        'open_zicht',
        ['vacature_id', 'van', 'tot', 'solliciteren'],
        postgresql_where="sleutel = 'extern'",
    )
    op.create_table(
        'uitgiftewijziging',
        sa.Column('transactie', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column(
            'op', sa.TIMESTAMP(timezone=True), server_default=sa.text('now()'), nullable=False
        ),
        sa.PrimaryKeyConstraint('transactie', name=op.f('pk_uitgiftewijziging')),
    )
    op.execute(FUNCTIE)
    for tabel in TABELLEN:
        op.execute(TRIGGER.format(tabel))


def downgrade() -> None:
    for tabel in TABELLEN:
        op.execute(f"DROP TRIGGER meld_uitgifte ON {tabel}")
    op.execute("DROP FUNCTION meld_uitgifte()")
    op.drop_table('uitgiftewijziging')
    op.drop_index('ix_open_zicht_openbaar', table_name='open_zicht')
