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
    sa.Column('gewist', sa.Boolean(), nullable=False),
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
    op.create_table('doorverwijzing',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('persoon', sa.Uuid(), nullable=False),
    sa.Column('aanleiding', sa.Text(), nullable=False),
    sa.Column('verwijzer', sa.Text(), nullable=True),
    sa.Column('sollicitatie_id', sa.Uuid(), nullable=True),
    sa.Column('besluit', sa.Text(), nullable=False),
    sa.Column('voorgesteld_op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('maximum_maanden', sa.Integer(), nullable=False),
    sa.Column('toelichting', sa.Text(), nullable=True),
    sa.Column('motivatie', sa.Text(), nullable=True),
    sa.Column('werkgever', sa.Text(), nullable=True),
    sa.Column('vast_contract', sa.Boolean(), nullable=True),
    sa.Column('toestemming_id', sa.Uuid(), nullable=True),
    sa.Column('gewist', sa.Boolean(), nullable=False),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.CheckConstraint("besluit IN ('voorgesteld', 'toegestaan', 'geweigerd', 'teruggenomen', 'vervallen')", name=op.f('ck_doorverwijzing_besluit')),
    sa.ForeignKeyConstraint(['sollicitatie_id'], ['sollicitatie.id'], name=op.f('fk_doorverwijzing_sollicitatie_id'), onupdate='CASCADE', ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['toestemming_id'], ['toestemming.id'], name=op.f('fk_doorverwijzing_toestemming_id'), onupdate='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_doorverwijzing')),
    sa.UniqueConstraint('toestemming_id', name=op.f('uq_doorverwijzing_toestemming_id'))
    )
    op.create_index(op.f('ix_doorverwijzing_sollicitatie_id'), 'doorverwijzing', ['sollicitatie_id'])
    op.create_index('ix_doorverwijzing_persoon', 'doorverwijzing', ['persoon', 'voorgesteld_op'])
    op.create_index('ix_doorverwijzing_verwijzer', 'doorverwijzing', ['verwijzer', 'voorgesteld_op'])
    op.create_index('uq_doorverwijzing_open_voorstel', 'doorverwijzing', ['persoon', 'verwijzer'], unique=True, postgresql_where="besluit = 'voorgesteld'")
    op.create_table('doorverwijzing_bestemming',
    sa.Column('doorverwijzing_id', sa.Uuid(), nullable=False),
    sa.Column('organisatie', sa.Text(), nullable=False),
    sa.Column('verband', sa.Uuid(), nullable=False),
    sa.Column('toegestaan', sa.Boolean(), nullable=False),
    sa.Column('antwoord', sa.Text(), nullable=True),
    sa.Column('antwoord_op', sa.TIMESTAMP(timezone=True), nullable=True),
    sa.Column('reden', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['doorverwijzing_id'], ['doorverwijzing.id'], name=op.f('fk_doorverwijzing_bestemming_doorverwijzing_id'), onupdate='CASCADE'),
    sa.PrimaryKeyConstraint('doorverwijzing_id', 'organisatie', name=op.f('pk_doorverwijzing_bestemming'))
    )
    op.create_index('ix_doorverwijzing_bestemming_organisatie', 'doorverwijzing_bestemming', ['organisatie', 'toegestaan'])
    op.create_index('ix_doorverwijzing_bestemming_verband', 'doorverwijzing_bestemming', ['verband'])
    op.create_table('doorverwijzinglog',
    sa.Column('nr', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('doorverwijzing_id', sa.Uuid(), nullable=False),
    sa.Column('wat', sa.Text(), nullable=False),
    sa.Column('organisatie', sa.Text(), nullable=True),
    sa.Column('op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('client', sa.Text(), nullable=True),
    sa.Column('gebruiker', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['doorverwijzing_id'], ['doorverwijzing.id'], name=op.f('fk_doorverwijzinglog_doorverwijzing_id'), onupdate='CASCADE'),
    sa.PrimaryKeyConstraint('nr', name=op.f('pk_doorverwijzinglog'))
    )
    op.create_index(op.f('ix_doorverwijzinglog_doorverwijzing_id'), 'doorverwijzinglog', ['doorverwijzing_id'])
    op.create_table('doorverwijzingspauze',
    sa.Column('wie', sa.Text(), nullable=False),
    sa.Column('sinds', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('tot_datum', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('wie', name=op.f('pk_doorverwijzingspauze'))
    )


def downgrade() -> None:
    op.drop_table('doorverwijzingspauze')
    op.drop_table('doorverwijzinglog')
    op.drop_table('doorverwijzing_bestemming')
    op.drop_table('doorverwijzing')
    op.drop_table('afscherming')
    op.drop_table('toestemminglog')
    op.drop_table('toestemming_ontvanger')
    op.drop_table('toestemming')
