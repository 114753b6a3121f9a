"""Urenstaten as they are stored, which of them a caller sees, and every change with its log."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, text
from sqlalchemy.orm import Session

from services.pool.flexpool.rules import Kijker
from services.pool.uren.rules import URENLEZERS, Urensoort, Urenstatus
from services.pool.uren.rules import Urenstaat as Staat
from services.pool.uren.tables import UrenOvergang, Urenstaat

ZELF = "medewerker"  # in the log, instead of a name


@dataclass(frozen=True, slots=True)
class Bewaard:
    """A urenstaat as it is stored."""

    staat: Staat
    ingediend_op: datetime | None
    goedgekeurd_op: datetime | None
    versie: int


@dataclass(frozen=True, slots=True)
class Zoekvraag:
    """Filters of the list; None: no filter."""

    verband: UUID | None = None
    inzet: UUID | None = None
    soort: Urensoort | None = None
    status: Urenstatus | None = None
    week: str | None = None
    maand: str | None = None
    uitlener: str | None = None
    inlener: str | None = None


@dataclass(frozen=True, slots=True)
class Stap:
    """One line of the log."""

    van: Urenstatus | None
    naar: Urenstatus
    reden: str | None
    door: str
    op: datetime


def bewaard(row: Urenstaat) -> Bewaard:
    assert row.medewerker is not None  # what has no person is read by totals and a settlement only
    staat = Staat(
        id=row.id,
        medewerker=row.medewerker,
        verband=row.verband,
        soort=Urensoort(row.soort),
        uitlener=row.uitlener,
        inlener=row.inlener,
        inzet=row.inzet_id,
        week=row.week,
        maand=row.maand,
        kwartieren=row.kwartieren,
        status=Urenstatus(row.status),
        toelichting=row.toelichting,
        correctie_van=row.correctie_van,
        reden=row.reden,
        ingediend_door=row.ingediend_door,
    )
    return Bewaard(staat, row.ingediend_op, row.goedgekeurd_op, row.versie)


def _ziet(kijker: Kijker) -> ColumnElement[bool]:
    """`rules.ziet_staat` as a condition."""
    ziet: ColumnElement[bool] = Urenstaat.medewerker == kijker.medewerker
    # Compared with None it would be IS NULL, and leegloop has no inlener.
    if kijker.organisatie is not None and kijker.rollen & URENLEZERS:
        betrokken = or_(
            Urenstaat.uitlener == kijker.organisatie, Urenstaat.inlener == kijker.organisatie
        )
        ziet = or_(ziet, and_(betrokken, Urenstaat.status != Urenstatus.CONCEPT))
    return and_(Urenstaat.medewerker.is_not(None), ziet)


def _gevraagd(kijker: Kijker, vraag: Zoekvraag) -> ColumnElement[bool]:
    kolommen = {"inzet": Urenstaat.inzet_id}
    return and_(
        _ziet(kijker),
        *(
            kolommen.get(naam, getattr(Urenstaat, naam, None)) == waarde
            for naam in Zoekvraag.__dataclass_fields__
            if (waarde := getattr(vraag, naam)) is not None
        ),
    )


def list_staten(
    tx: Session, kijker: Kijker, vraag: Zoekvraag, offset: int, limit: int
) -> list[Bewaard]:
    """What the caller sees, latest week first."""
    volgorde = Urenstaat.week.desc(), Urenstaat.maand.desc(), Urenstaat.id
    rows = tx.scalars(
        select(Urenstaat)
        .where(_gevraagd(kijker, vraag))
        .order_by(*volgorde)
        .offset(offset)
        .limit(limit)
    )
    return [bewaard(row) for row in rows]


def count_staten(tx: Session, kijker: Kijker, vraag: Zoekvraag) -> int:
    return tx.scalar(select(func.count(Urenstaat.id)).where(_gevraagd(kijker, vraag))) or 0


def get_staat(tx: Session, id: UUID, kijker: Kijker, lock: bool = False) -> Bewaard | None:
    """One that the caller sees."""
    return next(iter(get_staten(tx, [id], kijker, lock)), None)


def get_staten(
    tx: Session, ids: Iterable[UUID], kijker: Kijker, lock: bool = False
) -> list[Bewaard]:
    """Those of these that the caller sees, in order of id; `lock` holds them."""
    vraag = select(Urenstaat).where(Urenstaat.id.in_(list(ids)), _ziet(kijker))
    vraag = vraag.order_by(Urenstaat.id).execution_options(populate_existing=True)
    return [bewaard(row) for row in tx.scalars(vraag.with_for_update() if lock else vraag)]


def lock_personen(tx: Session, personen: Iterable[UUID]) -> None:
    """Nobody else writes hours of these people meanwhile: the sum of a week is theirs together."""
    sleutels = [f"uren {een}" for een in sorted(set(personen))]
    tx.execute(
        text(
            "SELECT pg_advisory_xact_lock(hashtextextended(een, 0))"
            " FROM unnest(CAST(:sleutels AS text[])) WITH ORDINALITY AS s(een, nr) ORDER BY nr"
        ),
        {"sleutels": sleutels},
    )


def list_weken(
    tx: Session, personen: Iterable[UUID], weken: Iterable[str], lock: bool = False
) -> list[Bewaard]:
    """All hours of these people in these weeks, whoever asks, in order of id."""
    vraag = (
        select(Urenstaat)
        .where(Urenstaat.medewerker.in_(list(personen)), Urenstaat.week.in_(list(weken)))
        .order_by(Urenstaat.id)
        .execution_options(populate_existing=True)
    )
    return [bewaard(row) for row in tx.scalars(vraag.with_for_update() if lock else vraag)]


def list_log(tx: Session, id: UUID) -> list[Stap]:
    """Every status with who, when and why, oldest first."""
    rows = tx.scalars(
        select(UrenOvergang).where(UrenOvergang.urenstaat_id == id).order_by(UrenOvergang.nr)
    )
    return [
        Stap(
            Urenstatus(row.van) if row.van else None,
            Urenstatus(row.naar),
            row.reden,
            row.door,
            row.op,
        )
        for row in rows
    ]


def set_staten(tx: Session, staten: Sequence[Staat], door: str, op: datetime) -> list[Bewaard]:
    """Store these, new or changed; every new status goes into the log. As they came."""
    vraag = select(Urenstaat).where(Urenstaat.id.in_([een.id for een in staten]))
    bekend = {row.id: row for row in tx.scalars(vraag)}
    rijen, log = [], []
    for staat in staten:
        row = bekend.get(staat.id)
        van = row.status if row else None
        if row is None:
            row = Urenstaat(id=staat.id, versie=0)
            tx.add(row)
        _zet(row, staat, op)
        if van != staat.status:
            log.append((staat, van))
            if staat.status is Urenstatus.INGEDIEND:
                row.ingediend_op = op
            if staat.status is Urenstatus.GOEDGEKEURD:
                row.goedgekeurd_op = op
        rijen.append(row)
    tx.flush()
    tx.add_all(
        UrenOvergang(
            urenstaat_id=staat.id, van=van, naar=staat.status, reden=staat.reden, door=door, op=op
        )
        for staat, van in log
    )
    tx.flush()
    return [bewaard(row) for row in rijen]


def _zet(row: Urenstaat, staat: Staat, op: datetime) -> None:
    for naam in (
        "verband", "medewerker", "uitlener", "inlener", "week", "maand", "kwartieren",
        "toelichting", "correctie_van", "reden", "ingediend_door",
    ):  # fmt: skip
        setattr(row, naam, getattr(staat, naam))
    row.soort, row.status, row.inzet_id = staat.soort.value, staat.status.value, staat.inzet
    row.gewijzigd_op, row.versie = op, row.versie + 1


def wis_staten(tx: Session, ids: Sequence[UUID]) -> None:
    """Remove what was never decided on, with its log."""
    tx.execute(delete(UrenOvergang).where(UrenOvergang.urenstaat_id.in_(ids)))
    tx.execute(delete(Urenstaat).where(Urenstaat.id.in_(ids)))
