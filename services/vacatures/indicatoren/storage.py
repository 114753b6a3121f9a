"""Facts for the tables, from the logs that only grow: every query of the room.

Accepted offers are read from `sollicitatielog` (to `aangenomen`) with the first opening in
`vacaturelog`, and written down in `vervulling` as months and numbers of days before the application
is anonymised: so a duration stays right to the day, and no day of a person is kept. Counts of
offers, deviations, rejections and open places are read where they stand, by month only: there
anonymising (month precision, new ids) changes no number; it can only hide one, because it is no
longer known of how many people it is. Months are those of UTC, as there.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Uuid, literal, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import InstrumentedAttribute, Session

from services.vacatures.convenant.rules import VIA_VERBAND, Categorie
from services.vacatures.indicatoren import rules
from services.vacatures.indicatoren.tables import Uitstroomopgave, Vervulling
from services.vacatures.profiel import storage as profielen
from shared.caller import Caller
from shared.http import Peer

# The rows that go from one call of a route to the next.
Opgave = Uitstroomopgave
DAG = "AT TIME ZONE 'Europe/Amsterdam')::date"
_LEG_VAST = text(f"""
    WITH nieuw AS (
        SELECT l.nr, l.op AS aanvaard_op, opening.op AS geopend_op, s.id AS sollicitatie
        FROM sollicitatielog l
        JOIN sollicitatie s ON s.id = l.sollicitatie_id
        JOIN LATERAL (
            SELECT min(o.op) AS op FROM vacaturelog o
            WHERE o.vacature_id = s.vacature_id AND o.naar = 'opengesteld'
        ) opening ON opening.op IS NOT NULL
        WHERE l.naar = 'aangenomen' AND s.status = 'aangenomen'
          AND NOT EXISTS (SELECT FROM vervulling_geteld g WHERE g.log_nr = l.nr)
    ), geteld AS (
        INSERT INTO vervulling_geteld (log_nr) SELECT nr FROM nieuw
        ON CONFLICT DO NOTHING RETURNING log_nr
    )
    INSERT INTO vervulling (
        bron_log_nr, maand, opening_maand, werkgever, functie, telt_als_vacature,
        van_organisatie, categorie, gedeeld_met, verbanden, vervultijd_dagen, wervingstijd_dagen
    )
    SELECT
        CASE WHEN NOT s.geanonimiseerd THEN n.nr END,
        date_trunc('month', n.aanvaard_op)::date,
        date_trunc('month', n.geopend_op)::date,
        v.werkgever, v.functie, NOT v.alleen_herplaatsing AND v.soort = 'vacature',
        s.organisatie, s.categorie,
        ARRAY(SELECT verband FROM openstelling_verband o WHERE o.vacature_id = v.id),
        s.verbanden,
        CASE WHEN NOT s.geanonimiseerd
            THEN greatest(0, (n.aanvaard_op {DAG} - (n.geopend_op {DAG}) END,
        CASE WHEN NOT s.geanonimiseerd
            THEN greatest(0, (n.aanvaard_op {DAG} - (s.ontvangen_op {DAG}) END
    FROM nieuw n
    JOIN geteld g ON g.log_nr = n.nr
    JOIN sollicitatie s ON s.id = n.sollicitatie
    JOIN vacature v ON v.id = s.vacature_id
""")


_TERUG = text("""
    DELETE FROM vervulling f USING sollicitatielog weg, sollicitatielog l
    WHERE weg.van = 'aangenomen' AND l.sollicitatie_id = weg.sollicitatie_id
      AND l.naar = 'aangenomen' AND f.bron_log_nr = l.nr
""")


def leg_vast(tx: Session) -> None:
    """Write down accepted offers that are not yet; two at once count each of them once.

    What came to nothing after all goes, while it is known of which application it is: whoever is
    hired next is the one that filled the place.
    """
    tx.execute(_LEG_VAST)
    tx.execute(_TERUG)


# ---- reading ------------------------------------------------------------------------------------
def list_vervullingen(
    tx: Session, periode: rules.Periode, werkgever: str, verband: UUID | None, *, geopend: bool
) -> list[rules.Vervulling]:
    """Accepted offers in the period; `geopend`: of vacancies that first opened in it.

    Of a verband: of vacancies shared with it. Without: of the employer itself.
    """
    maand = Vervulling.opening_maand if geopend else Vervulling.maand
    wie: ColumnElement[bool] = Vervulling.werkgever == werkgever
    if verband is not None:
        wie = _bevat(Vervulling.gedeeld_met, verband)
    query = select(Vervulling).where(wie, maand >= periode.begin, maand < periode.eind)
    return [
        rules.Vervulling(
            row.maand,
            row.opening_maand,
            row.werkgever,
            row.functie,
            row.telt_als_vacature,
            row.van_organisatie,
            Categorie(row.categorie),
            frozenset(row.gedeeld_met),
            frozenset(row.verbanden),
            row.vervultijd_dagen,
            row.wervingstijd_dagen,
        )
        for row in tx.scalars(query)
    ]


def _bevat(kolom: InstrumentedAttribute[list[UUID]], verband: UUID) -> ColumnElement[bool]:
    return kolom.bool_op("@>")(literal([verband], ARRAY(Uuid)))


_SCOPE = """(
    (CAST(:verband AS uuid) IS NULL AND v.werkgever = :werkgever)
    OR EXISTS (
        SELECT FROM openstelling_verband o
        WHERE o.vacature_id = v.id AND o.verband = CAST(:verband AS uuid)
    )
)"""
_OPENSTAAND = text(f"""
    SELECT v.werkgever, v.aantal_plaatsen - gevuld.aantal AS plaatsen,
        (CAST(:nu AS timestamptz) {DAG} - (opening.op {DAG} AS dagen
    FROM vacature v
    JOIN LATERAL (
        SELECT min(l.op) AS op FROM vacaturelog l
        WHERE l.vacature_id = v.id AND l.naar = 'opengesteld'
    ) opening ON opening.op IS NOT NULL
    JOIN LATERAL (
        SELECT count(*) AS aantal FROM sollicitatie s
        WHERE s.vacature_id = v.id AND s.status = 'aangenomen'
    ) gevuld ON true
    WHERE v.status IN ('opengesteld', 'gesloten') AND v.aantal_plaatsen > gevuld.aantal
      AND NOT v.alleen_herplaatsing AND v.soort = 'vacature'
      AND date_trunc('month', opening.op)::date >= :begin
      AND date_trunc('month', opening.op)::date < :eind
      AND {_SCOPE}
""")
# Of how many people a number is at least, so that what was hidden because few people make it up
# stays hidden. Each erased application has a pseudonym of its own: all of those can be of one
# person, who can be one of the others. Only on one vacancy they cannot: there everybody applies
# once, but for what was withdrawn (`nr`: how many people are known so).
_PERSONEN = """least(count(*), greatest(
        1, count(DISTINCT wie), CASE grouping(soort) WHEN 1 THEN max(nr) ELSE max(nr_soort) END
    ))"""
_WIE = """s.id AS sollicitatie, s.vacature_id, s.status <> 'ingetrokken' AS blijft,
            CASE WHEN NOT s.geanonimiseerd THEN s.medewerker END AS wie"""
_NRS = """CASE WHEN blijft THEN dense_rank() OVER (
            PARTITION BY vacature_id, blijft ORDER BY sollicitatie
        ) END AS nr,
        CASE WHEN blijft THEN dense_rank() OVER (
            PARTITION BY vacature_id, blijft, soort ORDER BY sollicitatie
        ) END AS nr_soort"""
_AANBIEDINGEN = text(f"""
    SELECT coalesce(soort, 'totaal') AS soort, count(*) AS aantal,
        {_PERSONEN} AS personen
    FROM (SELECT soort, wie, {_NRS} FROM (
        SELECT {_WIE}, CASE WHEN EXISTS (
            SELECT FROM afwijking w WHERE w.aanbod_id = a.id
        ) THEN 'afgeweken' ELSE 'gevolgd' END AS soort
        FROM aanbod a
        JOIN sollicitatie s ON s.id = a.sollicitatie_id
        JOIN vacature v ON v.id = s.vacature_id
        WHERE date_trunc('month', a.gedaan_op)::date >= :begin
          AND date_trunc('month', a.gedaan_op)::date < :eind AND {_SCOPE}
    ) gedaan) genummerd GROUP BY GROUPING SETS ((soort), ())
""")
_AFWIJZINGEN = text(f"""
    SELECT coalesce(soort, 'totaal') AS soort, count(*) AS aantal,
        {_PERSONEN} AS personen
    FROM (SELECT soort, wie, {_NRS} FROM (
        SELECT coalesce(l.redencode, 'anders') AS soort, {_WIE}
        FROM sollicitatielog l
        JOIN sollicitatie s ON s.id = l.sollicitatie_id
        JOIN vacature v ON v.id = s.vacature_id
        WHERE l.naar = 'afgewezen' AND s.categorie = ANY (CAST(:categorieen AS text[]))
          AND date_trunc('month', l.op)::date >= :begin
          AND date_trunc('month', l.op)::date < :eind AND {_SCOPE}
    ) afgewezen) genummerd GROUP BY GROUPING SETS ((soort), ())
""")


def _waarden(periode: rules.Periode, werkgever: str, verband: UUID | None) -> dict[str, Any]:
    return {
        "begin": periode.begin,
        "eind": periode.eind,
        "werkgever": werkgever,
        "verband": verband,
    }


def list_openstaand(
    tx: Session, periode: rules.Periode, werkgever: str, verband: UUID | None, nu: datetime
) -> list[rules.Openstaand]:
    """Places nobody has, of vacancies that first opened in the period and were not withdrawn."""
    found = tx.execute(_OPENSTAAND, _waarden(periode, werkgever, verband) | {"nu": nu})
    return [rules.Openstaand(row.werkgever, row.plaatsen, row.dagen) for row in found]


def count_aanbiedingen(
    tx: Session, periode: rules.Periode, werkgever: str, verband: UUID | None
) -> dict[str, rules.Geteld]:
    """Offers in the order of the convenant, with a reasoned deviation from it, and together."""
    return _geteld(tx.execute(_AANBIEDINGEN, _waarden(periode, werkgever, verband)))


def _geteld(rows: Iterable[Any]) -> dict[str, rules.Geteld]:
    return {row.soort: rules.Geteld(row.aantal, row.personen) for row in rows}


def count_afwijzingen(
    tx: Session, periode: rules.Periode, werkgever: str, verband: UUID | None
) -> dict[str, rules.Geteld]:
    """Rejections of candidates with priority, by the code of the reason, and together."""
    categorieen = sorted({*VIA_VERBAND, Categorie.HERPLAATSING})
    values = _waarden(periode, werkgever, verband) | {"categorieen": categorieen}
    return _geteld(tx.execute(_AFWIJZINGEN, values))


# ---- what employers say of who left -------------------------------------------------------------
def get_opgave(
    tx: Session, organisatie: str, jaar: int, *, lock: bool = False
) -> Uitstroomopgave | None:
    """What an employer said of a year."""
    query = select(Opgave).where(Opgave.organisatie == organisatie, Opgave.jaar == jaar)
    query = query.with_for_update() if lock else query
    return tx.scalars(query.execution_options(populate_existing=True)).one_or_none()


def set_opgave(
    tx: Session, jaar: int, aantallen: dict[str, int], beller: Caller, nu: datetime
) -> Uitstroomopgave:
    """Store what the caller's organisation says of a year, or the next version of it."""
    assert beller.organisatie is not None
    values = aantallen | {
        "verbanden": sorted(beller.verband_ids),
        "gewijzigd_op": nu,
        "gebruiker": beller.gebruiker,
    }
    row = insert(Opgave).values(organisatie=beller.organisatie, jaar=jaar, versie=1, **values)
    keys = [Opgave.organisatie, Opgave.jaar]
    anders = values | {"versie": Opgave.versie + 1}
    tx.execute(row.on_conflict_do_update(index_elements=keys, set_=anders))
    stored = get_opgave(tx, beller.organisatie, jaar)
    assert stored is not None
    return stored


def list_opgaven(
    tx: Session, jaren: Collection[int], werkgever: str, verband: UUID | None
) -> list[rules.Uitstroom]:
    """What employers said of these years: the members of a verband then, or the employer itself."""
    wie: ColumnElement[bool] = Opgave.organisatie == werkgever
    if verband is not None:
        wie = _bevat(Opgave.verbanden, verband)
    rows = tx.scalars(select(Opgave).where(wie, Opgave.jaar.in_(list(jaren))))
    return [rules.Uitstroom(**{n: getattr(row, n) for n in rules.BESTEMMINGEN}) for row in rows]


# ---- size classes -------------------------------------------------------------------------------
def haal_organisaties(tx: Session, gateway: Peer, nu: datetime) -> int:
    """Copy register facts of organisations that occur here and are missing or old. HTTPError.

    Also of who only has concepts: what is opened later shows a name at once.
    """
    bekend = text("""
        SELECT oin FROM (
            SELECT werkgever AS oin FROM vervulling UNION
            SELECT van_organisatie FROM vervulling WHERE van_organisatie IS NOT NULL UNION
            SELECT werkgever FROM vacature UNION
            SELECT unnest(werkgevers) FROM vacature UNION
            SELECT unnest(werkgevers) FROM aanbod_elders
        ) gezien
        WHERE NOT EXISTS (SELECT FROM organisatiefeit f WHERE f.oin = gezien.oin)
        ORDER BY oin LIMIT 100
    """)
    oins = [*tx.scalars(bekend), *profielen.list_verouderd(tx, nu)]
    return profielen.haal_feiten(tx, gateway, oins, nu)


# ---- keeping and erasing ------------------------------------------------------------------------
def dossier(tx: Session, persoon: UUID) -> dict[str, list[dict[str, Any]]]:
    """What this room holds of a person, as long as it can be tied to the application."""
    own = text("""
        SELECT f.maand, f.werkgever, f.van_organisatie, f.vervultijd_dagen, f.wervingstijd_dagen
        FROM vervulling f
        JOIN sollicitatielog l ON l.nr = f.bron_log_nr
        JOIN sollicitatie s ON s.id = l.sollicitatie_id
        WHERE s.medewerker = :persoon ORDER BY f.maand, f.id
    """)
    return {
        "vervullingen": [
            {
                "maand": row.maand.strftime("%Y-%m"),
                "werkgever": row.werkgever,
                "vanOrganisatie": row.van_organisatie,
                "vervultijdDagen": row.vervultijd_dagen,
                "wervingstijdDagen": row.wervingstijd_dagen,
            }
            for row in tx.execute(own, {"persoon": persoon})
        ]
    }


def wis_personen(tx: Session, personen: Sequence[UUID]) -> dict[str, int]:
    """Count what is not counted yet, then forget whose it was. Before the rooms below."""
    return _maak_los(tx, "s.medewerker = ANY (CAST(:ids AS uuid[]))", personen)


def wis_sollicitaties(tx: Session, ids: Sequence[UUID], nu: datetime) -> dict[str, int]:  # noqa: ARG001 (one form for every room)
    """Count what is not counted yet, then forget of which application. Before the rooms below."""
    return _maak_los(tx, "s.id = ANY (CAST(:ids AS uuid[]))", ids)


def _maak_los(tx: Session, welke: str, ids: Sequence[UUID]) -> dict[str, int]:
    leg_vast(tx)
    nrs = tx.scalars(
        text(f"""
            SELECT l.nr FROM sollicitatielog l JOIN sollicitatie s ON s.id = l.sollicitatie_id
            WHERE l.naar = 'aangenomen' AND {welke}
        """),
        {"ids": list(ids)},
    ).all()
    loose = update(Vervulling).where(Vervulling.bron_log_nr.in_(nrs)).values(bron_log_nr=None)
    return {"vervulling": len(tx.scalars(loose.returning(Vervulling.id)).all())}
