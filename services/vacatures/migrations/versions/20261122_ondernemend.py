"""ondernemend

Revision ID: 20261122_ondernemend
Revises: 20261122_uitgifte
"""

import sqlalchemy as sa  # noqa: F401
from alembic import op  # noqa: F401

revision = "20261122_ondernemend"
down_revision = "20261122_uitgifte"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
