"""vervolg: begun

Revision ID: 20261122_vervolg
Revises: 20261122_inhuur
"""

revision = "20261122_vervolg"
down_revision = "20261122_inhuur"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
