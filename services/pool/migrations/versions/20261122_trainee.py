"""trainee: programmes of trainees, their hosts, people, roosters and evaluations of blocks

Revision ID: 20261122_trainee
Revises: 20261122_doorzending
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261122_trainee"
down_revision = "20261122_doorzending"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('traineeprogramma',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('verband', sa.Uuid(), nullable=False),
    sa.Column('organisatie', sa.Text(), nullable=False),
    sa.Column('naam', sa.Text(), nullable=False),
    sa.Column('convenant', sa.Text(), nullable=False),
    sa.Column('label', sa.Text(), nullable=True),
    sa.Column('omschrijving', sa.Text(), nullable=False),
    sa.Column('blokken', postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
    sa.Column('plaatsen', sa.Integer(), nullable=False),
    sa.Column('uren_per_week', sa.Numeric(precision=4, scale=1), nullable=False),
    sa.Column('aanmelden_tot', sa.Date(), nullable=False),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('aangeboden', sa.Boolean(), nullable=False),
    sa.Column('gewijzigd_op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.CheckConstraint("status IN ('concept', 'open', 'vastgesteld', 'gesloten')", name=op.f('ck_traineeprogramma_status')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_traineeprogramma'))
    )
    op.create_index(op.f('ix_traineeprogramma_organisatie'), 'traineeprogramma', ['organisatie'], unique=False)
    op.create_index(op.f('ix_traineeprogramma_verband'), 'traineeprogramma', ['verband'], unique=False)
    op.create_table('traineegastplek',
    sa.Column('programma_id', sa.Uuid(), nullable=False),
    sa.Column('organisatie', sa.Text(), nullable=False),
    sa.Column('laag', sa.Text(), nullable=False),
    sa.Column('ruimte', sa.ARRAY(sa.Integer()), nullable=False),
    sa.Column('onderwerpen', sa.ARRAY(sa.Text()), nullable=False),
    sa.Column('gewijzigd_op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['programma_id'], ['traineeprogramma.id'], name=op.f('fk_traineegastplek_programma_id')),
    sa.PrimaryKeyConstraint('programma_id', 'organisatie', name=op.f('pk_traineegastplek'))
    )
    op.create_table('programmaonderdeel',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('programma_id', sa.Uuid(), nullable=False),
    sa.Column('soort', sa.Text(), nullable=False),
    sa.Column('titel', sa.Text(), nullable=False),
    sa.Column('omschrijving', sa.Text(), nullable=False),
    sa.Column('datum', sa.Date(), nullable=True),
    sa.Column('link', sa.Text(), nullable=True),
    sa.Column('op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['programma_id'], ['traineeprogramma.id'], name=op.f('fk_programmaonderdeel_programma_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_programmaonderdeel'))
    )
    op.create_index(op.f('ix_programmaonderdeel_programma_id'), 'programmaonderdeel', ['programma_id'], unique=False)
    op.create_table('traineementor',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('programma_id', sa.Uuid(), nullable=False),
    sa.Column('medewerker', sa.Uuid(), nullable=False),
    sa.Column('organisatie', sa.Text(), nullable=False),
    sa.Column('ervaring', sa.ARRAY(sa.Text()), nullable=False),
    sa.Column('hoogstens', sa.Integer(), nullable=False),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('gewijzigd_op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.CheckConstraint("status IN ('beschikbaar', 'ingetrokken')", name=op.f('ck_traineementor_status')),
    sa.ForeignKeyConstraint(['programma_id'], ['traineeprogramma.id'], name=op.f('fk_traineementor_programma_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_traineementor'))
    )
    op.create_index(op.f('ix_traineementor_medewerker'), 'traineementor', ['medewerker'], unique=False)
    op.create_index(op.f('ix_traineementor_programma_id'), 'traineementor', ['programma_id'], unique=False)
    op.create_index('uq_traineementor_open', 'traineementor', ['programma_id', 'medewerker'], unique=True, postgresql_where=sa.text("status = 'beschikbaar'"))
    op.create_table('trainee',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('programma_id', sa.Uuid(), nullable=False),
    sa.Column('medewerker', sa.Uuid(), nullable=False),
    sa.Column('thuisorganisatie', sa.Text(), nullable=False),
    sa.Column('in_dienst_voor', sa.Text(), nullable=False),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('organisaties', sa.ARRAY(sa.Text()), nullable=False),
    sa.Column('lagen', sa.ARRAY(sa.Text()), nullable=False),
    sa.Column('onderwerpen', sa.ARRAY(sa.Text()), nullable=False),
    sa.Column('mentor_id', sa.Uuid(), nullable=True),
    sa.Column('mentor_reden', sa.Text(), nullable=True),
    sa.Column('mentor_door', sa.Text(), nullable=True),
    sa.Column('gewijzigd_op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.CheckConstraint("status IN ('aangemeld', 'deelnemer', 'afgewezen', 'gestopt')", name=op.f('ck_trainee_status')),
    sa.ForeignKeyConstraint(['mentor_id'], ['traineementor.id'], name=op.f('fk_trainee_mentor_id')),
    sa.ForeignKeyConstraint(['programma_id'], ['traineeprogramma.id'], name=op.f('fk_trainee_programma_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_trainee'))
    )
    op.create_index(op.f('ix_trainee_medewerker'), 'trainee', ['medewerker'], unique=False)
    op.create_index(op.f('ix_trainee_mentor_id'), 'trainee', ['mentor_id'], unique=False)
    op.create_index(op.f('ix_trainee_programma_id'), 'trainee', ['programma_id'], unique=False)
    op.create_index(op.f('ix_trainee_thuisorganisatie'), 'trainee', ['thuisorganisatie'], unique=False)
    op.create_index('uq_trainee_open', 'trainee', ['programma_id', 'medewerker'], unique=True, postgresql_where=sa.text("status IN ('aangemeld', 'deelnemer')"))
    op.create_table('traineerooster',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('programma_id', sa.Uuid(), nullable=False),
    sa.Column('peildatum', sa.Date(), nullable=False),
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
    sa.Column('vastgesteld_op', sa.TIMESTAMP(timezone=True), nullable=True),
    sa.Column('vastgesteld_door', sa.Text(), nullable=True),
    sa.Column('reden', sa.Text(), nullable=True),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.CheckConstraint("status IN ('in_berekening', 'berekend', 'mislukt', 'geannuleerd', 'vastgesteld', 'vervangen')", name=op.f('ck_traineerooster_status')),
    sa.ForeignKeyConstraint(['programma_id'], ['traineeprogramma.id'], name=op.f('fk_traineerooster_programma_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_traineerooster'))
    )
    op.create_index(op.f('ix_traineerooster_programma_id'), 'traineerooster', ['programma_id'], unique=False)
    op.create_index('uq_traineerooster_bezig', 'traineerooster', ['programma_id'], unique=True, postgresql_where=sa.text("status = 'in_berekening'"))
    op.create_index('uq_traineerooster_geldt', 'traineerooster', ['programma_id'], unique=True, postgresql_where=sa.text("status = 'vastgesteld'"))
    op.create_table('traineeplaats',
    sa.Column('rooster_id', sa.Uuid(), nullable=False),
    sa.Column('trainee_id', sa.Uuid(), nullable=False),
    sa.Column('blok', sa.Integer(), nullable=False),
    sa.Column('organisatie', sa.Text(), nullable=True),
    sa.Column('uitleg', postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
    sa.Column('reden', sa.Text(), nullable=True),
    sa.Column('door', sa.Text(), nullable=True),
    sa.Column('op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('inzet_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['rooster_id'], ['traineerooster.id'], name=op.f('fk_traineeplaats_rooster_id')),
    sa.ForeignKeyConstraint(['trainee_id'], ['trainee.id'], name=op.f('fk_traineeplaats_trainee_id')),
    sa.PrimaryKeyConstraint('rooster_id', 'trainee_id', 'blok', name=op.f('pk_traineeplaats'))
    )
    op.create_index(op.f('ix_traineeplaats_inzet_id'), 'traineeplaats', ['inzet_id'], unique=False)
    op.create_index(op.f('ix_traineeplaats_trainee_id'), 'traineeplaats', ['trainee_id'], unique=False)
    op.create_table('traineeuitleg',
    sa.Column('rooster_id', sa.Uuid(), nullable=False),
    sa.Column('trainee_id', sa.Uuid(), nullable=False),
    sa.Column('wensen', postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
    sa.ForeignKeyConstraint(['rooster_id'], ['traineerooster.id'], name=op.f('fk_traineeuitleg_rooster_id')),
    sa.ForeignKeyConstraint(['trainee_id'], ['trainee.id'], name=op.f('fk_traineeuitleg_trainee_id')),
    sa.PrimaryKeyConstraint('rooster_id', 'trainee_id', name=op.f('pk_traineeuitleg'))
    )
    op.create_index(op.f('ix_traineeuitleg_trainee_id'), 'traineeuitleg', ['trainee_id'], unique=False)
    op.create_table('blokevaluatie',
    sa.Column('trainee_id', sa.Uuid(), nullable=False),
    sa.Column('blok', sa.Integer(), nullable=False),
    sa.Column('rol', sa.Text(), nullable=False),
    sa.Column('schrijver', sa.Uuid(), nullable=False),
    sa.Column('geleerd', sa.Text(), nullable=False),
    sa.Column('anders', sa.Text(), nullable=False),
    sa.Column('zicht', sa.Text(), nullable=False),
    sa.Column('op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.CheckConstraint("rol IN ('trainee', 'mentor', 'gastheer')", name=op.f('ck_blokevaluatie_rol')),
    sa.CheckConstraint("zicht IN ('alleen_ik', 'elkaar', 'programma')", name=op.f('ck_blokevaluatie_zicht')),
    sa.ForeignKeyConstraint(['trainee_id'], ['trainee.id'], name=op.f('fk_blokevaluatie_trainee_id')),
    sa.PrimaryKeyConstraint('trainee_id', 'blok', 'rol', name=op.f('pk_blokevaluatie'))
    )
    op.create_index(op.f('ix_blokevaluatie_schrijver'), 'blokevaluatie', ['schrijver'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_blokevaluatie_schrijver'), table_name='blokevaluatie')
    op.drop_table('blokevaluatie')
    op.drop_index(op.f('ix_traineeuitleg_trainee_id'), table_name='traineeuitleg')
    op.drop_table('traineeuitleg')
    op.drop_index(op.f('ix_traineeplaats_inzet_id'), table_name='traineeplaats')
    op.drop_index(op.f('ix_traineeplaats_trainee_id'), table_name='traineeplaats')
    op.drop_table('traineeplaats')
    op.drop_index(op.f('ix_traineerooster_programma_id'), table_name='traineerooster')
    op.drop_index('uq_traineerooster_bezig', table_name='traineerooster', postgresql_where=sa.text("status = 'in_berekening'"))
    op.drop_index('uq_traineerooster_geldt', table_name='traineerooster', postgresql_where=sa.text("status = 'vastgesteld'"))
    op.drop_table('traineerooster')
    op.drop_index(op.f('ix_trainee_medewerker'), table_name='trainee')
    op.drop_index(op.f('ix_trainee_mentor_id'), table_name='trainee')
    op.drop_index(op.f('ix_trainee_programma_id'), table_name='trainee')
    op.drop_index(op.f('ix_trainee_thuisorganisatie'), table_name='trainee')
    op.drop_index('uq_trainee_open', table_name='trainee', postgresql_where=sa.text("status IN ('aangemeld', 'deelnemer')"))
    op.drop_table('trainee')
    op.drop_index(op.f('ix_traineementor_medewerker'), table_name='traineementor')
    op.drop_index(op.f('ix_traineementor_programma_id'), table_name='traineementor')
    op.drop_index('uq_traineementor_open', table_name='traineementor', postgresql_where=sa.text("status = 'beschikbaar'"))
    op.drop_table('traineementor')
    op.drop_index(op.f('ix_programmaonderdeel_programma_id'), table_name='programmaonderdeel')
    op.drop_table('programmaonderdeel')
    op.drop_table('traineegastplek')
    op.drop_index(op.f('ix_traineeprogramma_organisatie'), table_name='traineeprogramma')
    op.drop_index(op.f('ix_traineeprogramma_verband'), table_name='traineeprogramma')
    op.drop_table('traineeprogramma')
