"""uren: hours per person, work and part of a week, and the log of their statuses

Revision ID: 20261122_uren
Revises: 20261122_klus
"""

import sqlalchemy as sa
from alembic import op

revision = "20261122_uren"
down_revision = "20261122_klus"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('urenstaat',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('verband', sa.Uuid(), nullable=False),
    sa.Column('soort', sa.Text(), nullable=False),
    sa.Column('medewerker', sa.Uuid(), nullable=True),
    sa.Column('inzet_id', sa.Uuid(), nullable=True),
    sa.Column('uitlener', sa.Text(), nullable=False),
    sa.Column('inlener', sa.Text(), nullable=True),
    sa.Column('week', sa.Text(), nullable=False),
    sa.Column('maand', sa.Text(), nullable=False),
    sa.Column('kwartieren', sa.Integer(), nullable=False),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('toelichting', sa.Text(), nullable=False),
    sa.Column('correctie_van', sa.Uuid(), nullable=True),
    sa.Column('reden', sa.Text(), nullable=True),
    sa.Column('ingediend_door', sa.Text(), nullable=True),
    sa.Column('ingediend_op', sa.TIMESTAMP(timezone=True), nullable=True),
    sa.Column('goedgekeurd_op', sa.TIMESTAMP(timezone=True), nullable=True),
    sa.Column('gewijzigd_op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('versie', sa.Integer(), server_default='1', nullable=False),
    sa.CheckConstraint("soort IN ('inzet', 'leegloop', 'samenwerking')", name=op.f('ck_urenstaat_soort')),
    sa.CheckConstraint("status IN ('concept', 'ingediend', 'teruggestuurd', 'goedgekeurd', 'ingetrokken')", name=op.f('ck_urenstaat_status')),
    sa.CheckConstraint("kwartieren >= 0 OR correctie_van IS NOT NULL", name=op.f('ck_urenstaat_kwartieren')),
    sa.CheckConstraint("(status = 'goedgekeurd') = (goedgekeurd_op IS NOT NULL)", name=op.f('ck_urenstaat_besluit')),
    sa.ForeignKeyConstraint(['correctie_van'], ['urenstaat.id'], name=op.f('fk_urenstaat_correctie_van')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_urenstaat'))
    )
    op.create_index(op.f('ix_urenstaat_correctie_van'), 'urenstaat', ['correctie_van'], unique=False)
    op.create_index(op.f('ix_urenstaat_inlener'), 'urenstaat', ['inlener'], unique=False)
    op.create_index(op.f('ix_urenstaat_inzet_id'), 'urenstaat', ['inzet_id'], unique=False)
    op.create_index('ix_urenstaat_status_ingediend_op', 'urenstaat', ['status', 'ingediend_op'], unique=False)
    op.create_index(op.f('ix_urenstaat_uitlener'), 'urenstaat', ['uitlener'], unique=False)
    op.create_index('ix_urenstaat_verband_maand', 'urenstaat', ['verband', 'maand'], unique=False)
    op.create_index('uq_urenstaat_correctie', 'urenstaat', ['correctie_van'], unique=True, postgresql_where=sa.text("status = 'ingediend' AND correctie_van IS NOT NULL"))
    op.create_index('uq_urenstaat_plek', 'urenstaat', ['medewerker', 'week', 'maand', 'soort', 'verband', 'inzet_id'], unique=True, postgresql_nulls_not_distinct=True, postgresql_where=sa.text('correctie_van IS NULL AND medewerker IS NOT NULL'))
    op.create_table('uren_overgang',
    sa.Column('nr', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('urenstaat_id', sa.Uuid(), nullable=False),
    sa.Column('van', sa.Text(), nullable=True),
    sa.Column('naar', sa.Text(), nullable=False),
    sa.Column('reden', sa.Text(), nullable=True),
    sa.Column('door', sa.Text(), nullable=False),
    sa.Column('op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['urenstaat_id'], ['urenstaat.id'], name=op.f('fk_uren_overgang_urenstaat_id')),
    sa.PrimaryKeyConstraint('nr', name=op.f('pk_uren_overgang'))
    )
    op.create_index(op.f('ix_uren_overgang_urenstaat_id'), 'uren_overgang', ['urenstaat_id'], unique=False)


def downgrade() -> None:
    op.drop_table('uren_overgang')
    op.drop_table('urenstaat')
