"""planning

Revision ID: 20261122_planning
Revises: 20261122_flexpool
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261122_planning"
down_revision = "20261122_flexpool"
branch_labels = None
depends_on = None

MOMENT = sa.TIMESTAMP(timezone=True)
NEW = (
    "doorzending_overgang", "doorzending", "inhuur", "uitstroomverwachting", "eigen_capaciteit",
    "dekking",
)
COLUMNS = (
    sa.Column("project", sa.Uuid(), nullable=True),
    sa.Column("soort", sa.Text(), server_default="functie", nullable=False),
    sa.Column("leiding", sa.Text(), nullable=True),
    sa.Column("urgentie", sa.Text(), server_default="gewoon", nullable=False),
    sa.Column("urgentie_reden", sa.Text(), nullable=True),
    sa.Column("bron", sa.Text(), server_default="eigen_middelen", nullable=False),
    sa.Column("bron_naam", sa.Text(), nullable=True),
    sa.Column("bron_maximum_maanden", sa.Integer(), nullable=True),
    sa.Column("bron_eigen_deel", sa.Integer(), nullable=True),
    sa.Column("reeks", sa.Uuid(), nullable=True),
    sa.Column("groep_id", sa.Uuid(), nullable=True),
    sa.Column("gedeeld_op", MOMENT, nullable=True),
)


def upgrade() -> None:
    op.create_table('opgave',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisatie', sa.Text(), nullable=False),
    sa.Column('verbanden', postgresql.ARRAY(sa.Uuid()), nullable=False),
    sa.Column('naam', sa.Text(), nullable=False),
    sa.Column('beschrijving', sa.Text(), nullable=True),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.Column('aangemaakt_op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_opgave'))
    )
    op.create_index(op.f('ix_opgave_organisatie'), 'opgave', ['organisatie'], unique=False)
    op.create_index('ix_opgave_verbanden', 'opgave', ['verbanden'], unique=False, postgresql_using='gin')
    op.create_table('project',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('opgave_id', sa.Uuid(), nullable=True),
    sa.Column('verband', sa.Uuid(), nullable=False),
    sa.Column('organisatie', sa.Text(), nullable=False),
    sa.Column('deelnemers', sa.ARRAY(sa.Text()), nullable=False),
    sa.Column('naam', sa.Text(), nullable=False),
    sa.Column('beschrijving', sa.Text(), nullable=True),
    sa.Column('plaats', sa.Text(), nullable=True),
    sa.Column('pc4', sa.Text(), nullable=True),
    sa.Column('van', sa.Date(), nullable=False),
    sa.Column('tot', sa.Date(), nullable=True),
    sa.Column('risicodatum', sa.Date(), nullable=True),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('gedeeld_op', sa.TIMESTAMP(timezone=True), nullable=True),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.Column('aangemaakt_op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.CheckConstraint('tot >= van', name=op.f('ck_project_periode')),
    sa.ForeignKeyConstraint(['opgave_id'], ['opgave.id'], name=op.f('fk_project_opgave_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_project'))
    )
    op.create_index(op.f('ix_project_opgave_id'), 'project', ['opgave_id'], unique=False)
    op.create_index(op.f('ix_project_organisatie'), 'project', ['organisatie'], unique=False)
    op.create_index(op.f('ix_project_verband'), 'project', ['verband'], unique=False)
    op.create_table('project_overgang',
    sa.Column('nr', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('project_id', sa.Uuid(), nullable=False),
    sa.Column('van', sa.Text(), nullable=False),
    sa.Column('naar', sa.Text(), nullable=False),
    sa.Column('reden', sa.Text(), nullable=False),
    sa.Column('door', sa.Text(), nullable=True),
    sa.Column('op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_project_overgang_project_id')),
    sa.PrimaryKeyConstraint('nr', name=op.f('pk_project_overgang'))
    )
    op.create_index(op.f('ix_project_overgang_project_id'), 'project_overgang', ['project_id'], unique=False)
    op.create_table('behoeftegroep',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('verband', sa.Uuid(), nullable=False),
    sa.Column('functie', sa.Text(), nullable=False),
    sa.Column('niveau', sa.Text(), nullable=True),
    sa.Column('reden', sa.Text(), nullable=False),
    sa.Column('door', sa.Text(), nullable=True),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.Column('aangemaakt_op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('opgeheven_op', sa.TIMESTAMP(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_behoeftegroep'))
    )
    op.create_index(op.f('ix_behoeftegroep_verband'), 'behoeftegroep', ['verband'], unique=False)
    op.create_table('dekking',
    sa.Column('bron_id', sa.Uuid(), nullable=False),
    sa.Column('soort', sa.Text(), nullable=False),
    sa.Column('behoefte_id', sa.Uuid(), nullable=False),
    sa.Column('uren', sa.Numeric(precision=4, scale=1), nullable=False),
    sa.Column('van', sa.Date(), nullable=False),
    sa.Column('tot', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['behoefte_id'], ['behoefte.id'], name=op.f('fk_dekking_behoefte_id')),
    sa.PrimaryKeyConstraint('bron_id', name=op.f('pk_dekking'))
    )
    op.create_index(op.f('ix_dekking_behoefte_id'), 'dekking', ['behoefte_id'], unique=False)
    op.create_table('eigen_capaciteit',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('verband', sa.Uuid(), nullable=False),
    sa.Column('organisatie', sa.Text(), nullable=False),
    sa.Column('functie', sa.Text(), nullable=False),
    sa.Column('uren_per_week', sa.Numeric(precision=7, scale=1), nullable=False),
    sa.Column('van', sa.Date(), nullable=False),
    sa.Column('tot', sa.Date(), nullable=True),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.Column('aangemaakt_op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.CheckConstraint('tot >= van', name=op.f('ck_eigen_capaciteit_periode')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_eigen_capaciteit'))
    )
    op.create_index(op.f('ix_eigen_capaciteit_organisatie'), 'eigen_capaciteit', ['organisatie'], unique=False)
    op.create_index(op.f('ix_eigen_capaciteit_verband'), 'eigen_capaciteit', ['verband'], unique=False)
    op.create_table('uitstroomverwachting',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('verband', sa.Uuid(), nullable=False),
    sa.Column('organisatie', sa.Text(), nullable=False),
    sa.Column('functie', sa.Text(), nullable=False),
    sa.Column('jaar', sa.Integer(), nullable=False),
    sa.Column('aantal', sa.Integer(), nullable=False),
    sa.Column('uren_per_week', sa.Numeric(precision=7, scale=1), nullable=False),
    sa.Column('vanaf', sa.Date(), nullable=False),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.Column('aangemaakt_op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_uitstroomverwachting')),
    sa.UniqueConstraint('verband', 'organisatie', 'functie', 'jaar', name=op.f('uq_uitstroomverwachting_verband_organisatie_functie_jaar'))
    )
    op.create_index(op.f('ix_uitstroomverwachting_verband'), 'uitstroomverwachting', ['verband'], unique=False)
    op.create_table('inhuur',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('verband', sa.Uuid(), nullable=False),
    sa.Column('aangeleverd_door', sa.Text(), nullable=False),
    sa.Column('kenmerk', sa.Text(), nullable=False),
    sa.Column('organisatie', sa.Text(), nullable=False),
    sa.Column('titel', sa.Text(), nullable=False),
    sa.Column('functie', sa.Text(), nullable=True),
    sa.Column('uren', sa.Numeric(precision=4, scale=1), nullable=True),
    sa.Column('van', sa.Date(), nullable=True),
    sa.Column('tot', sa.Date(), nullable=True),
    sa.Column('leverancier_soort', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inhuur')),
    sa.UniqueConstraint('verband', 'aangeleverd_door', 'kenmerk', name=op.f('uq_inhuur_verband_aangeleverd_door_kenmerk'))
    )
    op.create_table('doorzending',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('behoefte_id', sa.Uuid(), nullable=False),
    sa.Column('naar_pool', sa.Uuid(), nullable=False),
    sa.Column('naar_verband', sa.Uuid(), nullable=False),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('toelichting', sa.Text(), nullable=True),
    sa.Column('antwoord', sa.Text(), nullable=True),
    sa.Column('uren', sa.Numeric(precision=4, scale=1), nullable=True),
    sa.Column('van', sa.Date(), nullable=True),
    sa.Column('tot', sa.Date(), nullable=True),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.Column('aangemaakt_op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['behoefte_id'], ['behoefte.id'], name=op.f('fk_doorzending_behoefte_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_doorzending'))
    )
    op.create_index(op.f('ix_doorzending_naar_verband'), 'doorzending', ['naar_verband'], unique=False)
    op.create_index('uq_doorzending_levend', 'doorzending', ['behoefte_id', 'naar_pool'], unique=True, postgresql_where="status IN ('aangeboden', 'aangenomen')")
    op.create_table('doorzending_overgang',
    sa.Column('nr', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('doorzending_id', sa.Uuid(), nullable=False),
    sa.Column('van', sa.Text(), nullable=False),
    sa.Column('naar', sa.Text(), nullable=False),
    sa.Column('reden', sa.Text(), nullable=False),
    sa.Column('door', sa.Text(), nullable=True),
    sa.Column('op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['doorzending_id'], ['doorzending.id'], name=op.f('fk_doorzending_overgang_doorzending_id')),
    sa.PrimaryKeyConstraint('nr', name=op.f('pk_doorzending_overgang'))
    )
    op.create_index(op.f('ix_doorzending_overgang_doorzending_id'), 'doorzending_overgang', ['doorzending_id'], unique=False)

    for column in COLUMNS:
        op.add_column("behoefte", column._copy())
    for name in ("project", "reeks", "groep_id"):
        op.create_index(op.f(f"ix_behoefte_{name}"), "behoefte", [name], unique=False)
    op.create_foreign_key(op.f("fk_behoefte_project"), "behoefte", "project", ["project"], ["id"])
    op.create_foreign_key(
        op.f("fk_behoefte_groep_id"), "behoefte", "behoeftegroep", ["groep_id"], ["id"]
    )
    op.execute("UPDATE behoefte SET gedeeld_op = aangemaakt_op WHERE status <> 'concept'")
    # What inzetten gave until now, counted as hours.
    op.execute(
        "INSERT INTO dekking (bron_id, soort, behoefte_id, uren, van, tot)"
        " SELECT i.id, 'inzet', i.behoefte_id, i.uren_per_week, i.van, i.tot FROM inzet i"
        " JOIN behoefte b ON b.id = i.behoefte_id WHERE i.status IN ('bevestigd', 'beeindigd')"
    )


def downgrade() -> None:
    for name in NEW:
        op.drop_table(name)
    op.drop_constraint(op.f("fk_behoefte_groep_id"), "behoefte", type_="foreignkey")
    op.drop_constraint(op.f("fk_behoefte_project"), "behoefte", type_="foreignkey")
    for column in COLUMNS:
        op.drop_column("behoefte", column.name)
    for name in ("behoeftegroep", "project_overgang", "project", "opgave"):
        op.drop_table(name)
