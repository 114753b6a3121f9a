"""medewerker

Revision ID: 20261122_medewerker
Revises: 20261122_organisatie
"""

revision = "20261122_medewerker"
down_revision = "20261122_organisatie"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
