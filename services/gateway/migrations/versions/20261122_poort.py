"""poort: how often was asked, counted by all processes together

Revision ID: 20261122_poort
Revises: 20261122_toegang
"""

import sqlalchemy as sa
from alembic import op

revision = "20261122_poort"
down_revision = "20261122_toegang"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tempo",
        sa.Column("sleutel", sa.Text(), nullable=False),
        sa.Column("aantal", sa.BigInteger(), nullable=False),
        sa.Column("op", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sleutel", name=op.f("pk_tempo")),
        prefixes=["UNLOGGED"],
    )


def downgrade() -> None:
    op.drop_table("tempo")
