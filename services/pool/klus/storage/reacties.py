"""Answers to klussen: from rows to facts and back, who reads them, and what came of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services.pool.flexpool.rules import Kijker, LidStatus, Niveau, Vaardigheid
from services.pool.flexpool.tables import Lid, Pool
from services.pool.inzet import rules as inzetrules
from services.pool.inzet import storage as inzetten
from services.pool.inzet.rules import InzetStatus, Inzetvariant
from services.pool.inzet.tables import Inzet
from services.pool.klus import rules
from services.pool.klus.rules import GEHOUDEN, KLUSBEHEER, Reactiestatus
from services.pool.klus.tables import Klus, Klusreactie


@dataclass(frozen=True, slots=True)
class BewaardeReactie:
    """An answer as it is stored."""

    reactie: rules.Klusreactie
    ingediend_op: datetime
    versie: int


def _reactie(row: Klusreactie) -> BewaardeReactie:
    reactie = rules.Klusreactie(
        id=row.id,
        klus=row.klus_id,
        medewerker=row.medewerker,
        thuisorganisatie=row.thuisorganisatie,
        motivatie=row.motivatie,
        uren_per_week=row.uren_per_week,
        variant=Inzetvariant(row.variant) if row.variant else None,
        status=Reactiestatus(row.status),
        inzet=row.inzet_id,
    )
    return BewaardeReactie(reactie, row.ingediend_op, row.versie)


def add_reactie(tx: Session, reactie: rules.Klusreactie, op: datetime) -> BewaardeReactie | None:
    """Store an answer. None: this person has one that still stands."""
    row = Klusreactie(
        id=reactie.id, klus_id=reactie.klus, medewerker=reactie.medewerker,
        thuisorganisatie=reactie.thuisorganisatie, motivatie=reactie.motivatie,
        uren_per_week=reactie.uren_per_week, variant=reactie.variant, status=reactie.status,
        ingediend_op=op, gewijzigd_op=op, versie=1,
    )  # fmt: skip
    try:
        with tx.begin_nested():
            tx.add(row)
    except IntegrityError:
        return None
    return _reactie(row)


def set_status(
    tx: Session, oud: BewaardeReactie, naar: Reactiestatus, op: datetime, inzet: UUID | None = None
) -> BewaardeReactie:
    row = tx.get_one(Klusreactie, oud.reactie.id)
    row.status, row.gewijzigd_op, row.versie = naar, op, oud.versie + 1
    if inzet is not None:
        row.inzet_id = inzet
    tx.flush()
    return _reactie(row)


def sluit_andere(
    tx: Session, klus: UUID, naar: Reactiestatus, op: datetime
) -> list[BewaardeReactie]:
    """Every answer to a klus that nobody did anything with is over; gives those."""
    rows = tx.scalars(
        select(Klusreactie)
        .where(Klusreactie.klus_id == klus, Klusreactie.status == Reactiestatus.INGEDIEND)
        .order_by(Klusreactie.id)
        .with_for_update()
    ).all()
    for row in rows:
        row.status, row.gewijzigd_op, row.versie = naar, op, row.versie + 1
    tx.flush()
    return [_reactie(row) for row in rows]


def haal(tx: Session, id: UUID, lock: bool = False) -> BewaardeReactie | None:
    """An answer, whoever asks. Who holds one holds its klus first."""
    vraag = select(Klusreactie).where(Klusreactie.id == id)
    vraag = vraag.execution_options(populate_existing=True)
    row = tx.scalars(vraag.with_for_update() if lock else vraag).one_or_none()
    return _reactie(row) if row else None


def get_gehouden(tx: Session, klus: UUID) -> BewaardeReactie | None:
    """The answer that is being agreed on or was chosen; held."""
    row = tx.scalars(
        select(Klusreactie)
        .where(Klusreactie.klus_id == klus, Klusreactie.status.in_(GEHOUDEN))
        .with_for_update()
    ).one_or_none()
    return _reactie(row) if row else None


def ziet(kijker: Kijker) -> ColumnElement[bool]:
    """`rules.ziet_reactie` as a condition; the klus is joined."""
    kan: list[ColumnElement[bool]] = [Klusreactie.medewerker == kijker.medewerker]
    staat = Klusreactie.status != Reactiestatus.INGETROKKEN
    if kijker.organisatie is not None and kijker.rollen & KLUSBEHEER:
        kan.append(and_(staat, Klus.organisatie == kijker.organisatie))
    if "makelaar" in kijker.rollen:
        kan.append(and_(staat, Klus.verband.in_(kijker.verbanden)))
    return or_(*kan)


def get_reactie(tx: Session, id: UUID, kijker: Kijker) -> BewaardeReactie | None:
    """An answer that the caller sees; hidden and absent are one question."""
    vraag = select(Klusreactie).join(Klus, Klus.id == Klusreactie.klus_id)
    vraag = vraag.where(Klusreactie.id == id, ziet(kijker))
    row = tx.scalars(vraag.execution_options(populate_existing=True)).one_or_none()
    return _reactie(row) if row else None


def _gevraagd(kijker: Kijker, klus: UUID | None) -> ColumnElement[bool]:
    return and_(ziet(kijker), Klusreactie.klus_id == klus) if klus else ziet(kijker)


def list_reacties(
    tx: Session, kijker: Kijker, klus: UUID | None, offset: int, limit: int
) -> list[BewaardeReactie]:
    """In the order in which people answered: that is no ranking."""
    rows = tx.scalars(
        select(Klusreactie)
        .join(Klus, Klus.id == Klusreactie.klus_id)
        .where(_gevraagd(kijker, klus))
        .order_by(Klusreactie.ingediend_op, Klusreactie.id)
        .offset(offset)
        .limit(limit)
    )
    return [_reactie(row) for row in rows]


def count_reacties(tx: Session, kijker: Kijker, klus: UUID | None) -> int:
    vraag = select(func.count(Klusreactie.id)).join(Klus, Klus.id == Klusreactie.klus_id)
    return tx.scalar(vraag.where(_gevraagd(kijker, klus))) or 0


def list_bij(tx: Session, klus: UUID) -> list[BewaardeReactie]:
    """Who answered and was not told yet that it is over."""
    rows = tx.scalars(
        select(Klusreactie).where(
            Klusreactie.klus_id == klus, Klusreactie.status == Reactiestatus.INGEDIEND
        )
    )
    return [_reactie(row) for row in rows]


def list_te_volgen(tx: Session) -> list[UUID]:
    """Answers whose inzet went another way than they say."""
    klaar = (InzetStatus.BEVESTIGD, InzetStatus.BEEINDIGD)
    weg = (InzetStatus.GEWEIGERD, InzetStatus.INGETROKKEN)
    rows = tx.scalars(
        select(Klusreactie.id)
        .join(Inzet, Inzet.id == Klusreactie.inzet_id)
        .where(
            or_(
                and_(
                    Klusreactie.status == Reactiestatus.VOORGESTELD,
                    Inzet.status.in_([*klaar, *weg]),
                ),
                and_(Klusreactie.status == Reactiestatus.GEKOZEN, Inzet.status.in_(weg)),
            )
        )
        .order_by(Klusreactie.id)
        .limit(500)
    )
    return list(rows)


def vaardigheden(
    tx: Session, mensen: Iterable[UUID], verband: UUID
) -> dict[UUID, list[Vaardigheid]]:
    """What memberships of pools of this verband say that people can do."""
    rows = tx.execute(
        select(Lid.medewerker, Lid.functies)
        .join(Pool, Pool.id == Lid.pool_id)
        .where(
            Lid.medewerker.in_(list(mensen)),
            Lid.status == LidStatus.ACTIEF,
            Pool.verband == verband,
        )
        .order_by(Lid.id)
    )
    gevonden: dict[UUID, list[Vaardigheid]] = {}
    for wie, functies in rows:
        kan = [Vaardigheid(een["functie"], Niveau(een["niveau"])) for een in functies]
        gevonden.setdefault(wie, []).extend(kan)
    return gevonden


def andere_inzetten(
    tx: Session, mensen: Iterable[UUID], klus: rules.Klus
) -> dict[UUID, list[inzetrules.Inzet]]:
    """What these people do or will do in this verband during the klus; not of another verband."""
    gevonden: dict[UUID, list[inzetrules.Inzet]] = {}
    for een in inzetten.list_lopend(tx, mensen, [], klus.van):
        if een.inzet.verband == klus.verband and een.groep != klus.id:
            gevonden.setdefault(een.inzet.medewerker, []).append(een.inzet)
    return gevonden
