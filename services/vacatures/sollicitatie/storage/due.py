"""What a recruiter still has to do, page by page: the terms of each vacancy go into one query.

The same as `rules.reactie` and `rules.is_aan_de_beurt`, in SQL; a test compares them.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CompoundSelect,
    Date,
    Integer,
    Subquery,
    Uuid,
    case,
    cast,
    func,
    literal,
    null,
    select,
    union,
    union_all,
)
from sqlalchemy.orm import Session

from services.vacatures.functiedeling import storage as functiedelingen
from services.vacatures.openstelling import storage as openstellingen
from services.vacatures.sollicitatie.rules import Herinnering, Herinneringsoort
from services.vacatures.sollicitatie.storage.reminders import OPEN, Taak, lopend
from services.vacatures.sollicitatie.tables import Klacht, Sollicitatie
from services.vacatures.vacature.rules import Kijker
from services.vacatures.vacature.tables import Vacature
from shared.kalender import dag


def list_taken(
    tx: Session,
    kijker: Kijker,
    nu: datetime,
    offset: int,
    limit: int,
    *,
    vacature: UUID | None = None,
    te_laat: bool | None = None,
    telling: bool = False,
) -> tuple[list[Taak], int | None]:
    """What is due soon or too late for this recruiter, the first due first, and how many.

    Four queries, and one more when they are counted.
    """
    regels = _regels(tx, kijker, nu, vacature).subquery()
    due = select(regels)
    if te_laat is not None:
        due = due.where((regels.c.uiterlijk_op < dag(nu)) == te_laat)
    count = tx.scalar(select(func.count()).select_from(due.subquery())) if telling else None
    in_order = due.order_by(
        regels.c.uiterlijk_op, regels.c.vacature_id, regels.c.id, regels.c.klacht
    )
    return [_taak(row) for row in tx.execute(in_order.offset(offset).limit(limit))], count


def _regels(
    tx: Session, kijker: Kijker, nu: datetime, vacature: UUID | None
) -> CompoundSelect[Any]:
    """Every line that is due: applications that wait, and complaints."""
    van = functiedelingen.te_zien(Sollicitatie.id, kijker)
    wachtend = lopend(nu).where(van)
    klachten = (
        select(
            literal(Herinneringsoort.KLACHT.value).label("soort"),
            Sollicitatie.id,
            Sollicitatie.vacature_id,
            Vacature.titel,
            Sollicitatie.medewerker,
            Klacht.id.label("klacht"),
            Klacht.uiterlijk_op,
        )
        .join(Sollicitatie, Sollicitatie.id == Klacht.sollicitatie_id)
        .join(Vacature, Vacature.id == Sollicitatie.vacature_id)
        .where(Klacht.status.in_(OPEN), van)
    )
    if vacature is not None:
        wachtend = wachtend.where(Sollicitatie.vacature_id == vacature)
        klachten = klachten.where(Sollicitatie.vacature_id == vacature)
    open_, klacht = wachtend.subquery(), klachten.subquery()
    ids = union(select(open_.c.vacature_id), select(klacht.c.vacature_id))
    termijn = _termijnen(tx, list(tx.scalars(ids)))
    gehoord = cast(func.timezone("Europe/Amsterdam", open_.c.gehoord_op), Date)
    uiterlijk = cast(gehoord + termijn.c.reactie, Date)
    soort = case((open_.c.is_vervuld, Herinneringsoort.BESLUIT), else_=Herinneringsoort.REACTIE)
    reacties = (
        select(
            soort.label("soort"),
            open_.c.id,
            open_.c.vacature_id,
            open_.c.titel,
            open_.c.medewerker,
            cast(null(), Uuid).label("klacht"),
            uiterlijk.label("uiterlijk_op"),
        )
        .join(termijn, termijn.c.vacature_id == open_.c.vacature_id)
        .where(cast(uiterlijk - termijn.c.vooraf, Date) <= dag(nu))
    )
    te_behandelen = (
        select(klacht)
        .join(termijn, termijn.c.vacature_id == klacht.c.vacature_id)
        .where(cast(klacht.c.uiterlijk_op - termijn.c.vooraf, Date) <= dag(nu))
    )
    return union_all(reacties, te_behandelen)


def _termijnen(tx: Session, vacatures: list[UUID]) -> Subquery:
    """Per vacancy the days to react and to remind before, by the convenanten it opened under."""
    afspraken = openstellingen.instellingen(tx, vacatures)

    def column(values: list[Any], kind: Any, name: str) -> Any:
        return func.unnest(literal(values, ARRAY(kind))).label(name)

    return select(
        column(list(afspraken), Uuid, "vacature_id"),
        column([een.reactietermijn_dagen for een in afspraken.values()], Integer, "reactie"),
        column([een.herinnering_dagen_vooraf for een in afspraken.values()], Integer, "vooraf"),
    ).subquery()


def _taak(row: Any) -> Taak:
    uiterlijk: date = row.uiterlijk_op
    herinnering = Herinnering(row.id, Herinneringsoort(row.soort), uiterlijk)
    return Taak(herinnering, row.vacature_id, row.titel, row.medewerker, row.klacht)
