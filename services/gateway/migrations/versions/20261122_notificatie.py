"""notificatie

Revision ID: 20261122_notificatie
Revises: 20261122_poort
"""

revision = "20261122_notificatie"
down_revision = "20261122_poort"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
