"""bewaren

Revision ID: 20261122_bewaren
Revises: 20261122_verdeling
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261122_bewaren"
down_revision = "20261122_verdeling"
branch_labels = None
depends_on = None

MOMENT = sa.TIMESTAMP(timezone=True)


def upgrade() -> None:
    op.create_table(
        "vernietiging",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisatie", sa.Text(), nullable=True),
        sa.Column("soort", sa.Text(), nullable=False),
        sa.Column("aantal", sa.Integer(), nullable=False),
        sa.Column("van_maand", sa.Date(), nullable=True),
        sa.Column("tot_maand", sa.Date(), nullable=True),
        sa.Column("grond", sa.Text(), nullable=False),
        sa.Column("op", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vernietiging")),
    )
    op.create_index("ix_vernietiging_organisatie", "vernietiging", ["organisatie", "op", "id"])
    op.create_table(
        "wismelding",
        sa.Column("nr", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("onderwerpen", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("op", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("nr", name=op.f("pk_wismelding")),
    )
    op.create_table(
        "verzoek",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("persoon", sa.Uuid(), nullable=False),
        sa.Column("organisatie", sa.Text(), nullable=False),
        sa.Column("soort", sa.Text(), nullable=False),
        sa.Column("tekst", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("ontvangen_op", MOMENT, nullable=False),
        sa.Column("uiterlijk_datum", sa.Date(), nullable=False),
        sa.Column("besluit", sa.Text(), nullable=True),
        sa.Column("motivering", sa.Text(), nullable=True),
        sa.Column("gebruiker", sa.Text(), nullable=True),
        sa.Column("beantwoord_op", MOMENT, nullable=True),
        sa.Column("herinnerd_op", MOMENT, nullable=True),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status IN ('ontvangen', 'beantwoord', 'ingetrokken')", name=op.f("ck_verzoek_status")
        ),
        sa.CheckConstraint("soort IN ('correctie', 'bezwaar')", name=op.f("ck_verzoek_soort")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verzoek")),
    )
    op.create_index(op.f("ix_verzoek_persoon"), "verzoek", ["persoon"])
    op.create_index("ix_verzoek_organisatie", "verzoek", ["organisatie", "ontvangen_op", "id"])
    op.create_index(
        "ix_verzoek_open",
        "verzoek",
        ["uiterlijk_datum"],
        postgresql_where="status = 'ontvangen'",
    )
    op.create_table(
        "verwijderverzoek",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("eigenaar", sa.Text(), nullable=False),
        sa.Column("ontvangen_op", MOMENT, nullable=False),
        sa.Column("onderdelen", postgresql.JSONB(none_as_null=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verwijderverzoek")),
    )


def downgrade() -> None:
    op.drop_table("verwijderverzoek")
    op.drop_table("verzoek")
    op.drop_table("wismelding")
    op.drop_table("vernietiging")
