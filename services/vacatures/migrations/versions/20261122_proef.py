"""proef: what trying the product line by line asked for

Revision ID: 20261122_proef
Revises: 20261122_regelmerk
"""

revision = "20261122_proef"
down_revision = "20261122_regelmerk"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
