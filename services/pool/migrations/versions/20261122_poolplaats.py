"""poolplaats

Revision ID: 20261122_poolplaats
Revises: 20261122_berichten
"""

import sqlalchemy as sa
from alembic import op

revision = '20261122_poolplaats'
down_revision = '20261122_berichten'
branch_labels = None
depends_on = None


MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column('lid', sa.Column('status', sa.Text(), server_default='actief', nullable=False))
    op.create_check_constraint(
        op.f('ck_lid_status'), 'lid', "status IN ('te_bevestigen', 'actief', 'afgewezen')"
    )
    op.create_table(
        'lid_overgang',
        sa.Column('nr', sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column('lid_id', sa.Uuid(), nullable=False),
        sa.Column('van', sa.Text(), nullable=True),
        sa.Column('naar', sa.Text(), nullable=False),
        sa.Column('reden', sa.Text(), nullable=False),
        sa.Column('door', sa.Text(), nullable=True),
        sa.Column('op', MOMENT, nullable=False),
        sa.ForeignKeyConstraint(['lid_id'], ['lid.id'], name=op.f('fk_lid_overgang_lid_id_lid'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('nr', name=op.f('pk_lid_overgang')),
    )
    op.create_index(op.f('ix_lid_overgang_lid_id'), 'lid_overgang', ['lid_id'], unique=False)
    op.create_table(
        'gebeurtenis_in',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('type', sa.Text(), nullable=False),
        sa.Column('onderwerp', sa.Uuid(), nullable=False),
        sa.Column('ontvangen_op', MOMENT, nullable=False),
        sa.Column('verwerkt_op', MOMENT, nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_gebeurtenis_in')),
    )
    op.create_index(
        'ix_gebeurtenis_in_open', 'gebeurtenis_in', ['ontvangen_op'], unique=False,
        postgresql_where='verwerkt_op IS NULL',
    )


def downgrade() -> None:
    op.drop_table('gebeurtenis_in')
    op.drop_table('lid_overgang')
    op.drop_constraint(op.f('ck_lid_status'), 'lid', type_='check')
    op.drop_column('lid', 'status')
