"""teksten

Revision ID: 20261122_teksten
Revises: 20261122_kern
"""

import sqlalchemy as sa
from alembic import op

revision = '20261122_teksten'
down_revision = '20261122_kern'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
