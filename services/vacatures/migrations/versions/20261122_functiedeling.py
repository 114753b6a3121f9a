"""functiedeling

Revision ID: 20261122_functiedeling
Revises: 20261122_openstelling
"""

import sqlalchemy as sa
from alembic import op

revision = '20261122_functiedeling'
down_revision = '20261122_openstelling'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
