"""klankbord

Revision ID: 20261122_klankbord
Revises: 20261122_doorzending
"""

import sqlalchemy as sa  # noqa: F401
from alembic import op  # noqa: F401

revision = "20261122_klankbord"
down_revision = "20261122_doorzending"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
