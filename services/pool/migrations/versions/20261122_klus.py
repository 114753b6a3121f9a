"""klussen: the board, answers, the plan of a person and a report of other work; that the effect on
the income was shown with the terms of an inzet

Revision ID: 20261122_klus
Revises: 20261122_klankbord
"""

import sqlalchemy as sa
from alembic import op

revision = "20261122_klus"
down_revision = "20261122_klankbord"
branch_labels = None
depends_on = None

UREN = sa.Numeric(precision=4, scale=1)
MOMENT = sa.TIMESTAMP(timezone=True)


def upgrade() -> None:
    op.create_table(
        "klus",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("verband", sa.Uuid(), nullable=False),
        sa.Column("organisatie", sa.Text(), nullable=False),
        sa.Column("titel", sa.Text(), nullable=False),
        sa.Column("omschrijving", sa.Text(), nullable=False),
        sa.Column("functie", sa.Text(), nullable=True),
        sa.Column("niveau", sa.Text(), nullable=True),
        sa.Column("uren_min", UREN, nullable=False),
        sa.Column("uren_max", UREN, nullable=False),
        sa.Column("weekpatroon", sa.Text(), nullable=True),
        sa.Column("van", sa.Date(), nullable=False),
        sa.Column("tot", sa.Date(), nullable=False),
        sa.Column("plaats", sa.Text(), nullable=True),
        sa.Column("sluitings_datum", sa.Date(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("gepubliceerd_op", MOMENT, nullable=True),
        sa.Column("gewijzigd_op", MOMENT, nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status IN ('concept', 'open', 'gesloten', 'toegewezen', 'ingetrokken')",
            name=op.f("ck_klus_status"),
        ),
        sa.CheckConstraint("uren_min > 0 AND uren_max >= uren_min", name=op.f("ck_klus_uren")),
        sa.CheckConstraint("tot >= van", name=op.f("ck_klus_periode")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_klus")),
    )
    op.create_index(op.f("ix_klus_organisatie"), "klus", ["organisatie"], unique=False)
    op.create_index(op.f("ix_klus_verband"), "klus", ["verband"], unique=False)
    open_ = sa.text("status = 'open'")
    op.create_index(
        "ix_klus_open", "klus", ["sluitings_datum"], unique=False, postgresql_where=open_
    )
    op.create_table(
        "klus_overgang",
        sa.Column("nr", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("klus_id", sa.Uuid(), nullable=False),
        sa.Column("van", sa.Text(), nullable=False),
        sa.Column("naar", sa.Text(), nullable=False),
        sa.Column("reden", sa.Text(), nullable=False),
        sa.Column("door", sa.Text(), nullable=True),
        sa.Column("op", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["klus_id"], ["klus.id"], name=op.f("fk_klus_overgang_klus_id")),
        sa.PrimaryKeyConstraint("nr", name=op.f("pk_klus_overgang")),
    )
    op.create_index(op.f("ix_klus_overgang_klus_id"), "klus_overgang", ["klus_id"], unique=False)
    op.create_table(
        "klusreactie",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("klus_id", sa.Uuid(), nullable=False),
        sa.Column("medewerker", sa.Uuid(), nullable=False),
        sa.Column("thuisorganisatie", sa.Text(), nullable=False),
        sa.Column("motivatie", sa.Text(), nullable=False),
        sa.Column("uren_per_week", UREN, nullable=False),
        sa.Column("variant", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("inzet_id", sa.Uuid(), nullable=True),
        sa.Column("ingediend_op", MOMENT, nullable=False),
        sa.Column("gewijzigd_op", MOMENT, nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status IN ('ingediend', 'ingetrokken', 'voorgesteld', 'gekozen', 'niet_doorgegaan',"
            " 'niet_gekozen', 'vervallen')",
            name=op.f("ck_klusreactie_status"),
        ),
        sa.ForeignKeyConstraint(["klus_id"], ["klus.id"], name=op.f("fk_klusreactie_klus_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_klusreactie")),
    )
    op.create_index(op.f("ix_klusreactie_inzet_id"), "klusreactie", ["inzet_id"], unique=False)
    op.create_index(op.f("ix_klusreactie_klus_id"), "klusreactie", ["klus_id"], unique=False)
    op.create_index(op.f("ix_klusreactie_medewerker"), "klusreactie", ["medewerker"], unique=False)
    op.create_index(
        "uq_klusreactie_levend",
        "klusreactie",
        ["klus_id", "medewerker"],
        unique=True,
        postgresql_where=sa.text("status IN ('ingediend', 'voorgesteld', 'gekozen')"),
    )
    op.create_index(
        "uq_klusreactie_gehouden",
        "klusreactie",
        ["klus_id"],
        unique=True,
        postgresql_where=sa.text("status IN ('voorgesteld', 'gekozen')"),
    )
    op.create_table(
        "klussenplan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("medewerker", sa.Uuid(), nullable=False),
        sa.Column("organisatie", sa.Text(), nullable=False),
        sa.Column("doel_uren", UREN, nullable=False),
        sa.Column("sectoren", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("toelichting", sa.Text(), nullable=False),
        sa.Column("geldig_tot", sa.Date(), nullable=False),
        sa.Column("gedeeld", sa.Boolean(), nullable=False),
        sa.Column("gewijzigd_op", MOMENT, nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_klussenplan")),
        sa.UniqueConstraint("medewerker", name=op.f("uq_klussenplan_medewerker")),
    )
    op.create_index(op.f("ix_klussenplan_geldig_tot"), "klussenplan", ["geldig_tot"], unique=False)
    op.create_index(
        op.f("ix_klussenplan_organisatie"), "klussenplan", ["organisatie"], unique=False
    )
    op.create_table(
        "klusevaluatie",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("dag", sa.Date(), nullable=False),
        sa.Column("herinnerd_op", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["plan_id"],
            ["klussenplan.id"],
            name=op.f("fk_klusevaluatie_plan_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("plan_id", "dag", name=op.f("pk_klusevaluatie")),
    )
    op.create_index(
        "ix_klusevaluatie_dag",
        "klusevaluatie",
        ["dag"],
        unique=False,
        postgresql_where=sa.text("herinnerd_op IS NULL"),
    )
    op.create_table(
        "nevenwerkmelding",
        sa.Column("medewerker", sa.Uuid(), nullable=False),
        sa.Column("organisatie", sa.Text(), nullable=False),
        sa.Column("gemeld", sa.Boolean(), nullable=False),
        sa.Column("gemeld_op", sa.Date(), nullable=True),
        sa.Column("gewijzigd_op", MOMENT, nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("medewerker", name=op.f("pk_nevenwerkmelding")),
    )
    op.add_column(
        "inzet_voorwaarden",
        sa.Column("effect_getoond", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )


def downgrade() -> None:
    op.drop_column("inzet_voorwaarden", "effect_getoond")
    op.drop_table("nevenwerkmelding")
    op.drop_table("klusevaluatie")
    op.drop_table("klussenplan")
    op.drop_table("klusreactie")
    op.drop_table("klus_overgang")
    op.drop_table("klus")
