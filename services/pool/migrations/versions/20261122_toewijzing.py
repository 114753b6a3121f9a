"""toewijzing

Revision ID: 20261122_toewijzing
Revises: 20261122_planning
"""

revision = "20261122_toewijzing"
down_revision = "20261122_planning"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
