"""verdeling

Revision ID: 20261122_verdeling
Revises: 20261122_inzet
"""

revision = "20261122_verdeling"
down_revision = "20261122_inzet"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
