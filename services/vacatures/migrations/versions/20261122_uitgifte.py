"""uitgifte

Revision ID: 20261122_uitgifte
Revises: 20261122_facetten
"""

import sqlalchemy as sa  # noqa: F401
from alembic import op  # noqa: F401

revision = "20261122_uitgifte"
down_revision = "20261122_facetten"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
