"""facetten: the keys that see an open vacancy now stand beside what is counted

Revision ID: 20261122_facetten
Revises: 20261122_afspraken
"""

import sqlalchemy as sa
from alembic import op

revision = "20261122_facetten"
down_revision = "20261122_afspraken"
branch_labels = None
depends_on = None

# The windows of a vacancy, once per key that sees them. To the own people of an employer its
# vacancy is never a partner's.
VENSTERS = """
CREATE FUNCTION zichtvensters(id uuid) RETURNS TABLE (
    zichtperiode uuid, sleutel text, niet_voor text[], van timestamptz, tot timestamptz,
    solliciteren text, fase text
) LANGUAGE sql STABLE AS $$
    SELECT p.id, k.sleutel,
        CASE WHEN p.categorie IN ('partner', 'herplaatsing_partner') THEN w.werkgevers END,
        p.van, LEAST(p.tot, v.sluit_op), p.solliciteren, p.fase
    FROM vacature v
    CROSS JOIN LATERAL (SELECT CASE WHEN v.werkgevers = '{}' THEN ARRAY[v.werkgever]
        ELSE v.werkgevers END AS werkgevers) w
    JOIN zichtperiode p ON p.vacature_id = v.id AND p.van < LEAST(p.tot, v.sluit_op)
    CROSS JOIN LATERAL (
        SELECT 'extern' AS sleutel WHERE p.categorie = 'extern'
        UNION ALL
        SELECT p.categorie || ':' || p.verband
        WHERE p.categorie IN ('partner', 'herplaatsing_partner') AND p.verband IS NOT NULL
        UNION ALL
        SELECT p.categorie || ':' || oin FROM unnest(w.werkgevers) oin
        WHERE p.categorie IN ('intern', 'herplaatsing', 'inleenkracht', 'doorverwezen')
    ) k
    WHERE v.id = zichtvensters.id
$$
"""

# Which keys see it at one moment, and from when until when that stays so: between two moments at
# which a window begins or ends.
OP = """
CREATE FUNCTION zicht_op(id uuid, op timestamptz) RETURNS TABLE (
    sleutels text[], sleutels_anderen text[], zicht_van timestamptz, zicht_tot timestamptz
) LANGUAGE sql STABLE AS $$
    SELECT
        coalesce(array_agg(DISTINCT z.sleutel) FILTER (
            WHERE z.niet_voor IS NULL AND z.van <= op AND z.tot > op), '{}'),
        coalesce(array_agg(DISTINCT z.sleutel) FILTER (
            WHERE z.niet_voor IS NOT NULL AND z.van <= op AND z.tot > op), '{}'),
        coalesce(greatest(max(z.van) FILTER (WHERE z.van <= op),
            max(z.tot) FILTER (WHERE z.tot <= op)), '-infinity'),
        coalesce(least(min(z.van) FILTER (WHERE z.van > op),
            min(z.tot) FILTER (WHERE z.tot > op)), 'infinity')
    FROM zichtvensters(zicht_op.id) z
$$
"""

# The worker's: mark the windows that have begun, and renew the keys of their vacancies.
BEGINT = """
CREATE FUNCTION zicht_begint(nu timestamptz) RETURNS void LANGUAGE sql AS $$
    WITH begonnen AS (
        UPDATE open_zicht SET begonnen = true WHERE NOT begonnen AND van <= nu
        RETURNING vacature_id
    )
    UPDATE open_vacature o SET (sleutels, sleutels_anderen, zicht_van, zicht_tot) = (
        SELECT z.sleutels, z.sleutels_anderen, z.zicht_van, z.zicht_tot
        FROM zicht_op(o.vacature_id, nu) z
    )
    WHERE o.vacature_id IN (SELECT vacature_id FROM begonnen)
$$
"""

# As in `zoeken`, and with the keys of the moment of the change.
BIJWERKEN = """
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

# As it stood in `zoeken`.
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
        sluitings_datum, titel, regel, woorden
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
        || setweight(to_tsvector('nederlands', coalesce(v.omschrijving, '')), 'D')
    FROM vacature v WHERE v.id = ANY(ids) AND v.status = 'opengesteld';

    INSERT INTO open_zicht (
        zichtperiode, sleutel, vacature_id, niet_voor, geopend_op, van, tot, begonnen, ruimte, fase,
        solliciteren
    )
    SELECT p.id, k.sleutel, o.vacature_id,
        CASE WHEN p.categorie IN ('partner', 'herplaatsing_partner') THEN o.werkgevers END,
        o.geopend_op, p.van, LEAST(p.tot, v.sluit_op), p.van <= v.gewijzigd_op,
        CASE p.solliciteren WHEN 'ja' THEN 2 WHEN 'aangehouden' THEN 1 ELSE 0 END,
        p.fase, p.solliciteren
    FROM open_vacature o
    JOIN vacature v ON v.id = o.vacature_id
    JOIN zichtperiode p ON p.vacature_id = o.vacature_id AND p.van < LEAST(p.tot, v.sluit_op)
    CROSS JOIN LATERAL (
        SELECT 'extern' AS sleutel WHERE p.categorie = 'extern'
        UNION ALL
        SELECT p.categorie || ':' || p.verband
        WHERE p.categorie IN ('partner', 'herplaatsing_partner') AND p.verband IS NOT NULL
        UNION ALL
        SELECT p.categorie || ':' || w FROM unnest(o.werkgevers) w
        WHERE p.categorie IN ('intern', 'herplaatsing', 'inleenkracht', 'doorverwezen')
    ) k
    WHERE o.vacature_id = ANY(ids);

    SELECT zoekwoorden_toevoegen(string_agg(concat_ws(' ', titel, functie), ' '))
    FROM open_vacature WHERE vacature_id = ANY(ids);
$$
"""


def upgrade() -> None:
    keys = sa.ARRAY(sa.Text())
    moment = sa.TIMESTAMP(timezone=True)
    # Until the row is written again its keys hold at no moment, and its windows are read instead.
    op.add_column('open_vacature', sa.Column('sleutels', keys, nullable=False, server_default='{}'))
    op.add_column(
        'open_vacature', sa.Column('sleutels_anderen', keys, nullable=False, server_default='{}')
    )
    op.add_column(
        'open_vacature', sa.Column('zicht_van', moment, nullable=False, server_default='-infinity')
    )
    op.add_column(
        'open_vacature', sa.Column('zicht_tot', moment, nullable=False, server_default='-infinity')
    )
    for text in (VENSTERS, OP, BEGINT, BIJWERKEN):
        op.execute(text)
    op.execute("""
        UPDATE open_vacature o SET (sleutels, sleutels_anderen, zicht_van, zicht_tot) = (
            SELECT z.sleutels, z.sleutels_anderen, z.zicht_van, z.zicht_tot
            FROM zicht_op(o.vacature_id, now()) z
        )
    """)


def downgrade() -> None:
    op.execute(BIJWERKEN_ZONDER)
    for function in (
        'zicht_begint(timestamptz)', 'zicht_op(uuid, timestamptz)', 'zichtvensters(uuid)',
    ):
        op.execute(f'DROP FUNCTION {function}')
    for column in ('zicht_tot', 'zicht_van', 'sleutels_anderen', 'sleutels'):
        op.drop_column('open_vacature', column)
