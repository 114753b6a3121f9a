"""widget

Revision ID: 20261122_widget
Revises: 20261122_doorgang
"""

import sqlalchemy as sa  # noqa: F401
from alembic import op  # noqa: F401

revision = "20261122_widget"
down_revision = "20261122_doorgang"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
