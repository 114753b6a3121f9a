"""facetten

Revision ID: 20261122_facetten
Revises: 20261122_afspraken
"""

import sqlalchemy as sa  # noqa: F401
from alembic import op  # noqa: F401

revision = "20261122_facetten"
down_revision = "20261122_afspraken"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
