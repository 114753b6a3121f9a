"""openstelling

Revision ID: 20261122_openstelling
Revises: 20261122_loopbaan
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '20261122_openstelling'
down_revision = '20261122_loopbaan'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ('fase', 'fasewijziging'):
        op.add_column(table, sa.Column('modus', sa.Text(), nullable=True))
        toegang = postgresql.JSONB(none_as_null=True, astext_type=sa.Text())
        op.add_column(table, sa.Column('toegang', toegang, nullable=True))
    op.alter_column('fasewijziging', 'werkdagen', existing_type=sa.Integer(), nullable=True)


def downgrade() -> None:
    op.execute('DELETE FROM fasewijziging WHERE werkdagen IS NULL')
    op.alter_column('fasewijziging', 'werkdagen', existing_type=sa.Integer(), nullable=False)
    for table in ('fasewijziging', 'fase'):
        op.drop_column(table, 'toegang')
        op.drop_column(table, 'modus')
