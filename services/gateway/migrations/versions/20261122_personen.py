"""personen

Revision ID: 20261122_personen
Revises: 20261122_begin
"""

import sqlalchemy as sa
from alembic import op

revision = '20261122_personen'
down_revision = '20261122_begin'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('bericht',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('dienst', sa.Text(), nullable=False),
    sa.Column('soort', sa.Text(), nullable=False),
    sa.Column('persoon', sa.Uuid(), nullable=True),
    sa.Column('organisatie', sa.Text(), nullable=True),
    sa.Column('email', sa.Text(), nullable=True),
    sa.Column('onderwerp', sa.Text(), nullable=True),
    sa.Column('tekst', sa.Text(), nullable=True),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('pogingen', sa.Integer(), nullable=False),
    sa.Column('volgende_op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('aangemaakt_op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('verzonden_op', sa.TIMESTAMP(timezone=True), nullable=True),
    sa.CheckConstraint("soort IN ('tekst', 'inloglink')", name=op.f('ck_bericht_soort')),
    sa.CheckConstraint("status IN ('wacht', 'verzonden', 'geen_adres', 'vastgelopen')", name=op.f('ck_bericht_status')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bericht'))
    )
    op.create_index(op.f('ix_bericht_organisatie'), 'bericht', ['organisatie'], unique=False)
    op.create_index(op.f('ix_bericht_persoon'), 'bericht', ['persoon'], unique=False)
    op.create_index('ix_bericht_wacht', 'bericht', ['volgende_op'], unique=False, postgresql_where="status = 'wacht'")
    op.create_table('inloglink',
    sa.Column('persoon', sa.Uuid(), nullable=False),
    sa.Column('geheim_hash', sa.Text(), nullable=True),
    sa.Column('verloopt_op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('gemaakt_op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('aantal', sa.Integer(), nullable=False),
    sa.Column('reeks_op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('persoon', name=op.f('pk_inloglink')),
    sa.UniqueConstraint('geheim_hash', name=op.f('uq_inloglink_geheim_hash'))
    )
    op.create_table('kandidaat',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('naam', sa.Text(), nullable=False),
    sa.Column('email', sa.Text(), nullable=False),
    sa.Column('telefoon', sa.Text(), nullable=True),
    sa.Column('aangemaakt_op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_kandidaat'))
    )
    op.create_index('ix_kandidaat_email', 'kandidaat', [sa.literal_column('lower(email)')], unique=False)
    op.create_index('ix_medewerker_email', 'medewerker', [sa.literal_column('lower(email)')], unique=False)
    op.add_column('organisatie', sa.Column('wervings_email', sa.Text(), nullable=True))
    op.create_table('bericht_uit',
    sa.Column('nr', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('sleutel', sa.Text(), nullable=False),
    sa.Column('persoon', sa.Uuid(), nullable=True),
    sa.Column('organisatie', sa.Text(), nullable=True),
    sa.Column('onderwerp', sa.Text(), nullable=True),
    sa.Column('tekst', sa.Text(), nullable=True),
    sa.Column('verzonden', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('nr', name=op.f('pk_bericht_uit')),
    sa.UniqueConstraint('id', name=op.f('uq_bericht_uit_id')),
    sa.UniqueConstraint('sleutel', name=op.f('uq_bericht_uit_sleutel'))
    )
    op.create_index('ix_bericht_uit_open', 'bericht_uit', ['nr'], unique=False, postgresql_where='not verzonden')
    op.create_index(op.f('ix_bericht_uit_persoon'), 'bericht_uit', ['persoon'], unique=False)


def downgrade() -> None:
    op.drop_column('organisatie', 'wervings_email')
    op.drop_index('ix_medewerker_email', table_name='medewerker')
    op.drop_index('ix_kandidaat_email', table_name='kandidaat')
    op.drop_table('kandidaat')
    op.drop_table('inloglink')
    op.drop_index('ix_bericht_wacht', table_name='bericht', postgresql_where="status = 'wacht'")
    op.drop_index(op.f('ix_bericht_persoon'), table_name='bericht')
    op.drop_index(op.f('ix_bericht_organisatie'), table_name='bericht')
    op.drop_table('bericht')
    op.drop_index(op.f('ix_bericht_uit_persoon'), table_name='bericht_uit')
    op.drop_index('ix_bericht_uit_open', table_name='bericht_uit', postgresql_where='not verzonden')
    op.drop_table('bericht_uit')
