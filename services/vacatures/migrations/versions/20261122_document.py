"""document

Revision ID: 20261122_document
Revises: 20261122_sollicitatie
"""

import sqlalchemy as sa
from alembic import op

revision = '20261122_document'
down_revision = '20261122_sollicitatie'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('document',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('sollicitatie_id', sa.Uuid(), nullable=False),
    sa.Column('persoon', sa.Uuid(), nullable=False),
    sa.Column('bestandsnaam', sa.Text(), nullable=False),
    sa.Column('soort', sa.Text(), nullable=False),
    sa.Column('grootte', sa.Integer(), nullable=False),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('doorzoekbaar', sa.Boolean(), nullable=True),
    sa.Column('aangekondigd_op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('ontvangen_op', sa.TIMESTAMP(timezone=True), nullable=True),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.CheckConstraint("status IN ('aangekondigd', 'beschikbaar', 'in_quarantaine')", name=op.f('ck_document_status')),
    sa.ForeignKeyConstraint(['sollicitatie_id'], ['sollicitatie.id'], name=op.f('fk_document_sollicitatie_id'), onupdate='CASCADE', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_document'))
    )
    op.create_index(op.f('ix_document_persoon'), 'document', ['persoon'], unique=False)
    op.create_index(op.f('ix_document_sollicitatie_id'), 'document', ['sollicitatie_id'], unique=False)
    op.create_index('ix_document_wacht', 'document', ['aangekondigd_op'], unique=False, postgresql_where="status = 'aangekondigd'")
    op.create_table('overdracht',
    sa.Column('sollicitatie_id', sa.Uuid(), nullable=False),
    sa.Column('organisatie', sa.Text(), nullable=False),
    sa.Column('client', sa.Text(), nullable=False),
    sa.Column('persoon', sa.Uuid(), nullable=False),
    sa.Column('kenmerk', sa.Text(), nullable=True),
    sa.Column('opgehaald_op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('bevestigd_op', sa.TIMESTAMP(timezone=True), nullable=True),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['sollicitatie_id'], ['sollicitatie.id'], name=op.f('fk_overdracht_sollicitatie_id'), onupdate='CASCADE', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('sollicitatie_id', 'organisatie', name=op.f('pk_overdracht'))
    )
    op.create_index(op.f('ix_overdracht_persoon'), 'overdracht', ['persoon'], unique=False)
    op.create_index('uq_overdracht_organisatie_kenmerk', 'overdracht', ['organisatie', 'kenmerk'], unique=True)
    op.create_table('documentinhoud',
    sa.Column('document_id', sa.Uuid(), nullable=False),
    sa.Column('versleuteld', sa.LargeBinary(), nullable=False),
    sa.Column('sleutel', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_documentinhoud_document_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('document_id', name=op.f('pk_documentinhoud'))
    )
    op.create_index(op.f('ix_documentinhoud_sleutel'), 'documentinhoud', ['sleutel'], unique=False)
    op.create_table('bericht_uit',
    sa.Column('nr', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('sleutel', sa.Text(), nullable=False),
    sa.Column('persoon', sa.Uuid(), nullable=True),
    sa.Column('organisatie', sa.Text(), nullable=True),
    sa.Column('onderwerp', sa.Text(), nullable=True),
    sa.Column('tekst', sa.Text(), nullable=True),
    sa.Column('verzonden', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('nr', name=op.f('pk_bericht_uit')),
    sa.UniqueConstraint('id', name=op.f('uq_bericht_uit_id')),
    sa.UniqueConstraint('sleutel', name=op.f('uq_bericht_uit_sleutel'))
    )
    op.create_index('ix_bericht_uit_open', 'bericht_uit', ['nr'], unique=False, postgresql_where='not verzonden')
    op.create_index(op.f('ix_bericht_uit_persoon'), 'bericht_uit', ['persoon'], unique=False)


def downgrade() -> None:
    op.drop_index(op.f('ix_documentinhoud_sleutel'), table_name='documentinhoud')
    op.drop_table('documentinhoud')
    op.drop_index('uq_overdracht_organisatie_kenmerk', table_name='overdracht')
    op.drop_index(op.f('ix_overdracht_persoon'), table_name='overdracht')
    op.drop_table('overdracht')
    op.drop_index('ix_document_wacht', table_name='document', postgresql_where="status = 'aangekondigd'")
    op.drop_index(op.f('ix_document_sollicitatie_id'), table_name='document')
    op.drop_index(op.f('ix_document_persoon'), table_name='document')
    op.drop_table('document')
    op.drop_index(op.f('ix_bericht_uit_persoon'), table_name='bericht_uit')
    op.drop_index('ix_bericht_uit_open', table_name='bericht_uit', postgresql_where='not verzonden')
    op.drop_table('bericht_uit')
