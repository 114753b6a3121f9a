"""bewaren

Revision ID: 20261122_bewaren
Revises: 20261122_verdeling
"""

revision = "20261122_bewaren"
down_revision = "20261122_verdeling"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
