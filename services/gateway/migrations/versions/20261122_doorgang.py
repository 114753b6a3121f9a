"""doorgang

Revision ID: 20261122_doorgang
Revises: 20261122_verwerking
"""

import sqlalchemy as sa  # noqa: F401
from alembic import op  # noqa: F401

revision = "20261122_doorgang"
down_revision = "20261122_verwerking"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
