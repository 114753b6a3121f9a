"""toegang: issuers of organisations, people's own login there, API tokens, widget origins

Revision ID: 20261122_toegang
Revises: 20261122_personen
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261122_toegang"
down_revision = "20261122_personen"
branch_labels = None
depends_on = None

MOMENT = sa.TIMESTAMP(timezone=True)
JSON = postgresql.JSONB(none_as_null=True, astext_type=sa.Text())


def upgrade() -> None:
    op.create_table(
        "uitgever",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisatie", sa.Text(), nullable=False),
        sa.Column("naam", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("publiek", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("algoritmen", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("medewerker_claim", sa.Text(), nullable=False),
        sa.Column("clients", JSON, nullable=False),
        sa.Column("organisatie_claim", sa.Text(), nullable=True),
        sa.Column("organisatie_waarde", sa.Text(), nullable=True),
        sa.Column("scopes", JSON, nullable=False),
        sa.Column("inlog_client", sa.Text(), nullable=True),
        sa.Column("inlog_geheim", sa.LargeBinary(), nullable=True),
        sa.Column("inlog_acr", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("toegestaan_op", MOMENT, nullable=True),
        sa.Column("actief", sa.Boolean(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("aangemaakt_op", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisatie"], ["organisatie.oin"], name=op.f("fk_uitgever_organisatie_organisatie")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uitgever")),
        sa.UniqueConstraint("organisatie", "issuer", name=op.f("uq_uitgever_organisatie_issuer")),
    )
    op.create_index(op.f("ix_uitgever_issuer"), "uitgever", ["issuer"])
    op.create_table(
        "inlogpoging",
        sa.Column("state_hash", sa.Text(), nullable=False),
        sa.Column("uitgever", sa.Uuid(), nullable=False),
        sa.Column("browser_hash", sa.Text(), nullable=False),
        sa.Column("nonce", sa.Text(), nullable=False),
        sa.Column("verifier", sa.Text(), nullable=False),
        sa.Column("verloopt_op", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["uitgever"], ["uitgever.id"], name=op.f("fk_inlogpoging_uitgever_uitgever"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("state_hash", name=op.f("pk_inlogpoging")),
    )  # fmt: skip
    op.create_index(op.f("ix_inlogpoging_uitgever"), "inlogpoging", ["uitgever"])
    op.create_index(op.f("ix_inlogpoging_verloopt_op"), "inlogpoging", ["verloopt_op"])
    op.create_table(
        "inlogbewijs",
        sa.Column("geheim_hash", sa.Text(), nullable=False),
        sa.Column("persoon", sa.Uuid(), nullable=False),
        sa.Column("browser_hash", sa.Text(), nullable=False),
        sa.Column("verloopt_op", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("geheim_hash", name=op.f("pk_inlogbewijs")),
    )
    op.create_index(op.f("ix_inlogbewijs_verloopt_op"), "inlogbewijs", ["verloopt_op"])
    op.create_table(
        "apitoken",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Text(), nullable=False),
        sa.Column("naam", sa.Text(), nullable=False),
        sa.Column("geheim_hash", sa.Text(), nullable=False),
        sa.Column("aangemaakt_op", MOMENT, nullable=False),
        sa.Column("verloopt_op", MOMENT, nullable=False),
        sa.Column("laatst_gebruikt_op", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_apitoken_client_id_client"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_apitoken")),
        sa.UniqueConstraint("geheim_hash", name=op.f("uq_apitoken_geheim_hash")),
    )  # fmt: skip
    op.create_index(op.f("ix_apitoken_client_id"), "apitoken", ["client_id"])
    op.add_column(
        "client",
        sa.Column("token_seconden", sa.Integer(), nullable=False, server_default="3600"),
    )
    op.add_column(
        "client",
        sa.Column("herkomsten", sa.ARRAY(sa.Text()), nullable=False, server_default="{}"),
    )


def downgrade() -> None:
    op.drop_column("client", "herkomsten")
    op.drop_column("client", "token_seconden")
    op.drop_table("apitoken")
    op.drop_table("inlogbewijs")
    op.drop_table("inlogpoging")
    op.drop_table("uitgever")
