"""What an organisation enters of a year: pay, own fte per function, and what hiring costs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, any_, delete, func, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.pool.inhuur.rules import Jaarcijfers
from services.pool.inhuur.tables import EigenFormatie, Inhuurjaar, Referentietarief


class Opgave(Enum):
    """What can be entered; each has a table of which organisation and year are the first key."""

    JAAR = Inhuurjaar
    FORMATIE = EigenFormatie
    TARIEF = Referentietarief


Rij = Any  # a row of one of these tables


@dataclass(frozen=True, slots=True)
class Tarief:
    """What an hour of a function costs when it is hired, with where the employer read that."""

    cent_per_uur: int
    bron: str


def referentietarief(tx: Session, organisatie: str, functie: str, jaar: int) -> Tarief | None:
    """The tariff that an organisation entered for a function and a year; None: none entered."""
    row = tx.get(Referentietarief, (organisatie, jaar, functie))
    return None if row is None else Tarief(row.cent_per_uur, row.bron)


def referentietarieven(
    tx: Session, organisaties: Iterable[str], jaren: Iterable[int]
) -> dict[tuple[str, str, int], Tarief]:
    """By organisation, function and year; in one query."""
    vraag = select(Referentietarief).where(
        Referentietarief.organisatie.in_(sorted(set(organisaties))),
        Referentietarief.jaar.in_(sorted(set(jaren))),
    )
    return {
        (row.organisatie, row.functie, row.jaar): Tarief(row.cent_per_uur, row.bron)
        for row in tx.scalars(vraag)
    }


def _sleutel(opgave: Opgave, sleutel: Mapping[str, Any]) -> list[ColumnElement[bool]]:
    return [getattr(opgave.value, naam) == waarde for naam, waarde in sleutel.items()]


def get_opgave(
    tx: Session, opgave: Opgave, sleutel: Mapping[str, Any], lock: bool = False
) -> Rij | None:
    vraag = select(opgave.value).where(*_sleutel(opgave, sleutel))
    vraag = vraag.execution_options(populate_existing=True)
    return tx.scalars(vraag.with_for_update() if lock else vraag).one_or_none()


def list_opgaven(
    tx: Session, opgave: Opgave, sleutel: Mapping[str, Any], offset: int, limit: int
) -> Sequence[Rij]:
    """The newest year first."""
    tabel: Any = opgave.value
    orde = [tabel.jaar.desc()] + ([] if opgave is Opgave.JAAR else [tabel.functie])
    vraag = select(tabel).where(*_sleutel(opgave, sleutel)).order_by(*orde)
    return tx.scalars(vraag.offset(offset).limit(limit)).all()


def count_opgaven(tx: Session, opgave: Opgave, sleutel: Mapping[str, Any]) -> int:
    vraag = select(func.count()).select_from(opgave.value).where(*_sleutel(opgave, sleutel))
    return tx.scalar(vraag) or 0


def set_opgave(
    tx: Session, opgave: Opgave, sleutel: Mapping[str, Any], velden: Mapping[str, Any], op: datetime
) -> Rij:
    """Store what was entered; two at once are one after the other. The same again is no change."""
    tabel: Any = opgave.value
    waarden = {**velden, "gewijzigd_op": op}
    anders = [getattr(tabel, naam).is_distinct_from(waarde) for naam, waarde in velden.items()]
    erin = insert(tabel).values(**sleutel, **waarden, versie=1)
    eerst = anders[0]
    for een in anders[1:]:
        eerst = eerst | een
    tx.execute(
        erin.on_conflict_do_update(
            index_elements=list(sleutel),
            set_={**waarden, "versie": tabel.versie + 1},
            where=eerst,
        )
    )
    row = get_opgave(tx, opgave, sleutel)
    assert row is not None
    return row


def wis_opgave(tx: Session, opgave: Opgave, sleutel: Mapping[str, Any]) -> None:
    tx.execute(delete(opgave.value).where(*_sleutel(opgave, sleutel)))


def jaarcijfers(
    tx: Session, jaar: int, *, organisatie: str | None = None, verband: UUID | None = None
) -> dict[str, Jaarcijfers]:
    """Of one organisation, or of all that share theirs with a verband."""
    vraag = select(Inhuurjaar).where(Inhuurjaar.jaar == jaar)
    if organisatie is not None:
        vraag = vraag.where(Inhuurjaar.organisatie == organisatie)
    if verband is not None:
        vraag = vraag.where(literal(verband) == any_(Inhuurjaar.gedeeld_met))
    return {
        row.organisatie: Jaarcijfers(row.loonsom_cent, row.uren_per_fte)
        for row in tx.scalars(vraag)
    }


def laatste_jaar(
    tx: Session, tot: int, *, organisatie: str | None = None, verband: UUID | None = None
) -> int | None:
    """The last year, not after `tot`, of which figures were entered."""
    vraag = select(func.max(Inhuurjaar.jaar)).where(Inhuurjaar.jaar <= tot)
    if organisatie is not None:
        vraag = vraag.where(Inhuurjaar.organisatie == organisatie)
    if verband is not None:
        vraag = vraag.where(literal(verband) == any_(Inhuurjaar.gedeeld_met))
    return tx.scalar(vraag)


def eigen_fte(tx: Session, organisaties: Iterable[str], jaar: int) -> dict[str, dict[str, int]]:
    """Own fte in hundredths by organisation and function."""
    vraag = select(EigenFormatie).where(
        EigenFormatie.jaar == jaar, EigenFormatie.organisatie.in_(sorted(set(organisaties)))
    )
    gevonden: dict[str, dict[str, int]] = {}
    for row in tx.scalars(vraag):
        gevonden.setdefault(row.organisatie, {})[row.functie] = row.fte
    return gevonden
