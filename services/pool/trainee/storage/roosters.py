"""Roosters: facts in, outcome kept as places and reasons; then the facts go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from services.pool.flexpool import storage as pools
from services.pool.flexpool.rules import Afspraken, Kijker
from services.pool.functieruil.storage import berekeningen
from services.pool.inzet import storage as inzetten
from services.pool.trainee import feiten as facts
from services.pool.trainee import rules
from services.pool.trainee.feiten import Feiten
from services.pool.trainee.rules import AndereInzet, Gastplek, Roosterstatus, als_trainee
from services.pool.trainee.storage.mensen import leidt, list_deelnemers
from services.pool.trainee.storage.plekken import list_gevallen, list_plaatsen
from services.pool.trainee.storage.programmas import BewaardProgramma
from services.pool.trainee.storage.programmas import gasten as haal_gasten
from services.pool.trainee.tables import (
    Traineeprogramma,
    Traineerooster,
)


@dataclass(frozen=True, slots=True)
class Rooster:
    """A calculation without its facts."""

    id: UUID
    programma_id: UUID
    peildatum: date
    invoer_hash: str
    cijfers: dict[str, Any] | None
    status: Roosterstatus
    berekening_percentage: int
    faalcode: str | None
    gemaakt_op: datetime
    klaar_op: datetime | None
    vastgesteld_op: datetime | None
    reden: str | None
    versie: int


def _rooster(row: Traineerooster) -> Rooster:
    velden = {naam: getattr(row, naam) for naam in Rooster.__slots__}
    return Rooster(**velden | {"status": Roosterstatus(row.status)})


# ------------------------------------------------------------------ the facts
def get_feiten(tx: Session, bewaard: BewaardProgramma, vandaag: date) -> Feiten:
    """Who takes part and where there is room, in the blocks that have not begun."""
    programma = bewaard.programma
    nummers = rules.te_plannen(programma.blokken, vandaag)
    alle = haal_gasten(tx, programma.id)
    begonnen = [een for een in programma.blokken if een.nr not in nummers]
    vast = _vast(tx, programma.id, {een.nr for een in begonnen})
    return Feiten(
        peildatum=vandaag,
        blokken=nummers,
        trainees=tuple(
            _met_gezien(als_trainee(een), vast, alle)
            for een in list_deelnemers(tx, programma.id)
        ),
        gasten=tuple(
            Gastplek(
                een.organisatie, een.laag, tuple(een.ruimte[nr - 1] for nr in nummers),
                een.onderwerpen,
            )
            for een in alle.values()
        ),
        vast=tuple(vast),
        gewichten=_gewichten(pools.get_afspraken(tx, programma.verband)),
    )  # fmt: skip


def _gewichten(afspraken: Afspraken) -> rules.Wensgewichten:
    return rules.Wensgewichten(
        afspraken.trainee_wens_organisatie,
        afspraken.trainee_wens_laag,
        afspraken.trainee_wens_onderwerp,
    )


def _met_gezien(
    trainee: rules.Trainee, vast: Sequence[rules.Traineeplaats], gasten: dict[str, Gastplek]
) -> rules.Trainee:
    gezien = frozenset(
        gasten[een.organisatie].laag
        for een in vast
        if een.trainee == trainee.id and een.organisatie in gasten
    )
    return rules.Trainee(
        trainee.id, trainee.thuisorganisatie, trainee.onderwerpen, trainee.organisaties,
        lagen=trainee.lagen, gezien=gezien,
    )  # fmt: skip


def _vast(tx: Session, programma: UUID, blokken: set[int]) -> list[rules.Traineeplaats]:
    """Places in blocks that have begun, whose inzet did not fall."""
    geldt = get_geldend(tx, programma)
    if geldt is None or not blokken:
        return []
    plaatsen = list_plaatsen(tx, geldt.id)
    gevallen = list_gevallen(tx, plaatsen)
    return [
        rules.Traineeplaats(een.trainee, een.blok, een.organisatie)
        for een in plaatsen
        if een.blok in blokken and een.organisatie is not None and een.inzet not in gevallen
    ]


def list_bezetting(
    tx: Session, mensen: Sequence[UUID], niet: set[UUID], vandaag: date
) -> list[AndereInzet]:
    """Other inzetten that these people have from today; `niet`: of roosters that are replaced."""
    return [
        AndereInzet(een.inzet.medewerker, een.inzet.van, een.inzet.tot)
        for een in (inzetten.list_lopend(tx, list(mensen), [], vandaag) if mensen else [])
        if een.groep not in niet
    ]


# ------------------------------------------------------------------ calculations
def add_rooster(
    tx: Session, programma: UUID, feiten: Feiten, door: str | None, op: datetime
) -> tuple[Rooster, bool]:
    """Plan a calculation; the one that is busy already (True: new), for there is one at a time."""
    tekst = facts.als_json(feiten)

    def maak() -> Traineerooster:
        return Traineerooster(
            id=uuid4(),
            programma_id=programma,
            peildatum=feiten.peildatum,
            invoer=tekst,
            invoer_hash=facts.vingerafdruk(tekst),
            status=Roosterstatus.IN_BEREKENING,
            berekening_percentage=0,
            poging=0,
            gemaakt_op=op,
            gemaakt_door=door,
            versie=1,
        )

    bezig = select(Traineerooster).where(
        Traineerooster.programma_id == programma,
        Traineerooster.status == Roosterstatus.IN_BEREKENING,
    )
    row, nieuw = berekeningen.plan(tx, maak, bezig)
    return _rooster(row), nieuw


def _zichtbaar(kijker: Kijker, programma: UUID | None) -> Select[Any]:
    """Roosters are for who leads the programme; everybody reads the own places elsewhere."""
    vraag = (
        select(Traineerooster)
        .join(Traineeprogramma, Traineeprogramma.id == Traineerooster.programma_id)
        .where(leidt(kijker))
    )
    return vraag.where(Traineerooster.programma_id == programma) if programma else vraag


def list_roosters(
    tx: Session, kijker: Kijker, programma: UUID | None, offset: int, limit: int
) -> list[Rooster]:
    vraag = _zichtbaar(kijker, programma).order_by(
        Traineerooster.gemaakt_op.desc(), Traineerooster.id
    )
    return [_rooster(row) for row in tx.scalars(vraag.offset(offset).limit(limit))]


def count_roosters(tx: Session, kijker: Kijker, programma: UUID | None) -> int:
    vraag = _zichtbaar(kijker, programma).with_only_columns(func.count(Traineerooster.id))
    return tx.scalar(vraag) or 0


def get_rooster(tx: Session, id: UUID, kijker: Kijker, lock: bool = False) -> Rooster | None:
    vraag = _zichtbaar(kijker, None).where(Traineerooster.id == id)
    if lock:
        vraag = vraag.with_for_update(of=Traineerooster)
    row = tx.scalars(vraag.execution_options(populate_existing=True)).one_or_none()
    return _rooster(row) if row else None


def get_geldend(tx: Session, programma: UUID, lock: bool = False) -> Rooster | None:
    """The rooster that a person adopted."""
    vraag = select(Traineerooster).where(
        Traineerooster.programma_id == programma,
        Traineerooster.status == Roosterstatus.VASTGESTELD,
    )
    row = tx.scalars(vraag.with_for_update() if lock else vraag).one_or_none()
    return _rooster(row) if row else None


begin_berekening = partial(berekeningen.begin, Traineerooster)
set_voortgang = partial(berekeningen.set_voortgang, Traineerooster)


def sluit(
    tx: Session, id: UUID, naar: Roosterstatus, op: datetime, **velden: Any
) -> Rooster | None:
    """As `berekeningen.sluit`."""
    row = berekeningen.sluit(Traineerooster, tx, id, naar, op, **velden)
    return _rooster(row) if row else None


def set_status(tx: Session, oud: Rooster, naar: Roosterstatus, **velden: Any) -> Rooster:
    row = tx.get_one(Traineerooster, oud.id)
    row.status, row.versie = naar, oud.versie + 1
    for naam, waarde in velden.items():
        setattr(row, naam, waarde)
    tx.flush()
    return _rooster(row)


def tel_op(tx: Session, oud: Rooster) -> Rooster:
    """Another version: what the rooster shows is changed."""
    return set_status(tx, oud, oud.status)
