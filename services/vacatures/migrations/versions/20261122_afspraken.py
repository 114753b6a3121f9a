"""afspraken

Revision ID: 20261122_afspraken
Revises: 20261122_snelheid
"""

revision = "20261122_afspraken"
down_revision = "20261122_snelheid"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
