"""Numbered documents of closed months."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.pool.flexpool.rules import Kijker
from services.pool.inzet.tables import Inzet
from services.pool.verrekening import rules
from services.pool.verrekening.storage.maanden import Maand, maand_van, ziet
from services.pool.verrekening.storage.rijen import regel
from services.pool.verrekening.tables import Factuur, VerrekendeUren, Verrekening
from services.pool.verrekening.tables import Verrekenregel as Rij


@dataclass(frozen=True, slots=True)
class Stuk:
    """A numbered document of a closed month."""

    id: UUID
    verrekening: UUID
    nummer: str
    crediteur: str
    debiteur: str
    soort: rules.Factuursoort
    netto: int
    totaal: int
    btw: tuple[rules.Btwbedrag, ...]
    verwijst: tuple[str, ...]
    datum: date
    vervaldatum: date


def _stuk(row: Factuur) -> Stuk:
    return Stuk(
        id=row.id,
        verrekening=row.verrekening_id,
        nummer=rules.nummer(row.volgnummer),
        crediteur=row.crediteur,
        debiteur=row.debiteur,
        soort=rules.Factuursoort(row.soort),
        netto=row.netto,
        totaal=row.totaal,
        btw=tuple(
            rules.Btwbedrag(**een | {"categorie": rules.Btwcategorie(een["categorie"])})
            for een in row.btw
        ),
        verwijst=tuple(row.verwijst),
        datum=row.datum,
        vervaldatum=row.vervaldatum,
    )


def list_stukken(tx: Session, maand: UUID, offset: int, limit: int) -> Sequence[Stuk]:
    """By creditor and number: every member sees all amounts between organisations."""
    vraag = select(Factuur).where(Factuur.verrekening_id == maand)
    vraag = vraag.order_by(Factuur.crediteur, Factuur.volgnummer).offset(offset).limit(limit)
    return [_stuk(row) for row in tx.scalars(vraag)]


def count_stukken(tx: Session, maand: UUID) -> int:
    return tx.scalar(select(func.count(Factuur.id)).where(Factuur.verrekening_id == maand)) or 0


def get_stuk(tx: Session, id: UUID, kijker: Kijker) -> tuple[Stuk, Maand] | None:
    rij = tx.execute(
        select(Factuur, Verrekening)
        .join(Verrekening, Verrekening.id == Factuur.verrekening_id)
        .where(Factuur.id == id, ziet(kijker))
    ).one_or_none()
    return (_stuk(rij[0]), maand_van(rij[1])) if rij else None


def list_personen(tx: Session, stuk: Stuk) -> list[UUID]:
    """Whose weeks stand on a document, as long as that is kept."""
    vraag = (
        select(Inzet.medewerker)
        .join(VerrekendeUren, VerrekendeUren.inzet_id == Inzet.id)
        .join(Rij, Rij.urenregel == VerrekendeUren.urenregel)
        .where(Rij.factuur_id == stuk.id)
        .distinct()
    )
    return list(tx.scalars(vraag))


def list_factuurregels(tx: Session, stuk: Stuk, maand: Maand) -> list[rules.Factuurregel]:
    rijen = tx.execute(
        select(Rij, VerrekendeUren)
        .join(VerrekendeUren, VerrekendeUren.urenregel == Rij.urenregel)
        .where(Rij.factuur_id == stuk.id)
        .order_by(Rij.nr)
    )
    lijst = [(regel(rij, uren), uren.week) for rij, uren in rijen]
    return rules.factuurregels(lijst, maand.instelling.btw_percentage)
