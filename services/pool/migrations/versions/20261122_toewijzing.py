"""toewijzing

Revision ID: 20261122_toewijzing
Revises: 20261122_planning
"""

import sqlalchemy as sa
from alembic import op

revision = "20261122_toewijzing"
down_revision = "20261122_planning"
branch_labels = None
depends_on = None

MOMENT = sa.TIMESTAMP(timezone=True)
OMVANG = sa.Numeric(precision=12, scale=2)
UREN = sa.Numeric(precision=4, scale=1)
STATUS = "status IN ('in_berekening', 'berekend', 'mislukt', 'geannuleerd', 'afgerond')"


def text(name: str, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=nullable)


def whole(name: str, default: str) -> sa.Column:
    return sa.Column(name, sa.Integer(), server_default=default, nullable=False)


def upgrade() -> None:
    voorstel()
    aandeel()
    spoedbeurt()
    gunning()


def voorstel() -> None:
    for column in (
        sa.Column("status", sa.Text(), server_default="berekend", nullable=False),
        whole("berekening_percentage", "100"),
        whole("poging", "0"),
        text("faalcode", True),
        sa.Column("klaar_op", MOMENT, nullable=True),
        sa.Column("afgerond_op", MOMENT, nullable=True),
        text("afgerond_door", True),
        text("toelichting", True),
        whole("versie", "1"),
    ):
        op.add_column("toewijzingsvoorstel", column)
    op.create_check_constraint(
        op.f("ck_toewijzingsvoorstel_status"), "toewijzingsvoorstel", STATUS
    )
    op.create_index(
        "ix_toewijzingsvoorstel_zelfde", "toewijzingsvoorstel", ["pool_id", "invoer_hash"]
    )
    op.add_column("besluit", sa.Column("van", sa.Date(), nullable=True))
    op.add_column("besluit", sa.Column("tot", sa.Date(), nullable=True))
    op.add_column("besluit", text("grond", True))


def aandeel() -> None:
    amounts = (
        "gevraagd", "aanspraak", "rechtvaardig", "toegewezen", "geweigerd", "gegund",
        "ontvangen", "spoed", "saldo_voor", "saldo_na",
    )
    op.create_table(
        "aandeel",
        sa.Column("nr", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("voorstel_id", sa.Uuid(), nullable=False),
        sa.Column("pool_id", sa.Uuid(), nullable=False),
        sa.Column("verband", sa.Uuid(), nullable=False),
        sa.Column("op", sa.Date(), nullable=False),
        sa.Column("peildatum", sa.Date(), nullable=False),
        sa.Column("einde", sa.Date(), nullable=False),
        text("organisatie"),
        *(sa.Column(name, OMVANG, nullable=False) for name in amounts),
        sa.ForeignKeyConstraint(
            ["voorstel_id"], ["toewijzingsvoorstel.id"],
            name=op.f("fk_aandeel_voorstel_id_toewijzingsvoorstel"),
        ),
        sa.PrimaryKeyConstraint("nr", name=op.f("pk_aandeel")),
        sa.UniqueConstraint(
            "voorstel_id", "organisatie", name=op.f("uq_aandeel_voorstel_id_organisatie")
        ),
    )
    op.create_index(op.f("ix_aandeel_pool_id"), "aandeel", ["pool_id"])
    op.create_index("ix_aandeel_verband_op", "aandeel", ["verband", "op"])


def spoedbeurt() -> None:
    op.create_table(
        "spoedbeurt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pool_id", sa.Uuid(), nullable=False),
        sa.Column("verband", sa.Uuid(), nullable=False),
        sa.Column("jaar", sa.Integer(), nullable=False),
        sa.Column("nummer", sa.Integer(), nullable=False),
        sa.Column("lid_id", sa.Uuid(), nullable=False),
        sa.Column("medewerker", sa.Uuid(), nullable=False),
        text("thuisorganisatie"),
        sa.Column("behoefte_id", sa.Uuid(), nullable=False),
        text("inlener"),
        sa.Column("uren_per_week", UREN, nullable=False),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot", sa.Date(), nullable=True),
        text("reden"),
        text("door"),
        sa.Column("op", MOMENT, nullable=False),
        sa.Column("inzet_id", sa.Uuid(), nullable=False),
        sa.Column("geteld_in", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spoedbeurt")),
        sa.UniqueConstraint(
            "verband", "inlener", "jaar", "nummer",
            name=op.f("uq_spoedbeurt_verband_inlener_jaar_nummer"),
        ),
    )
    op.create_index(op.f("ix_spoedbeurt_pool_id"), "spoedbeurt", ["pool_id"])
    op.create_index(op.f("ix_spoedbeurt_medewerker"), "spoedbeurt", ["medewerker"])


def gunning() -> None:
    op.create_table(
        "gunning",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pool_id", sa.Uuid(), nullable=False),
        sa.Column("verband", sa.Uuid(), nullable=False),
        text("gever"),
        text("ontvanger", True),
        sa.Column("uren", OMVANG, nullable=False),
        text("reden"),
        text("door"),
        sa.Column("op", MOMENT, nullable=False),
        text("ingetrokken_door", True),
        sa.Column("ingetrokken_op", MOMENT, nullable=True),
        sa.Column("gebruikt_in", sa.Uuid(), nullable=True),
        whole("versie", "1"),
        sa.CheckConstraint("uren > 0", name=op.f("ck_gunning_uren")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gunning")),
    )
    op.create_index(op.f("ix_gunning_pool_id"), "gunning", ["pool_id"])


def downgrade() -> None:
    for table in ("gunning", "spoedbeurt", "aandeel"):
        op.drop_table(table)
    for column in ("grond", "tot", "van"):
        op.drop_column("besluit", column)
    op.drop_index("ix_toewijzingsvoorstel_zelfde", "toewijzingsvoorstel")
    op.drop_constraint(op.f("ck_toewijzingsvoorstel_status"), "toewijzingsvoorstel", type_="check")
    for column in (
        "versie", "toelichting", "afgerond_door", "afgerond_op", "klaar_op", "faalcode", "poging",
        "berekening_percentage", "status",
    ):
        op.drop_column("toewijzingsvoorstel", column)
