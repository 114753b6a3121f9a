"""proef: what trying the product line by line asked for

`bewaarde_tekst`: the words of an agreement, so that it stays as it was when the template changes.

Revision ID: 20261122_proef
Revises: 20261122_aanvulling
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261122_proef"
down_revision = "20261122_aanvulling"
branch_labels = None
depends_on = None


def upgrade() -> None:
    tekst = postgresql.JSONB(none_as_null=True, astext_type=sa.Text())
    op.add_column('inzet_overeenkomst', sa.Column('bewaarde_tekst', tekst, nullable=True))


def downgrade() -> None:
    op.drop_column('inzet_overeenkomst', 'bewaarde_tekst')
