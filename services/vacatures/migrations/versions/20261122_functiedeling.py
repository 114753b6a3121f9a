"""functiedeling

Revision ID: 20261122_functiedeling
Revises: 20261122_openstelling
"""

import sqlalchemy as sa
from alembic import op

revision = '20261122_functiedeling'
down_revision = '20261122_openstelling'
branch_labels = None
depends_on = None


UREN = sa.Numeric(precision=4, scale=1)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        'functiedeling',
        sa.Column('vacature_id', sa.Uuid(), nullable=False),
        sa.Column('vorm', sa.Text(), nullable=False),
        sa.Column('formele_werkgever', sa.Text(), nullable=True),
        sa.Column('verantwoordelijke', sa.Text(), nullable=False),
        sa.Column('kostensleutel', sa.Text(), nullable=False),
        sa.Column('voltijd_uren', UREN, nullable=False),
        sa.Column('versie', sa.Integer(), nullable=False),
        sa.Column('voorgesteld_op', MOMENT, nullable=False),
        sa.CheckConstraint("vorm IN ('een_werkgever', 'aparte_contracten')", name=op.f('ck_functiedeling_vorm')),
        sa.ForeignKeyConstraint(['vacature_id'], ['vacature.id'], name=op.f('fk_functiedeling_vacature_id_vacature')),
        sa.PrimaryKeyConstraint('vacature_id', name=op.f('pk_functiedeling')),
    )
    op.create_table(
        'functiedeel',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('vacature_id', sa.Uuid(), nullable=False),
        sa.Column('nr', sa.Integer(), nullable=False),
        sa.Column('werkgever', sa.Text(), nullable=False),
        sa.Column('uren', UREN, nullable=False),
        sa.Column('kosten', sa.Numeric(precision=5, scale=2), nullable=False),
        sa.Column('voorwaarden', sa.Text(), nullable=True),
        sa.Column('status', sa.Text(), nullable=False),
        sa.Column('reden', sa.Text(), nullable=True),
        sa.CheckConstraint('uren > 0 AND kosten BETWEEN 0 AND 100', name=op.f('ck_functiedeel_waarden')),
        sa.CheckConstraint(
            "status IN ('uitgenodigd', 'aanvaard', 'afgewezen', 'teruggetrokken', 'vervallen')",
            name=op.f('ck_functiedeel_status'),
        ),
        sa.ForeignKeyConstraint(
            ['vacature_id'], ['functiedeling.vacature_id'], name=op.f('fk_functiedeel_vacature_id_functiedeling')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_functiedeel')),
    )
    op.create_index('uq_functiedeel_vacature_id_werkgever', 'functiedeel', ['vacature_id', 'werkgever'], unique=True)
    op.create_index(op.f('ix_functiedeel_werkgever'), 'functiedeel', ['werkgever'], unique=False)
    op.create_table(
        'functiedeellog',
        sa.Column('nr', sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column('deel_id', sa.Uuid(), nullable=False),
        sa.Column('van', sa.Text(), nullable=True),
        sa.Column('naar', sa.Text(), nullable=False),
        sa.Column('op', MOMENT, nullable=False),
        sa.Column('client', sa.Text(), nullable=True),
        sa.Column('gebruiker', sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(['deel_id'], ['functiedeel.id'], name=op.f('fk_functiedeellog_deel_id_functiedeel')),
        sa.PrimaryKeyConstraint('nr', name=op.f('pk_functiedeellog')),
    )
    op.create_index(op.f('ix_functiedeellog_deel_id'), 'functiedeellog', ['deel_id'], unique=False)
    op.create_table(
        'deelsollicitatie',
        sa.Column('sollicitatie_id', sa.Uuid(), nullable=False),
        sa.Column('vacature_id', sa.Uuid(), nullable=False),
        sa.Column('medewerker', sa.Uuid(), nullable=True),
        sa.Column('delen', sa.ARRAY(sa.Uuid()), nullable=False),
        sa.ForeignKeyConstraint(
            ['vacature_id'], ['functiedeling.vacature_id'], name=op.f('fk_deelsollicitatie_vacature_id_functiedeling')
        ),
        sa.PrimaryKeyConstraint('sollicitatie_id', name=op.f('pk_deelsollicitatie')),
    )
    op.create_index(op.f('ix_deelsollicitatie_medewerker'), 'deelsollicitatie', ['medewerker'], unique=False)
    op.create_index(op.f('ix_deelsollicitatie_vacature_id'), 'deelsollicitatie', ['vacature_id'], unique=False)
    op.create_table(
        'aanbodbesluit',
        sa.Column('nr', sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('sollicitatie_id', sa.Uuid(), nullable=False),
        sa.Column('deel_id', sa.Uuid(), nullable=False),
        sa.Column('akkoord', sa.Boolean(), nullable=False),
        sa.Column('reden', sa.Text(), nullable=True),
        sa.Column('op', MOMENT, nullable=False),
        sa.Column('client', sa.Text(), nullable=True),
        sa.Column('gebruiker', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(['deel_id'], ['functiedeel.id'], name=op.f('fk_aanbodbesluit_deel_id_functiedeel')),
        sa.PrimaryKeyConstraint('nr', name=op.f('pk_aanbodbesluit')),
        sa.UniqueConstraint('id', name=op.f('uq_aanbodbesluit_id')),
    )
    op.create_index(op.f('ix_aanbodbesluit_deel_id'), 'aanbodbesluit', ['deel_id'], unique=False)
    op.create_index(op.f('ix_aanbodbesluit_sollicitatie_id'), 'aanbodbesluit', ['sollicitatie_id'], unique=False)
    op.create_table(
        'aanstelling',
        sa.Column('id', sa.Uuid(), nullable=False),
        sa.Column('sollicitatie_id', sa.Uuid(), nullable=False),
        sa.Column('vacature_id', sa.Uuid(), nullable=False),
        sa.Column('pool', sa.Uuid(), nullable=False),
        sa.Column('medewerker', sa.Uuid(), nullable=False),
        sa.Column('thuisorganisatie', sa.Text(), nullable=False),
        sa.Column('in_dienst_voor', sa.Text(), nullable=False),
        sa.Column('functie', sa.Text(), nullable=True),
        sa.Column('niveau', sa.Text(), nullable=True),
        sa.Column('uren', UREN, nullable=False),
        sa.Column('van', sa.Date(), nullable=False),
        sa.Column('tot', sa.Date(), nullable=True),
        sa.Column('op', MOMENT, nullable=False),
        sa.ForeignKeyConstraint(['vacature_id'], ['vacature.id'], name=op.f('fk_aanstelling_vacature_id_vacature')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_aanstelling')),
        sa.UniqueConstraint('sollicitatie_id', name=op.f('uq_aanstelling_sollicitatie_id')),
    )
    op.create_index(op.f('ix_aanstelling_medewerker'), 'aanstelling', ['medewerker'], unique=False)
    op.create_index(op.f('ix_aanstelling_vacature_id'), 'aanstelling', ['vacature_id'], unique=False)


def downgrade() -> None:
    for table in (
        'aanstelling',
        'aanbodbesluit',
        'deelsollicitatie',
        'functiedeellog',
        'functiedeel',
        'functiedeling',
    ):
        op.drop_table(table)
