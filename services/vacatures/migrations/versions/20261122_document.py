"""document

Revision ID: 20261122_document
Revises: 20261122_sollicitatie
"""

import sqlalchemy as sa
from alembic import op

revision = '20261122_document'
down_revision = '20261122_sollicitatie'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
