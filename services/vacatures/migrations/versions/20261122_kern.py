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
    op.add_column('vacaturelog', sa.Column('organisatie', sa.Text(), nullable=True))
    op.create_table('vacaturewijziging',
    sa.Column('nr', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('vacature_id', sa.Uuid(), nullable=False),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.Column('velden', sa.ARRAY(sa.Text()), nullable=False),
    sa.Column('op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('organisatie', sa.Text(), nullable=True),
    sa.Column('client', sa.Text(), nullable=True),
    sa.Column('gebruiker', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['vacature_id'], ['vacature.id'], name=op.f('fk_vacaturewijziging_vacature_id_vacature')),
    sa.PrimaryKeyConstraint('nr', name=op.f('pk_vacaturewijziging'))
    )
    op.create_index(op.f('ix_vacaturewijziging_vacature_id'), 'vacaturewijziging', ['vacature_id'], unique=False)
    op.create_table('mandaat',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('gever', sa.Text(), nullable=False),
    sa.Column('gemachtigde', sa.Text(), nullable=False),
    sa.Column('werkzaamheden', sa.ARRAY(sa.Text()), nullable=False),
    sa.Column('van', sa.Date(), nullable=False),
    sa.Column('tot', sa.Date(), nullable=False),
    sa.Column('gegeven_op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('ingetrokken_op', sa.TIMESTAMP(timezone=True), nullable=True),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.CheckConstraint('gever <> gemachtigde', name=op.f('ck_mandaat_partijen')),
    sa.CheckConstraint('van <= tot', name=op.f('ck_mandaat_duur')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mandaat'))
    )
    op.create_index('ix_mandaat_gemachtigde', 'mandaat', ['gemachtigde', 'tot'], unique=False)
    op.create_index('ix_mandaat_gever', 'mandaat', ['gever', 'tot'], unique=False)
    op.create_table('mandaatlog',
    sa.Column('nr', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('mandaat_id', sa.Uuid(), nullable=False),
    sa.Column('van', sa.Text(), nullable=True),
    sa.Column('naar', sa.Text(), nullable=False),
    sa.Column('op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('organisatie', sa.Text(), nullable=False),
    sa.Column('client', sa.Text(), nullable=True),
    sa.Column('gebruiker', sa.Text(), nullable=True),
    sa.Column('reden', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['mandaat_id'], ['mandaat.id'], name=op.f('fk_mandaatlog_mandaat_id_mandaat')),
    sa.PrimaryKeyConstraint('nr', name=op.f('pk_mandaatlog'))
    )
    op.create_index(op.f('ix_mandaatlog_mandaat_id'), 'mandaatlog', ['mandaat_id'], unique=False)
    op.create_table('salaristabel',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('werkgever', sa.Text(), nullable=False),
    sa.Column('cao', sa.Text(), nullable=False),
    sa.Column('geldig_vanaf', sa.Date(), nullable=False),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.Column('bron', sa.Text(), nullable=False),
    sa.Column('zekerheid', sa.Text(), nullable=False),
    sa.Column('reden', sa.Text(), nullable=True),
    sa.Column('aangemaakt_op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('organisatie', sa.Text(), nullable=True),
    sa.Column('client', sa.Text(), nullable=True),
    sa.Column('gebruiker', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_salaristabel'))
    )
    op.create_index('uq_salaristabel_versie', 'salaristabel', ['werkgever', 'cao', 'geldig_vanaf', 'versie'], unique=True)
    op.create_table('salarisregel',
    sa.Column('tabel_id', sa.Uuid(), nullable=False),
    sa.Column('schaal', sa.Text(), nullable=False),
    sa.Column('periodiek', sa.Integer(), nullable=False),
    sa.Column('bedrag', sa.Integer(), nullable=False),
    sa.CheckConstraint('bedrag > 0', name=op.f('ck_salarisregel_bedrag')),
    sa.ForeignKeyConstraint(['tabel_id'], ['salaristabel.id'], name=op.f('fk_salarisregel_tabel_id_salaristabel')),
    sa.PrimaryKeyConstraint('tabel_id', 'schaal', 'periodiek', name=op.f('pk_salarisregel'))
    )
    op.create_table('sollicitatiehosts',
    sa.Column('werkgever', sa.Text(), nullable=False),
    sa.Column('hosts', sa.ARRAY(sa.Text()), nullable=False),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.Column('gewijzigd_op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('client', sa.Text(), nullable=True),
    sa.Column('gebruiker', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('werkgever', name=op.f('pk_sollicitatiehosts'))
    )


def downgrade() -> None:
    op.drop_table('sollicitatiehosts')
    op.drop_table('salarisregel')
    op.drop_table('salaristabel')
    op.drop_table('mandaatlog')
    op.drop_table('mandaat')
    op.drop_table('vacaturewijziging')
    op.drop_column('vacaturelog', 'organisatie')
    op.drop_index('ix_vacature_werver', table_name='vacature')
    op.drop_index('ix_vacature_werkgevers', table_name='vacature')
    for column in reversed(vacature_columns()):
        op.drop_column('vacature', column.name)
