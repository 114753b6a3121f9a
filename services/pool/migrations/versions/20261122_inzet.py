"""inzet: three yeses, terms by version, agreement, checklist, texts and the Waadi register

Revision ID: 20261122_inzet
Revises: 20261122_toewijzing
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261122_inzet"
down_revision = "20261122_toewijzing"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
STATUS = "status IN ('voorgesteld', 'bevestigd', 'beeindigd', 'ingetrokken', 'geweigerd')"


def upgrade() -> None:
    _inzet()
    _afspraken()
    _documenten()
    op.create_table(
        'waadi_registratie',
        sa.Column('inzet', sa.Uuid(), nullable=False),
        sa.Column('medewerker', sa.Uuid(), nullable=False),
        sa.Column('uitlener', sa.Text(), nullable=False),
        sa.Column('inlener', sa.Text(), nullable=False),
        sa.Column('van', sa.Date(), nullable=False),
        sa.Column('tot', sa.Date(), nullable=True),
        sa.Column('waadi_status', sa.Text(), nullable=False),
        sa.Column('reden', sa.Text(), nullable=False),
        sa.Column('regelversie', sa.Text(), nullable=False),
        sa.Column('geregistreerd_op', MOMENT, nullable=False),
        sa.Column('bewaren_tot', sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint('inzet', name=op.f('pk_waadi_registratie')),
    )
    for kolom in ('medewerker', 'uitlener', 'inlener', 'bewaren_tot'):
        op.create_index(op.f(f'ix_waadi_registratie_{kolom}'), 'waadi_registratie', [kolom], unique=False)


def _inzet() -> None:
    for kolom in (
        sa.Column('pool_id', sa.Uuid(), nullable=True),
        sa.Column('in_dienst_voor', sa.Text(), server_default='eigen_werk', nullable=False),
        sa.Column('voorwaarden_versie', sa.Integer(), server_default='1', nullable=False),
        sa.Column('gevraagde_versie', sa.Integer(), nullable=True),
        sa.Column('gevraagd_op', MOMENT, nullable=True),
        sa.Column('bevestigd_op', MOMENT, nullable=True),
        sa.Column('geweigerd_door', sa.Text(), nullable=True),
        sa.Column('teruggekeerd_op', sa.Date(), nullable=True),
    ):
        op.add_column('inzet', kolom)
    op.create_check_constraint(op.f('ck_inzet_status'), 'inzet', STATUS)
    op.create_index('ix_inzet_status_tot', 'inzet', ['status', 'tot'], unique=False)


def _afspraken() -> None:
    op.create_table(
        'inzet_voorwaarden',
        sa.Column('inzet_id', sa.Uuid(), nullable=False),
        sa.Column('versie', sa.Integer(), nullable=False),
        sa.Column('uren_per_week', sa.Numeric(precision=4, scale=1), nullable=False),
        sa.Column('van', sa.Date(), nullable=False),
        sa.Column('tot', sa.Date(), nullable=True),
        sa.Column('werkzaamheden', sa.Text(), nullable=False),
        sa.Column('plaats', sa.Text(), nullable=True),
        sa.Column('leiding', sa.Text(), nullable=False),
        sa.Column('variant', sa.Text(), nullable=False),
        sa.Column('inkomensverschil_cent', sa.Integer(), nullable=True),
        sa.Column('terugkeer_datum', sa.Date(), nullable=True),
        sa.Column('terugkeer_doel', sa.Text(), nullable=True),
        sa.Column('tarief_grondslag', sa.Text(), nullable=True),
        sa.Column('tarief_cent_per_uur', sa.Integer(), nullable=True),
        sa.Column('opzegtermijn_weken', sa.Integer(), nullable=False),
        sa.Column('reden', sa.Text(), nullable=False),
        sa.Column('door', sa.Text(), nullable=False),
        sa.Column('op', MOMENT, nullable=False),
        sa.ForeignKeyConstraint(['inzet_id'], ['inzet.id'], name=op.f('fk_inzet_voorwaarden_inzet_id_inzet')),
        sa.PrimaryKeyConstraint('inzet_id', 'versie', name=op.f('pk_inzet_voorwaarden')),
    )
    op.create_table(
        'inzet_akkoord',
        sa.Column('nr', sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column('inzet_id', sa.Uuid(), nullable=False),
        sa.Column('versie', sa.Integer(), nullable=False),
        sa.Column('partij', sa.Text(), nullable=False),
        sa.Column('akkoord', sa.Boolean(), nullable=False),
        sa.Column('reden', sa.Text(), nullable=True),
        sa.Column('door', sa.Text(), nullable=False),
        sa.Column('op', MOMENT, nullable=False),
        sa.ForeignKeyConstraint(['inzet_id'], ['inzet.id'], name=op.f('fk_inzet_akkoord_inzet_id_inzet')),
        sa.PrimaryKeyConstraint('nr', name=op.f('pk_inzet_akkoord')),
    )
    op.create_index(op.f('ix_inzet_akkoord_inzet_id'), 'inzet_akkoord', ['inzet_id'], unique=False)


def _documenten() -> None:
    op.create_table(
        'inzet_overeenkomst',
        sa.Column('inzet_id', sa.Uuid(), nullable=False),
        sa.Column('nummer', sa.Integer(), nullable=False),
        sa.Column('voorwaarden_versie', sa.Integer(), nullable=False),
        sa.Column('sjabloon', sa.Text(), nullable=False),
        sa.Column('feiten', postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column('sha256_docx', sa.Text(), nullable=False),
        sa.Column('sha256_pdf', sa.Text(), nullable=False),
        sa.Column('door', sa.Text(), nullable=False),
        sa.Column('op', MOMENT, nullable=False),
        sa.ForeignKeyConstraint(['inzet_id'], ['inzet.id'], name=op.f('fk_inzet_overeenkomst_inzet_id_inzet')),
        sa.PrimaryKeyConstraint('inzet_id', 'nummer', name=op.f('pk_inzet_overeenkomst')),
    )
    op.create_table(
        'inzet_startpunt',
        sa.Column('inzet_id', sa.Uuid(), nullable=False),
        sa.Column('punt', sa.Text(), nullable=False),
        sa.Column('geregeld', sa.Boolean(), nullable=False),
        sa.Column('datum', sa.Date(), nullable=True),
        sa.Column('eigenaar', sa.Text(), nullable=False),
        sa.Column('uiterlijk', sa.Date(), nullable=True),
        sa.Column('rol', sa.Text(), nullable=True),
        sa.Column('door', sa.Text(), nullable=False),
        sa.Column('op', MOMENT, nullable=False),
        sa.ForeignKeyConstraint(['inzet_id'], ['inzet.id'], name=op.f('fk_inzet_startpunt_inzet_id_inzet')),
        sa.PrimaryKeyConstraint('inzet_id', 'punt', name=op.f('pk_inzet_startpunt')),
    )
    op.create_table(
        'inzet_tekst',
        sa.Column('inzet_id', sa.Uuid(), nullable=False),
        sa.Column('soort', sa.Text(), nullable=False),
        sa.Column('tekst', sa.Text(), nullable=False),
        sa.Column('zichtbaar', sa.Boolean(), nullable=False),
        sa.Column('door', sa.Text(), nullable=False),
        sa.Column('op', MOMENT, nullable=False),
        sa.Column('versie', sa.Integer(), nullable=False),
        sa.CheckConstraint("soort IN ('overdracht', 'verhaal')", name=op.f('ck_inzet_tekst_soort')),
        sa.ForeignKeyConstraint(['inzet_id'], ['inzet.id'], name=op.f('fk_inzet_tekst_inzet_id_inzet')),
        sa.PrimaryKeyConstraint('inzet_id', 'soort', name=op.f('pk_inzet_tekst')),
    )
    op.create_table(
        'inzet_signaal',
        sa.Column('inzet_id', sa.Uuid(), nullable=False),
        sa.Column('signaal', sa.Text(), nullable=False),
        sa.Column('einde', sa.Text(), nullable=False),
        sa.Column('op', MOMENT, nullable=False),
        sa.ForeignKeyConstraint(['inzet_id'], ['inzet.id'], name=op.f('fk_inzet_signaal_inzet_id_inzet')),
        sa.PrimaryKeyConstraint('inzet_id', 'signaal', 'einde', name=op.f('pk_inzet_signaal')),
    )


def downgrade() -> None:
    for tabel in (
        'waadi_registratie',
        'inzet_signaal',
        'inzet_tekst',
        'inzet_startpunt',
        'inzet_overeenkomst',
        'inzet_akkoord',
        'inzet_voorwaarden',
    ):
        op.drop_table(tabel)
    # The old version knows no proposed inzet: none of those had been agreed on.
    op.execute("UPDATE inzet SET status = 'ingetrokken' WHERE status IN ('voorgesteld', 'geweigerd')")
    op.drop_index('ix_inzet_status_tot', table_name='inzet')
    op.drop_constraint(op.f('ck_inzet_status'), 'inzet', type_='check')
    for kolom in (
        'teruggekeerd_op',
        'geweigerd_door',
        'bevestigd_op',
        'gevraagd_op',
        'gevraagde_versie',
        'voorwaarden_versie',
        'in_dienst_voor',
        'pool_id',
    ):
        op.drop_column('inzet', kolom)
