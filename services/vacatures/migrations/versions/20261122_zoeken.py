"""zoeken

Revision ID: 20261122_zoeken
Revises: 20261122_functiedeling
"""

import sqlalchemy as sa
from alembic import op

revision = '20261122_zoeken'
down_revision = '20261122_functiedeling'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
