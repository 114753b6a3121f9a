"""inhuur: the register of hires, checks before a hire, files read in, figures of a year, goals

Revision ID: 20261122_inhuur
Revises: 20261122_verrekening
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261122_inhuur"
down_revision = "20261122_verrekening"
branch_labels = None
depends_on = None

MOMENT = sa.TIMESTAMP(timezone=True)
TABLES = (
    "inhuurvervanging", "inhuurdoel", "referentietarief", "eigen_formatie", "inhuurjaar",
    "inhuurweigering", "inhuurinlezing", "inhuurindeling", "inhuurregel", "inhuurtoets",
)  # fmt: skip


def _text(name: str, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _int(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _big(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _date(name: str, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Date(), nullable=nullable)


def _id(name: str = "id", nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Uuid(), nullable=nullable)


def _at(name: str, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, MOMENT, nullable=nullable)


def _week() -> sa.Column[object]:
    return sa.Column("uren_per_week", sa.Numeric(precision=4, scale=1), nullable=False)


def _json(name: str) -> sa.Column[object]:
    return sa.Column(name, postgresql.JSONB(), nullable=False)


def upgrade() -> None:
    _toets()
    _regel()
    _inlezing()
    _jaar()
    _doel()


def _toets() -> None:
    op.create_table(
        "inhuurtoets",
        _id(), _text("organisatie"), _id("verband"), _text("functie"), _text("niveau", True),
        _week(), _date("van"), _date("tot"), _id("behoefte_id", True), _json("gevonden"),
        _at("gekeken_op"), _text("uitkomst", True), _text("reden", True),
        _text("besloten_door", True), _at("besloten_op", True), _at("aangemaakt_op"),
        _int("versie"),
        sa.CheckConstraint("tot >= van", name=op.f("ck_inhuurtoets_periode")),
        sa.CheckConstraint(
            "(uitkomst IS NULL) = (besloten_op IS NULL)", name=op.f("ck_inhuurtoets_uitkomst")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inhuurtoets")),
    )  # fmt: skip
    op.create_index(op.f("ix_inhuurtoets_organisatie"), "inhuurtoets", ["organisatie"])


def _regel() -> None:
    op.create_table(
        "inhuurregel",
        _id(), _text("organisatie"), _text("kenmerk"), _text("functie"), _text("niveau", True),
        _text("vorm"), _text("leverancier_soort"), _text("categorie", True),
        _text("domein", True), _text("leverancier", True), _big("uren"), _big("kosten_cent"),
        _date("van"), _date("tot"), _text("reden"), _text("toelichting", True),
        _id("toets", True), _text("zonder_toets", True), _text("feiten_hash", True),
        _at("aangemaakt_op"), _int("versie"),
        sa.CheckConstraint("tot >= van", name=op.f("ck_inhuurregel_periode")),
        sa.CheckConstraint(
            "uren >= 0 AND kosten_cent >= 0", name=op.f("ck_inhuurregel_niet_negatief")
        ),
        sa.CheckConstraint(
            "(toets IS NULL) <> (zonder_toets IS NULL)", name=op.f("ck_inhuurregel_toets_of_reden")
        ),
        sa.ForeignKeyConstraint(
            ["toets"], ["inhuurtoets.id"], name=op.f("fk_inhuurregel_toets")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inhuurregel")),
        sa.UniqueConstraint(
            "organisatie", "kenmerk", name=op.f("uq_inhuurregel_organisatie_kenmerk")
        ),
    )  # fmt: skip
    op.create_index(op.f("ix_inhuurregel_toets"), "inhuurregel", ["toets"])
    op.create_index("ix_inhuurregel_organisatie_van", "inhuurregel", ["organisatie", "van"])


def _inlezing() -> None:
    op.create_table(
        "inhuurindeling",
        _text("organisatie"), _json("inhoud"), _int("versie"),
        sa.PrimaryKeyConstraint("organisatie", name=op.f("pk_inhuurindeling")),
    )  # fmt: skip
    op.create_table(
        "inhuurinlezing",
        _id(), _text("organisatie"), sa.Column("bestand", sa.LargeBinary(), nullable=True),
        _json("indeling"), sa.Column("catalogus", sa.ARRAY(sa.Text()), nullable=False),
        _text("status"), _int("rijen"), _int("gedaan"), _int("toegevoegd"), _int("gewijzigd"),
        _int("ongewijzigd"), _int("geweigerd"), _int("poging"), _at("ontvangen_op"),
        _at("klaar_op", True), _int("versie"),
        sa.CheckConstraint(
            "status IN ('wacht', 'leest', 'klaar', 'mislukt')",
            name=op.f("ck_inhuurinlezing_status"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inhuurinlezing")),
    )  # fmt: skip
    op.create_index(
        "ix_inhuurinlezing_organisatie", "inhuurinlezing", ["organisatie", "ontvangen_op"]
    )
    op.create_table(
        "inhuurweigering",
        sa.Column("nr", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        _id("inlezing_id"), _int("rij"), _text("kolom"), _text("code"), _text("uitleg"),
        sa.ForeignKeyConstraint(
            ["inlezing_id"], ["inhuurinlezing.id"], ondelete="CASCADE",
            name=op.f("fk_inhuurweigering_inlezing_id"),
        ),
        sa.PrimaryKeyConstraint("nr", name=op.f("pk_inhuurweigering")),
    )  # fmt: skip
    op.create_index("ix_inhuurweigering_inlezing", "inhuurweigering", ["inlezing_id", "nr"])


def _jaar() -> None:
    op.create_table(
        "inhuurjaar",
        _text("organisatie"), _int("jaar"), _big("loonsom_cent"), _text("bron"),
        _int("uren_per_fte"),
        sa.Column("gedeeld_met", postgresql.ARRAY(sa.Uuid()), nullable=False),
        _at("gewijzigd_op"), _int("versie"),
        sa.PrimaryKeyConstraint("organisatie", "jaar", name=op.f("pk_inhuurjaar")),
    )  # fmt: skip
    op.create_index(
        "ix_inhuurjaar_gedeeld", "inhuurjaar", ["gedeeld_met"], postgresql_using="gin"
    )
    for name, amount in (("eigen_formatie", "fte"), ("referentietarief", "cent_per_uur")):
        op.create_table(
            name,
            _text("organisatie"), _int("jaar"), _text("functie"), _int(amount), _text("bron"),
            _at("gewijzigd_op"), _int("versie"),
            sa.PrimaryKeyConstraint("organisatie", "jaar", "functie", name=op.f(f"pk_{name}")),
        )  # fmt: skip


def _doel() -> None:
    op.create_table(
        "inhuurdoel",
        _id(), _text("organisatie"), _id("verband", True), _text("maat"), _text("functie", True),
        _big("nulmeting"), _int("nulmeting_jaar"), _text("nulmeting_bron"), _big("streefwaarde"),
        _int("streefjaar"), _text("toelichting"), _at("gewijzigd_op"), _int("versie"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inhuurdoel")),
    )  # fmt: skip
    op.create_index(op.f("ix_inhuurdoel_organisatie"), "inhuurdoel", ["organisatie"])
    op.create_index(op.f("ix_inhuurdoel_verband"), "inhuurdoel", ["verband"])
    op.create_table(
        "inhuurvervanging",
        _id("inzet_id"), _text("organisatie"), _text("vorm"), _week(), _date("van"),
        _date("tot", True), _at("gewijzigd_op"), _int("versie"),
        sa.PrimaryKeyConstraint("inzet_id", name=op.f("pk_inhuurvervanging")),
    )  # fmt: skip
    op.create_index(op.f("ix_inhuurvervanging_organisatie"), "inhuurvervanging", ["organisatie"])


def downgrade() -> None:
    for name in TABLES:
        op.drop_table(name)
