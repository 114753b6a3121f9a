"""inhuur

Revision ID: 20261122_inhuur
Revises: 20261122_uren
"""

import sqlalchemy as sa  # noqa: F401
from alembic import op  # noqa: F401

revision = "20261122_inhuur"
down_revision = "20261122_uren"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
