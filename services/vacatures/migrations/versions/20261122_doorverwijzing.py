"""doorverwijzing

Revision ID: 20261122_doorverwijzing
Revises: 20261122_document
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '20261122_doorverwijzing'
down_revision = '20261122_document'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('toestemming',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('persoon', sa.Uuid(), nullable=False),
    sa.Column('doel', sa.Text(), nullable=False),
    sa.Column('gegevens', postgresql.ARRAY(sa.Text()), nullable=False),
    sa.Column('gegeven_op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('eind_datum', sa.Date(), nullable=False),
    sa.Column('tot', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('ingetrokken_op', sa.TIMESTAMP(timezone=True), nullable=True),
    sa.Column('gevraagd_door', sa.Text(), nullable=True),
    sa.Column('onderwerp', sa.Uuid(), nullable=True),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.CheckConstraint("doel IN ('doorverwijzing', 'langer_bewaren', 'loopbaanwens_tonen')", name=op.f('ck_toestemming_doel')),
    sa.CheckConstraint('cardinality(gegevens) > 0', name=op.f('ck_toestemming_gegevens')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_toestemming'))
    )
    op.create_index('ix_toestemming_persoon', 'toestemming', ['persoon', 'doel', 'tot'])
    op.create_index('ix_toestemming_onderwerp', 'toestemming', ['onderwerp'])
    op.create_index('ix_toestemming_tot', 'toestemming', ['tot'], postgresql_where='ingetrokken_op IS NULL')
    op.create_table('toestemming_ontvanger',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('toestemming_id', sa.Uuid(), nullable=False),
    sa.Column('organisatie', sa.Text(), nullable=False),
    sa.Column('wissen_gevraagd_op', sa.TIMESTAMP(timezone=True), nullable=True),
    sa.Column('wissen_bevestigd_op', sa.TIMESTAMP(timezone=True), nullable=True),
    sa.Column('bevestigd_door', sa.Text(), nullable=True),
    sa.Column('herinnerd_op', sa.TIMESTAMP(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['toestemming_id'], ['toestemming.id'], name=op.f('fk_toestemming_ontvanger_toestemming_id'), onupdate='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_toestemming_ontvanger'))
    )
    op.create_index('uq_toestemming_ontvanger_toestemming_id_organisatie', 'toestemming_ontvanger', ['toestemming_id', 'organisatie'], unique=True)
    op.create_index('ix_toestemming_ontvanger_te_wissen', 'toestemming_ontvanger', ['organisatie', 'wissen_gevraagd_op'], postgresql_where='wissen_gevraagd_op IS NOT NULL AND wissen_bevestigd_op IS NULL')
    op.create_table('toestemminglog',
    sa.Column('nr', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('toestemming_id', sa.Uuid(), nullable=False),
    sa.Column('wat', sa.Text(), nullable=False),
    sa.Column('organisatie', sa.Text(), nullable=True),
    sa.Column('op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('client', sa.Text(), nullable=True),
    sa.Column('gebruiker', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['toestemming_id'], ['toestemming.id'], name=op.f('fk_toestemminglog_toestemming_id'), onupdate='CASCADE'),
    sa.PrimaryKeyConstraint('nr', name=op.f('pk_toestemminglog'))
    )
    op.create_index(op.f('ix_toestemminglog_toestemming_id'), 'toestemminglog', ['toestemming_id'])
    op.create_table('afscherming',
    sa.Column('persoon', sa.Uuid(), nullable=False),
    sa.Column('organisatie', sa.Text(), nullable=False),
    sa.Column('bron', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('persoon', 'organisatie', 'bron', name=op.f('pk_afscherming'))
    )


def downgrade() -> None:
    op.drop_table('afscherming')
    op.drop_table('toestemminglog')
    op.drop_table('toestemming_ontvanger')
    op.drop_table('toestemming')
