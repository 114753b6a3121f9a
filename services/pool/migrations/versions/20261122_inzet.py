"""inzet

Revision ID: 20261122_inzet
Revises: 20261122_toewijzing
"""

revision = "20261122_inzet"
down_revision = "20261122_toewijzing"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
