"""bewaren

Revision ID: 20261122_bewaren
Revises: 20261122_indicatoren
"""

import sqlalchemy as sa
from alembic import op

revision = '20261122_bewaren'
down_revision = '20261122_indicatoren'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
