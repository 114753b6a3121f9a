"""kern

Revision ID: 20261122_kern
Revises: 20261122_begin
"""

import sqlalchemy as sa
from alembic import op

revision = '20261122_kern'
down_revision = '20261122_begin'
branch_labels = None
depends_on = None


def vacature_columns() -> list[sa.Column]:
    return [
        sa.Column('werkgevers', sa.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column('werver', sa.Text(), nullable=True),
        sa.Column('soort', sa.Text(), server_default=sa.text("'vacature'"), nullable=False),
        sa.Column('normfunctie', sa.Text(), nullable=True),
        sa.Column('cao', sa.Text(), nullable=True),
        sa.Column('competenties', sa.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column('taalniveau', sa.Text(), nullable=True),
        sa.Column('taalniveau_reden', sa.Text(), nullable=True),
        sa.Column('overheidservaring_reden', sa.Text(), nullable=True),
        sa.Column('profielen', sa.ARRAY(sa.Uuid()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column('afzender', sa.Text(), nullable=True),
        sa.Column('afzender_naam', sa.Text(), nullable=True),
        sa.Column('banenafspraak', sa.Boolean(), server_default=sa.text('false'), nullable=False),
        sa.Column('alleen_herplaatsing', sa.Boolean(), server_default=sa.text('false'), nullable=False),
        sa.Column('vertrouwelijk', sa.Boolean(), server_default=sa.text('false'), nullable=False),
        sa.Column('sollicitatie_url', sa.Text(), nullable=True),
        sa.Column('poolplaats', sa.Uuid(), nullable=True),
        sa.Column('zsm', sa.Boolean(), server_default=sa.text('false'), nullable=False),
        sa.Column('einde_datum', sa.Date(), nullable=True),
        sa.Column('salarisbron', sa.Text(), nullable=True),
        sa.Column('salaristabel', sa.Uuid(), nullable=True),
    ]


def upgrade() -> None:
    for column in vacature_columns():
        op.add_column('vacature', column)
    op.execute('UPDATE vacature SET werkgevers = ARRAY[werkgever]')
    op.create_index('ix_vacature_werkgevers', 'vacature', ['werkgevers'], unique=False, postgresql_using='gin')
    op.create_index('ix_vacature_werver', 'vacature', ['werver'], unique=False, postgresql_where='werver IS NOT NULL')


def downgrade() -> None:
    op.drop_index('ix_vacature_werver', table_name='vacature')
    op.drop_index('ix_vacature_werkgevers', table_name='vacature')
    for column in reversed(vacature_columns()):
        op.drop_column('vacature', column.name)
