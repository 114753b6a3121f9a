"""vormwijzer: advices of the form guide that an organisation keeps

Revision ID: 20261122_vormwijzer
Revises: 20261122_functieruil
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261122_vormwijzer"
down_revision = "20261122_functieruil"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "vormadvies",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisatie", sa.Text(), nullable=False),
        sa.Column("inzet_id", sa.Uuid(), nullable=True),
        sa.Column("beslistabel", sa.Text(), nullable=False),
        sa.Column("sector", sa.Text(), nullable=False),
        sa.Column("antwoorden", postgresql.JSONB(), nullable=False),
        sa.Column("gegeven_op", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vormadvies")),
    )
    op.create_index(op.f("ix_vormadvies_organisatie"), "vormadvies", ["organisatie"])
    op.create_index(op.f("ix_vormadvies_inzet_id"), "vormadvies", ["inzet_id"])


def downgrade() -> None:
    op.drop_table("vormadvies")
