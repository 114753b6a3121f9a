"""functieruil

Revision ID: 20261122_functieruil
Revises: 20261122_correctie
"""

import sqlalchemy as sa  # noqa: F401
from alembic import op  # noqa: F401

revision = "20261122_functieruil"
down_revision = "20261122_correctie"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
