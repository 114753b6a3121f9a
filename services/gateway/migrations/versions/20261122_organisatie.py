"""organisatie: how a verband decides, joins, leaves, and what it uses

Revision ID: 20261122_organisatie
Revises: 20261122_notificatie
"""

import sqlalchemy as sa
from alembic import op

revision = "20261122_organisatie"
down_revision = "20261122_notificatie"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('gegevensafspraak',
    sa.Column('verband', sa.Uuid(), nullable=False),
    sa.Column('versie', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('titel', sa.Text(), nullable=False),
    sa.Column('vindplaats', sa.Text(), nullable=True),
    sa.Column('gesloten_op', sa.Date(), nullable=False),
    sa.Column('geldig_vanaf', sa.Date(), nullable=False),
    sa.Column('vastgelegd_op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('namens', sa.Text(), nullable=True),
    sa.Column('door', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['verband'], ['verband.id'], name=op.f('fk_gegevensafspraak_verband')),
    sa.PrimaryKeyConstraint('verband', 'versie', name=op.f('pk_gegevensafspraak'))
    )
    op.create_table('portaal',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('verband', sa.Uuid(), nullable=False),
    sa.Column('soort', sa.Text(), nullable=False),
    sa.Column('naam', sa.Text(), nullable=False),
    sa.Column('webadres', sa.Text(), nullable=False),
    sa.Column('toelichting', sa.Text(), nullable=True),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['verband'], ['verband.id'], name=op.f('fk_portaal_verband')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_portaal'))
    )
    op.create_index(op.f('ix_portaal_verband'), 'portaal', ['verband'], unique=False)
    op.create_table('toetreding',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('verband', sa.Uuid(), nullable=False),
    sa.Column('organisatie', sa.Text(), nullable=False),
    sa.Column('van', sa.Date(), nullable=False),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('convenant', sa.Integer(), nullable=True),
    sa.Column('or_instemming_op', sa.Date(), nullable=True),
    sa.Column('gevraagd_op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('besloten_op', sa.TIMESTAMP(timezone=True), nullable=True),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['organisatie'], ['organisatie.oin'], name=op.f('fk_toetreding_organisatie')),
    sa.ForeignKeyConstraint(['verband'], ['verband.id'], name=op.f('fk_toetreding_verband')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_toetreding'))
    )
    op.create_index(op.f('ix_toetreding_organisatie'), 'toetreding', ['organisatie'], unique=False)
    op.create_index(op.f('ix_toetreding_verband'), 'toetreding', ['verband'], unique=False)
    op.create_index('uq_toetreding_open', 'toetreding', ['verband', 'organisatie'], unique=True, postgresql_where="status = 'open'")
    op.create_table('verbandlog',
    sa.Column('nr', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('verband', sa.Uuid(), nullable=False),
    sa.Column('onderdeel', sa.Text(), nullable=False),
    sa.Column('van', sa.Text(), nullable=False),
    sa.Column('naar', sa.Text(), nullable=False),
    sa.Column('reden', sa.Text(), nullable=True),
    sa.Column('op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('namens', sa.Text(), nullable=True),
    sa.Column('door', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['verband'], ['verband.id'], name=op.f('fk_verbandlog_verband')),
    sa.PrimaryKeyConstraint('nr', name=op.f('pk_verbandlog'))
    )
    op.create_index(op.f('ix_verbandlog_verband'), 'verbandlog', ['verband'], unique=False)
    op.create_table('wervingscontact',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisatie', sa.Text(), nullable=False),
    sa.Column('naam', sa.Text(), nullable=False),
    sa.Column('email', sa.Text(), nullable=False),
    sa.Column('telefoon', sa.Text(), nullable=True),
    sa.Column('werkgebied', sa.Text(), nullable=True),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['organisatie'], ['organisatie.oin'], name=op.f('fk_wervingscontact_organisatie')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_wervingscontact'))
    )
    op.create_index(op.f('ix_wervingscontact_organisatie'), 'wervingscontact', ['organisatie'], unique=False)
    op.create_table('convenantstem',
    sa.Column('verband', sa.Uuid(), nullable=False),
    sa.Column('versie', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('organisatie', sa.Text(), nullable=False),
    sa.Column('akkoord', sa.Boolean(), nullable=False),
    sa.Column('toelichting', sa.Text(), nullable=True),
    sa.Column('wijziging', sa.Integer(), nullable=False),
    sa.Column('op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('door', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['verband', 'versie'], ['convenant.verband', 'convenant.versie'], name=op.f('fk_convenantstem_verband_versie')),
    sa.PrimaryKeyConstraint('verband', 'versie', 'organisatie', name=op.f('pk_convenantstem'))
    )
    op.create_table('toetredingstem',
    sa.Column('toetreding', sa.Uuid(), nullable=False),
    sa.Column('organisatie', sa.Text(), nullable=False),
    sa.Column('akkoord', sa.Boolean(), nullable=False),
    sa.Column('op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('door', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['toetreding'], ['toetreding.id'], name=op.f('fk_toetredingstem_toetreding')),
    sa.PrimaryKeyConstraint('toetreding', 'organisatie', name=op.f('pk_toetredingstem'))
    )
    op.create_table('uittreding',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('verband', sa.Uuid(), nullable=False),
    sa.Column('lidmaatschap', sa.Uuid(), nullable=False),
    sa.Column('organisatie', sa.Text(), nullable=False),
    sa.Column('tot', sa.Date(), nullable=False),
    sa.Column('reden', sa.Text(), nullable=True),
    sa.Column('wissen_vanaf', sa.Date(), nullable=False),
    sa.Column('aangekondigd_op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('door', sa.Text(), nullable=True),
    sa.Column('uitgevoerd_op', sa.TIMESTAMP(timezone=True), nullable=True),
    sa.Column('beeindigd_op', sa.TIMESTAMP(timezone=True), nullable=True),
    sa.Column('gewist_op', sa.TIMESTAMP(timezone=True), nullable=True),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['lidmaatschap'], ['lidmaatschap.id'], name=op.f('fk_uittreding_lidmaatschap')),
    sa.ForeignKeyConstraint(['verband'], ['verband.id'], name=op.f('fk_uittreding_verband')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_uittreding')),
    sa.UniqueConstraint('lidmaatschap', name=op.f('uq_uittreding_lidmaatschap'))
    )
    op.create_index(op.f('ix_uittreding_verband'), 'uittreding', ['verband'], unique=False)
    op.add_column('lidmaatschap', sa.Column('or_instemming_op', sa.Date(), nullable=True))
    op.add_column('verband', sa.Column('besluitregel', sa.Text(), server_default='zonder_stemming', nullable=False))
    op.add_column('verband', sa.Column('or_instemming_vereist', sa.Boolean(), server_default=sa.text('false'), nullable=False))
    op.add_column('verband', sa.Column('modules', sa.ARRAY(sa.Text()), server_default='{pool,vacatures}', nullable=False))
    # From now on personal data flow only under an arrangement on them. A verband that worked
    # already goes on, and its list says that the arrangement itself was not recorded.
    op.execute(
        """
        INSERT INTO gegevensafspraak (verband, versie, titel, gesloten_op, geldig_vanaf, vastgelegd_op)
        SELECT verband, 1, 'Bij de invoering overgenomen; leg de afspraak zelf nog vast',
               min(geldig_vanaf), min(geldig_vanaf), now()
        FROM convenant WHERE geldig_vanaf IS NOT NULL GROUP BY verband
        """
    )


def downgrade() -> None:
    op.drop_column('verband', 'modules')
    op.drop_column('verband', 'or_instemming_vereist')
    op.drop_column('verband', 'besluitregel')
    op.drop_column('lidmaatschap', 'or_instemming_op')
    op.drop_index(op.f('ix_uittreding_verband'), table_name='uittreding')
    op.drop_table('uittreding')
    op.drop_table('toetredingstem')
    op.drop_table('convenantstem')
    op.drop_index(op.f('ix_wervingscontact_organisatie'), table_name='wervingscontact')
    op.drop_table('wervingscontact')
    op.drop_index(op.f('ix_verbandlog_verband'), table_name='verbandlog')
    op.drop_table('verbandlog')
    op.drop_index('uq_toetreding_open', table_name='toetreding', postgresql_where="status = 'open'")
    op.drop_index(op.f('ix_toetreding_verband'), table_name='toetreding')
    op.drop_index(op.f('ix_toetreding_organisatie'), table_name='toetreding')
    op.drop_table('toetreding')
    op.drop_index(op.f('ix_portaal_verband'), table_name='portaal')
    op.drop_table('portaal')
    op.drop_table('gegevensafspraak')
