"""verrekening: settlements between employers, what they rest on and their documents

A closed month never changes. The triggers refuse every change but two: the name of who closed it
may become empty after its term, and so may the tie with an inzet that was erased. Lines are only
added in the transaction that closes their month.

Revision ID: 20261122_verrekening
Revises: 20261122_uren
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261122_verrekening"
down_revision = "20261122_uren"
branch_labels = None
depends_on = None

JSONB = postgresql.JSONB(none_as_null=True, astext_type=sa.Text())
VAST = ("verrekening", "verrekende_uren", "verrekenregel", "factuur")

LIGT_VAST = """
CREATE FUNCTION verrekening_ligt_vast() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF to_jsonb(NEW) = to_jsonb(OLD) || (CASE TG_TABLE_NAME
        WHEN 'verrekening' THEN jsonb_build_object('gesloten_door', to_jsonb(NEW)->'gesloten_door')
        WHEN 'verrekende_uren' THEN '{"inzet_id": null}'::jsonb
        ELSE '{}'::jsonb END)
      AND COALESCE(to_jsonb(NEW)->>'gesloten_door', '') = ''
    THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'een gesloten verrekening ligt vast' USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION verrekening_komt_er_niet_bij() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM verrekening v
    WHERE v.id = NEW.verrekening_id AND v.xmin = pg_current_xact_id()::xid;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'een gesloten verrekening ligt vast' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
"""


def upgrade() -> None:
    op.create_table('btwkeuze',
    sa.Column('inzet_id', sa.Uuid(), nullable=False),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.Column('route', sa.Text(), nullable=False),
    sa.Column('reden', sa.Text(), nullable=False),
    sa.Column('organisatie', sa.Text(), nullable=False),
    sa.Column('door', sa.Text(), nullable=True),
    sa.Column('op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.CheckConstraint("route IN ('belast_21', 'vrij_arbeidsmobiliteit', 'kosten_gemene_rekening', 'geen')", name=op.f('ck_btwkeuze_route')),
    sa.PrimaryKeyConstraint('inzet_id', 'versie', name=op.f('pk_btwkeuze'))
    )
    op.create_table('factuurgegevens',
    sa.Column('organisatie', sa.Text(), nullable=False),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.Column('naam', sa.Text(), nullable=False),
    sa.Column('straat', sa.Text(), nullable=False),
    sa.Column('postcode', sa.Text(), nullable=False),
    sa.Column('plaats', sa.Text(), nullable=False),
    sa.Column('btw_nummer', sa.Text(), nullable=False),
    sa.Column('kvk', sa.Text(), nullable=True),
    sa.Column('iban', sa.Text(), nullable=True),
    sa.Column('peppol_id', sa.Text(), nullable=True),
    sa.Column('publiek', sa.Boolean(), nullable=True),
    sa.Column('mobiliteit', sa.Boolean(), nullable=True),
    sa.Column('door', sa.Text(), nullable=True),
    sa.Column('op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('organisatie', 'versie', name=op.f('pk_factuurgegevens'))
    )
    op.create_table('verrekening',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('verband', sa.Uuid(), nullable=False),
    sa.Column('maand', sa.Text(), nullable=False),
    sa.Column('regelversie', sa.Text(), nullable=False),
    sa.Column('instelling', JSONB, nullable=False),
    sa.Column('controlegetal', sa.Text(), nullable=False),
    sa.Column('saldi', JSONB, nullable=False),
    sa.Column('betalingen', JSONB, nullable=False),
    sa.Column('gesloten_door', sa.Text(), nullable=True),
    sa.Column('gesloten_namens', sa.Text(), nullable=True),
    sa.Column('gesloten_op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_verrekening')),
    sa.UniqueConstraint('verband', 'maand', name=op.f('uq_verrekening_verband_maand'))
    )
    op.create_table('factuur',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('verrekening_id', sa.Uuid(), nullable=False),
    sa.Column('crediteur', sa.Text(), nullable=False),
    sa.Column('volgnummer', sa.Integer(), nullable=False),
    sa.Column('debiteur', sa.Text(), nullable=False),
    sa.Column('soort', sa.Text(), nullable=False),
    sa.Column('netto', sa.BigInteger(), nullable=False),
    sa.Column('totaal', sa.BigInteger(), nullable=False),
    sa.Column('btw', JSONB, nullable=False),
    sa.Column('verwijst', sa.ARRAY(sa.Text()), nullable=False),
    sa.Column('datum', sa.Date(), nullable=False),
    sa.Column('vervaldatum', sa.Date(), nullable=False),
    sa.CheckConstraint("soort IN ('factuur', 'creditnota')", name=op.f('ck_factuur_soort')),
    sa.ForeignKeyConstraint(['verrekening_id'], ['verrekening.id'], name=op.f('fk_factuur_verrekening_id_verrekening')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_factuur')),
    sa.UniqueConstraint('crediteur', 'volgnummer', name=op.f('uq_factuur_crediteur_volgnummer'))
    )
    op.create_index(op.f('ix_factuur_verrekening_id'), 'factuur', ['verrekening_id'], unique=False)
    op.create_table('verrekende_uren',
    sa.Column('urenregel', sa.Uuid(), nullable=False),
    sa.Column('verrekening_id', sa.Uuid(), nullable=False),
    sa.Column('soort', sa.Text(), nullable=False),
    sa.Column('inzet_id', sa.Uuid(), nullable=True),
    sa.Column('uitlener', sa.Text(), nullable=False),
    sa.Column('inlener', sa.Text(), nullable=True),
    sa.Column('functie', sa.Text(), nullable=True),
    sa.Column('week', sa.Text(), nullable=False),
    sa.Column('maand', sa.Text(), nullable=False),
    sa.Column('kwartieren', sa.Integer(), nullable=False),
    sa.Column('correctie_van', sa.Uuid(), nullable=True),
    sa.Column('goedgekeurd_op', sa.TIMESTAMP(timezone=True), nullable=False),
    sa.Column('tarief_cent', sa.Integer(), nullable=True),
    sa.Column('grondslag', sa.Text(), nullable=True),
    sa.Column('herkomst', sa.Text(), nullable=True),
    sa.Column('bedrag', sa.BigInteger(), nullable=False),
    sa.Column('route', sa.Text(), nullable=False),
    sa.Column('voorwaarden', JSONB, nullable=False),
    sa.Column('gewichten', JSONB, nullable=False),
    sa.ForeignKeyConstraint(['verrekening_id'], ['verrekening.id'], name=op.f('fk_verrekende_uren_verrekening_id_verrekening')),
    sa.PrimaryKeyConstraint('urenregel', name=op.f('pk_verrekende_uren'))
    )
    op.create_index(op.f('ix_verrekende_uren_inzet_id'), 'verrekende_uren', ['inzet_id'], unique=False)
    op.create_index(op.f('ix_verrekende_uren_verrekening_id'), 'verrekende_uren', ['verrekening_id'], unique=False)
    op.create_table('verrekenregel',
    sa.Column('nr', sa.BigInteger(), sa.Identity(always=False), nullable=False),
    sa.Column('verrekening_id', sa.Uuid(), nullable=False),
    sa.Column('urenregel', sa.Uuid(), nullable=False),
    sa.Column('factuur_id', sa.Uuid(), nullable=True),
    sa.Column('crediteur', sa.Text(), nullable=False),
    sa.Column('debiteur', sa.Text(), nullable=False),
    sa.Column('bedrag', sa.BigInteger(), nullable=False),
    sa.Column('deel', sa.BigInteger(), nullable=False),
    sa.Column('geheel', sa.BigInteger(), nullable=False),
    sa.CheckConstraint('crediteur <> debiteur', name=op.f('ck_verrekenregel_ander')),
    sa.ForeignKeyConstraint(['factuur_id'], ['factuur.id'], name=op.f('fk_verrekenregel_factuur_id_factuur')),
    sa.ForeignKeyConstraint(['urenregel'], ['verrekende_uren.urenregel'], name=op.f('fk_verrekenregel_urenregel_verrekende_uren')),
    sa.ForeignKeyConstraint(['verrekening_id'], ['verrekening.id'], name=op.f('fk_verrekenregel_verrekening_id_verrekening')),
    sa.PrimaryKeyConstraint('nr', name=op.f('pk_verrekenregel'))
    )
    for kolom in ("crediteur", "debiteur", "factuur_id", "urenregel", "verrekening_id"):
        op.create_index(op.f(f'ix_verrekenregel_{kolom}'), 'verrekenregel', [kolom], unique=False)
    op.execute(LIGT_VAST)
    for tabel in VAST:
        op.execute(
            f"CREATE TRIGGER ligt_vast BEFORE UPDATE OR DELETE ON {tabel}"
            " FOR EACH ROW EXECUTE FUNCTION verrekening_ligt_vast()"
        )
    for tabel in VAST[1:]:
        op.execute(
            f"CREATE TRIGGER komt_er_niet_bij BEFORE INSERT ON {tabel}"
            " FOR EACH ROW EXECUTE FUNCTION verrekening_komt_er_niet_bij()"
        )


def downgrade() -> None:
    for tabel in ("verrekenregel", "verrekende_uren", "factuur", "verrekening"):
        op.drop_table(tabel)
    for tabel in ("factuurgegevens", "btwkeuze"):
        op.drop_table(tabel)
    op.execute("DROP FUNCTION verrekening_ligt_vast")
    op.execute("DROP FUNCTION verrekening_komt_er_niet_bij")
