"""notificatie: subscriptions, and deliveries that did not succeed at once

Revision ID: 20261122_notificatie
Revises: 20261122_poort
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261122_notificatie"
down_revision = "20261122_poort"
branch_labels = None
depends_on = None

MOMENT = sa.TIMESTAMP(timezone=True)


def upgrade() -> None:
    op.create_table(
        "abonnement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client", sa.Text(), nullable=True),
        sa.Column("organisatie", sa.Text(), nullable=True),
        sa.Column("naam", sa.Text(), nullable=False),
        sa.Column("callback_url", sa.Text(), nullable=False),
        sa.Column("typen", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("filters", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("verband", sa.Uuid(), nullable=True),
        sa.Column("geheimen", sa.LargeBinary(), nullable=True),
        sa.Column("sleutel", sa.Text(), nullable=True),
        sa.Column("vorig_tot", MOMENT, nullable=True),
        sa.Column("token_url", sa.Text(), nullable=True),
        sa.Column("client_id", sa.Text(), nullable=True),
        sa.Column("scope", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reden", sa.Text(), nullable=True),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("aangemaakt_op", MOMENT, nullable=False),
        sa.Column("bevestigd_op", MOMENT, nullable=True),
        sa.Column("laatst_gelukt_op", MOMENT, nullable=True),
        sa.Column("tempo", sa.Integer(), nullable=True),
        sa.Column("positie", sa.BigInteger(), nullable=False),
        sa.Column("reeks", sa.Integer(), nullable=False),
        sa.Column("wacht_tot", MOMENT, nullable=True),
        sa.Column("pogingen", sa.Integer(), nullable=False),
        sa.Column("bezig_door", sa.Uuid(), nullable=True),
        sa.Column("bezig_tot", MOMENT, nullable=True),
        sa.CheckConstraint(
            "status IN ('te_bevestigen', 'actief', 'afgewezen', 'gepauzeerd', 'beeindigd')",
            name=op.f("ck_abonnement_status"),
        ),
        sa.CheckConstraint("(token_url IS NULL) = (client_id IS NULL)", name=op.f("ck_abonnement_oauth")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_abonnement")),
    )
    for name in ("client", "organisatie", "verband"):
        op.create_index(op.f(f"ix_abonnement_{name}"), "abonnement", [name], unique=False)
    op.create_index("ix_abonnement_buiten", "abonnement", ["naam"], unique=True, postgresql_where="client IS NULL")
    op.create_table(
        "aflevering",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("abonnement", sa.Uuid(), nullable=False),
        sa.Column("gebeurtenis", sa.Uuid(), nullable=False),
        sa.Column("soort", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("pogingen", sa.Integer(), nullable=False),
        sa.Column("volgende_op", MOMENT, nullable=False),
        sa.Column("laatste_status", sa.Integer(), nullable=True),
        sa.Column("laatste_fout", sa.Text(), nullable=True),
        sa.Column("aangemaakt_op", MOMENT, nullable=False),
        sa.Column("bijgewerkt_op", MOMENT, nullable=False),
        sa.CheckConstraint("status IN ('wacht', 'afgeleverd', 'geparkeerd')", name=op.f("ck_aflevering_status")),
        sa.CheckConstraint("soort IN ('gebeurtenis', 'proef')", name=op.f("ck_aflevering_soort")),
        sa.ForeignKeyConstraint(
            ["abonnement"], ["abonnement.id"], name=op.f("fk_aflevering_abonnement"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aflevering")),
    )
    op.create_index("uq_aflevering_gebeurtenis", "aflevering", ["abonnement", "gebeurtenis"], unique=True)
    op.create_index("ix_aflevering_status", "aflevering", ["abonnement", "status", "volgende_op"], unique=False)


def downgrade() -> None:
    op.drop_table("aflevering")
    op.drop_table("abonnement")
