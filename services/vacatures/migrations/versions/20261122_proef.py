"""proef: what trying the product line by line asked for

Revision ID: 20261122_proef
Revises: 20261122_regelmerk
"""

import sqlalchemy as sa
from alembic import op

revision = "20261122_proef"
down_revision = "20261122_regelmerk"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # When the recruiters of a closed vacancy were told that its procedure will count as ended.
    op.add_column('openstelling', sa.Column('stilte_herinnerd_op', sa.DateTime(timezone=True), nullable=True))
    op.create_index('ix_openstelling_stilte', 'openstelling', ['vacature_id'], unique=False, postgresql_where='stilte_herinnerd_op IS NOT NULL')


def downgrade() -> None:
    op.drop_index('ix_openstelling_stilte', table_name='openstelling', postgresql_where='stilte_herinnerd_op IS NOT NULL')
    op.drop_column('openstelling', 'stilte_herinnerd_op')
