"""trainee

Revision ID: 20261122_trainee
Revises: 20261122_functieruil
"""

import sqlalchemy as sa  # noqa: F401
from alembic import op  # noqa: F401

revision = "20261122_trainee"
down_revision = "20261122_functieruil"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
