"""poolplaats

Revision ID: 20261122_poolplaats
Revises: 20261122_berichten
"""

import sqlalchemy as sa
from alembic import op

revision = '20261122_poolplaats'
down_revision = '20261122_berichten'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
