"""What pools said about working with each other."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from services.pool.flexpool import rules
from services.pool.flexpool.tables import Partnerwoord, Pool
from shared.http import Peer

Paar = tuple[UUID, UUID]


def _woorden(tx: Session, pool: UUID) -> dict[Paar, tuple[bool, int]]:
    """Per (who, about whom): the last word, and how often one was spoken."""
    paar = (Partnerwoord.pool_id, Partnerwoord.partner_id)
    rang = func.row_number().over(partition_by=paar, order_by=Partnerwoord.nr.desc())
    aantal = func.count().over(partition_by=paar)
    vraag = select(*paar, Partnerwoord.akkoord, rang.label("rang"), aantal.label("aantal"))
    vraag = vraag.where(or_(Partnerwoord.pool_id == pool, Partnerwoord.partner_id == pool))
    woord = vraag.subquery()
    rows = tx.execute(select(woord).where(woord.c.rang == 1))
    return {(row.pool_id, row.partner_id): (row.akkoord, row.aantal) for row in rows}


def list_partnerpools(tx: Session, pool: UUID) -> list[rules.Partnerpool]:
    """Every pool with which one of both spoke, by name. Two queries, however many there are."""
    woorden = _woorden(tx, pool)
    anderen = {een for paar in woorden for een in paar} - {pool}
    vraag = select(Pool).where(Pool.id.in_(anderen)).order_by(Pool.naam, Pool.id)
    return [_partnerpool(pool, row, woorden) for row in tx.scalars(vraag)]


def _partnerpool(
    pool: UUID, ander: Pool, woorden: dict[Paar, tuple[bool, int]]
) -> rules.Partnerpool:
    wij, aantal = woorden.get((pool, ander.id), (None, 0))
    zij, van_hen = woorden.get((ander.id, pool), (None, 0))
    return rules.Partnerpool(ander.id, ander.verband, ander.naam, wij, zij, aantal + van_hen)


def get_partnerpool(tx: Session, pool: UUID, ander: UUID) -> rules.Partnerpool | None:
    """Another pool as this one sees it, whether or not they ever spoke; None: no such pool.

    What is not there asks as much as what is.
    """
    row, woorden = tx.get(Pool, ander), _woorden(tx, pool)
    return _partnerpool(pool, row, woorden) if row else None


def lock_paar(tx: Session, pool: UUID, ander: UUID) -> dict[UUID, rules.PoolStatus]:
    """Hold both pools, always in the same order; gives the status of those that exist."""
    vraag = select(Pool.id, Pool.status).where(Pool.id.in_([pool, ander])).order_by(Pool.id)
    rows = tx.execute(vraag.with_for_update(key_share=True))
    return {row.id: rules.PoolStatus(row.status) for row in rows}


def add_partnerwoord(
    tx: Session,
    pool: UUID,
    ander: UUID,
    akkoord: bool,
    reden: str,
    door: str,
    namens: str | None,
    op: datetime,
) -> None:
    tx.add(
        Partnerwoord(
            pool_id=pool,
            partner_id=ander,
            akkoord=akkoord,
            reden=reden,
            door=door,
            namens=namens,
            op=op,
        )
    )
    tx.flush()


def delen_lid(gateway: Peer, verband: UUID, ander: UUID, op: date) -> bool:
    """Whether an organisation takes part in both verbanden. Error: httpx2.HTTPError."""
    eigen, hunne = (
        set(gateway.get(f"/intern/verbanden/{een}/leden?op={op}")["organisaties"])
        for een in (verband, ander)
    )
    return bool(eigen & hunne)


def list_partners(tx: Session, pool: UUID) -> list[UUID]:
    """The running pools to which needs may be forwarded: both said yes, and neither took it back.

    For the rooms above; empty when the pool itself is not running.
    """
    woorden = _woorden(tx, pool)
    anderen = [
        ander
        for (wie, ander), (ja, _) in woorden.items()
        if wie == pool and ja and woorden.get((ander, pool), (False, 0))[0]
    ]
    eigen = select(Pool.id).where(Pool.id == pool, Pool.status == rules.PoolStatus.ACTIEF).exists()
    lopend = and_(Pool.id.in_(anderen), Pool.status == rules.PoolStatus.ACTIEF, eigen)
    return list(tx.scalars(select(Pool.id).where(lopend).order_by(Pool.id)))


def is_partner(tx: Session, pool: UUID, andere: UUID) -> bool:
    """Whether a need of the one pool may be forwarded to the other."""
    return andere in list_partners(tx, pool)
