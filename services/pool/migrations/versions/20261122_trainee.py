"""trainee: begun

Revision ID: 20261122_trainee
Revises: 20261122_doorzending
"""

revision = "20261122_trainee"
down_revision = "20261122_doorzending"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
