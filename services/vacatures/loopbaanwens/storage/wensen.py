"""Wishes, from rows to facts and back."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Text, Uuid, any_, delete, func, insert, literal, or_, select, update
from sqlalchemy.orm import Session

from services.vacatures.loopbaanwens import rules
from services.vacatures.loopbaanwens.rules import Wenscriteria, Wenssoort, Wensstatus, Wenszicht
from services.vacatures.loopbaanwens.tables import Loopbaanwens, Loopbaanwenslog
from services.vacatures.toestemming import storage as toestemmingen
from services.vacatures.toestemming.rules import Toestemmingsdoel
from services.vacatures.vacature.rules import Contractsoort, Niveau
from shared.caller import Caller

CRITERIA = tuple(veld.name for veld in fields(Wenscriteria))
ZICHT = tuple(veld.name for veld in fields(Wenszicht))
TONEN = Toestemmingsdoel.LOOPBAANWENS_TONEN
_KEUZES = {"niveaus": Niveau, "contractsoorten": Contractsoort}


@dataclass(frozen=True, slots=True)
class Wens:
    """One wish with everything the routes show of it."""

    id: UUID
    persoon: UUID
    naam: str
    soorten: frozenset[Wenssoort]
    criteria: Wenscriteria
    zicht: Wenszicht
    toelichting: str | None
    versie: int
    aangemaakt_op: datetime


# ---- reading ------------------------------------------------------------------------------------
def get_wens(tx: Session, id: UUID, *, lock: bool = False) -> Wens | None:
    """One wish; with `lock` nobody else changes it until this transaction ends."""
    query = select(Loopbaanwens).where(Loopbaanwens.id == id)
    if lock:
        query = query.with_for_update()
    row = tx.scalars(query.execution_options(populate_existing=True)).one_or_none()
    return _wens(row) if row else None


def list_wensen(tx: Session, ids: Iterable[UUID]) -> dict[UUID, Wens]:
    """Several wishes by id."""
    wanted = literal(sorted(set(ids)), ARRAY(Uuid))
    rows = tx.scalars(select(Loopbaanwens).where(Loopbaanwens.id == any_(wanted)))
    return {row.id: _wens(row) for row in rows}


def list_eigen(tx: Session, persoon: UUID, offset: int, limit: int) -> tuple[list[Wens], int]:
    """The wishes of one person, the oldest first, and how many there are."""
    own = select(Loopbaanwens).where(Loopbaanwens.persoon == persoon)
    oldest = own.order_by(Loopbaanwens.aangemaakt_op, Loopbaanwens.id)
    rows = tx.scalars(oldest.offset(offset).limit(limit)).all()
    return [_wens(row) for row in rows], count_eigen(tx, persoon)


def count_eigen(tx: Session, persoon: UUID) -> int:
    """How many wishes a person has."""
    own = Loopbaanwens.persoon == persoon
    return tx.scalar(select(func.count(Loopbaanwens.id)).where(own)) or 0


def list_zichtbaar(tx: Session, wie: rules.Ziener, vandaag: date, nu: datetime) -> list[Wens]:
    """Every wish this recruiter may see; the query only narrows, `rules.mag_zien` decides."""
    verbanden = literal(sorted(wie.verbanden), ARRAY(Uuid))
    organisaties = literal(sorted(wie.organisaties), ARRAY(Text))
    query = select(Loopbaanwens).where(
        Loopbaanwens.status == Wensstatus.GEPUBLICEERD,
        or_(
            Loopbaanwens.verbanden.bool_op("&&")(verbanden),
            Loopbaanwens.organisatie == any_(organisaties),
            toestemmingen.noemt(Loopbaanwens.persoon, TONEN, wie.organisaties, nu),
        ),
    )
    return _te_zien(tx, [_wens(row) for row in tx.scalars(query)], wie, vandaag, nu)


def houd_zichtbaar(
    tx: Session, ids: Iterable[UUID], wie: rules.Ziener, vandaag: date, nu: datetime
) -> frozenset[UUID]:
    """Which of these this recruiter still sees, held: pausing or withdrawing waits for the answer.

    For what is shown only: to hold all that is compared would make everybody wait.
    """
    shown = literal(sorted(set(ids)), ARRAY(Uuid))
    query = select(Loopbaanwens).where(Loopbaanwens.id == any_(shown)).order_by(Loopbaanwens.id)
    held = query.with_for_update(read=True).execution_options(populate_existing=True)
    wensen = [_wens(row) for row in tx.scalars(held)]
    return frozenset(wens.id for wens in _te_zien(tx, wensen, wie, vandaag, nu, share=True))


def _te_zien(
    tx: Session,
    wensen: Sequence[Wens],
    wie: rules.Ziener,
    vandaag: date,
    nu: datetime,
    *,
    share: bool = False,
) -> list[Wens]:
    genoemd = list_genoemd(tx, wensen, nu, share=share)
    verborgen = toestemmingen.afgeschermd_voor(tx, {wens.persoon for wens in wensen})
    return [
        wens
        for wens in wensen
        if rules.mag_zien(wens.zicht, wie, vandaag, genoemd[wens.id])
        and not verborgen[wens.persoon] & wie.alle
    ]


def list_genoemd(
    tx: Session, wensen: Collection[Wens], nu: datetime, *, share: bool = False
) -> dict[UUID, frozenset[str]]:
    """Per wish the organisations that may see it by a consent that stands now; two queries."""
    personen = {wens.persoon for wens in wensen}
    consents = toestemmingen.list_geldig(tx, personen, TONEN, nu, share=share)
    return {
        wens.id: frozenset(
            een.organisatie
            for consent in consents
            if consent.persoon == wens.persoon and consent.onderwerp in (None, wens.id)
            for een in consent.ontvangers
        )
        for wens in wensen
    }


def list_log(tx: Session, id: UUID, offset: int, limit: int) -> tuple[list[dict[str, Any]], int]:
    """When the wish got which status, the oldest first, and how many lines there are."""
    own = Loopbaanwenslog.wens_id == id
    count = tx.scalar(select(func.count(Loopbaanwenslog.nr)).where(own)) or 0
    query = select(Loopbaanwenslog).where(own).order_by(Loopbaanwenslog.nr)
    names = ("wens_id", "van", "naar", "reden")
    rows = [
        {name: getattr(row, name) for name in names} | {"gewijzigd_op": row.op}
        for row in tx.scalars(query.offset(offset).limit(limit))
    ]
    return rows, count


def _wens(row: Loopbaanwens) -> Wens:
    criteria = {name: getattr(row, name) for name in CRITERIA}
    for name, value in criteria.items():
        if isinstance(value, list):
            kind = _KEUZES.get(name, str)
            criteria[name] = frozenset(kind(een) for een in value)
    zicht = {name: getattr(row, name) for name in ZICHT}
    zicht |= {name: frozenset(zicht[name]) for name in ("verbanden", "verborgen_voor")}
    zicht["status"] = Wensstatus(row.status)
    return Wens(
        row.id,
        row.persoon,
        row.naam,
        frozenset(Wenssoort(een) for een in row.soorten),
        Wenscriteria(**criteria),
        Wenszicht(**zicht),
        row.toelichting,
        row.versie,
        row.aangemaakt_op,
    )


# ---- writing ------------------------------------------------------------------------------------
def lock_persoon(tx: Session, persoon: UUID) -> None:
    """One at a time per person: two at once could together be more than there may be."""
    key = func.hashtext(func.concat(func.current_schema(), ".eigen.", str(persoon)))
    tx.execute(select(func.pg_advisory_xact_lock(key)))


def add_wens(tx: Session, wens: Wens, nu: datetime) -> None:
    """Store a new wish, with the first line of its log."""
    tx.execute(
        insert(Loopbaanwens).values(
            id=wens.id,
            persoon=wens.persoon,
            aangemaakt_op=wens.aangemaakt_op,
            gewijzigd_op=nu,
            **_columns(wens),
        )
    )
    _log(tx, wens.id, None, wens.zicht.status, nu)
    _scherm_af(tx, wens.persoon)


def change_wens(tx: Session, wens: Wens, nu: datetime) -> None:
    """Make the row say what the facts say."""
    changed = update(Loopbaanwens).where(Loopbaanwens.id == wens.id)
    versie = Loopbaanwens.versie + 1
    tx.execute(changed.values(gewijzigd_op=nu, versie=versie, **_columns(wens)))
    _scherm_af(tx, wens.persoon)


def set_status(
    tx: Session, wens: Wens, naar: Wensstatus, nu: datetime, reden: str | None = None
) -> None:
    """Go to another status and log it."""
    tx.execute(
        update(Loopbaanwens)
        .where(Loopbaanwens.id == wens.id)
        .values(status=naar.value, gewijzigd_op=nu, versie=Loopbaanwens.versie + 1)
    )
    _log(tx, wens.id, wens.zicht.status, naar, nu, reden)


def delete_wens(tx: Session, wens: Wens, beller: Caller, nu: datetime) -> None:
    """Gone at once, with its log; who saw it by a consent for it alone is asked to erase it."""
    toestemmingen.trek_onderwerp_in(tx, wens.persoon, wens.id, beller, nu)
    tx.execute(delete(Loopbaanwens).where(Loopbaanwens.id == wens.id))
    _scherm_af(tx, wens.persoon)


def _scherm_af(tx: Session, persoon: UUID) -> None:
    """From whom somebody hides a wish, that organisation hears of no referral either."""
    own = select(Loopbaanwens.verborgen_voor).where(Loopbaanwens.persoon == persoon)
    oins = {oin for hidden in tx.scalars(own) for oin in hidden}
    toestemmingen.set_afscherming(tx, persoon, "loopbaanwens", oins)


def _columns(wens: Wens) -> dict[str, Any]:
    facts = asdict(wens.criteria) | asdict(wens.zicht) | {"soorten": wens.soorten}
    lists = {name: sorted(value) for name, value in facts.items() if isinstance(value, frozenset)}
    return facts | lists | {"naam": wens.naam, "toelichting": wens.toelichting}


def _log(
    tx: Session,
    id: UUID,
    van: Wensstatus | None,
    naar: Wensstatus,
    nu: datetime,
    reden: str | None = None,
) -> None:
    line = {"wens_id": id, "van": van.value if van else None, "naar": naar.value}
    tx.execute(insert(Loopbaanwenslog).values(op=nu, reden=reden, **line))
