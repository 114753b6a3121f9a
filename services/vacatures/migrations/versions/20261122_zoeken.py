"""zoeken: what is read of open vacancies, kept by PostgreSQL itself in the transaction of the fact

Revision ID: 20261122_zoeken
Revises: 20261122_functiedeling
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '20261122_zoeken'
down_revision = '20261122_functiedeling'
branch_labels = None
depends_on = None

# Dutch stems, and a word with or without accents is one word.
TAAL = """
CREATE TEXT SEARCH CONFIGURATION nederlands (COPY = pg_catalog.dutch);
ALTER TEXT SEARCH CONFIGURATION nederlands
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, dutch_stem;
"""

# The fields of a line in a list that do not depend on who asks or when, as JSON without its first
# brace: what does depend on them comes before. A field that a
# line gets later: replace this function in a new migration and call `open_vacature_bijwerken`.
REGEL = """
CREATE FUNCTION vacatureregel(v vacature) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT substr(json_build_object(
        'werkgever', v.werkgever,
        'titel', v.titel,
        'geopendOp', to_char(v.geopend_op AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24":"MI":"SS.US"Z"'),
        'kenmerk', v.kenmerk,
        'functie', v.functie,
        'niveau', v.niveau,
        'domein', v.domein,
        'urenMin', v.uren_min,
        'urenMax', v.uren_max,
        'schaalMin', v.schaal_min,
        'schaalMax', v.schaal_max,
        'salarisMin', v.salaris_min,
        'salarisMax', v.salaris_max,
        'contractsoort', v.contractsoort,
        'plaats', v.plaats,
        'gemeenteCode', v.gemeente_code,
        'pc4', v.pc4,
        'opleidingsniveau', v.opleidingsniveau,
        'aantalPlaatsen', v.aantal_plaatsen,
        'startDatum', v.start_datum,
        'sluitingsDatum', v.sluitings_datum,
        'bronUrl', v.bron_url,
        'soort', v.soort,
        'afzender', v.afzender,
        'afzenderNaam', v.afzender_naam,
        'banenafspraak', v.banenafspraak,
        'zsm', v.zsm,
        'eindeDatum', v.einde_datum
    )::text, 2)
$$
"""

# Words to correct a misspelling with. No unique index: two openings at once would wait for each
# other there, and a word that stands twice does no harm.
WOORDEN = """
CREATE FUNCTION zoekwoorden_toevoegen(tekst text) RETURNS void LANGUAGE sql AS $$
    INSERT INTO zoekwoord (woord)
    SELECT DISTINCT w FROM regexp_split_to_table(lower(unaccent(tekst)), '[^a-z]+') w
    WHERE length(w) BETWEEN 4 AND 40
    AND NOT EXISTS (SELECT FROM zoekwoord z WHERE z.woord = w)
$$
"""

# Rebuild what is read of these vacancies. Somebody sees a window by its key: see
# `services/vacatures/vacature/storage/visible.py`, which makes the keys of who asks.
BIJWERKEN = """
CREATE FUNCTION open_vacature_bijwerken(ids uuid[]) RETURNS void LANGUAGE sql AS $$
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

TRIGGERS = """
CREATE FUNCTION volg_vacature() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM open_vacature_bijwerken(ARRAY[NEW.id]);
    RETURN NULL;
END $$;
CREATE TRIGGER volg_nieuwe AFTER INSERT ON vacature
    FOR EACH ROW WHEN (NEW.status = 'opengesteld') EXECUTE FUNCTION volg_vacature();
CREATE TRIGGER volg_wijziging AFTER UPDATE ON vacature
    FOR EACH ROW WHEN (OLD.status = 'opengesteld' OR NEW.status = 'opengesteld')
    EXECUTE FUNCTION volg_vacature();

CREATE FUNCTION volg_zichtperiode() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM open_vacature_bijwerken(ARRAY(SELECT DISTINCT vacature_id FROM anders));
    RETURN NULL;
END $$;
CREATE TRIGGER volg_nieuwe AFTER INSERT ON zichtperiode
    REFERENCING NEW TABLE AS anders FOR EACH STATEMENT EXECUTE FUNCTION volg_zichtperiode();
CREATE TRIGGER volg_wijziging AFTER UPDATE ON zichtperiode
    REFERENCING NEW TABLE AS anders FOR EACH STATEMENT EXECUTE FUNCTION volg_zichtperiode();
CREATE TRIGGER volg_verwijdering AFTER DELETE ON zichtperiode
    REFERENCING OLD TABLE AS anders FOR EACH STATEMENT EXECUTE FUNCTION volg_zichtperiode();

CREATE FUNCTION zoek_convenant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM catalogus_synoniemen(NEW.verband, NEW.inhoud);
    RETURN NULL;
END $$;
CREATE TRIGGER zoek_convenant AFTER INSERT ON convenant
    FOR EACH ROW EXECUTE FUNCTION zoek_convenant();
"""

# A function of a catalogue, its name and its norm function are words for the same work; its address
# in ESCO ties it to the names there.
CATALOGUS = """
CREATE FUNCTION zoekterm(tekst text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT btrim(regexp_replace(lower(unaccent(tekst)), '[^a-z0-9]+', ' ', 'g'))
$$;
CREATE FUNCTION catalogus_synoniemen(verband uuid, inhoud jsonb) RETURNS void LANGUAGE sql AS $$
    INSERT INTO zoeksynoniem (bron, begrip, term)
    SELECT DISTINCT 'catalogus', b, t
    FROM jsonb_array_elements(
        CASE jsonb_typeof(inhoud -> 'functies') WHEN 'array' THEN inhoud -> 'functies' ELSE '[]' END
    ) f
    CROSS JOIN LATERAL unnest(ARRAY[
        zoekterm(f ->> 'code'), zoekterm(f ->> 'naam'), zoekterm(f ->> 'normfunctie')
    ]) t
    CROSS JOIN LATERAL unnest(ARRAY['functie:' || (f ->> 'code'), f ->> 'escoUri']) b
    WHERE t <> '' AND b IS NOT NULL
    ON CONFLICT DO NOTHING
$$;
"""


def upgrade() -> None:
    op.create_table(
        'open_vacature',
        sa.Column('vacature_id', sa.Uuid(), nullable=False),
        sa.Column('geopend_op', sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column('gewijzigd_op', sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column('werkgevers', sa.ARRAY(sa.Text()), nullable=False),
        sa.Column('werver', sa.Text(), nullable=True),
        sa.Column('functie', sa.Text(), nullable=True),
        sa.Column('niveau', sa.Text(), nullable=True),
        sa.Column('domein', sa.Text(), nullable=True),
        sa.Column('uren_min', sa.Numeric(precision=4, scale=1), nullable=True),
        sa.Column('uren_max', sa.Numeric(precision=4, scale=1), nullable=True),
        sa.Column('schaal_min', sa.Text(), nullable=True),
        sa.Column('schaal_max', sa.Text(), nullable=True),
        sa.Column('contractsoort', sa.Text(), nullable=True),
        sa.Column('soort', sa.Text(), nullable=False),
        sa.Column('banenafspraak', sa.Boolean(), nullable=False),
        sa.Column('pc4', sa.Text(), nullable=True),
        sa.Column('sluitings_datum', sa.Date(), nullable=True),
        sa.Column('titel', sa.Text(), nullable=False),
        sa.Column('regel', sa.Text(), nullable=False),
        sa.Column('woorden', postgresql.TSVECTOR(), nullable=False),
        sa.ForeignKeyConstraint(
            ['vacature_id'], ['vacature.id'],
            name=op.f('fk_open_vacature_vacature_id'), ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('vacature_id', name=op.f('pk_open_vacature')),
    )
    # A line is read as it stands: not pressed together to make room for the words beside it.
    op.execute('ALTER TABLE open_vacature SET (toast_tuple_target = 8160)')
    op.create_index('ix_open_vacature_woorden', 'open_vacature', ['woorden'], postgresql_using='gin')
    op.create_table(
        'open_zicht',
        sa.Column('zichtperiode', sa.Uuid(), nullable=False),
        sa.Column('sleutel', sa.Text(), nullable=False),
        sa.Column('vacature_id', sa.Uuid(), nullable=False),
        sa.Column('niet_voor', sa.ARRAY(sa.Text()), nullable=True),
        sa.Column('geopend_op', sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column('van', sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column('tot', sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column('begonnen', sa.Boolean(), nullable=False),
        sa.Column('ruimte', sa.SmallInteger(), nullable=False),
        sa.Column('fase', sa.Text(), nullable=False),
        sa.Column('solliciteren', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ['vacature_id'], ['open_vacature.vacature_id'],
            name=op.f('fk_open_zicht_vacature_id'), ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('vacature_id', 'sleutel', 'zichtperiode', name=op.f('pk_open_zicht')),
    )
    op.create_index(
        'ix_open_zicht_volgorde',
        'open_zicht',
        ['sleutel', sa.literal_column('geopend_op DESC'), 'vacature_id', 'van', 'tot'],
        postgresql_where='begonnen',
    )
    op.create_index(
        'ix_open_zicht_komend', 'open_zicht', ['sleutel', 'van'], postgresql_where='NOT begonnen'
    )
    op.create_table(
        'verdwenen_zicht',
        sa.Column('zichtperiode', sa.Uuid(), nullable=False),
        sa.Column('sleutel', sa.Text(), nullable=False),
        sa.Column('vacature_id', sa.Uuid(), nullable=False),
        sa.Column('niet_voor', sa.ARRAY(sa.Text()), nullable=True),
        sa.Column('van', sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column('tot', sa.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint('zichtperiode', 'sleutel', name=op.f('pk_verdwenen_zicht')),
    )
    op.create_index('ix_verdwenen_zicht_sleutel_tot', 'verdwenen_zicht', ['sleutel', 'tot'])
    op.create_table(
        'zoekwoord',
        sa.Column('nr', sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column('woord', sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint('nr', name=op.f('pk_zoekwoord')),
    )
    op.create_index('ix_zoekwoord_woord', 'zoekwoord', ['woord'])
    op.create_index(
        'ix_zoekwoord_lijkt', 'zoekwoord', ['woord'],
        postgresql_using='gin', postgresql_ops={'woord': 'gin_trgm_ops'},
    )
    op.create_table(
        'zoeksynoniem',
        sa.Column('bron', sa.Text(), nullable=False),
        sa.Column('begrip', sa.Text(), nullable=False),
        sa.Column('term', sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint('bron', 'begrip', 'term', name=op.f('pk_zoeksynoniem')),
    )
    op.create_index('ix_zoeksynoniem_term', 'zoeksynoniem', ['term'])
    op.create_table(
        'postcode',
        sa.Column('pc4', sa.Text(), nullable=False),
        sa.Column('breedte', sa.Double(), nullable=False),
        sa.Column('lengte', sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint('pc4', name=op.f('pk_postcode')),
    )
    op.create_index(
        'ix_vacature_eigen', 'vacature', ['werkgever', sa.literal_column('geopend_op DESC'), 'id']
    )
    op.create_index(
        'ix_vacature_samen', 'vacature', ['werkgevers'],
        postgresql_using='gin', postgresql_where='cardinality(werkgevers) > 1',
    )
    for text in (TAAL, REGEL, WOORDEN, BIJWERKEN, CATALOGUS, TRIGGERS):
        op.execute(text)
    op.execute("SELECT open_vacature_bijwerken(ARRAY(SELECT id FROM vacature WHERE status = 'opengesteld'))")
    op.execute('SELECT catalogus_synoniemen(verband, inhoud) FROM convenant')


def downgrade() -> None:
    for table, trigger in (
        ('vacature', 'volg_nieuwe'),
        ('vacature', 'volg_wijziging'),
        ('zichtperiode', 'volg_nieuwe'),
        ('zichtperiode', 'volg_wijziging'),
        ('zichtperiode', 'volg_verwijdering'),
        ('convenant', 'zoek_convenant'),
    ):
        op.execute(f'DROP TRIGGER {trigger} ON {table}')
    for function in (
        'volg_vacature()',
        'volg_zichtperiode()',
        'zoek_convenant()',
        'catalogus_synoniemen(uuid, jsonb)',
        'zoekterm(text)',
        'open_vacature_bijwerken(uuid[])',
        'zoekwoorden_toevoegen(text)',
        'vacatureregel(vacature)',
    ):
        op.execute(f'DROP FUNCTION {function}')
    for table in ('postcode', 'zoeksynoniem', 'zoekwoord', 'verdwenen_zicht', 'open_zicht', 'open_vacature'):
        op.drop_table(table)
    op.drop_index('ix_vacature_samen', table_name='vacature')
    op.drop_index('ix_vacature_eigen', table_name='vacature')
    op.execute('DROP TEXT SEARCH CONFIGURATION nederlands')
