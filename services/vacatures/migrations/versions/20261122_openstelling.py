"""openstelling

Revision ID: 20261122_openstelling
Revises: 20261122_loopbaan
"""

import sqlalchemy as sa
from alembic import op

revision = '20261122_openstelling'
down_revision = '20261122_loopbaan'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
