"""uren: begun

Revision ID: 20261122_uren
Revises: 20261122_klus
"""

revision = "20261122_uren"
down_revision = "20261122_klus"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
