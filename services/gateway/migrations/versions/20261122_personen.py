"""personen

Revision ID: 20261122_personen
Revises: 20261122_begin
"""

import sqlalchemy as sa
from alembic import op

revision = '20261122_personen'
down_revision = '20261122_begin'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('bericht_uit',
    sa.Column('nr', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('sleutel', sa.Text(), nullable=False),
    sa.Column('persoon', sa.Uuid(), nullable=True),
    sa.Column('organisatie', sa.Text(), nullable=True),
    sa.Column('onderwerp', sa.Text(), nullable=True),
    sa.Column('tekst', sa.Text(), nullable=True),
    sa.Column('verzonden', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('nr', name=op.f('pk_bericht_uit')),
    sa.UniqueConstraint('id', name=op.f('uq_bericht_uit_id')),
    sa.UniqueConstraint('sleutel', name=op.f('uq_bericht_uit_sleutel'))
    )
    op.create_index('ix_bericht_uit_open', 'bericht_uit', ['nr'], unique=False, postgresql_where='not verzonden')
    op.create_index(op.f('ix_bericht_uit_persoon'), 'bericht_uit', ['persoon'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_bericht_uit_persoon'), table_name='bericht_uit')
    op.drop_index('ix_bericht_uit_open', table_name='bericht_uit', postgresql_where='not verzonden')
    op.drop_table('bericht_uit')
