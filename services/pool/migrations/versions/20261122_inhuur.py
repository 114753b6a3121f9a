"""inhuur: begun

Revision ID: 20261122_inhuur
Revises: 20261122_verrekening
"""

revision = "20261122_inhuur"
down_revision = "20261122_verrekening"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
