"""flexpool

Revision ID: 20261122_flexpool
Revises: 20261122_poolplaats
"""

revision = "20261122_flexpool"
down_revision = "20261122_poolplaats"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
