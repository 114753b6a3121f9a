"""medewerker: a user name of the employer's own systems, and whether somebody still works there

Revision ID: 20261122_medewerker
Revises: 20261122_organisatie
"""

import sqlalchemy as sa
from alembic import op

revision = "20261122_medewerker"
down_revision = "20261122_organisatie"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("medewerker", sa.Column("gebruikersnaam", sa.Text(), nullable=True))
    op.add_column(
        "medewerker", sa.Column("actief", sa.Boolean(), server_default=sa.text("true"), nullable=False)
    )
    op.create_index(
        "uq_medewerker_gebruikersnaam",
        "medewerker",
        ["organisatie", sa.literal_column("lower(gebruikersnaam)")],
        unique=True,
    )


def downgrade() -> None:
    op.drop_index("uq_medewerker_gebruikersnaam", table_name="medewerker")
    op.drop_column("medewerker", "actief")
    op.drop_column("medewerker", "gebruikersnaam")
