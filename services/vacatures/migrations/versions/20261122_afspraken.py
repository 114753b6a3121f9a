"""afspraken: who acted in the log of a shared function

Revision ID: 20261122_afspraken
Revises: 20261122_nummers
"""

import sqlalchemy as sa
from alembic import op

revision = "20261122_afspraken"
down_revision = "20261122_nummers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("functiedeellog", sa.Column("organisatie", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("functiedeellog", "organisatie")
