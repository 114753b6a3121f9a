"""klankbord

Revision ID: 20261122_klankbord
Revises: 20261122_vormwijzer
"""

import sqlalchemy as sa  # noqa: F401
from alembic import op  # noqa: F401

revision = "20261122_klankbord"
down_revision = "20261122_vormwijzer"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
