"""regelnummer: which line of the list an open vacancy has now, so that a reader may keep the text

Revision ID: 20261122_regelnummer
Revises: 20261122_houder
"""

revision = "20261122_regelnummer"
down_revision = "20261122_houder"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
