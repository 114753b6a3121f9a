"""loopbaan

Revision ID: 20261122_loopbaan
Revises: 20261122_doorverwijzing
"""

import sqlalchemy as sa
from alembic import op

revision = '20261122_loopbaan'
down_revision = '20261122_doorverwijzing'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
