"""teksten

Revision ID: 20261122_teksten
Revises: 20261122_kern
"""

import sqlalchemy as sa
from alembic import op

revision = '20261122_teksten'
down_revision = '20261122_kern'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('organisatiefeit',
    sa.Column('oin', sa.Text(), nullable=False),
    sa.Column('naam', sa.Text(), nullable=True),
    sa.Column('tooi', sa.Text(), nullable=True),
    sa.Column('inwoners', sa.Integer(), nullable=True),
    sa.Column('opgehaald_op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('oin', name=op.f('pk_organisatiefeit'))
    )
    op.create_table('profiel',
    sa.Column('organisatie', sa.Text(), nullable=False),
    sa.Column('naam', sa.Text(), nullable=False),
    sa.Column('tekst', sa.Text(), nullable=True),
    sa.Column('website', sa.Text(), nullable=True),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.Column('gewijzigd_op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('organisatie', name=op.f('pk_profiel'))
    )
    op.create_table('profielblok',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisatie', sa.Text(), nullable=False),
    sa.Column('in_profiel', sa.Boolean(), nullable=False),
    sa.Column('actief', sa.Boolean(), nullable=False),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.Column('aangemaakt_op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_profielblok'))
    )
    op.create_index('ix_profielblok_organisatie', 'profielblok', ['organisatie', 'aangemaakt_op', 'id'], unique=False)
    op.create_table('profielblokversie',
    sa.Column('blok', sa.Uuid(), nullable=False),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.Column('titel', sa.Text(), nullable=False),
    sa.Column('tekst', sa.Text(), nullable=False),
    sa.Column('op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('gebruiker', sa.Text(), nullable=True),
    sa.CheckConstraint('versie >= 1', name=op.f('ck_profielblokversie_versie')),
    sa.ForeignKeyConstraint(['blok'], ['profielblok.id'], name=op.f('fk_profielblokversie_blok')),
    sa.PrimaryKeyConstraint('blok', 'versie', name=op.f('pk_profielblokversie'))
    )
    op.create_table('verbandlabel',
    sa.Column('verband', sa.Uuid(), nullable=False),
    sa.Column('naam', sa.Text(), nullable=False),
    sa.Column('tekst', sa.Text(), nullable=True),
    sa.Column('website', sa.Text(), nullable=True),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.Column('gewijzigd_op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('organisatie', sa.Text(), nullable=False),
    sa.Column('gebruiker', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('verband', name=op.f('pk_verbandlabel'))
    )
    op.create_table('functiewaardering',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisatie', sa.Text(), nullable=False),
    sa.Column('functie', sa.Text(), nullable=False),
    sa.Column('normsysteem', sa.Text(), nullable=False),
    sa.Column('normfunctie', sa.Text(), nullable=False),
    sa.Column('normcode', sa.Text(), nullable=True),
    sa.Column('schaal_min', sa.Text(), nullable=False),
    sa.Column('schaal_max', sa.Text(), nullable=False),
    sa.Column('geldig_vanaf', sa.Date(), nullable=False),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.Column('gewijzigd_op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('gebruiker', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_functiewaardering'))
    )
    op.create_index('uq_functiewaardering_organisatie_functie_geldig_vanaf', 'functiewaardering', ['organisatie', 'functie', 'geldig_vanaf'], unique=True)
    op.create_table('terzijdelegging',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('vacature_id', sa.Uuid(), nullable=False),
    sa.Column('kenmerk', sa.Text(), nullable=False),
    sa.Column('regel', sa.Text(), nullable=False),
    sa.Column('fragment', sa.Text(), nullable=False),
    sa.Column('reden', sa.Text(), nullable=False),
    sa.Column('gebruiker', sa.Text(), nullable=False),
    sa.Column('op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['vacature_id'], ['vacature.id'], name=op.f('fk_terzijdelegging_vacature_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_terzijdelegging'))
    )
    op.create_index('uq_terzijdelegging_vacature_id_kenmerk', 'terzijdelegging', ['vacature_id', 'kenmerk'], unique=True)


def downgrade() -> None:
    op.drop_index('uq_terzijdelegging_vacature_id_kenmerk', table_name='terzijdelegging')
    op.drop_table('terzijdelegging')
    op.drop_index('uq_functiewaardering_organisatie_functie_geldig_vanaf', table_name='functiewaardering')
    op.drop_table('functiewaardering')
    op.drop_table('verbandlabel')
    op.drop_table('profielblokversie')
    op.drop_index('ix_profielblok_organisatie', table_name='profielblok')
    op.drop_table('profielblok')
    op.drop_table('profiel')
    op.drop_table('organisatiefeit')
