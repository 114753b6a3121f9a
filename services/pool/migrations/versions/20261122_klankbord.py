"""klankbord: begun

Revision ID: 20261122_klankbord
Revises: 20261122_trainee
"""

revision = "20261122_klankbord"
down_revision = "20261122_trainee"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
