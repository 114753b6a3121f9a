"""doorzending: whose people cover a need; given turns that end; until when an inzet was counted

Revision ID: 20261122_doorzending
Revises: 20261122_vormwijzer
"""

import sqlalchemy as sa
from alembic import op

revision = "20261122_doorzending"
down_revision = "20261122_vormwijzer"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("dekking", sa.Column("pool", sa.Uuid(), nullable=True))
    op.execute("UPDATE dekking SET pool = i.pool_id FROM inzet i WHERE i.id = dekking.bron_id")
    op.execute(
        "UPDATE dekking SET pool = d.naar_pool FROM doorzending d WHERE d.id = dekking.bron_id"
    )
    op.add_column("gunning", sa.Column("vervallen_in", sa.Uuid(), nullable=True))
    op.add_column("getelde_inzet", sa.Column("tot", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("getelde_inzet", "tot")
    op.drop_column("gunning", "vervallen_in")
    op.drop_column("dekking", "pool")
