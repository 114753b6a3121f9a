"""Applications from rows to facts: one, of a vacancy, of a person, and what was recorded of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Text, Uuid, any_, exists, func, literal, or_, select
from sqlalchemy.orm import Session

from services.vacatures.convenant.rules import Categorie
from services.vacatures.functiedeling import storage as functiedelingen
from services.vacatures.sollicitatie import rules
from services.vacatures.sollicitatie.rules import (
    Afwijsgrond,
    Oordeel,
    Partij,
    Sollicitatiestatus,
)
from services.vacatures.sollicitatie.tables import (
    Beoordeling,
    Klacht,
    Selectiestap,
    Sollicitatie,
    Sollicitatielog,
    Toelichting,
)
from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature import storage as vacatures
from services.vacatures.vacature.tables import Vacature
from shared.caller import Caller

# The rows that go from one call of a route to the next.
Stap = Selectiestap
# What hangs on an application, and is seen by who sees that.
Soort = type[Selectiestap] | type[Klacht]
EIGEN_INLOG = "eigen:beheren"  # the scope that only an own login has


KOLOMMEN = (
    Sollicitatie.id,
    Sollicitatie.vacature_id,
    Sollicitatie.medewerker,
    Sollicitatie.organisatie,
    Sollicitatie.categorie,
    Sollicitatie.grond,
    Sollicitatie.verbanden,
    Sollicitatie.telt_vanaf,
    Sollicitatie.ontvangen_op,
    Sollicitatie.vast_contract,
    literal(None, Text).label("motivatie"),
    Sollicitatie.status,
    Sollicitatie.versie,
    Sollicitatie.herkomst,
    Sollicitatie.kenmerk,
    Sollicitatie.client,
    Sollicitatie.geanonimiseerd,
)


@dataclass(frozen=True, slots=True)
class Dossier:
    """One application with everything the routes show of it."""

    kandidaat: rules.Kandidaat
    vacature_id: UUID
    medewerker: UUID
    organisatie: str | None
    grond: str
    ontvangen_op: datetime
    vast_contract: bool | None
    motivatie: str | None
    versie: int
    reden: str | None = None
    redencode: str | None = None
    herkomst: str = "doorstroom"
    kenmerk: str | None = None
    client: str | None = None
    geanonimiseerd: bool = False  # nobody's any more: it is counted, and changed by nobody

    @property
    def is_bereikbaar(self) -> bool:
        """Whether a person stands behind it whom messages reach; not with only a reference."""
        return self.kenmerk is None


@dataclass(frozen=True, slots=True)
class Zaak:
    """An application with its vacancy, before it is known who may see it."""

    dossier: Dossier
    vacature: vacatureregels.Vacature
    # Whether the viewer's organisation handles it, if the viewer recruits there.
    te_behandelen: bool


def get_sollicitatie(tx: Session, id: UUID, *, lock: bool = False) -> Dossier | None:
    """One application, with the reason of its last change.

    With `lock` it is not erased until this transaction ends; lock the vacancy first.
    """
    held = {"key_share": True} if lock else None
    row = tx.get(Sollicitatie, id, populate_existing=True, with_for_update=held)
    return None if row is None else met_verloop(tx, to_dossier(row, None))


def met_verloop(tx: Session, dossier: Dossier) -> Dossier:
    """With the last judgement, and the reason of the last change."""
    kandidaat = dossier.kandidaat
    id = kandidaat.sollicitatie
    laatste = tx.execute(
        select(Toelichting.reden, Sollicitatielog.redencode)
        .select_from(Sollicitatielog)
        .outerjoin(Toelichting, Sollicitatielog.nr == Toelichting.log_nr)
        .where(Sollicitatielog.sollicitatie_id == id, Sollicitatielog.naar == kandidaat.status)
        .order_by(Sollicitatielog.nr.desc())
        .limit(1)
    ).one_or_none()
    reden, code = laatste or (None, None)
    kandidaat = replace(kandidaat, oordeel=_oordelen(tx, [id]).get(id))
    return replace(dossier, kandidaat=kandidaat, reden=reden, redencode=code)


def get_zaak(
    tx: Session, id: UUID, kijker: vacatureregels.Kijker, soort: Soort | None = None
) -> Zaak | None:
    """What decides who sees an application, or a step or complaint of it, in one question.

    What is hidden and what is not there ask the database the same. Without `met_verloop`.
    """
    te_zien = functiedelingen.te_zien(Sollicitatie.id, kijker)
    query = select(Sollicitatie, Vacature, te_zien)
    query = query.join(Vacature, Vacature.id == Sollicitatie.vacature_id)
    if soort is None:
        query = query.where(Sollicitatie.id == id)
    else:
        query = query.join(soort, soort.sollicitatie_id == Sollicitatie.id).where(soort.id == id)
    found = tx.execute(query.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        return None
    row, vacature, is_te_zien = found
    return Zaak(to_dossier(row, None), vacatures.from_row(vacature), bool(is_te_zien))


def find_koppelbaar(tx: Session, koppelsleutel: str, *, lock: bool = False) -> Dossier | None:
    """The registered application that waits for the person with this code."""
    query = select(Sollicitatie).where(Sollicitatie.koppelsleutel == koppelsleutel)
    query = query.execution_options(populate_existing=True)
    row = tx.scalars(query.with_for_update() if lock else query).one_or_none()
    return to_dossier(row, None) if row else None


def list_bij_vacature(tx: Session, vacature_id: UUID) -> list[Dossier]:
    """All applications for one vacancy, in no order: the rules make the order.

    One query of plain rows with the last judgement and ground of rejection; without motivations,
    which nobody lists.
    """
    laatste = (
        select(Beoordeling.oordeel)
        .where(Beoordeling.sollicitatie_id == Sollicitatie.id)
        .order_by(Beoordeling.nr.desc())
        .limit(1)
        .scalar_subquery()
    )
    grond = (
        select(Sollicitatielog.redencode)
        .where(
            Sollicitatielog.sollicitatie_id == Sollicitatie.id,
            Sollicitatielog.naar == Sollicitatiestatus.AFGEWEZEN,
        )
        .order_by(Sollicitatielog.nr.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = select(*KOLOMMEN, laatste.label("oordeel"), grond.label("redencode"))
    rows = tx.execute(query.where(Sollicitatie.vacature_id == vacature_id))
    return [
        to_dossier(row, Oordeel(row.oordeel) if row.oordeel else None, None, row.redencode)
        for row in rows
    ]


def list_levend(tx: Session, ids: Sequence[UUID], *, lock: bool = False) -> frozenset[UUID]:
    """Which of these are still somebody's; with `lock` they stay so until this ends."""
    query = select(Sollicitatie.id).where(Sollicitatie.id.in_(ids), ~Sollicitatie.geanonimiseerd)
    if lock:
        query = query.order_by(Sollicitatie.id).with_for_update(key_share=True)
    return frozenset(tx.scalars(query))


def list_van_medewerker(
    tx: Session, medewerker: UUID, beller: Caller, offset: int, limit: int
) -> tuple[list[Dossier], int]:
    """One person's own applications as this token may show them, the newest first; and how many.

    The SQL of `rules.ziet_eigen`.
    """
    own = select(Sollicitatie).where(Sollicitatie.medewerker == medewerker)
    if beller.organisatie is not None and EIGEN_INLOG not in beller.scopes:
        own = own.join(Vacature, Vacature.id == Sollicitatie.vacature_id).where(
            or_(
                literal(beller.organisatie) == any_(Vacature.werkgevers),
                Sollicitatie.client == beller.client,
            )
        )
    count = tx.scalar(select(func.count()).select_from(own.subquery())) or 0
    newest = own.order_by(Sollicitatie.ontvangen_op.desc(), Sollicitatie.id)
    rows = tx.scalars(newest.offset(offset).limit(limit)).all()
    return [to_dossier(row, None) for row in rows], count


def list_bereikbaar(tx: Session, ids: Sequence[UUID]) -> list[tuple[UUID, UUID]]:
    """Application and person of those whom a message can reach."""
    query = select(Sollicitatie.id, Sollicitatie.medewerker).where(
        Sollicitatie.id.in_(ids), Sollicitatie.kenmerk.is_(None)
    )
    return [(row.id, row.medewerker) for row in tx.execute(query)]


def heeft_gesolliciteerd(
    tx: Session, vacature_id: UUID, medewerker: UUID | None, kenmerk: str | None = None
) -> bool:
    """Whether an application of this person lives; one that was withdrawn does not."""
    zelfde = or_(
        Sollicitatie.medewerker == literal(medewerker, Uuid),
        Sollicitatie.kenmerk == literal(kenmerk, Text),
    )
    eerder = exists().where(
        Sollicitatie.vacature_id == vacature_id,
        zelfde,
        Sollicitatie.status != Sollicitatiestatus.INGETROKKEN,
    )
    return tx.scalar(select(eerder)) or False


def _oordelen(tx: Session, ids: Sequence[UUID]) -> dict[UUID, Oordeel]:
    """The last judgement of each application."""
    oordelen = (
        select(Beoordeling.sollicitatie_id, Beoordeling.oordeel)
        .where(Beoordeling.sollicitatie_id.in_(ids))
        .order_by(Beoordeling.nr)
    )
    return {id: Oordeel(oordeel) for id, oordeel in tx.execute(oordelen)} if ids else {}


def list_log(tx: Session, id: UUID, offset: int, limit: int) -> tuple[list[dict[str, Any]], int]:
    """The changes of status of one application, the oldest first, and how many there are."""
    own = Sollicitatielog.sollicitatie_id == id
    count = tx.scalar(select(func.count()).where(own)) or 0
    query = (
        select(Sollicitatielog, Toelichting.reden)
        .outerjoin(Toelichting, Toelichting.log_nr == Sollicitatielog.nr)
        .where(own)
        .order_by(Sollicitatielog.nr)
        .offset(offset)
        .limit(limit)
    )
    names = ("sollicitatie_id", "van", "naar", "partij", "gebruiker", "redencode")
    rows = [
        {name: getattr(row, name) for name in names} | {"gewijzigd_op": row.op, "reden": reden}
        for row, reden in tx.execute(query)
    ]
    return rows, count


def list_statuswijzigingen(
    tx: Session, ids: Sequence[UUID]
) -> dict[UUID, list[rules.Statuswijziging]]:
    """The log of several applications in one query; from it come all durations."""
    query = (
        select(Sollicitatielog)
        .where(Sollicitatielog.sollicitatie_id.in_(ids))
        .order_by(Sollicitatielog.nr)
    )
    logs: dict[UUID, list[rules.Statuswijziging]] = {id: [] for id in ids}
    for row in tx.scalars(query):
        regel = rules.Statuswijziging(Sollicitatiestatus(row.naar), Partij(row.partij), row.op)
        logs[row.sollicitatie_id].append(regel)
    return logs


def list_beoordelingen(
    tx: Session, id: UUID, offset: int, limit: int
) -> tuple[list[Beoordeling], int]:
    """The judgements of one application, the oldest first, and how many there are."""
    own = Beoordeling.sollicitatie_id == id
    count = tx.scalar(select(func.count()).where(own)) or 0
    query = select(Beoordeling).where(own).order_by(Beoordeling.nr)
    return list(tx.scalars(query.offset(offset).limit(limit))), count


def list_stappen(tx: Session, id: UUID, offset: int, limit: int) -> tuple[Sequence[Stap], int]:
    """The steps of selection of one application by day, and how many there are."""
    own = Stap.sollicitatie_id == id
    count = tx.scalar(select(func.count()).where(own)) or 0
    query = select(Stap).where(own).order_by(Stap.datum, Stap.op, Stap.id)
    return tx.scalars(query.offset(offset).limit(limit)).all(), count


def get_stap(tx: Session, id: UUID) -> Stap | None:
    """One step of selection."""
    return tx.get(Stap, id, populate_existing=True)


def to_dossier(
    row: Sollicitatie | Row[*tuple[Any, ...]],
    oordeel: Oordeel | None,
    reden: str | None = None,
    redencode: str | None = None,
) -> Dossier:
    """The facts of one row."""
    kandidaat = rules.Kandidaat(
        row.id,
        Categorie(row.categorie),
        frozenset(row.verbanden),
        row.telt_vanaf,
        Sollicitatiestatus(row.status),
        oordeel,
        Afwijsgrond(redencode) if redencode else None,
    )
    return Dossier(
        kandidaat,
        row.vacature_id,
        row.medewerker,
        row.organisatie,
        row.grond,
        row.ontvangen_op,
        row.vast_contract,
        row.motivatie,
        row.versie,
        reden,
        redencode,
        row.herkomst,
        row.kenmerk,
        row.client,
        row.geanonimiseerd,
    )
