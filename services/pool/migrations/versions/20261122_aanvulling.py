"""aanvulling: additions to older rooms

`urenprijs` and `tariefwoord`: prices of hours whose inzet went before they were settled. What an
inzet does to somebody's income is no longer kept.

Revision ID: 20261122_aanvulling
Revises: 20261122_inhuur
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261122_aanvulling"
down_revision = "20261122_inhuur"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _wachturen()
    # With the hours this amount tells a wage; that the effect was shown is all that stays. What an
    # older version writes while it still runs goes by night (bewaren).
    op.execute(
        "UPDATE inzet_voorwaarden SET effect_getoond = true, inkomensverschil_cent = NULL"
        " WHERE inkomensverschil_cent IS NOT NULL"
    )
    # A document that named it is no longer made again: it says so, and a new version can be made.
    op.execute(
        "UPDATE inzet_overeenkomst SET feiten = feiten #- '{voorwaarden,inkomensverschil_cent}'"
        " WHERE feiten #> '{voorwaarden,inkomensverschil_cent}' IS NOT NULL"
    )


JSONB = postgresql.JSONB(none_as_null=True, astext_type=sa.Text())


def _wachturen() -> None:
    op.create_table('tariefwoord',
    sa.Column('urenregel', sa.Uuid(), nullable=False),
    sa.Column('organisatie', sa.Text(), nullable=False),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.Column('tarief_cent', sa.Integer(), nullable=False),
    sa.Column('grondslag', sa.Text(), nullable=True),
    sa.Column('reden', sa.Text(), nullable=False),
    sa.Column('door', sa.Text(), nullable=True),
    sa.Column('op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['urenregel'], ['urenstaat.id'], name=op.f('fk_tariefwoord_urenregel_urenstaat'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('urenregel', 'organisatie', name=op.f('pk_tariefwoord'))
    )
    op.create_table('urenprijs',
    sa.Column('urenregel', sa.Uuid(), nullable=False),
    sa.Column('tarief_cent', sa.Integer(), nullable=True),
    sa.Column('grondslag', sa.Text(), nullable=True),
    sa.Column('herkomst', sa.Text(), nullable=True),
    sa.Column('route', sa.Text(), nullable=False),
    sa.Column('voorwaarden', JSONB, nullable=False),
    sa.Column('functie', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['urenregel'], ['urenstaat.id'], name=op.f('fk_urenprijs_urenregel_urenstaat'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('urenregel', name=op.f('pk_urenprijs'))
    )


def downgrade() -> None:
    op.drop_table('urenprijs')
    op.drop_table('tariefwoord')
