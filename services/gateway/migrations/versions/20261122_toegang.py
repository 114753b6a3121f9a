"""toegang

Revision ID: 20261122_toegang
Revises: 20261122_personen
"""

revision = "20261122_toegang"
down_revision = "20261122_personen"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
