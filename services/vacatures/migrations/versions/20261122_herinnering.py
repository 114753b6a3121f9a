"""herinnering: terms that were constants come from the convenant, kept with what they hold for

Revision ID: 20261122_herinnering
Revises: 20261122_ondernemend
"""

import sqlalchemy as sa
from alembic import op

revision = "20261122_herinnering"
down_revision = "20261122_ondernemend"
branch_labels = None
depends_on = None


def _dagen(name: str, default: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), server_default=default, nullable=False)


def upgrade() -> None:
    op.add_column('toestemming', _dagen('wistermijn_dagen', '14'))
    op.add_column('doorverwijzing', _dagen('voorstel_dagen', '30'))
    op.add_column('doorverwijzing', _dagen('wistermijn_dagen', '14'))


def downgrade() -> None:
    op.drop_column('doorverwijzing', 'wistermijn_dagen')
    op.drop_column('doorverwijzing', 'voorstel_dagen')
    op.drop_column('toestemming', 'wistermijn_dagen')
