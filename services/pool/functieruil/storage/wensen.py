"""Wishes and free seats: from rows to facts and back, and which of them a caller sees."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services.pool.flexpool.rules import PLANNERS, Kijker, Niveau, Vaardigheid
from services.pool.functieruil import rules
from services.pool.functieruil.rules import Ruilwensstatus, Zichtbaarheid
from services.pool.functieruil.tables import Ruilwens, VrijePlek


@dataclass(frozen=True, slots=True)
class BewaardeWens:
    """A wish as it is stored; `uitleg` is the person's own."""

    wens: rules.Ruilwens
    uitleg: dict[str, Any] | None
    uitleg_op: datetime | None
    gewijzigd_op: datetime
    versie: int


@dataclass(frozen=True, slots=True)
class Zoek:
    """What a list is narrowed to; None: everything that the caller sees."""

    verband: UUID | None = None
    organisatie: str | None = None
    functie: str | None = None
    status: Ruilwensstatus | None = None


@dataclass(frozen=True, slots=True)
class BewaardePlek:
    """A free seat as it is stored."""

    vrij: rules.VrijePlek
    gewijzigd_op: datetime
    versie: int


def _plek(row: Ruilwens | VrijePlek) -> rules.Ruilplek:
    return rules.Ruilplek(
        id=row.id,
        organisatie=row.organisatie,
        functie=row.functie,
        niveau=Niveau(row.niveau),
        uren=row.uren,
        van=row.van,
        tot=row.tot,
    )


def _wens(row: Ruilwens) -> BewaardeWens:
    wens = rules.Ruilwens(
        id=row.id,
        verband=row.verband,
        medewerker=row.medewerker,
        plek=_plek(row),
        kan=tuple(Vaardigheid(functie, Niveau(n)) for functie, n in sorted(row.kan.items())),
        zoekt=tuple(row.zoekt),
        organisaties=tuple(row.organisaties),
        zichtbaarheid=Zichtbaarheid(row.zichtbaarheid),
        geldig_tot=row.geldig_tot,
        toelichting=row.toelichting,
        plaats=row.plaats,
        mag_leeg=row.mag_leeg,
        status=Ruilwensstatus(row.status),
    )
    return BewaardeWens(wens, row.uitleg, row.uitleg_op, row.gewijzigd_op, row.versie)


def _vrij(row: VrijePlek) -> BewaardePlek:
    vrij = rules.VrijePlek(_plek(row), row.verband, row.titel, Ruilwensstatus(row.status))
    return BewaardePlek(vrij, row.gewijzigd_op, row.versie)


def _velden(plek: rules.Ruilplek) -> dict[str, Any]:
    return {
        "organisatie": plek.organisatie,
        "functie": plek.functie,
        "niveau": plek.niveau,
        "uren": plek.uren,
        "van": plek.van,
        "tot": plek.tot,
    }


def set_wens(
    tx: Session, oud: BewaardeWens | None, wens: rules.Ruilwens, op: datetime
) -> BewaardeWens | None:
    """Store a wish. None: this person has one in this verband already."""
    velden = _velden(wens.plek) | {
        "kan": {een.functie: een.niveau.value for een in wens.kan},
        "zoekt": list(wens.zoekt),
        "organisaties": list(wens.organisaties),
        "gewijzigd_op": op,
    }
    for naam in ("zichtbaarheid", "geldig_tot", "toelichting", "plaats", "mag_leeg", "status"):
        velden[naam] = getattr(wens, naam)
    if oud is None:
        row = Ruilwens(id=wens.id, verband=wens.verband, medewerker=wens.medewerker, versie=1)
    else:
        row = tx.get_one(Ruilwens, wens.id)
        row.versie = oud.versie + 1
    for naam, waarde in velden.items():
        setattr(row, naam, waarde)
    try:
        with tx.begin_nested():
            tx.add(row)
    except IntegrityError:
        return None
    return _wens(row)


def set_uitleg(tx: Session, uitleg: dict[str, dict[str, Any]], op: datetime) -> None:
    """What a calculation says to each person; another version for nobody but the person."""
    for row in tx.scalars(select(Ruilwens).where(Ruilwens.id.in_([UUID(een) for een in uitleg]))):
        row.uitleg, row.uitleg_op = uitleg[str(row.id)], op
    tx.flush()


def get_wens(tx: Session, id: UUID, kijker: Kijker, lock: bool = False) -> BewaardeWens | None:
    """A wish that the caller sees."""
    vraag = select(Ruilwens).where(Ruilwens.id == id).execution_options(populate_existing=True)
    row = tx.scalars(vraag.with_for_update() if lock else vraag).one_or_none()
    gevonden = _wens(row) if row else None
    return gevonden if gevonden and rules.ziet_wens(gevonden.wens, kijker) else None


def haal_wensen(tx: Session, ids: Iterable[UUID], lock: bool = False) -> dict[UUID, BewaardeWens]:
    """Wishes by id, whoever asks."""
    vraag = select(Ruilwens).where(Ruilwens.id.in_(list(ids))).order_by(Ruilwens.id)
    if lock:
        vraag = vraag.with_for_update().execution_options(populate_existing=True)
    return {row.id: _wens(row) for row in tx.scalars(vraag)}


def _past(tabel: type[Ruilwens] | type[VrijePlek], zoek: Zoek) -> list[ColumnElement[bool]]:
    """Only on what everybody reads who sees the row."""
    return [
        getattr(tabel, naam) == getattr(zoek, naam)
        for naam in Zoek.__slots__
        if getattr(zoek, naam) is not None
    ]


def _ziet(kijker: Kijker, zoek: Zoek) -> ColumnElement[bool]:
    """`rules.ziet_wens` as a condition."""
    open_ = Ruilwens.status == Ruilwensstatus.ACTIEF
    eigen: list[ColumnElement[bool]] = [Ruilwens.medewerker == kijker.medewerker]
    mee = Ruilwens.verband.in_(kijker.verbanden)
    eigen.append(and_(open_, mee, Ruilwens.zichtbaarheid == Zichtbaarheid.VERBAND))
    if "makelaar" in kijker.rollen:
        eigen.append(and_(open_, mee, Ruilwens.zichtbaarheid != Zichtbaarheid.ALLEEN_IK))
    if kijker.rollen & PLANNERS:
        breed = (Zichtbaarheid.WERKGEVER, Zichtbaarheid.VERBAND)
        thuis = Ruilwens.organisatie == kijker.organisatie
        eigen.append(and_(open_, thuis, Ruilwens.zichtbaarheid.in_(breed)))
    return and_(or_(*eigen), *_past(Ruilwens, zoek))


def list_wensen(
    tx: Session, kijker: Kijker, zoek: Zoek, offset: int, limit: int
) -> list[BewaardeWens]:
    """The wishes that the caller sees, newest first."""
    rows = tx.scalars(
        select(Ruilwens)
        .where(_ziet(kijker, zoek))
        .order_by(Ruilwens.gewijzigd_op.desc(), Ruilwens.id)
        .offset(offset)
        .limit(limit)
    )
    return [_wens(row) for row in rows]


def count_wensen(tx: Session, kijker: Kijker, zoek: Zoek) -> int:
    return tx.scalar(select(func.count(Ruilwens.id)).where(_ziet(kijker, zoek))) or 0


def list_actief(tx: Session, verband: UUID, vandaag: date) -> list[BewaardeWens]:
    """What a calculation takes along: wishes that stand today."""
    rows = tx.scalars(
        select(Ruilwens)
        .where(
            Ruilwens.verband == verband,
            Ruilwens.status == Ruilwensstatus.ACTIEF,
            Ruilwens.geldig_tot >= vandaag,
        )
        .order_by(Ruilwens.id)
    )
    return [_wens(row) for row in rows]


def laat_verlopen(tx: Session, vandaag: date) -> list[UUID]:
    """Wishes whose term is over, and seats whose period is, end by themselves."""
    weg = []
    soorten: tuple[tuple[Any, Any], ...]
    soorten = (Ruilwens, Ruilwens.geldig_tot), (VrijePlek, VrijePlek.tot)
    for tabel, dag in soorten:
        vraag: Any = select(tabel).where(tabel.status == Ruilwensstatus.ACTIEF, dag < vandaag)
        for row in tx.scalars(vraag.limit(500).with_for_update(skip_locked=True)):
            row.status, row.versie = Ruilwensstatus.VERLOPEN, row.versie + 1
            weg.append(row.id)
    tx.flush()
    return weg


# ------------------------------------------------------------------ free seats
def set_plek(
    tx: Session, oud: BewaardePlek | None, vrij: rules.VrijePlek, op: datetime
) -> BewaardePlek:
    if oud is None:
        row = VrijePlek(id=vrij.plek.id, verband=vrij.verband, versie=1)
    else:
        row = tx.get_one(VrijePlek, vrij.plek.id)
        row.versie = oud.versie + 1
    extra = {"titel": vrij.titel, "status": vrij.status, "gewijzigd_op": op}
    for naam, waarde in (_velden(vrij.plek) | extra).items():
        setattr(row, naam, waarde)
    tx.add(row)
    tx.flush()
    return _vrij(row)


def get_plek(tx: Session, id: UUID, kijker: Kijker, lock: bool = False) -> BewaardePlek | None:
    """A free seat, for everybody of its verband and its organisation."""
    vraag = select(VrijePlek).where(VrijePlek.id == id).execution_options(populate_existing=True)
    row = tx.scalars(vraag.with_for_update() if lock else vraag).one_or_none()
    if row is None or row.verband not in kijker.verbanden:
        return None
    return _vrij(row)


def haal_plek(tx: Session, id: UUID) -> BewaardePlek | None:
    row = tx.get(VrijePlek, id, populate_existing=True)
    return _vrij(row) if row else None


def _in(kijker: Kijker, zoek: Zoek) -> ColumnElement[bool]:
    return and_(VrijePlek.verband.in_(kijker.verbanden), *_past(VrijePlek, zoek))


def list_plekken(
    tx: Session, kijker: Kijker, zoek: Zoek, offset: int, limit: int
) -> list[BewaardePlek]:
    rows = tx.scalars(
        select(VrijePlek)
        .where(_in(kijker, zoek))
        .order_by(VrijePlek.gewijzigd_op.desc(), VrijePlek.id)
        .offset(offset)
        .limit(limit)
    )
    return [_vrij(row) for row in rows]


def count_plekken(tx: Session, kijker: Kijker, zoek: Zoek) -> int:
    return tx.scalar(select(func.count(VrijePlek.id)).where(_in(kijker, zoek))) or 0


def list_vrij(tx: Session, verband: UUID) -> list[BewaardePlek]:
    rows = tx.scalars(
        select(VrijePlek)
        .where(VrijePlek.verband == verband, VrijePlek.status == Ruilwensstatus.ACTIEF)
        .order_by(VrijePlek.id)
    )
    return [_vrij(row) for row in rows]


def set_statussen(tx: Session, ids: Iterable[UUID], naar: Ruilwensstatus, op: datetime) -> None:
    """Wishes and seats that got what they asked, or are free again."""
    lijst = list(ids)
    soorten: tuple[Any, ...] = (Ruilwens, VrijePlek)
    for tabel in soorten:
        for row in tx.scalars(select(tabel).where(tabel.id.in_(lijst))):
            row.status, row.gewijzigd_op, row.versie = naar, op, row.versie + 1
    tx.flush()
