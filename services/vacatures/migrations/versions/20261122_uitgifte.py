"""uitgifte: an index on what everybody may see

Revision ID: 20261122_uitgifte
Revises: 20261122_facetten
"""

from alembic import op

revision = "20261122_uitgifte"
down_revision = "20261122_facetten"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        'ix_open_zicht_openbaar',
        'open_zicht',
        ['vacature_id', 'van', 'tot', 'solliciteren'],
        postgresql_where="sleutel = 'extern'",
    )


def downgrade() -> None:
    op.drop_index('ix_open_zicht_openbaar', table_name='open_zicht')
