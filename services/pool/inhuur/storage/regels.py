"""The register: from rows to facts and back. A row is its own organisation's only."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from services.pool.flexpool.rules import Niveau
from services.pool.inhuur import rules
from services.pool.inhuur.rules import Inhuurcategorie, Inhuurreden, Inhuurvorm, LeverancierSoort
from services.pool.inhuur.tables import Inhuurregel
from services.pool.planning.rules.patronen import Inzetvraag

VELDEN = tuple(veld.name for veld in fields(rules.Inhuurregel))


@dataclass(frozen=True, slots=True)
class Bewaard:
    """A row as it is stored."""

    id: UUID
    organisatie: str
    regel: rules.Inhuurregel
    versie: int


@dataclass(frozen=True, slots=True)
class Zoekvraag:
    """Filters of the list; None: no filter."""

    functie: str | None = None
    vorm: Inhuurvorm | None = None
    leverancier_soort: LeverancierSoort | None = None
    jaar: int | None = None


def _bewaard(row: Inhuurregel) -> Bewaard:
    velden: dict[str, Any] = {naam: getattr(row, naam) for naam in VELDEN}
    velden |= {
        "vorm": Inhuurvorm(row.vorm),
        "leverancier_soort": LeverancierSoort(row.leverancier_soort),
        "reden": Inhuurreden(row.reden),
        "niveau": Niveau(row.niveau) if row.niveau else None,
        "categorie": Inhuurcategorie(row.categorie) if row.categorie else None,
    }
    return Bewaard(row.id, row.organisatie, rules.Inhuurregel(**velden), row.versie)


def _welke(organisatie: str, vraag: Zoekvraag) -> list[ColumnElement[bool]]:
    gelijk = {"functie": vraag.functie, "vorm": vraag.vorm}
    gelijk["leverancier_soort"] = vraag.leverancier_soort
    waar = [Inhuurregel.organisatie == organisatie]
    waar += [getattr(Inhuurregel, n) == w for n, w in gelijk.items() if w is not None]
    if vraag.jaar is not None:
        waar += [
            Inhuurregel.van <= date(vraag.jaar, 12, 31),
            Inhuurregel.tot >= date(vraag.jaar, 1, 1),
        ]
    return waar


def list_regels(
    tx: Session, organisatie: str, vraag: Zoekvraag, offset: int, limit: int
) -> list[Bewaard]:
    """The last begun first."""
    gevraagd = select(Inhuurregel).where(*_welke(organisatie, vraag))
    gevraagd = gevraagd.order_by(Inhuurregel.van.desc(), Inhuurregel.id)
    return [_bewaard(row) for row in tx.scalars(gevraagd.offset(offset).limit(limit))]


def count_regels(tx: Session, organisatie: str, vraag: Zoekvraag) -> int:
    gevraagd = select(func.count(Inhuurregel.id)).where(*_welke(organisatie, vraag))
    return tx.scalar(gevraagd) or 0


def get_regel(tx: Session, id: UUID, organisatie: str | None, lock: bool = False) -> Bewaard | None:
    """One row of an organisation; for another it is not there."""
    vraag = select(Inhuurregel).where(Inhuurregel.id == id, Inhuurregel.organisatie == organisatie)
    vraag = vraag.execution_options(populate_existing=True)
    row = tx.scalars(vraag.with_for_update() if lock else vraag).one_or_none()
    return None if row is None else _bewaard(row)


def has_kenmerk(tx: Session, organisatie: str, kenmerk: str) -> bool:
    vraag = select(Inhuurregel.id).where(
        Inhuurregel.organisatie == organisatie, Inhuurregel.kenmerk == kenmerk
    )
    return tx.scalar(vraag) is not None


def add_regel(
    tx: Session, id: UUID, organisatie: str, regel: rules.Inhuurregel, op: datetime
) -> Bewaard:
    waarden = {naam: getattr(regel, naam) for naam in VELDEN}
    row = Inhuurregel(id=id, organisatie=organisatie, aangemaakt_op=op, **waarden)
    tx.add(row)
    tx.flush()
    return _bewaard(row)


def set_regel(tx: Session, oud: Bewaard, regel: rules.Inhuurregel) -> Bewaard:
    """Store other facts; the same facts are no new version."""
    if regel == oud.regel:
        return oud
    row = tx.get_one(Inhuurregel, oud.id)
    for naam in VELDEN:
        setattr(row, naam, getattr(regel, naam))
    row.versie += 1
    tx.flush()
    return _bewaard(row)


def wis_regel(tx: Session, oud: Bewaard) -> None:
    tx.delete(tx.get_one(Inhuurregel, oud.id))
    tx.flush()


def list_jaardelen(tx: Session, organisaties: Iterable[str], jaar: int) -> list[rules.Jaardeel]:
    """What these organisations hired in a year; in one query."""
    tabel = Inhuurregel
    vraag = select(
        tabel.organisatie, tabel.functie, tabel.vorm, tabel.leverancier_soort,
        tabel.kosten_cent, tabel.uren, tabel.van, tabel.tot,
    ).where(
        tabel.organisatie.in_(sorted(set(organisaties))),
        tabel.van <= date(jaar, 12, 31), tabel.tot >= date(jaar, 1, 1),
    )  # fmt: skip
    return [
        rules.Jaardeel(
            oin, functie, Inhuurvorm(vorm), LeverancierSoort(soort),
            rules.in_jaar(kosten, van, tot, jaar), rules.in_jaar(uren, van, tot, jaar),
        )
        for oin, functie, vorm, soort, kosten, uren, van, tot in tx.execute(vraag)
    ]  # fmt: skip


def list_vragen(tx: Session, organisatie: str) -> list[Inzetvraag]:
    """The own hires as past demand, for the search for what comes back."""
    vraag = select(Inhuurregel.functie, Inhuurregel.van, Inhuurregel.tot).where(
        Inhuurregel.organisatie == organisatie
    )
    return [Inzetvraag(code, organisatie, van, tot, True) for code, van, tot in tx.execute(vraag)]
