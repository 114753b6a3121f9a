"""regelmerk: which text the line of an open vacancy has, so that a reader may keep that text

A mark is of one text for ever, also after a backup was put back. A row of open_vacature is written
anew at each change, its line never changed in place, which a trigger holds.

Revision ID: 20261122_regelmerk
Revises: 20261122_houder
"""

import sqlalchemy as sa
from alembic import op

revision = "20261122_regelmerk"
down_revision = "20261122_houder"
branch_labels = None
depends_on = None

# As it stood in `facetten`.
BIJWERKEN_ZONDER = """
CREATE OR REPLACE FUNCTION open_vacature_bijwerken(ids uuid[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO verdwenen_zicht (zichtperiode, sleutel, vacature_id, niet_voor, van, tot)
    SELECT z.zichtperiode, z.sleutel, z.vacature_id, z.niet_voor, z.van, LEAST(z.tot, v.gewijzigd_op)
    FROM open_zicht z JOIN vacature v ON v.id = z.vacature_id
    WHERE z.vacature_id = ANY(ids) AND v.status <> 'opengesteld'
    AND z.van < LEAST(z.tot, v.gewijzigd_op)
    ON CONFLICT DO NOTHING;

    DELETE FROM open_zicht WHERE vacature_id = ANY(ids);
    DELETE FROM open_vacature WHERE vacature_id = ANY(ids);

    INSERT INTO open_vacature (
        vacature_id, geopend_op, gewijzigd_op, werkgevers, werver, functie, niveau, domein, uren_min,
        uren_max, schaal_min, schaal_max, contractsoort, soort, banenafspraak, pc4,
        sluitings_datum, titel, regel, woorden, sleutels, sleutels_anderen, zicht_van, zicht_tot
    )
    SELECT v.id, v.geopend_op, v.gewijzigd_op,
        CASE WHEN v.werkgevers = '{}' THEN ARRAY[v.werkgever] ELSE v.werkgevers END,
        v.werver, v.functie, v.niveau, v.domein, v.uren_min, v.uren_max, v.schaal_min, v.schaal_max,
        v.contractsoort, v.soort, v.banenafspraak, v.pc4, v.sluitings_datum, v.titel,
        vacatureregel(v),
        setweight(to_tsvector('nederlands', v.titel), 'A')
        || setweight(to_tsvector('nederlands', concat_ws(
            ' ', replace(v.functie, '-', ' '), v.normfunctie, v.domein,
            array_to_string(v.competenties, ' '))), 'B')
        || setweight(to_tsvector('nederlands', coalesce(v.omschrijving, '')), 'D'),
        z.sleutels, z.sleutels_anderen, z.zicht_van, z.zicht_tot
    FROM vacature v CROSS JOIN LATERAL zicht_op(v.id, v.gewijzigd_op) z
    WHERE v.id = ANY(ids) AND v.status = 'opengesteld';

    INSERT INTO open_zicht (
        zichtperiode, sleutel, vacature_id, niet_voor, geopend_op, van, tot, begonnen, ruimte, fase,
        solliciteren
    )
    SELECT z.zichtperiode, z.sleutel, o.vacature_id, z.niet_voor, o.geopend_op, z.van, z.tot,
        z.van <= o.gewijzigd_op,
        CASE z.solliciteren WHEN 'ja' THEN 2 WHEN 'aangehouden' THEN 1 ELSE 0 END,
        z.fase, z.solliciteren
    FROM open_vacature o CROSS JOIN LATERAL zichtvensters(o.vacature_id) z
    WHERE o.vacature_id = ANY(ids);

    SELECT zoekwoorden_toevoegen(string_agg(concat_ws(' ', titel, functie), ' '))
    FROM open_vacature WHERE vacature_id = ANY(ids);
$$
"""
# And a window has the mark of its line.
BIJWERKEN = (
    BIJWERKEN_ZONDER.replace("fase,\n        solliciteren\n", "fase,\n        solliciteren, regelmerk\n")
    .replace("z.fase, z.solliciteren\n", "z.fase, z.solliciteren, o.regelmerk\n")
)  # fmt: skip

BLIJFT = """
CREATE FUNCTION regel_blijft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the line of an open vacancy is kept by its mark: '
        'write the row anew with open_vacature_bijwerken';
END
$$;
CREATE TRIGGER regel_blijft BEFORE UPDATE OF regel, regelmerk ON open_vacature
    FOR EACH ROW WHEN (
        NEW.regel IS DISTINCT FROM OLD.regel OR NEW.regelmerk IS DISTINCT FROM OLD.regelmerk
    ) EXECUTE FUNCTION regel_blijft()
"""


# In the order of who writes an open vacancy: windows first. Otherwise both would wait for ever.
SLOT = "LOCK TABLE open_zicht, open_vacature IN ACCESS EXCLUSIVE MODE"


def upgrade() -> None:
    op.execute(SLOT)
    op.add_column(
        "open_vacature",
        sa.Column(
            "regelmerk", sa.Uuid(), nullable=False, server_default=sa.text("gen_random_uuid()")
        ),
    )
    op.add_column(
        "open_zicht",
        sa.Column(
            "regelmerk", sa.Uuid(), nullable=False, server_default=sa.text("gen_random_uuid()")
        ),
    )
    op.execute("""
        UPDATE open_zicht z SET regelmerk = o.regelmerk
        FROM open_vacature o WHERE o.vacature_id = z.vacature_id
    """)
    # Whether anything began that is not marked yet, in one look.
    op.create_index(
        "ix_open_zicht_begint", "open_zicht", ["van"], postgresql_where=sa.text("NOT begonnen")
    )
    # Newest first until a filter found enough.
    op.create_index(
        "ix_open_vacature_volgorde",
        "open_vacature",
        [sa.text("geopend_op DESC"), "vacature_id"],
    )
    op.execute(BIJWERKEN)
    op.execute(BLIJFT)


def downgrade() -> None:
    op.execute(SLOT)
    op.execute(BIJWERKEN_ZONDER)
    op.execute("DROP TRIGGER regel_blijft ON open_vacature")
    op.execute("DROP FUNCTION regel_blijft()")
    op.drop_index("ix_open_vacature_volgorde", "open_vacature")
    op.drop_index("ix_open_zicht_begint", "open_zicht")
    op.drop_column("open_zicht", "regelmerk")
    op.drop_column("open_vacature", "regelmerk")
