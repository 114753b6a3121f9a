"""verwerking

Revision ID: 20261122_verwerking
Revises: 20261122_medewerker
"""

from alembic import op

revision = "20261122_verwerking"
down_revision = "20261122_medewerker"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_verwerking_op", "verwerking", ["op"], postgresql_using="brin")


def downgrade() -> None:
    op.drop_index("ix_verwerking_op", "verwerking")
