"""functieruil

Revision ID: 20261122_functieruil
Revises: 20261122_correctie
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '20261122_functieruil'
down_revision = '20261122_correctie'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('ruilkring',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('verband', sa.Uuid(), nullable=False),
    sa.Column('ronde_id', sa.Uuid(), nullable=False),
    sa.Column('soort', sa.Text(), nullable=False),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('van', sa.Date(), nullable=False),
    sa.Column('tot', sa.Date(), nullable=False),
    sa.Column('reactie_voor', sa.Date(), nullable=False),
    sa.Column('vrije_plek_id', sa.Uuid(), nullable=True),
    sa.Column('allen_akkoord', sa.Boolean(), nullable=False),
    sa.Column('verrekening', sa.Text(), nullable=True),
    sa.Column('reden', sa.Text(), nullable=True),
    sa.Column('door', sa.Text(), nullable=True),
    sa.Column('op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.CheckConstraint("status IN ('gevraagd', 'akkoord', 'vastgelegd', 'voltooid', 'vervallen')", name=op.f('ck_ruilkring_status')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ruilkring'))
    )
    op.create_index(op.f('ix_ruilkring_ronde_id'), 'ruilkring', ['ronde_id'], unique=False)
    op.create_index('ix_ruilkring_status', 'ruilkring', ['status'], unique=False)
    op.create_index(op.f('ix_ruilkring_verband'), 'ruilkring', ['verband'], unique=False)
    op.create_index('uq_ruilkring_plek', 'ruilkring', ['vrije_plek_id'], unique=True, postgresql_where=sa.text("status IN ('gevraagd', 'akkoord', 'vastgelegd')"))
    op.create_table('ruilronde',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('verband', sa.Uuid(), nullable=False),
    sa.Column('peildatum', sa.Date(), nullable=False),
    sa.Column('langste_kring', sa.Integer(), nullable=False),
    sa.Column('invoer', postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
    sa.Column('invoer_hash', sa.Text(), nullable=False),
    sa.Column('cijfers', postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('berekening_percentage', sa.Integer(), nullable=False),
    sa.Column('poging', sa.Integer(), nullable=False),
    sa.Column('faalcode', sa.Text(), nullable=True),
    sa.Column('gemaakt_op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('gemaakt_door', sa.Text(), nullable=True),
    sa.Column('klaar_op', sa.TIMESTAMP(timezone=True), nullable=True),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.CheckConstraint("status IN ('in_berekening', 'berekend', 'mislukt', 'geannuleerd')", name=op.f('ck_ruilronde_status')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ruilronde'))
    )
    op.create_index(op.f('ix_ruilronde_verband'), 'ruilronde', ['verband'], unique=False)
    op.create_index('uq_ruilronde_bezig', 'ruilronde', ['verband'], unique=True, postgresql_where=sa.text("status = 'in_berekening'"))
    op.create_table('ruilwens',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('verband', sa.Uuid(), nullable=False),
    sa.Column('medewerker', sa.Uuid(), nullable=False),
    sa.Column('organisatie', sa.Text(), nullable=False),
    sa.Column('functie', sa.Text(), nullable=False),
    sa.Column('niveau', sa.Text(), nullable=False),
    sa.Column('uren', sa.Numeric(precision=4, scale=1), nullable=False),
    sa.Column('van', sa.Date(), nullable=False),
    sa.Column('tot', sa.Date(), nullable=False),
    sa.Column('kan', postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
    sa.Column('zoekt', sa.ARRAY(sa.Text()), nullable=False),
    sa.Column('organisaties', sa.ARRAY(sa.Text()), nullable=False),
    sa.Column('zichtbaarheid', sa.Text(), nullable=False),
    sa.Column('geldig_tot', sa.Date(), nullable=False),
    sa.Column('toelichting', sa.Text(), nullable=False),
    sa.Column('plaats', sa.Text(), nullable=True),
    sa.Column('mag_leeg', sa.Boolean(), nullable=False),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('uitleg', postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
    sa.Column('uitleg_op', sa.TIMESTAMP(timezone=True), nullable=True),
    sa.Column('gewijzigd_op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.CheckConstraint("status IN ('actief', 'ingetrokken', 'verlopen', 'vervuld')", name=op.f('ck_ruilwens_status')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ruilwens'))
    )
    op.create_index(op.f('ix_ruilwens_medewerker'), 'ruilwens', ['medewerker'], unique=False)
    op.create_index(op.f('ix_ruilwens_organisatie'), 'ruilwens', ['organisatie'], unique=False)
    op.create_index(op.f('ix_ruilwens_verband'), 'ruilwens', ['verband'], unique=False)
    op.create_index('uq_ruilwens_actief', 'ruilwens', ['verband', 'medewerker'], unique=True, postgresql_where=sa.text("status = 'actief'"))
    op.create_table('vrije_plek',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('verband', sa.Uuid(), nullable=False),
    sa.Column('organisatie', sa.Text(), nullable=False),
    sa.Column('titel', sa.Text(), nullable=False),
    sa.Column('functie', sa.Text(), nullable=False),
    sa.Column('niveau', sa.Text(), nullable=False),
    sa.Column('uren', sa.Numeric(precision=4, scale=1), nullable=False),
    sa.Column('van', sa.Date(), nullable=False),
    sa.Column('tot', sa.Date(), nullable=False),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('gewijzigd_op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.CheckConstraint("status IN ('actief', 'ingetrokken', 'verlopen', 'vervuld')", name=op.f('ck_vrije_plek_status')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vrije_plek'))
    )
    op.create_index(op.f('ix_vrije_plek_organisatie'), 'vrije_plek', ['organisatie'], unique=False)
    op.create_index(op.f('ix_vrije_plek_verband'), 'vrije_plek', ['verband'], unique=False)
    op.create_table('werkbezoek',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('verband', sa.Uuid(), nullable=False),
    sa.Column('medewerker', sa.Uuid(), nullable=False),
    sa.Column('thuisorganisatie', sa.Text(), nullable=False),
    sa.Column('gastheer', sa.Text(), nullable=False),
    sa.Column('onderwerp', sa.Text(), nullable=False),
    sa.Column('datum', sa.Date(), nullable=False),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('door', sa.Text(), nullable=True),
    sa.Column('gewijzigd_op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.CheckConstraint("status IN ('gevraagd', 'afgesproken', 'afgewezen', 'ingetrokken')", name=op.f('ck_werkbezoek_status')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_werkbezoek'))
    )
    op.create_index(op.f('ix_werkbezoek_gastheer'), 'werkbezoek', ['gastheer'], unique=False)
    op.create_index(op.f('ix_werkbezoek_medewerker'), 'werkbezoek', ['medewerker'], unique=False)
    op.create_index(op.f('ix_werkbezoek_verband'), 'werkbezoek', ['verband'], unique=False)
    op.create_table('ruilafval',
    sa.Column('wens_id', sa.Uuid(), nullable=False),
    sa.Column('plek_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['wens_id'], ['ruilwens.id'], name=op.f('fk_ruilafval_wens_id')),
    sa.PrimaryKeyConstraint('wens_id', 'plek_id', name=op.f('pk_ruilafval'))
    )
    op.create_table('ruilschakel',
    sa.Column('kring_id', sa.Uuid(), nullable=False),
    sa.Column('nr', sa.Integer(), nullable=False),
    sa.Column('wens_id', sa.Uuid(), nullable=True),
    sa.Column('medewerker', sa.Uuid(), nullable=False),
    sa.Column('thuisorganisatie', sa.Text(), nullable=False),
    sa.Column('naar_id', sa.Uuid(), nullable=False),
    sa.Column('inlener', sa.Text(), nullable=False),
    sa.Column('functie', sa.Text(), nullable=False),
    sa.Column('uren', sa.Numeric(precision=4, scale=1), nullable=False),
    sa.Column('antwoord', sa.Boolean(), nullable=True),
    sa.Column('antwoord_op', sa.TIMESTAMP(timezone=True), nullable=True),
    sa.Column('inzet_id', sa.Uuid(), nullable=True),
    sa.Column('open', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['kring_id'], ['ruilkring.id'], name=op.f('fk_ruilschakel_kring_id')),
    sa.PrimaryKeyConstraint('kring_id', 'nr', name=op.f('pk_ruilschakel'))
    )
    op.create_index(op.f('ix_ruilschakel_inzet_id'), 'ruilschakel', ['inzet_id'], unique=False)
    op.create_index(op.f('ix_ruilschakel_medewerker'), 'ruilschakel', ['medewerker'], unique=False)
    op.create_index(op.f('ix_ruilschakel_wens_id'), 'ruilschakel', ['wens_id'], unique=False)
    op.create_index('uq_ruilschakel_open', 'ruilschakel', ['medewerker'], unique=True, postgresql_where=sa.text('open'))
    op.add_column('inzet', sa.Column('soort', sa.Text(), server_default='toewijzing', nullable=False))
    op.add_column('inzet', sa.Column('groep_id', sa.Uuid(), nullable=True))
    op.create_index(op.f('ix_inzet_groep_id'), 'inzet', ['groep_id'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_inzet_groep_id'), table_name='inzet')
    op.drop_column('inzet', 'groep_id')
    op.drop_column('inzet', 'soort')
    op.drop_index('uq_ruilschakel_open', table_name='ruilschakel', postgresql_where=sa.text('open'))
    op.drop_index(op.f('ix_ruilschakel_wens_id'), table_name='ruilschakel')
    op.drop_index(op.f('ix_ruilschakel_medewerker'), table_name='ruilschakel')
    op.drop_index(op.f('ix_ruilschakel_inzet_id'), table_name='ruilschakel')
    op.drop_table('ruilschakel')
    op.drop_table('ruilafval')
    op.drop_index(op.f('ix_werkbezoek_verband'), table_name='werkbezoek')
    op.drop_index(op.f('ix_werkbezoek_medewerker'), table_name='werkbezoek')
    op.drop_index(op.f('ix_werkbezoek_gastheer'), table_name='werkbezoek')
    op.drop_table('werkbezoek')
    op.drop_index(op.f('ix_vrije_plek_verband'), table_name='vrije_plek')
    op.drop_index(op.f('ix_vrije_plek_organisatie'), table_name='vrije_plek')
    op.drop_table('vrije_plek')
    op.drop_index('uq_ruilwens_actief', table_name='ruilwens', postgresql_where=sa.text("status = 'actief'"))
    op.drop_index(op.f('ix_ruilwens_verband'), table_name='ruilwens')
    op.drop_index(op.f('ix_ruilwens_organisatie'), table_name='ruilwens')
    op.drop_index(op.f('ix_ruilwens_medewerker'), table_name='ruilwens')
    op.drop_table('ruilwens')
    op.drop_index('uq_ruilronde_bezig', table_name='ruilronde', postgresql_where=sa.text("status = 'in_berekening'"))
    op.drop_index(op.f('ix_ruilronde_verband'), table_name='ruilronde')
    op.drop_table('ruilronde')
    op.drop_index('uq_ruilkring_plek', table_name='ruilkring', postgresql_where=sa.text("status IN ('gevraagd', 'akkoord', 'vastgelegd')"))
    op.drop_index(op.f('ix_ruilkring_verband'), table_name='ruilkring')
    op.drop_index('ix_ruilkring_status', table_name='ruilkring')
    op.drop_index(op.f('ix_ruilkring_ronde_id'), table_name='ruilkring')
    op.drop_table('ruilkring')
