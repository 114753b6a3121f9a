"""doorverwijzing

Revision ID: 20261122_doorverwijzing
Revises: 20261122_document
"""

import sqlalchemy as sa
from alembic import op

revision = '20261122_doorverwijzing'
down_revision = '20261122_document'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
