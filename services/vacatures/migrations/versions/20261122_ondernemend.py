"""ondernemend: what pool offers beside vacancies, and what people publish of themselves

Revision ID: 20261122_ondernemend
Revises: 20261122_uitgifte
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261122_ondernemend"
down_revision = "20261122_uitgifte"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'aanbod_elders',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('soort', sa.Text(), nullable=False),
        sa.Column('werkgevers', sa.ARRAY(sa.Text()), nullable=False),
        sa.Column('titel', sa.Text(), nullable=False),
        sa.Column('omschrijving', sa.Text(), nullable=True),
        sa.Column('functie', sa.Text(), nullable=True),
        sa.Column('niveau', sa.Text(), nullable=True),
        sa.Column('plaats', sa.Text(), nullable=True),
        sa.Column('uren_min', sa.Numeric(precision=4, scale=1), nullable=True),
        sa.Column('uren_max', sa.Numeric(precision=4, scale=1), nullable=True),
        sa.Column('van_datum', sa.Date(), nullable=True),
        sa.Column('tot_datum', sa.Date(), nullable=True),
        sa.Column('sluitings_datum', sa.Date(), nullable=True),
        sa.Column('geopend_op', sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column('pad', sa.Text(), nullable=False),
        sa.Column('woorden', postgresql.TSVECTOR(), nullable=False),
        sa.Column('versie', sa.Integer(), nullable=False),
        sa.CheckConstraint("soort IN ('klus', 'trainee', 'functieruil')", name=op.f('ck_aanbod_elders_soort')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_aanbod_elders')),
    )
    op.create_index('ix_aanbod_elders_woorden', 'aanbod_elders', ['woorden'], postgresql_using='gin')
    op.create_table(
        'aanbod_zicht',
        sa.Column('aanbod_id', sa.Uuid(), nullable=False),
        sa.Column('nr', sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column('sleutel', sa.Text(), nullable=False),
        sa.Column('niet_voor', sa.ARRAY(sa.Text()), nullable=True),
        sa.Column('van', sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column('tot', sa.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['aanbod_id'], ['aanbod_elders.id'], name=op.f('fk_aanbod_zicht_aanbod_id'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('aanbod_id', 'nr', name=op.f('pk_aanbod_zicht')),
    )
    op.create_index('ix_aanbod_zicht_sleutel', 'aanbod_zicht', ['sleutel'])
    op.create_table(
        'aanbod_melding',
        sa.Column('soort', sa.Text(), nullable=False),
        sa.Column('onderwerp', sa.Uuid(), nullable=False),
        sa.Column('ontvangen_op', sa.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('soort', 'onderwerp', name=op.f('pk_aanbod_melding')),
    )
    op.create_index(op.f('ix_aanbod_melding_ontvangen_op'), 'aanbod_melding', ['ontvangen_op'])
    op.create_table(
        'verhaal',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('persoon', sa.Uuid(), nullable=False),
        sa.Column('organisatie', sa.Text(), nullable=False),
        sa.Column('soort', sa.Text(), nullable=False),
        sa.Column('naam', sa.Text(), nullable=False),
        sa.Column('titel', sa.Text(), nullable=False),
        sa.Column('tekst', sa.Text(), nullable=False),
        sa.Column('contact', sa.Text(), nullable=True),
        sa.Column('verbanden', sa.ARRAY(sa.Uuid()), nullable=False),
        sa.Column('status', sa.Text(), nullable=False),
        sa.Column('aangemaakt_op', sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column('gewijzigd_op', sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column('gepubliceerd_op', sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column('gepubliceerd_tot', sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column('versie', sa.Integer(), nullable=False),
        sa.CheckConstraint("soort IN ('profiel', 'succesverhaal')", name=op.f('ck_verhaal_soort')),
        sa.CheckConstraint(
            "status IN ('concept', 'gepubliceerd', 'ingetrokken')", name=op.f('ck_verhaal_status')
        ),
        sa.CheckConstraint(
            "status <> 'gepubliceerd' OR gepubliceerd_tot IS NOT NULL",
            name=op.f('ck_verhaal_gepubliceerd'),
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_verhaal')),
    )
    op.create_index(op.f('ix_verhaal_persoon'), 'verhaal', ['persoon'])
    op.create_index(
        'ix_verhaal_gepubliceerd', 'verhaal', ['gepubliceerd_op', 'id'],
        postgresql_where="status = 'gepubliceerd'",
    )
    op.create_table(
        'verhaallog',
        sa.Column('nr', sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column('verhaal_id', sa.Uuid(), nullable=False),
        sa.Column('van', sa.Text(), nullable=True),
        sa.Column('naar', sa.Text(), nullable=False),
        sa.Column('op', sa.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['verhaal_id'], ['verhaal.id'], name=op.f('fk_verhaallog_verhaal_id'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('nr', name=op.f('pk_verhaallog')),
    )
    op.create_index(op.f('ix_verhaallog_verhaal_id'), 'verhaallog', ['verhaal_id'])


def downgrade() -> None:
    for table in ('verhaallog', 'verhaal', 'aanbod_melding', 'aanbod_zicht', 'aanbod_elders'):
        op.drop_table(table)
