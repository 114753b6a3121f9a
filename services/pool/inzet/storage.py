"""Deployments: from rows to facts and back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from services.pool.flexpool.rules import PLANNERS, Kijker
from services.pool.inzet import rules
from services.pool.inzet.rules import InzetStatus
from services.pool.inzet.tables import Inzet, InzetOvergang
from services.pool.kijker import BASE_PATH
from services.pool.planning import rules as planning
from services.pool.planning import storage as behoeften
from shared import events


@dataclass(frozen=True, slots=True)
class Zoekvraag:
    """Filters of the list; None: no filter."""

    status: InzetStatus | None = None
    verband: UUID | None = None
    inlener: str | None = None
    thuisorganisatie: str | None = None


@dataclass(frozen=True, slots=True)
class Bewaard:
    """A deployment as it is stored, with why it came about."""

    inzet: rules.Inzet
    behoefte: UUID | None
    voorstel: UUID | None
    uitleg: str
    reden: str
    besloten_door: str
    besloten_op: datetime
    terugkeer_datum: date | None
    terugkeer_doel: rules.Terugkeerdoel | None
    versie: int


def _bewaard(row: Inzet) -> Bewaard:
    return Bewaard(
        inzet=rules.Inzet(
            id=row.id,
            verband=row.verband,
            medewerker=row.medewerker,
            thuisorganisatie=row.thuisorganisatie,
            inlener=row.inlener,
            uren_per_week=row.uren_per_week,
            van=row.van,
            tot=row.tot,
            status=InzetStatus(row.status),
        ),
        behoefte=row.behoefte_id,
        voorstel=row.voorstel_id,
        uitleg=row.uitleg,
        reden=row.reden,
        besloten_door=row.besloten_door,
        besloten_op=row.besloten_op,
        terugkeer_datum=row.terugkeer_datum,
        terugkeer_doel=rules.Terugkeerdoel(row.terugkeer_doel) if row.terugkeer_doel else None,
        versie=row.versie,
    )


def _zichtbaar(kijker: Kijker, vraag: Zoekvraag) -> ColumnElement[bool]:
    """`rules.ziet_inzet` as a condition, with the filters."""
    ziet: ColumnElement[bool] = Inzet.medewerker == kijker.medewerker
    if kijker.rollen & PLANNERS:
        eigen = or_(
            Inzet.thuisorganisatie == kijker.organisatie, Inzet.inlener == kijker.organisatie
        )
        ziet = or_(ziet, eigen, Inzet.verband.in_(kijker.verbanden))
    gevraagd = [
        getattr(Inzet, naam) == waarde
        for naam in ("status", "verband", "inlener", "thuisorganisatie")
        if (waarde := getattr(vraag, naam)) is not None
    ]
    return and_(ziet, *gevraagd)


def list_inzetten(
    tx: Session, kijker: Kijker, vraag: Zoekvraag, offset: int, limit: int
) -> list[Bewaard]:
    """The deployments that the caller sees, latest start first."""
    rows = tx.scalars(
        select(Inzet)
        .where(_zichtbaar(kijker, vraag))
        .order_by(Inzet.van.desc(), Inzet.id)
        .offset(offset)
        .limit(limit)
    )
    return [_bewaard(row) for row in rows]


def count_inzetten(tx: Session, kijker: Kijker, vraag: Zoekvraag) -> int:
    return tx.scalar(select(func.count(Inzet.id)).where(_zichtbaar(kijker, vraag))) or 0


def get_inzet(tx: Session, id: UUID, kijker: Kijker, lock: bool = False) -> Bewaard | None:
    """A deployment that the caller sees."""
    bewaard = haal(tx, id, lock=lock)
    return bewaard if bewaard and rules.ziet_inzet(bewaard.inzet, kijker) else None


def haal(tx: Session, id: UUID, lock: bool = False) -> Bewaard | None:
    """A deployment, whoever asks."""
    vraag = select(Inzet).where(Inzet.id == id).execution_options(populate_existing=True)
    if lock:
        vraag = vraag.with_for_update()
    row = tx.scalars(vraag).one_or_none()
    return _bewaard(row) if row else None


def list_lopend(
    tx: Session, medewerkers: Iterable[UUID], behoeften: Iterable[UUID], vanaf: date
) -> list[Bewaard]:
    """Decided deployments of these people or for these needs that last until `vanaf` or later."""
    vraag = (
        select(Inzet)
        .where(
            or_(
                Inzet.medewerker.in_(list(medewerkers)),
                Inzet.behoefte_id.in_(list(behoeften)),
            ),
            Inzet.status == InzetStatus.BEVESTIGD,
            or_(Inzet.tot.is_(None), Inzet.tot >= vanaf),
        )
        .order_by(Inzet.id)
    )
    rows = tx.scalars(vraag.execution_options(populate_existing=True))
    return [_bewaard(row) for row in rows]


def list_afgelopen(tx: Session, vandaag: date) -> list[Bewaard]:
    """Deployments whose last day has passed but that are not ended yet; held for that."""
    rows = tx.scalars(
        select(Inzet)
        .where(Inzet.status == InzetStatus.BEVESTIGD, Inzet.tot < vandaag)
        .order_by(Inzet.id)
        .limit(500)
        .with_for_update(skip_locked=True)
    )
    return [_bewaard(row) for row in rows]


def add_inzet(tx: Session, feiten: dict[str, Any], door: str, op: datetime) -> Bewaard:
    """Register a deployment that a person decided on; tells vacatures and the gateway."""
    row = Inzet(
        id=uuid4(),
        status=InzetStatus.BEVESTIGD,
        besloten_door=door,
        besloten_op=op,
        versie=1,
        **feiten,
    )
    tx.add(row)
    tx.flush()
    bewaard = _bewaard(row)
    meld(tx, "inzet-bevestigd", bewaard, op)
    return bewaard


def set_status(
    tx: Session,
    oud: Bewaard,
    naar: InzetStatus,
    tot: date | None,
    reden: str,
    door: str | None,
    op: datetime,
) -> Bewaard:
    """Store, log and tell another status and, when it ends early, the last day."""
    row = tx.get_one(Inzet, oud.inzet.id)
    row.status, row.tot, row.versie = naar, tot, oud.versie + 1
    tx.flush()
    van = oud.inzet.status
    tx.add(InzetOvergang(inzet_id=row.id, van=van, naar=naar, reden=reden, door=door, op=op))
    bewaard = _bewaard(row)
    meld(tx, "inzet-beeindigd", bewaard, op)
    return bewaard


def set_terugkeer(
    tx: Session,
    oud: Bewaard,
    datum: date | None,
    doel: rules.Terugkeerdoel | None,
    op: datetime,
) -> Bewaard:
    """Store what is agreed on about the return."""
    row = tx.get_one(Inzet, oud.inzet.id)
    row.terugkeer_datum, row.terugkeer_doel, row.versie = datum, doel, oud.versie + 1
    tx.flush()
    bewaard = _bewaard(row)
    meld(tx, "inzet-gewijzigd", bewaard, op)
    return bewaard


def gevuld(tx: Session, behoefte: UUID, vandaag: date) -> Decimal:
    """Hours per week that decided deployments give a need from today on."""
    lopend = list_lopend(tx, [], [behoefte], vandaag)
    return sum((een.inzet.uren_per_week for een in lopend), Decimal(0))


def werk_behoefte_bij(
    tx: Session, behoefte: UUID, door: str | None, op: datetime, vandaag: date
) -> None:
    """A need that has what it asked is filled; one that lost it is open again, if not over."""
    bewaard = behoeften.haal(tx, behoefte, lock=True)
    if bewaard is None:
        return
    is_gedekt = planning.is_gedekt(bewaard.behoefte, gevuld(tx, behoefte, vandaag))
    naar = planning.BehoefteStatus.VERVULD if is_gedekt else planning.BehoefteStatus.OPEN
    if bewaard.status in (naar, planning.BehoefteStatus.VERVALLEN):
        return
    if planning.beletselen(bewaard.behoefte, bewaard.status, naar, vandaag):
        return
    reden = "De gevraagde uren zijn gevuld." if is_gedekt else "Een inzet is geëindigd."
    behoeften.set_status(tx, bewaard, naar, reden, door, op)


def meld(tx: Session, type: str, bewaard: Bewaard, op: datetime) -> None:
    """Tell both organisations and the verband; vacatures needs to know who is inleenkracht."""
    inzet = bewaard.inzet
    publiek = events.Publiek(
        organisaties=frozenset({inzet.thuisorganisatie, inzet.inlener}),
        verbanden=frozenset({inzet.verband}),
        rollen=PLANNERS,
    )
    pad = f"{BASE_PATH}/inzetten/{inzet.id}"
    events.record(tx, type, inzet.id, publiek, op, pad, ("gateway", "vacatures"))
