"""Deployments as they are stored: from rows to facts, and which of them a caller sees."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session

from services.pool.flexpool.rules import PLANNERS, Kijker
from services.pool.inzet import rules
from services.pool.inzet.rules import InzetStatus, Partij
from services.pool.inzet.tables import Inzet


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
    pool: UUID | None = None
    in_dienst_voor: str = "eigen_werk"
    voorwaarden_versie: int = 1
    gevraagde_versie: int | None = None
    gevraagd_op: datetime | None = None
    bevestigd_op: datetime | None = None
    geweigerd_door: Partij | None = None
    teruggekeerd_op: date | None = None
    groep: UUID | None = None


def bewaard(row: Inzet) -> Bewaard:
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
            soort=rules.Inzetsoort(row.soort),
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
        pool=row.pool_id,
        in_dienst_voor=row.in_dienst_voor,
        voorwaarden_versie=row.voorwaarden_versie,
        gevraagde_versie=row.gevraagde_versie,
        gevraagd_op=row.gevraagd_op,
        # Confirmed by the version before the yeses: then the decision was the confirmation.
        bevestigd_op=row.bevestigd_op or (row.besloten_op if row.status in _TELT_MEE else None),
        geweigerd_door=Partij(row.geweigerd_door) if row.geweigerd_door else None,
        teruggekeerd_op=row.teruggekeerd_op,
        groep=row.groep_id,
    )


_TELT_MEE = (InzetStatus.BEVESTIGD, InzetStatus.BEEINDIGD)


def _eigen_weigering(kijker: Kijker) -> ColumnElement[bool]:
    """`rules.is_eigen_kant` of the party that refused, as a condition."""
    kanten = [
        and_(Inzet.geweigerd_door == Partij.MEDEWERKER, Inzet.medewerker == kijker.medewerker)
    ]
    if kijker.rollen & PLANNERS:
        kanten += [
            and_(Inzet.geweigerd_door == partij, kolom == kijker.organisatie)
            for partij, kolom in (
                (Partij.THUISORGANISATIE, Inzet.thuisorganisatie),
                (Partij.INLENER, Inzet.inlener),
            )
        ]
    return or_(*kanten)


def zichtbare_status(kijker: Kijker) -> ColumnElement[str]:
    """`rules.zichtbare_status` as a column: nobody finds the no of another side by filtering."""
    geweigerd = Inzet.status == InzetStatus.GEWEIGERD
    return case(
        (and_(geweigerd, _eigen_weigering(kijker)), InzetStatus.GEWEIGERD.value),
        (geweigerd, InzetStatus.INGETROKKEN.value),
        else_=Inzet.status,
    )


def _zichtbaar(kijker: Kijker, vraag: Zoekvraag) -> ColumnElement[bool]:
    """`rules.ziet_inzet` as a condition, with the filters."""
    ziet = is_partij(kijker)
    if kijker.rollen & PLANNERS:
        ziet = or_(ziet, Inzet.verband.in_(kijker.verbanden))
    gevraagd = [
        getattr(Inzet, naam) == waarde
        for naam in ("verband", "inlener", "thuisorganisatie")
        if (waarde := getattr(vraag, naam)) is not None
    ]
    if vraag.status is not None:
        gevraagd.append(zichtbare_status(kijker) == vraag.status.value)
    return and_(ziet, *gevraagd)


def is_partij(kijker: Kijker) -> ColumnElement[bool]:
    """`rules.is_partij` as a condition."""
    zelf: ColumnElement[bool] = Inzet.medewerker == kijker.medewerker
    if not kijker.rollen & PLANNERS:
        return zelf
    return or_(
        zelf, Inzet.thuisorganisatie == kijker.organisatie, Inzet.inlener == kijker.organisatie
    )


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
    return [bewaard(row) for row in rows]


def count_inzetten(tx: Session, kijker: Kijker, vraag: Zoekvraag) -> int:
    return tx.scalar(select(func.count(Inzet.id)).where(_zichtbaar(kijker, vraag))) or 0


def list_van_persoon(tx: Session, medewerker: UUID, thuisorganisatie: str | None) -> list[Bewaard]:
    """One person's deployments, oldest first; with an organisation: those it lent the person to."""
    vraag = select(Inzet).where(Inzet.medewerker == medewerker)
    if thuisorganisatie is not None:
        vraag = vraag.where(Inzet.thuisorganisatie == thuisorganisatie)
    rows = tx.scalars(vraag.order_by(Inzet.van, Inzet.id).limit(1000))
    return [bewaard(row) for row in rows]


def get_inzet(tx: Session, id: UUID, kijker: Kijker, lock: bool = False) -> Bewaard | None:
    """A deployment that the caller sees."""
    gevonden = haal(tx, id, lock=lock)
    return gevonden if gevonden and rules.ziet_inzet(gevonden.inzet, kijker) else None


def haal(tx: Session, id: UUID, lock: bool = False) -> Bewaard | None:
    """A deployment, whoever asks."""
    vraag = select(Inzet).where(Inzet.id == id).execution_options(populate_existing=True)
    if lock:
        vraag = vraag.with_for_update()
    row = tx.scalars(vraag).one_or_none()
    return bewaard(row) if row else None


def haal_alle(tx: Session, ids: Iterable[UUID]) -> dict[UUID, Bewaard]:
    """The deployments with these numbers, whoever asks; what is erased is not among them."""
    rijen = tx.scalars(select(Inzet).where(Inzet.id.in_(list(ids))))
    return {rij.id: bewaard(rij) for rij in rijen}


def list_groep(tx: Session, groepen: Iterable[UUID], lock: bool = False) -> list[Bewaard]:
    """The inzetten of these rings or programmes, in order of id; `lock` holds them."""
    vraag = select(Inzet).where(Inzet.groep_id.in_(list(groepen))).order_by(Inzet.id)
    if lock:
        vraag = vraag.with_for_update().execution_options(populate_existing=True)
    return [bewaard(row) for row in tx.scalars(vraag)]


def list_lopend(
    tx: Session, medewerkers: Iterable[UUID], behoeften: Iterable[UUID], vanaf: date
) -> list[Bewaard]:
    """What holds hours of these people, or fills these needs, until `vanaf` or later.

    Proposed ones too: their hours are reserved until somebody says no.
    """
    vraag = (
        select(Inzet)
        .where(
            or_(
                Inzet.medewerker.in_(list(medewerkers)),
                Inzet.behoefte_id.in_(list(behoeften)),
            ),
            Inzet.status.in_(rules.BEZET),
            or_(Inzet.tot.is_(None), Inzet.tot >= vanaf),
        )
        .order_by(Inzet.id)
    )
    rows = tx.scalars(vraag.execution_options(populate_existing=True))
    return [bewaard(row) for row in rows]
