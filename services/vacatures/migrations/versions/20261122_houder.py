"""houder: begun

Revision ID: 20261122_houder
Revises: 20261122_herinnering
"""

revision = "20261122_houder"
down_revision = "20261122_herinnering"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
