"""sollicitatie

Revision ID: 20261122_sollicitatie
Revises: 20261122_teksten
"""

import sqlalchemy as sa
from alembic import op

revision = '20261122_sollicitatie'
down_revision = '20261122_teksten'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
