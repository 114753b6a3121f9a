"""indicatoren

Revision ID: 20261122_indicatoren
Revises: 20261122_aanlevering
"""

import sqlalchemy as sa
from alembic import op

revision = '20261122_indicatoren'
down_revision = '20261122_aanlevering'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
