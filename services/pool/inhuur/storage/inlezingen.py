"""Files that are read in: the mapping, the job, what was taken and what was refused.

What a file gives is stored in one transaction, with its report: killed at any moment nothing is
half. Until then the file waits here; afterwards it is gone.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, undefer

from services.pool.inhuur import rules
from services.pool.inhuur.rules import Decimaalteken, Inhuurindeling, Rijfouten
from services.pool.inhuur.storage.regels import VELDEN
from services.pool.inhuur.storage.toetsen import toetsen_van
from services.pool.inhuur.tables import Inhuurindeling as IndelingRij
from services.pool.inhuur.tables import Inhuurinlezing, Inhuurregel, Inhuurweigering

WACHT, LEEST, KLAAR, MISLUKT = "wacht", "leest", "klaar", "mislukt"
TOETSVELDEN = frozenset({"toets", "zonder_toets"})


@dataclass(frozen=True, slots=True)
class Inlezing:
    """A file that came, and how far it is. The counts are of rows."""

    id: UUID
    organisatie: str
    status: str
    rijen: int
    gedaan: int
    toegevoegd: int
    gewijzigd: int
    ongewijzigd: int
    geweigerd: int
    ontvangen_op: datetime
    klaar_op: datetime | None
    versie: int


@dataclass(frozen=True, slots=True)
class Opdracht:
    """What the job needs."""

    organisatie: str
    inhoud: bytes
    indeling: Inhuurindeling
    catalogus: frozenset[str]
    poging: int


@dataclass(frozen=True, slots=True)
class Weigering:
    """One reason why a row was not taken; `kolom` in the sender's words."""

    rij: int
    kolom: str
    code: str
    uitleg: str


# ---- the mapping
def als_indeling(inhoud: Mapping[str, Any]) -> Inhuurindeling:
    return Inhuurindeling(
        kolommen=inhoud["kolommen"],
        woorden=inhoud["woorden"],
        vast=inhoud["vast"],
        decimaalteken=Decimaalteken(inhoud["decimaalteken"]),
    )


def get_indeling(
    tx: Session, organisatie: str, lock: bool = False
) -> tuple[Inhuurindeling, int] | None:
    """The mapping of an organisation with its version; None: it has our own names."""
    vraag = select(IndelingRij).where(IndelingRij.organisatie == organisatie)
    row = tx.scalars(vraag.with_for_update() if lock else vraag).one_or_none()
    return None if row is None else (als_indeling(row.inhoud), row.versie)


def set_indeling(tx: Session, organisatie: str, indeling: Inhuurindeling) -> int:
    """Store the mapping; gives its version. The same again is no change."""
    inhoud = asdict(indeling)
    erin = insert(IndelingRij).values(organisatie=organisatie, inhoud=inhoud, versie=1)
    tx.execute(
        erin.on_conflict_do_update(
            index_elements=["organisatie"],
            set_={"inhoud": inhoud, "versie": IndelingRij.versie + 1},
            where=IndelingRij.inhoud != erin.excluded.inhoud,
        )
    )
    vraag = select(IndelingRij.versie).where(IndelingRij.organisatie == organisatie)
    return tx.scalars(vraag).one()


def wis_indeling(tx: Session, organisatie: str) -> None:
    tx.execute(delete(IndelingRij).where(IndelingRij.organisatie == organisatie))


# ---- files
def _inlezing(row: Inhuurinlezing) -> Inlezing:
    return Inlezing(**{naam: getattr(row, naam) for naam in Inlezing.__dataclass_fields__})


def add_inlezing(
    tx: Session,
    organisatie: str,
    inhoud: bytes,
    rijen: int,
    indeling: Inhuurindeling,
    catalogus: Collection[str],
    op: datetime,
) -> Inlezing:
    row = Inhuurinlezing(
        id=uuid4(),
        organisatie=organisatie,
        bestand=inhoud,
        indeling=asdict(indeling),
        catalogus=sorted(catalogus),
        status=WACHT,
        rijen=rijen,
        ontvangen_op=op,
    )
    tx.add(row)
    tx.flush()
    return _inlezing(row)


def get_inlezing(
    tx: Session, id: UUID, organisatie: str | None, lock: bool = False
) -> Inlezing | None:
    vraag = select(Inhuurinlezing).where(
        Inhuurinlezing.id == id, Inhuurinlezing.organisatie == organisatie
    )
    vraag = vraag.execution_options(populate_existing=True)
    row = tx.scalars(vraag.with_for_update() if lock else vraag).one_or_none()
    return None if row is None else _inlezing(row)


def list_inlezingen(tx: Session, organisatie: str, offset: int, limit: int) -> list[Inlezing]:
    """The newest first."""
    vraag = select(Inhuurinlezing).where(Inhuurinlezing.organisatie == organisatie)
    vraag = vraag.order_by(Inhuurinlezing.ontvangen_op.desc(), Inhuurinlezing.id)
    return [_inlezing(row) for row in tx.scalars(vraag.offset(offset).limit(limit))]


def count_inlezingen(tx: Session, organisatie: str) -> int:
    vraag = select(func.count(Inhuurinlezing.id))
    return tx.scalar(vraag.where(Inhuurinlezing.organisatie == organisatie)) or 0


def wis_inlezing(tx: Session, id: UUID) -> None:
    """Remove a report; a file that still waits is then not read."""
    tx.execute(delete(Inhuurinlezing).where(Inhuurinlezing.id == id))


def list_weigeringen(tx: Session, inlezing: UUID, offset: int, limit: int) -> list[Weigering]:
    """In the order of the file."""
    vraag = select(Inhuurweigering).where(Inhuurweigering.inlezing_id == inlezing)
    vraag = vraag.order_by(Inhuurweigering.nr).offset(offset).limit(limit)
    return [Weigering(r.rij, r.kolom, r.code, r.uitleg) for r in tx.scalars(vraag)]


def count_weigeringen(tx: Session, inlezing: UUID) -> int:
    vraag = select(func.count(Inhuurweigering.nr))
    return tx.scalar(vraag.where(Inhuurweigering.inlezing_id == inlezing)) or 0


# ---- the job
def begin(tx: Session, id: UUID) -> Opdracht | None:
    """Take up a file that waits, or that a killed worker was at; None: nothing to do any more."""
    vraag = select(Inhuurinlezing).where(
        Inhuurinlezing.id == id, Inhuurinlezing.status.in_((WACHT, LEEST))
    )
    vraag = vraag.options(undefer(Inhuurinlezing.bestand)).with_for_update()
    row = tx.scalars(vraag).one_or_none()
    if row is None:
        return None
    row.status, row.gedaan = LEEST, 0
    row.poging += 1
    return Opdracht(
        row.organisatie,
        row.bestand or b"",
        als_indeling(row.indeling),
        frozenset(row.catalogus),
        row.poging,
    )


def set_voortgang(tx: Session, id: UUID, gedaan: int) -> bool:
    """How many rows were read; False: the file was withdrawn."""
    row = tx.get(Inhuurinlezing, id, with_for_update=True)
    if row is None or row.status != LEEST:
        return False
    row.gedaan = gedaan
    return True


def set_mislukt(tx: Session, id: UUID, op: datetime) -> None:
    """A file that takes its worker down time after time is left alone."""
    row = tx.get(Inhuurinlezing, id, with_for_update=True)
    if row is not None and row.status in (WACHT, LEEST):
        row.status, row.klaar_op, row.bestand = MISLUKT, op, None
        row.versie += 1


def neem_over(
    tx: Session,
    id: UUID,
    goed: Sequence[tuple[int, rules.Inhuurregel]],
    fout: Sequence[Rijfouten],
    met_toets: bool,
    op: datetime,
) -> Inlezing | None:
    """Store rows (with their number) and reasons, and the report. None: it was withdrawn.

    A row whose facts are those of its last delivery is left as it is, whatever was changed here
    since. `met_toets`: whether the file speaks of checks; else a row keeps its own.
    """
    row = tx.get(Inhuurinlezing, id, with_for_update=True)
    if row is None or row.status != LEEST:
        return None
    toetsen = toetsen_van(tx, row.organisatie)
    mag, niet = [], list(fout)
    for nummer, regel in goed:
        if redenen := rules.fouten_in_toets(regel, toetsen):
            niet.append(Rijfouten(nummer, tuple(redenen)))
        else:
            mag.append(regel)
    hashes = {een.kenmerk: rules.vingerafdruk(een) for een in mag}
    bekend = _bekend(tx, row.organisatie)
    anders = [een for een in mag if bekend.get(een.kenmerk, "") != hashes[een.kenmerk]]
    _schrijf(tx, row.organisatie, anders, hashes, met_toets, op)
    _weiger(tx, id, niet)
    row.toegevoegd = sum(een.kenmerk not in bekend for een in anders)
    row.gewijzigd = len(anders) - row.toegevoegd
    row.ongewijzigd, row.geweigerd = len(mag) - len(anders), len(niet)
    row.status, row.klaar_op, row.bestand, row.gedaan = KLAAR, op, None, row.rijen
    row.versie += 1
    tx.flush()
    return _inlezing(row)


def _bekend(tx: Session, organisatie: str) -> dict[str, str | None]:
    """Per number the print of its last delivery; None: entered by hand."""
    vraag = select(Inhuurregel.kenmerk, Inhuurregel.feiten_hash)
    rijen = tx.execute(vraag.where(Inhuurregel.organisatie == organisatie))
    return {row.kenmerk: row.feiten_hash for row in rijen}


def _schrijf(
    tx: Session,
    organisatie: str,
    regels: Sequence[rules.Inhuurregel],
    hashes: Mapping[str, str],
    met_toets: bool,
    op: datetime,
) -> None:
    if not regels:
        return
    erin = insert(Inhuurregel)
    mee = [n for n in VELDEN if n != "kenmerk" and (met_toets or n not in TOETSVELDEN)]
    nieuw: dict[str, Any] = {naam: erin.excluded[naam] for naam in (*mee, "feiten_hash")}
    nieuw["versie"] = Inhuurregel.versie + 1
    erin = erin.on_conflict_do_update(index_elements=["organisatie", "kenmerk"], set_=nieuw)
    basis = {"organisatie": organisatie, "aangemaakt_op": op, "versie": 1}
    tx.execute(
        erin,
        [
            {naam: getattr(regel, naam) for naam in VELDEN}
            | basis
            | {"id": uuid4(), "feiten_hash": hashes[regel.kenmerk]}
            for regel in regels
        ],
    )


def _weiger(tx: Session, id: UUID, fouten: Sequence[Rijfouten]) -> None:
    rijen = [
        {"inlezing_id": id, "rij": een.rij, "kolom": r.veld, "code": r.code, "uitleg": r.uitleg}
        for een in sorted(fouten, key=lambda een: een.rij)
        for r in een.redenen
    ]
    if rijen:
        tx.execute(insert(Inhuurweigering), rijen)
