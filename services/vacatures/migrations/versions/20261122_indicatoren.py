"""indicatoren

Revision ID: 20261122_indicatoren
Revises: 20261122_aanlevering
"""

import sqlalchemy as sa
from alembic import op

revision = '20261122_indicatoren'
down_revision = '20261122_aanlevering'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('vervulling',
    sa.Column('id', sa.Uuid(), server_default=sa.text('gen_random_uuid()'), nullable=False),
    sa.Column('bron_log_nr', sa.BigInteger(), nullable=True),
    sa.Column('maand', sa.Date(), nullable=False),
    sa.Column('opening_maand', sa.Date(), nullable=False),
    sa.Column('werkgever', sa.Text(), nullable=False),
    sa.Column('functie', sa.Text(), nullable=True),
    sa.Column('telt_als_vacature', sa.Boolean(), nullable=False),
    sa.Column('van_organisatie', sa.Text(), nullable=True),
    sa.Column('categorie', sa.Text(), nullable=False),
    sa.Column('gedeeld_met', sa.ARRAY(sa.Uuid()), nullable=False),
    sa.Column('verbanden', sa.ARRAY(sa.Uuid()), nullable=False),
    sa.Column('vervultijd_dagen', sa.Integer(), nullable=True),
    sa.Column('wervingstijd_dagen', sa.Integer(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vervulling')),
    sa.UniqueConstraint('bron_log_nr', name=op.f('uq_vervulling_bron_log_nr'))
    )
    op.create_index('ix_vervulling_gedeeld_met', 'vervulling', ['gedeeld_met'], unique=False, postgresql_using='gin')
    op.create_index('ix_vervulling_werkgever_maand', 'vervulling', ['werkgever', 'maand'], unique=False)
    op.create_table('vervulling_geteld',
    sa.Column('log_nr', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.PrimaryKeyConstraint('log_nr', name=op.f('pk_vervulling_geteld'))
    )
    op.create_table('uitstroomopgave',
    sa.Column('organisatie', sa.Text(), nullable=False),
    sa.Column('jaar', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('binnen_verband', sa.Integer(), nullable=False),
    sa.Column('overheid', sa.Integer(), nullable=False),
    sa.Column('bedrijfsleven', sa.Integer(), nullable=False),
    sa.Column('zzp', sa.Integer(), nullable=False),
    sa.Column('pensioen', sa.Integer(), nullable=False),
    sa.Column('onbekend', sa.Integer(), nullable=False),
    sa.Column('verbanden', sa.ARRAY(sa.Uuid()), nullable=False),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.Column('gewijzigd_op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('gebruiker', sa.Text(), nullable=True),
    sa.CheckConstraint('least(binnen_verband, overheid, bedrijfsleven, zzp, pensioen, onbekend) >= 0', name=op.f('ck_uitstroomopgave_aantallen')),
    sa.PrimaryKeyConstraint('organisatie', 'jaar', name=op.f('pk_uitstroomopgave'))
    )


def downgrade() -> None:
    op.drop_table('uitstroomopgave')
    op.drop_table('vervulling_geteld')
    op.drop_index('ix_vervulling_gedeeld_met', table_name='vervulling', postgresql_using='gin')
    op.drop_index('ix_vervulling_werkgever_maand', table_name='vervulling')
    op.drop_table('vervulling')
