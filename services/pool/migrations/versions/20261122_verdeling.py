"""verdeling

Revision ID: 20261122_verdeling
Revises: 20261122_inzet
"""

import sqlalchemy as sa
from alembic import op

revision = "20261122_verdeling"
down_revision = "20261122_inzet"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "inzettelling",
        sa.Column("nr", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("verband", sa.Uuid(), nullable=False),
        sa.Column("pool_id", sa.Uuid(), nullable=True),
        sa.Column("maand", sa.Date(), nullable=False),
        sa.Column("inlener", sa.Text(), nullable=False),
        sa.Column("thuisorganisatie", sa.Text(), nullable=False),
        sa.Column("functie", sa.Text(), nullable=True),
        sa.Column("eenheden", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("nr", name=op.f("pk_inzettelling")),
    )
    op.create_index(
        "uq_inzettelling",
        "inzettelling",
        ["verband", "maand", "inlener", "thuisorganisatie", "functie", "pool_id"],
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "organisatienaam",
        sa.Column("oin", sa.Text(), nullable=False),
        sa.Column("naam", sa.Text(), nullable=True),
        sa.Column("gehaald_op", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("oin", name=op.f("pk_organisatienaam")),
    )


def downgrade() -> None:
    op.drop_table("organisatienaam")
    op.drop_index("uq_inzettelling", table_name="inzettelling")
    op.drop_table("inzettelling")
