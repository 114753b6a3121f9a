"""houder: whose vacancy it is (vacaturehouder); empty for all that there are, as it was

Revision ID: 20261122_houder
Revises: 20261122_herinnering
"""

import sqlalchemy as sa
from alembic import op

revision = "20261122_houder"
down_revision = "20261122_herinnering"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('vacature', sa.Column('houder', sa.Uuid(), nullable=True))
    op.create_index('ix_vacature_houder', 'vacature', ['houder'], unique=False, postgresql_where='houder IS NOT NULL')


def downgrade() -> None:
    op.drop_index('ix_vacature_houder', table_name='vacature', postgresql_where='houder IS NOT NULL')
    op.drop_column('vacature', 'houder')
