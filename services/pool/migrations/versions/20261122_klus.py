"""klus: begun

Revision ID: 20261122_klus
Revises: 20261122_klankbord
"""

revision = "20261122_klus"
down_revision = "20261122_klankbord"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
