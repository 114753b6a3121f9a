"""verrekening: begun

Revision ID: 20261122_verrekening
Revises: 20261122_uren
"""

revision = "20261122_verrekening"
down_revision = "20261122_uren"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
