"""The tables of the form guide (files, read once) and the advices that were kept (rows)."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from services.pool.flexpool.rules import PLANNERS, Kijker
from services.pool.inzet import storage as inzetten
from services.pool.inzet.rules import Inzet, InzetStatus
from services.pool.inzet.tables import Inzet as Inzetrij
from services.pool.vormwijzer import rules
from services.pool.vormwijzer.rules import Antwoorden, Beslistabel, Sector
from services.pool.vormwijzer.tables import Vormadvies
from shared import berichten

FOLDER = Path(__file__).parent / "beslistabel"
ONDERWERP = "Een inzet duurt langer dan uw advies over de vorm"
TEKST = (
    "Bij een inzet bewaarde u een advies van de vormwijzer voor hoogstens twaalf maanden. De inzet"
    " duurt nu langer. Vormen die pasten, passen misschien niet meer, ook terug in de tijd. Lees"
    " het advies opnieuw en leg het voor aan een jurist of fiscalist. Dit is geen juridisch advies."
)


@dataclass(frozen=True, slots=True)
class Bewaard:
    """An advice as it was asked for; what it says follows from its version and answers."""

    id: UUID
    organisatie: str
    inzet: UUID | None
    versie: str
    sector: Sector
    antwoorden: Antwoorden
    gegeven_op: datetime


@cache
def beslistabellen() -> tuple[Beslistabel, ...]:
    """Every version, the oldest first. Errors: ValueError and KeyError, at the first look."""
    bestanden = sorted(FOLDER.glob("*.toml"))
    tabellen = [rules.lees(tomllib.loads(een.read_text(encoding="utf-8"))) for een in bestanden]
    return tuple(sorted(tabellen, key=lambda een: een.geldig_vanaf))


def beslistabel(versie: str) -> Beslistabel | None:
    return next((een for een in beslistabellen() if een.versie == versie), None)


def add_advies(
    tx: Session,
    organisatie: str,
    inzet: UUID | None,
    versie: str,
    sector: Sector,
    antwoorden: Antwoorden,
    nu: datetime,
) -> Bewaard:
    rij = Vormadvies(
        organisatie=organisatie,
        inzet_id=inzet,
        beslistabel=versie,
        sector=sector,
        antwoorden=dict(antwoorden),
        gegeven_op=nu,
    )
    tx.add(rij)
    tx.flush()
    return _bewaard(rij)


def get_advies(tx: Session, id: UUID, kijker: Kijker) -> tuple[Bewaard, Inzet | None] | None:
    """One of the own organisation or of an inzet that the caller is a party to, with that inzet.

    Hidden and absent are one question.
    """
    # Without an inzet its columns are NULL, and so is who asks without an organisation or a person.
    mag = and_(Inzetrij.id.is_not(None), inzetten.is_partij(kijker))
    if kijker.rollen & PLANNERS:
        mag = or_(mag, Vormadvies.organisatie == kijker.organisatie)
    vraag = select(Vormadvies, Inzetrij).outerjoin(Inzetrij, Inzetrij.id == Vormadvies.inzet_id)
    rij = tx.execute(vraag.where(Vormadvies.id == id, mag)).one_or_none()
    if rij is None:
        return None
    return _bewaard(rij[0]), inzetten.bewaard(rij[1]).inzet if rij[1] else None


def list_adviezen(
    tx: Session, organisatie: str | None, inzet: UUID | None, offset: int, limit: int
) -> list[Bewaard]:
    """The newest first: of an organisation, or of an inzet whoever of both asked for it."""
    vraag = select(Vormadvies).order_by(Vormadvies.gegeven_op.desc(), Vormadvies.id)
    vraag = vraag.where(*_welke(organisatie, inzet)).offset(offset).limit(limit)
    return [_bewaard(rij) for rij in tx.scalars(vraag)]


def count_adviezen(tx: Session, organisatie: str | None, inzet: UUID | None) -> int:
    vraag = select(func.count()).select_from(Vormadvies).where(*_welke(organisatie, inzet))
    return tx.scalar(vraag) or 0


def waarschuw(tx: Session, dag: date) -> int:
    """Tell an organisation, once per length of the inzet, that its advice no longer holds.

    Only the newest advice of an inzet counts. Returns how many warnings stand.
    """
    vraag = (
        select(Vormadvies)
        .where(Vormadvies.inzet_id.is_not(None))
        .order_by(Vormadvies.inzet_id, Vormadvies.gegeven_op.desc(), Vormadvies.id)
        .ext(distinct_on(Vormadvies.inzet_id))
    )
    adviezen = [_bewaard(rij) for rij in tx.scalars(vraag)]
    bij = inzetten.haal_alle(tx, [een.inzet for een in adviezen if een.inzet])
    gewaarschuwd = 0
    for een in adviezen:
        tabel, rij = beslistabel(een.versie), bij.get(een.inzet) if een.inzet else None
        if tabel is None or rij is None or rij.inzet.status is not InzetStatus.BEVESTIGD:
            continue
        inzet = rij.inzet
        if rules.waarschuwing(tabel, een.antwoorden, inzet.van, inzet.tot, dag):
            gewaarschuwd += 1
            sleutel = f"vormwaarschuwing:{een.id}:{inzet.tot}"
            berichten.record(tx, een.organisatie, ONDERWERP, TEKST, sleutel=sleutel)
    return gewaarschuwd


def _welke(organisatie: str | None, inzet: UUID | None) -> list[ColumnElement[bool]]:
    gevraagd = {"organisatie": organisatie, "inzet_id": inzet}
    return [
        getattr(Vormadvies, naam) == waarde
        for naam, waarde in gevraagd.items()
        if waarde is not None
    ]


def _bewaard(rij: Vormadvies) -> Bewaard:
    return Bewaard(
        id=rij.id,
        organisatie=rij.organisatie,
        inzet=rij.inzet_id,
        versie=rij.beslistabel,
        sector=Sector(rij.sector),
        antwoorden=rij.antwoorden,
        gegeven_op=rij.gegeven_op,
    )
