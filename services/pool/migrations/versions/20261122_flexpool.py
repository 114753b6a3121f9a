"""flexpool

Revision ID: 20261122_flexpool
Revises: 20261122_poolplaats
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261122_flexpool"
down_revision = "20261122_poolplaats"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
JSON = postgresql.JSONB(astext_type=sa.Text())
NIEUW = ("perioden", "weekdagen", "competenties", "toestemming", "geverifieerd_op")


def upgrade() -> None:
    op.add_column("pool", sa.Column("basis", JSON, nullable=True))
    op.add_column("pool_keuzes", sa.Column("herkomst", JSON, nullable=True))
    op.add_column("pool_keuzes", sa.Column("namens", sa.Text(), nullable=True))
    op.add_column("lid", sa.Column("perioden", JSON, nullable=True))
    op.add_column("lid", sa.Column("weekdagen", sa.ARRAY(sa.Text()), nullable=True))
    op.add_column("lid", sa.Column("competenties", sa.ARRAY(sa.Text()), nullable=True))
    op.add_column("lid", sa.Column("toestemming", sa.Boolean(), nullable=True))
    op.add_column("lid", sa.Column("geverifieerd_op", sa.Date(), nullable=True))
    op.create_table(
        "partnerwoord",
        sa.Column("nr", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("pool_id", sa.Uuid(), nullable=False),
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("akkoord", sa.Boolean(), nullable=False),
        sa.Column("reden", sa.Text(), nullable=False),
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("namens", sa.Text(), nullable=True),
        sa.Column("op", MOMENT, nullable=False),
        sa.CheckConstraint("pool_id <> partner_id", name=op.f("ck_partnerwoord_ander")),
        sa.ForeignKeyConstraint(["pool_id"], ["pool.id"], name=op.f("fk_partnerwoord_pool_id_pool")),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["pool.id"], name=op.f("fk_partnerwoord_partner_id_pool")
        ),
        sa.PrimaryKeyConstraint("nr", name=op.f("pk_partnerwoord")),
    )
    op.create_index("ix_partnerwoord_paar", "partnerwoord", ["pool_id", "partner_id", "nr"])
    op.create_index(op.f("ix_partnerwoord_partner_id"), "partnerwoord", ["partner_id"])
    op.create_table(
        "roulatiefunctie",
        sa.Column("verband", sa.Uuid(), nullable=False),
        sa.Column("organisatie", sa.Text(), nullable=False),
        sa.Column("functie", sa.Text(), nullable=False),
        sa.Column("geschikt", sa.Boolean(), nullable=False),
        sa.Column("toelichting", sa.Text(), nullable=False),
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("op", MOMENT, nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "verband", "organisatie", "functie", name=op.f("pk_roulatiefunctie")
        ),
    )
    _log("lidtoestemming", sa.Column("ja", sa.Boolean(), nullable=False))
    _log("lidverificatie", sa.Column("door", sa.Text(), nullable=False))


def _log(name: str, column: sa.Column[object]) -> None:
    """A log beside a member, that goes with it."""
    op.create_table(
        name,
        sa.Column("nr", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("lid_id", sa.Uuid(), nullable=False),
        column,
        sa.Column("op", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["lid_id"], ["lid.id"], name=op.f(f"fk_{name}_lid_id_lid"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("nr", name=op.f(f"pk_{name}")),
    )
    op.create_index(op.f(f"ix_{name}_lid_id"), name, ["lid_id"])


def downgrade() -> None:
    for name in ("lidverificatie", "lidtoestemming", "roulatiefunctie", "partnerwoord"):
        op.drop_table(name)
    for name in reversed(NIEUW):
        op.drop_column("lid", name)
    op.drop_column("pool_keuzes", "namens")
    op.drop_column("pool_keuzes", "herkomst")
    op.drop_column("pool", "basis")
