"""aanlevering

Revision ID: 20261122_aanlevering
Revises: 20261122_zoeken
"""

import sqlalchemy as sa
from alembic import op

revision = '20261122_aanlevering'
down_revision = '20261122_zoeken'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
