"""Pools and their choices: from rows to facts and back."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

import httpx2
from sqlalchemy import ScalarSelect, Select, SQLColumnExpression, and_, func, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, aliased

from services.pool.flexpool import rules
from services.pool.flexpool.tables import Convenant, Pool, PoolKeuzes, PoolOvergang
from shared.http import Peer

KLEINSTE_CEL = 5


# ------------------------------------------------------------------ convenant
def get_convenant(tx: Session, gateway: Peer, verband: UUID, versie: int) -> dict[str, Any] | None:
    """One version, kept once fetched; None when there is none. Error: httpx2.HTTPError."""
    if row := tx.get(Convenant, (verband, versie)):
        return row.inhoud
    try:
        inhoud: dict[str, Any] = gateway.get(f"/intern/convenanten/{verband}/{versie}")
    except httpx2.HTTPStatusError as error:
        if error.response.status_code == 404:
            return None
        raise
    values = {"verband": verband, "versie": versie, "inhoud": inhoud}
    tx.execute(insert(Convenant).values(values).on_conflict_do_nothing())
    return inhoud


def _van_kracht(verband: SQLColumnExpression[UUID]) -> ScalarSelect[dict[str, Any] | None]:
    """The pool part of the newest version that is kept: versions come into force in order."""
    kort = aliased(Convenant)
    laatste = select(kort.inhoud["pool"]).where(kort.verband == verband)
    return laatste.order_by(kort.versie.desc()).limit(1).scalar_subquery()


def in_force(verband: SQLColumnExpression[UUID], getal: str) -> ScalarSelect[int | None]:
    """One number of that part, by its name on the line; None: the text does not say it."""
    kort = aliased(Convenant)
    laatste = select(kort.inhoud["pool"][getal].as_integer()).where(kort.verband == verband)
    return laatste.order_by(kort.versie.desc()).limit(1).scalar_subquery()


def is_agreed(verband: SQLColumnExpression[UUID], keus: str) -> ScalarSelect[bool | None]:
    """One yes or no of that part; None: the text does not say it."""
    kort = aliased(Convenant)
    laatste = select(kort.inhoud["pool"][keus].as_boolean()).where(kort.verband == verband)
    return laatste.order_by(kort.versie.desc()).limit(1).scalar_subquery()


def get_afspraken(tx: Session, verband: UUID) -> rules.Afspraken:
    """What the verband agreed on about its pools; the defaults when no convenant is known."""
    return rules.uit_convenant({"pool": tx.scalar(select(_van_kracht(literal(verband))))})


def get_kleinste_cel(tx: Session, verband: UUID) -> int:
    """Counts from 1 to below this are not shown (5 when no convenant says otherwise, C)."""
    eigen = select(Convenant.inhoud["kleinsteCel"].as_integer())
    laatste = eigen.where(Convenant.verband == verband).order_by(Convenant.versie.desc())
    return tx.scalar(laatste.limit(1)) or KLEINSTE_CEL


def ververs_convenanten(tx: Session, gateway: Peer) -> int:
    """Keep what is in force for every verband with a running pool. Error: httpx2.HTTPError."""
    open_ = select(Pool.verband).where(Pool.status != rules.PoolStatus.BEEINDIGD).distinct()
    rijen = []
    for verband in tx.scalars(open_.order_by(Pool.verband)):
        try:
            inhoud = gateway.get(f"/intern/convenanten/{verband}")
        except httpx2.HTTPStatusError as error:
            if error.response.status_code != 404:
                raise
            continue
        rijen.append({"verband": verband, "versie": inhoud["versie"], "inhoud": inhoud})
    if not rijen:
        return 0
    nieuw = insert(Convenant).values(rijen).on_conflict_do_nothing().returning(Convenant.versie)
    return len(tx.scalars(nieuw).all())


# ------------------------------------------------------------------ pools
def _basis(opgeslagen: dict[str, Any] | None) -> rules.Basis | None:
    if opgeslagen is None:
        return None
    return rules.Basis(
        soort=rules.Basissoort(opgeslagen["soort"]),
        functies=tuple(opgeslagen["functies"]),
        niveaus=tuple(rules.Niveau(een) for een in opgeslagen["niveaus"]),
        opgaven=tuple(UUID(een) for een in opgeslagen["opgaven"]),
        doelgroep=opgeslagen["doelgroep"],
    )


def _basis_rij(basis: rules.Basis | None) -> dict[str, Any] | None:
    if basis is None:
        return None
    return asdict(basis) | {"opgaven": [str(een) for een in basis.opgaven]}


def _keuzes(row: PoolKeuzes) -> rules.Keuzes:
    return rules.Keuzes(**{veld: getattr(row, veld) for veld in rules.VELD_VAN.values()})


def _herkomst(row: PoolKeuzes) -> dict[str, int]:
    """Convenant version per choice; a row of before each had its own says it once for all."""
    if row.herkomst is not None:
        return row.herkomst
    versie = row.convenant_versie
    return {} if versie is None else dict.fromkeys(rules.VELD_VAN.values(), versie)


def _pool(row: Pool, keuzes: PoolKeuzes, convenant: dict[str, Any] | None) -> rules.Pool:
    return rules.Pool(
        id=row.id,
        verband=row.verband,
        naam=row.naam,
        status=rules.PoolStatus(row.status),
        keuzes=_keuzes(keuzes),
        keuzeversie=row.keuzeversie,
        convenant_versie=keuzes.convenant_versie,
        verdeelsleutel=rules.Verdeelsleutel(row.verdeelsleutel),
        gewichten=tuple(rules.Gewicht(**een) for een in row.gewichten),
        maximum_inzetten=row.maximum_inzetten,
        versie=row.versie,
        basis=_basis(row.basis),
        herkomst=_herkomst(keuzes),
        afspraken=rules.uit_convenant({"pool": convenant}),
    )


def _pools() -> Select[Pool, PoolKeuzes, dict[str, Any] | None]:
    convenant = _van_kracht(Pool.verband).label("convenant")
    return select(Pool, PoolKeuzes, convenant).join(
        PoolKeuzes, and_(PoolKeuzes.pool_id == Pool.id, PoolKeuzes.versie == Pool.keuzeversie)
    )


def list_pools(
    tx: Session, kijker: rules.Kijker, verband: UUID | None, offset: int, limit: int
) -> list[rules.Pool]:
    """The pools that the caller sees, by name."""
    vraag = _pools().where(Pool.verband.in_(kijker.verbanden))
    if verband is not None:
        vraag = vraag.where(Pool.verband == verband)
    vraag = vraag.order_by(Pool.naam, Pool.id).offset(offset).limit(limit)
    return [_pool(*row) for row in tx.execute(vraag)]


def count_pools(tx: Session, kijker: rules.Kijker, verband: UUID | None) -> int:
    vraag = select(func.count()).where(Pool.verband.in_(kijker.verbanden))
    if verband is not None:
        vraag = vraag.where(Pool.verband == verband)
    return tx.scalar(vraag) or 0


def get_pool(tx: Session, id: UUID, kijker: rules.Kijker, lock: bool = False) -> rules.Pool | None:
    """A pool that the caller sees; `lock` holds it until the end of the transaction."""
    if lock:  # first: a join that has waited for the lock misses the choices made meanwhile
        tx.execute(select(Pool.id).where(Pool.id == id).with_for_update())
    vraag = _pools().where(Pool.id == id)
    row = tx.execute(vraag.execution_options(populate_existing=True)).one_or_none()
    if row is None or not rules.ziet_verband(row.Pool.verband, kijker):
        return None
    return _pool(*row)


def has_pool(tx: Session, verband: UUID, naam: str) -> bool:
    return tx.scalar(select(Pool.id).where(Pool.verband == verband, Pool.naam == naam)) is not None


def add_pool(
    tx: Session, pool: rules.Pool, door: str | None, namens: str | None, op: datetime
) -> None:
    tx.add(
        Pool(
            id=pool.id,
            verband=pool.verband,
            naam=pool.naam,
            status=pool.status,
            keuzeversie=pool.keuzeversie,
            verdeelsleutel=pool.verdeelsleutel,
            gewichten=[asdict(een) for een in pool.gewichten],
            maximum_inzetten=pool.maximum_inzetten,
            basis=_basis_rij(pool.basis),
            versie=pool.versie,
            aangemaakt_op=op,
        )
    )
    tx.flush()
    _add_keuzes(tx, pool, door, namens, op)
    if pool.status is not rules.PoolStatus.CONCEPT:
        reden = "De vijf keuzes zijn gemaakt."
        log_overgang(tx, pool.id, rules.PoolStatus.CONCEPT, pool.status, reden, door, op)


def _add_keuzes(
    tx: Session, pool: rules.Pool, door: str | None, namens: str | None, op: datetime
) -> None:
    tx.add(
        PoolKeuzes(
            pool_id=pool.id,
            versie=pool.keuzeversie,
            convenant_versie=pool.convenant_versie,
            **asdict(pool.keuzes),
            herkomst=dict(pool.herkomst),
            door=door,
            namens=namens,
            op=op,
        )
    )
    tx.flush()


def list_keuzestanden(tx: Session, pool: UUID) -> list[rules.Keuzestand]:
    """The five choices after each change, oldest first."""
    vraag = select(PoolKeuzes).where(PoolKeuzes.pool_id == pool).order_by(PoolKeuzes.versie)
    return [
        rules.Keuzestand(row.versie, _keuzes(row), row.door, row.namens, row.op, _herkomst(row))
        for row in tx.scalars(vraag)
    ]


def set_pool(
    tx: Session,
    oud: rules.Pool,
    pool: rules.Pool,
    door: str | None,
    namens: str | None,
    op: datetime,
) -> None:
    """Store a changed pool; other choices become a new version of them."""
    row = tx.get_one(Pool, pool.id)
    row.naam, row.status = pool.naam, pool.status
    row.verdeelsleutel, row.maximum_inzetten = pool.verdeelsleutel, pool.maximum_inzetten
    row.gewichten, row.basis = [asdict(een) for een in pool.gewichten], _basis_rij(pool.basis)
    row.keuzeversie, row.versie = pool.keuzeversie, pool.versie
    if pool.keuzeversie != oud.keuzeversie:
        _add_keuzes(tx, pool, door, namens, op)
    tx.flush()


def log_overgang(
    tx: Session,
    id: UUID,
    van: rules.PoolStatus,
    naar: rules.PoolStatus,
    reden: str,
    door: str | None,
    op: datetime,
) -> None:
    tx.add(PoolOvergang(pool_id=id, van=van, naar=naar, reden=reden, door=door, op=op))
