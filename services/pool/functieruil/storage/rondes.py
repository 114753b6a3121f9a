"""Calculations: facts in, outcome kept as rings and reasons; then the facts go."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.pool.flexpool import storage as pools
from services.pool.flexpool.rules import Kijker
from services.pool.functieruil import feiten as facts
from services.pool.functieruil import rules
from services.pool.functieruil.feiten import Feiten
from services.pool.functieruil.rules import Ruilafspraken
from services.pool.functieruil.storage import berekeningen
from services.pool.functieruil.storage.wensen import list_actief, list_vrij
from services.pool.functieruil.tables import Ruilafval, Ruilkring, Ruilronde, Ruilschakel
from services.pool.inzet import storage as inzetten


class Rondestatus(StrEnum):
    """Life of a calculation."""

    IN_BEREKENING = "in_berekening"
    BEREKEND = "berekend"
    MISLUKT = "mislukt"
    GEANNULEERD = "geannuleerd"


@dataclass(frozen=True, slots=True)
class Ronde:
    """A calculation without its facts."""

    id: UUID
    verband: UUID
    peildatum: date
    langste_kring: int
    invoer_hash: str
    cijfers: dict[str, Any] | None
    status: Rondestatus
    berekening_percentage: int
    faalcode: str | None
    gemaakt_op: datetime
    klaar_op: datetime | None
    versie: int


def _ronde(row: Ruilronde) -> Ronde:
    velden = {naam: getattr(row, naam) for naam in Ronde.__slots__}
    return Ronde(**velden | {"status": Rondestatus(row.status)})


def get_afspraken(tx: Session, verband: UUID) -> Ruilafspraken:
    afspraken = pools.get_afspraken(tx, verband)
    return Ruilafspraken(
        kortste_dagen=afspraken.kortste_inzet_dagen,
        langste_dagen=afspraken.langste_inzet_dagen,
        langste_kring=afspraken.ruil_langste_kring,
        urenverschil=Decimal(afspraken.ruil_urenverschil),
    )


def get_feiten(tx: Session, verband: UUID, vandaag: date) -> Feiten:
    """Wishes and seats that are free now: who is in an open ring or an inzet meanwhile is not."""
    bewaard = [een.wens for een in list_actief(tx, verband, vandaag)]
    bezet = set(tx.scalars(select(Ruilschakel.medewerker).where(Ruilschakel.open)))
    open_ = [een.value for een in rules.OPEN]
    gevuld = set(tx.scalars(select(Ruilkring.vrije_plek_id).where(Ruilkring.status.in_(open_))))
    mensen = [een.medewerker for een in bewaard]
    elders = inzetten.list_lopend(tx, mensen, [], vandaag) if mensen else []
    weg = {
        wens.id
        for wens in bewaard
        for een in elders
        if een.inzet.medewerker == wens.medewerker and _overlapt(een.inzet, wens.plek)
    }
    vrij = [een for een in bewaard if een.medewerker not in bezet and een.id not in weg]
    afval = tx.execute(
        select(Ruilafval.wens_id, Ruilafval.plek_id).where(
            Ruilafval.wens_id.in_([een.id for een in vrij])
        )
    )
    return Feiten(
        peildatum=vandaag,
        wensen=tuple(vrij),
        plekken=tuple(een.vrij for een in list_vrij(tx, verband) if een.vrij.plek.id not in gevuld),
        afspraken=get_afspraken(tx, verband),
        afgevallen=frozenset((wens, plek) for wens, plek in afval),
    )


def _overlapt(inzet: Any, plek: rules.Ruilplek) -> bool:
    return inzet.van <= plek.tot and (inzet.tot is None or inzet.tot >= plek.van)


def add_ronde(
    tx: Session, verband: UUID, feiten: Feiten, door: str | None, op: datetime
) -> tuple[Ronde, bool]:
    """Plan a calculation; the one that is busy already (True: new), for there is one at a time."""
    tekst = facts.als_json(feiten)

    def maak() -> Ruilronde:
        return Ruilronde(
            id=uuid4(),
            verband=verband,
            peildatum=feiten.peildatum,
            langste_kring=feiten.afspraken.langste_kring,
            invoer=tekst,
            invoer_hash=facts.vingerafdruk(tekst),
            status=Rondestatus.IN_BEREKENING,
            berekening_percentage=0,
            poging=0,
            gemaakt_op=op,
            gemaakt_door=door,
            versie=1,
        )

    bezig = select(Ruilronde).where(
        Ruilronde.verband == verband, Ruilronde.status == Rondestatus.IN_BEREKENING
    )
    row, nieuw = berekeningen.plan(tx, maak, bezig)
    return _ronde(row), nieuw


def get_ronde(tx: Session, id: UUID, kijker: Kijker, lock: bool = False) -> Ronde | None:
    """A calculation, for the makelaars of its verband: it tells figures, not people."""
    vraag = select(Ruilronde).where(Ruilronde.id == id).execution_options(populate_existing=True)
    row = tx.scalars(vraag.with_for_update() if lock else vraag).one_or_none()
    mag = row is not None and row.verband in kijker.verbanden and "makelaar" in kijker.rollen
    return _ronde(row) if row is not None and mag else None


def list_rondes(tx: Session, kijker: Kijker, offset: int, limit: int) -> list[Ronde]:
    if "makelaar" not in kijker.rollen:
        return []
    rows = tx.scalars(
        select(Ruilronde)
        .where(Ruilronde.verband.in_(kijker.verbanden))
        .order_by(Ruilronde.gemaakt_op.desc(), Ruilronde.id)
        .offset(offset)
        .limit(limit)
    )
    return [_ronde(row) for row in rows]


def count_rondes(tx: Session, kijker: Kijker) -> int:
    if "makelaar" not in kijker.rollen:
        return 0
    vraag = select(func.count(Ruilronde.id)).where(Ruilronde.verband.in_(kijker.verbanden))
    return tx.scalar(vraag) or 0


# ------------------------------------------------------------------ the calculation
begin_berekening = partial(berekeningen.begin, Ruilronde)
set_voortgang = partial(berekeningen.set_voortgang, Ruilronde)


def sluit(tx: Session, id: UUID, naar: Rondestatus, op: datetime, **velden: Any) -> Ronde | None:
    """As `berekeningen.sluit`."""
    row = berekeningen.sluit(Ruilronde, tx, id, naar, op, **velden)
    return _ronde(row) if row else None
