"""correctie: what a closed round counted, so that what changes later is not lost

Revision ID: 20261122_correctie
Revises: 20261122_bewaren
"""

import sqlalchemy as sa
from alembic import op

revision = "20261122_correctie"
down_revision = "20261122_bewaren"
branch_labels = None
depends_on = None

OMVANG = sa.Numeric(precision=12, scale=2)


def upgrade() -> None:
    op.add_column("aandeel", sa.Column("correctie", OMVANG, server_default="0", nullable=False))
    op.create_table(
        "getelde_inzet",
        sa.Column("voorstel_id", sa.Uuid(), nullable=False),
        sa.Column("inzet_id", sa.Uuid(), nullable=False),
        sa.Column("pool_id", sa.Uuid(), nullable=False),
        sa.Column("organisatie", sa.Text(), nullable=False),
        sa.Column("begin", sa.Date(), nullable=False),
        sa.Column("einde", sa.Date(), nullable=False),
        sa.Column("uren", OMVANG, nullable=False),
        sa.ForeignKeyConstraint(
            ["voorstel_id"],
            ["toewijzingsvoorstel.id"],
            name=op.f("fk_getelde_inzet_voorstel_id_toewijzingsvoorstel"),
        ),
        sa.PrimaryKeyConstraint("voorstel_id", "inzet_id", name=op.f("pk_getelde_inzet")),
    )
    op.create_index(op.f("ix_getelde_inzet_pool_id"), "getelde_inzet", ["pool_id"])
    op.create_index(op.f("ix_getelde_inzet_inzet_id"), "getelde_inzet", ["inzet_id"])


def downgrade() -> None:
    op.drop_table("getelde_inzet")
    op.drop_column("aandeel", "correctie")
