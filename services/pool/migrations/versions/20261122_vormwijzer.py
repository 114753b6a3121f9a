"""vormwijzer

Revision ID: 20261122_vormwijzer
Revises: 20261122_trainee
"""

import sqlalchemy as sa  # noqa: F401
from alembic import op  # noqa: F401

revision = "20261122_vormwijzer"
down_revision = "20261122_trainee"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
