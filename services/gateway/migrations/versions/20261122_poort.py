"""poort

Revision ID: 20261122_poort
Revises: 20261122_toegang
"""

revision = "20261122_poort"
down_revision = "20261122_toegang"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
