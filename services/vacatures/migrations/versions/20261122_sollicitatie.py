"""sollicitatie

Revision ID: 20261122_sollicitatie
Revises: 20261122_teksten
"""

import sqlalchemy as sa
from alembic import op

revision = '20261122_sollicitatie'
down_revision = '20261122_teksten'
branch_labels = None
depends_on = None


NAAR_SOLLICITATIE = ('sollicitatielog', 'beoordeling', 'aanbod')


def upgrade() -> None:
    op.add_column('sollicitatie', sa.Column('client', sa.Text(), nullable=True))
    op.execute(
        'UPDATE sollicitatie s SET client = l.client FROM sollicitatielog l'
        ' WHERE l.sollicitatie_id = s.id AND l.van IS NULL'
    )
    op.add_column('sollicitatie', sa.Column('herkomst', sa.Text(), server_default='doorstroom', nullable=False))
    op.add_column('sollicitatie', sa.Column('kenmerk', sa.Text(), nullable=True))
    op.add_column('sollicitatie', sa.Column('koppelsleutel', sa.Text(), nullable=True))
    op.add_column('sollicitatie', sa.Column('herinnerd_voor', sa.Date(), nullable=True))
    op.add_column('sollicitatie', sa.Column('vervuld_gemeld_op', sa.TIMESTAMP(timezone=True), nullable=True))
    op.add_column('sollicitatie', sa.Column('geanonimiseerd', sa.Boolean(), server_default='false', nullable=False))
    op.create_check_constraint(op.f('ck_sollicitatie_herkomst'), 'sollicitatie', "herkomst IN ('doorstroom', 'werkgever')")
    op.create_index('uq_sollicitatie_vacature_id_kenmerk', 'sollicitatie', ['vacature_id', 'kenmerk'], unique=True, postgresql_where="status <> 'ingetrokken'")
    op.create_index('ix_sollicitatie_vacature_id', 'sollicitatie', ['vacature_id'], unique=False)
    op.create_index('ix_sollicitatie_koppelsleutel', 'sollicitatie', ['koppelsleutel'], unique=False, postgresql_where='koppelsleutel IS NOT NULL')
    op.create_index('ix_sollicitatie_lopend', 'sollicitatie', ['vacature_id'], unique=False, postgresql_where="status IN ('ingediend', 'in_behandeling')")
    op.add_column('sollicitatielog', sa.Column('redencode', sa.Text(), nullable=True))
    for table in NAAR_SOLLICITATIE:
        _key_to_sollicitatie(table, 'CASCADE')
    op.create_table('selectiestap',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('sollicitatie_id', sa.Uuid(), nullable=False),
    sa.Column('soort', sa.Text(), nullable=False),
    sa.Column('datum', sa.Date(), nullable=False),
    sa.Column('uitkomst', sa.Text(), nullable=False),
    sa.Column('toelichting', sa.Text(), nullable=True),
    sa.Column('gebruiker', sa.Text(), nullable=True),
    sa.Column('op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['sollicitatie_id'], ['sollicitatie.id'], name=op.f('fk_selectiestap_sollicitatie_id'), onupdate='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_selectiestap'))
    )
    op.create_index(op.f('ix_selectiestap_sollicitatie_id'), 'selectiestap', ['sollicitatie_id'], unique=False)
    op.create_table('klacht',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('sollicitatie_id', sa.Uuid(), nullable=False),
    sa.Column('over', sa.Text(), nullable=False),
    sa.Column('tekst', sa.Text(), nullable=False),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('ingediend_op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('uiterlijk_op', sa.Date(), nullable=False),
    sa.Column('behandelaar', sa.Text(), nullable=True),
    sa.Column('uitkomst', sa.Text(), nullable=True),
    sa.Column('reden', sa.Text(), nullable=True),
    sa.Column('afgehandeld_op', sa.TIMESTAMP(timezone=True), nullable=True),
    sa.Column('herinnerd_voor', sa.Date(), nullable=True),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.CheckConstraint("status IN ('ingediend', 'in_behandeling', 'afgehandeld', 'ingetrokken')", name=op.f('ck_klacht_status')),
    sa.ForeignKeyConstraint(['sollicitatie_id'], ['sollicitatie.id'], name=op.f('fk_klacht_sollicitatie_id'), onupdate='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_klacht'))
    )
    op.create_index(op.f('ix_klacht_sollicitatie_id'), 'klacht', ['sollicitatie_id'], unique=False)
    op.create_index('uq_klacht_open', 'klacht', ['sollicitatie_id', 'over'], unique=True, postgresql_where="status IN ('ingediend', 'in_behandeling')")
    op.create_index('ix_klacht_open', 'klacht', ['uiterlijk_op'], unique=False, postgresql_where="status IN ('ingediend', 'in_behandeling')")
    op.add_column('aanbod', sa.Column('akkoord_nodig', sa.Boolean(), server_default='false', nullable=False))
    op.add_column('aanbod', sa.Column('akkoord_op', sa.TIMESTAMP(timezone=True), nullable=True))
    op.create_table('afwijking',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('sollicitatie_id', sa.Uuid(), nullable=False),
    sa.Column('aanbod_id', sa.Uuid(), nullable=False),
    sa.Column('reden', sa.Text(), nullable=False),
    sa.Column('gebruiker', sa.Text(), nullable=False),
    sa.Column('op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['aanbod_id'], ['aanbod.id'], name=op.f('fk_afwijking_aanbod_id')),
    sa.ForeignKeyConstraint(['sollicitatie_id'], ['sollicitatie.id'], name=op.f('fk_afwijking_sollicitatie_id'), onupdate='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_afwijking'))
    )
    op.create_index(op.f('ix_afwijking_sollicitatie_id'), 'afwijking', ['sollicitatie_id'], unique=False)
    op.create_index(op.f('ix_afwijking_aanbod_id'), 'afwijking', ['aanbod_id'], unique=False)
    _create_overstap()


def _create_overstap() -> None:
    op.create_table('overstap',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('sollicitatie_id', sa.Uuid(), nullable=False),
    sa.Column('medewerker', sa.Uuid(), nullable=False),
    sa.Column('van', sa.Text(), nullable=False),
    sa.Column('naar', sa.Text(), nullable=False),
    sa.Column('contractsoort', sa.Text(), nullable=False),
    sa.Column('uren', sa.Numeric(precision=4, scale=1), nullable=False),
    sa.Column('vroegste_start_datum', sa.Date(), nullable=False),
    sa.Column('start_datum', sa.Date(), nullable=True),
    sa.Column('voorstel_datum', sa.Date(), nullable=True),
    sa.Column('voorstel_door', sa.Text(), nullable=True),
    sa.Column('start_reden', sa.Text(), nullable=True),
    sa.Column('schaalafspraak', sa.Text(), nullable=True),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.Column('afgesproken_op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.CheckConstraint("status IN ('afgesproken', 'begonnen', 'afgebroken')", name=op.f('ck_overstap_status')),
    sa.CheckConstraint('van <> naar', name=op.f('ck_overstap_elders')),
    sa.ForeignKeyConstraint(['sollicitatie_id'], ['sollicitatie.id'], name=op.f('fk_overstap_sollicitatie_id'), onupdate='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_overstap')),
    sa.UniqueConstraint('sollicitatie_id', name=op.f('uq_overstap_sollicitatie_id'))
    )
    op.create_index(op.f('ix_overstap_medewerker'), 'overstap', ['medewerker'], unique=False)
    op.create_index('ix_overstap_van', 'overstap', ['van', 'afgesproken_op', 'id'], unique=False)
    op.create_index('ix_overstap_naar', 'overstap', ['naar', 'afgesproken_op', 'id'], unique=False)
    op.create_table('overstappunt',
    sa.Column('overstap_id', sa.Uuid(), nullable=False),
    sa.Column('code', sa.Text(), nullable=False),
    sa.Column('gedaan_op', sa.Date(), nullable=True),
    sa.Column('antwoord', sa.Boolean(), nullable=True),
    sa.Column('partij', sa.Text(), nullable=False),
    sa.Column('gebruiker', sa.Text(), nullable=True),
    sa.Column('vastgelegd_op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['overstap_id'], ['overstap.id'], name=op.f('fk_overstappunt_overstap_id'), onupdate='CASCADE'),
    sa.PrimaryKeyConstraint('overstap_id', 'code', name=op.f('pk_overstappunt'))
    )
    op.create_table('overstaplog',
    sa.Column('nr', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('overstap_id', sa.Uuid(), nullable=False),
    sa.Column('van', sa.Text(), nullable=True),
    sa.Column('naar', sa.Text(), nullable=False),
    sa.Column('op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('partij', sa.Text(), nullable=False),
    sa.Column('client', sa.Text(), nullable=True),
    sa.Column('gebruiker', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['overstap_id'], ['overstap.id'], name=op.f('fk_overstaplog_overstap_id'), onupdate='CASCADE'),
    sa.PrimaryKeyConstraint('nr', name=op.f('pk_overstaplog'))
    )
    op.create_index(op.f('ix_overstaplog_overstap_id'), 'overstaplog', ['overstap_id'], unique=False)
    op.create_table('overstaptoelichting',
    sa.Column('log_nr', sa.BigInteger(), nullable=False),
    sa.Column('reden', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['log_nr'], ['overstaplog.nr'], name=op.f('fk_overstaptoelichting_log_nr'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('log_nr', name=op.f('pk_overstaptoelichting'))
    )


def _key_to_sollicitatie(table: str, onupdate: str | None) -> None:
    name = f'fk_{table}_sollicitatie_id'
    op.drop_constraint(op.f(name), table, type_='foreignkey')
    op.create_foreign_key(op.f(name), table, 'sollicitatie', ['sollicitatie_id'], ['id'], onupdate=onupdate)


def downgrade() -> None:
    for table in ('overstaptoelichting', 'overstaplog', 'overstappunt', 'overstap', 'afwijking'):
        op.drop_table(table)
    op.drop_column('aanbod', 'akkoord_op')
    op.drop_column('aanbod', 'akkoord_nodig')
    op.drop_table('klacht')
    op.drop_table('selectiestap')
    for table in NAAR_SOLLICITATIE:
        _key_to_sollicitatie(table, None)
    op.drop_column('sollicitatielog', 'redencode')
    for index in ('lopend', 'koppelsleutel', 'vacature_id'):
        op.drop_index(f'ix_sollicitatie_{index}', table_name='sollicitatie')
    op.drop_index('uq_sollicitatie_vacature_id_kenmerk', table_name='sollicitatie')
    op.drop_constraint(op.f('ck_sollicitatie_herkomst'), 'sollicitatie', type_='check')
    for column in ('geanonimiseerd', 'vervuld_gemeld_op', 'herinnerd_voor', 'koppelsleutel', 'kenmerk', 'herkomst', 'client'):
        op.drop_column('sollicitatie', column)
