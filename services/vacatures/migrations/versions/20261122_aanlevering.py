"""aanlevering

Revision ID: 20261122_aanlevering
Revises: 20261122_zoeken
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '20261122_aanlevering'
down_revision = '20261122_zoeken'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('aanlevering', sa.Column('volledig', sa.Boolean(), server_default='false', nullable=False))
    op.add_column('aanlevering', sa.Column('aantallen', postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True))
    op.drop_index('ix_aanlevering_organisatie', table_name='aanlevering')
    op.create_index('ix_aanlevering_organisatie', 'aanlevering', ['organisatie', 'ontvangen_op'], unique=False)
    op.add_column('bron', sa.Column('vervallen_op', sa.TIMESTAMP(timezone=True), nullable=True))
    # A reference that came in two forms keeps what was said last: one living vacancy per reference.
    op.execute(
        "DELETE FROM bron oud USING bron nieuw WHERE oud.organisatie = nieuw.organisatie"
        " AND oud.client = nieuw.client AND oud.bron = nieuw.bron"
        " AND (oud.laatst_op, oud.soort) < (nieuw.laatst_op, nieuw.soort)"
    )
    op.create_index('uq_bron_kenmerk', 'bron', ['organisatie', 'client', 'bron'], unique=True)


def downgrade() -> None:
    op.drop_index('uq_bron_kenmerk', table_name='bron')
    op.drop_column('bron', 'vervallen_op')
    op.drop_index('ix_aanlevering_organisatie', table_name='aanlevering')
    op.create_index('ix_aanlevering_organisatie', 'aanlevering', ['organisatie'], unique=False)
    op.drop_column('aanlevering', 'aantallen')
    op.drop_column('aanlevering', 'volledig')
