"""kern

Revision ID: 20261122_kern
Revises: 20261122_begin
"""

import sqlalchemy as sa
from alembic import op

revision = '20261122_kern'
down_revision = '20261122_begin'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
