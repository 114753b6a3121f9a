"""personen

Revision ID: 20261122_personen
Revises: 20261122_begin
"""

import sqlalchemy as sa
from alembic import op

revision = '20261122_personen'
down_revision = '20261122_begin'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
