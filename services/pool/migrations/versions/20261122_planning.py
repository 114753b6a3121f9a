"""planning

Revision ID: 20261122_planning
Revises: 20261122_flexpool
"""

revision = "20261122_planning"
down_revision = "20261122_flexpool"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
