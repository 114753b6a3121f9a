"""The facts of the ledger: a fixed number of queries, however many organisations there are."""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, or_, select, text
from sqlalchemy.orm import Session

from services.pool.flexpool.tables import Pool
from services.pool.inzet.rules import Inzetsoort, InzetStatus
from services.pool.inzet.tables import Inzet
from services.pool.planning.rules import BehoefteStatus
from services.pool.planning.tables import Behoefte
from services.pool.toewijzing import storage as toewijzing
from services.pool.toewijzing.tables import Spoedbeurt, Toewijzingsvoorstel
from services.pool.verdeling import rules
from services.pool.verdeling.rules import Inzetfeit, Maandtelling, Periode, Rondeaandeel
from services.pool.verdeling.tables import Inzettelling
from shared.kalender import AMSTERDAM

# What took or takes place; a proposal is no hour yet. Swaps, klussen and blocks of trainees are
# nobody's turn.
TELT = (InzetStatus.BEVESTIGD, InzetStatus.BEEINDIGD)


@dataclass(frozen=True, slots=True)
class Feiten:
    """Everything that the ledger of a verband, or of one pool, rests on."""

    inzetten: list[Inzetfeit]
    geteld: list[Maandtelling]
    aandelen: list[Rondeaandeel]
    spoed: list[rules.Spoedbeurt]


def get_feiten(tx: Session, verband: UUID, periode: Periode, pool: UUID | None) -> Feiten:
    """The facts of these months."""
    return Feiten(
        _inzetten(tx, verband, periode, pool),
        _geteld(tx, verband, periode, pool),
        _aandelen(tx, verband, periode, pool),
        _spoed(tx, verband, periode, pool),
    )


def _inzetten(tx: Session, verband: UUID, periode: Periode, pool: UUID | None) -> list[Inzetfeit]:
    vraag = (
        select(
            Inzet.inlener,
            Inzet.thuisorganisatie,
            Behoefte.functie,
            Inzet.uren_per_week,
            Inzet.van,
            Inzet.tot,
        )
        .outerjoin(Behoefte, Behoefte.id == Inzet.behoefte_id)
        .where(
            Inzet.verband == verband,
            Inzet.status.in_(TELT),
            Inzet.soort == Inzetsoort.TOEWIJZING,
            Inzet.van <= periode.einde,
            or_(Inzet.tot.is_(None), Inzet.tot >= periode.van),
        )
    )
    if pool is not None:
        van_pool = func.coalesce(Inzet.pool_id, Toewijzingsvoorstel.pool_id)
        vraag = vraag.outerjoin(
            Toewijzingsvoorstel, Toewijzingsvoorstel.id == Inzet.voorstel_id
        ).where(van_pool == pool)
    return [
        Inzetfeit(inlener, thuis, functie, int(per_week * 10), van, tot)
        for inlener, thuis, functie, per_week, van, tot in tx.execute(vraag)
    ]


def _geteld(tx: Session, verband: UUID, periode: Periode, pool: UUID | None) -> list[Maandtelling]:
    rij = Inzettelling
    wie = rij.maand, rij.inlener, rij.thuisorganisatie, rij.functie
    vraag = (
        select(*wie, func.sum(rij.eenheden))
        .where(rij.verband == verband, rij.maand >= periode.van, rij.maand <= periode.tot)
        .group_by(*wie)
    )
    if pool is not None:
        vraag = vraag.where(rij.pool_id == pool)
    return [Maandtelling(*een[:-1], int(een[-1])) for een in tx.execute(vraag)]


def _aandelen(
    tx: Session, verband: UUID, periode: Periode, pool: UUID | None
) -> list[Rondeaandeel]:
    namen = Rondeaandeel.__slots__
    rijen = toewijzing.list_aandelen(tx, verband, periode.van, periode.einde, pool)
    return [Rondeaandeel(**{naam: getattr(een, naam) for naam in namen}) for een in rijen]


def _spoed(
    tx: Session, verband: UUID, periode: Periode, pool: UUID | None
) -> list[rules.Spoedbeurt]:
    begin = datetime.combine(periode.van, time(), AMSTERDAM)
    eind = datetime.combine(rules.volgende_maand(periode.tot), time(), AMSTERDAM)
    # What does not go on was no turn, as for the limit per year; an erased inzet leaves its turn.
    gaat_door = or_(Inzet.id.is_(None), Inzet.status.in_(toewijzing.TELT))
    vraag = (
        select(Spoedbeurt.op, Spoedbeurt.inlener)
        .outerjoin(Inzet, Inzet.id == Spoedbeurt.inzet_id)
        .where(
            Spoedbeurt.verband == verband, Spoedbeurt.op >= begin, Spoedbeurt.op < eind, gaat_door
        )
    )
    if pool is not None:
        vraag = vraag.where(Spoedbeurt.pool_id == pool)
    return [
        rules.Spoedbeurt(op.astimezone(AMSTERDAM).date(), inlener)
        for op, inlener in tx.execute(vraag)
    ]


def list_wachtend(tx: Session, verband: UUID, vandaag: date) -> frozenset[str]:
    """Organisations with a need that is open now."""
    vraag = select(Behoefte.inlener).where(
        Behoefte.verband == verband,
        Behoefte.status == BehoefteStatus.OPEN,
        or_(Behoefte.tot.is_(None), Behoefte.tot >= vandaag),
    )
    return frozenset(tx.scalars(vraag.distinct()))


# Of a closed round, counted where it lies: its facts can be megabytes. Rounds of before the outcome
# said what was asked tell it by their facts.
GEVRAAGD = text("""
    WITH ronde AS (
        SELECT v.id, v.invoer, v.uitkomst, v.peildatum, v.horizon_weken
        FROM toewijzingsvoorstel v
        WHERE v.id IN (
            SELECT voorstel_id FROM aandeel
            WHERE verband = :verband AND op BETWEEN :van AND :tot
            AND (CAST(:pool AS uuid) IS NULL OR pool_id = :pool)
        )
    )
    SELECT organisatie, functie, sum(uren) FROM (
    SELECT g->>'organisatie' AS organisatie, g->>'functie' AS functie, (g->>'uren')::numeric AS uren
    FROM ronde v, jsonb_array_elements(v.uitkomst->'gevraagd') g
    UNION ALL
    SELECT organisatie, functie,
        sum(uren * greatest(0, least(tot, einde) - greatest(van, begin) + 1)) / 7
    FROM (
        SELECT b->>'inlener' AS organisatie, b->>'functie' AS functie,
            (b->>'uren_max')::numeric AS uren, (b->>'van')::date AS van,
            coalesce((b->>'tot')::date, 'infinity') AS tot, v.peildatum AS begin,
            v.peildatum + v.horizon_weken * 7 - 1 AS einde
        FROM ronde v, jsonb_array_elements(v.invoer->'behoeften') b
        WHERE NOT v.uitkomst ? 'gevraagd'
    ) gevraagd
    GROUP BY organisatie, functie
    ) samen
    GROUP BY organisatie, functie
""")


def get_gevraagd_per_functie(
    tx: Session, verband: UUID, periode: Periode, pool: UUID | None
) -> dict[tuple[str, str | None], Decimal]:
    """Hours that were asked in the closed rounds, by organisation and functie."""
    wanneer = {"verband": verband, "pool": pool, "van": periode.van, "tot": periode.einde}
    rijen = tx.execute(GEVRAAGD, wanneer)
    return {(een, functie): Decimal(uren).quantize(Decimal("0.01")) for een, functie, uren in rijen}


@dataclass(frozen=True, slots=True)
class Poolsleutel:
    """A pool of the verband with the key by which it shares now."""

    id: UUID
    naam: str
    verdeelsleutel: str
    gewichten: list[dict[str, object]]


def list_pools(tx: Session, verband: UUID) -> list[Poolsleutel]:
    """The pools of a verband, by name."""
    vraag = (
        select(Pool.id, Pool.naam, Pool.verdeelsleutel, Pool.gewichten)
        .where(Pool.verband == verband)
        .order_by(Pool.naam, Pool.id)
    )
    return [Poolsleutel(*een) for een in tx.execute(vraag)]
