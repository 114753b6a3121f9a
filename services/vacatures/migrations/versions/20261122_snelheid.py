"""snelheid

Revision ID: 20261122_snelheid
Revises: 20261122_nummers
"""

revision = "20261122_snelheid"
down_revision = "20261122_nummers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
