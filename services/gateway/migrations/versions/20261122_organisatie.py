"""organisatie

Revision ID: 20261122_organisatie
Revises: 20261122_notificatie
"""

revision = "20261122_organisatie"
down_revision = "20261122_notificatie"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
