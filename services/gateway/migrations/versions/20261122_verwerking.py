"""verwerking

Revision ID: 20261122_verwerking
Revises: 20261122_medewerker
"""

revision = "20261122_verwerking"
down_revision = "20261122_medewerker"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
