"""aanvulling: additions to older rooms

Revision ID: 20261122_aanvulling
Revises: 20261122_regelmerk
"""

revision = "20261122_aanvulling"
down_revision = "20261122_regelmerk"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
