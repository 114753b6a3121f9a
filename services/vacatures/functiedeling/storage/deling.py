"""Shared functions: from rows to facts and back."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import RowMapping, func, select
from sqlalchemy.orm import Session

from services.vacatures.functiedeling import rules
from services.vacatures.functiedeling.rules import Deelstatus
from services.vacatures.functiedeling.tables import Functiedeel, Functiedeellog, Functiedeling
from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature import storage as vacatures
from services.vacatures.vacature.rules import RECRUITERROLLEN, Fout, Vacaturestatus
from services.vacatures.vacature.tables import Vacature
from shared import berichten, events
from shared.caller import Caller

BASE_PATH = "/vacatures/v1"


def get_functiedeling(
    tx: Session, vacature_id: UUID, *, lock: bool = False
) -> rules.Functiedeling | None:
    """The sharing of a vacancy, or None when it has one employer; `lock`: nobody else decides."""
    own = Functiedeling.vacature_id == vacature_id
    if lock:  # first by itself: what is joined to a locked row is as it was before the wait
        tx.execute(select(Functiedeling.vacature_id).where(own).with_for_update())
    query = select(Functiedeling, Functiedeel).where(own).order_by(Functiedeel.nr)
    query = query.outerjoin(Functiedeel, Functiedeel.vacature_id == Functiedeling.vacature_id)
    found = tx.execute(query.execution_options(populate_existing=True)).all()
    if not found:
        return None
    row = found[0].Functiedeling
    return rules.Functiedeling(
        vacature=row.vacature_id,
        vorm=rules.Delingsvorm(row.vorm),
        formele_werkgever=row.formele_werkgever,
        verantwoordelijke=row.verantwoordelijke,
        kostensleutel=rules.Kostensleutel(row.kostensleutel),
        voltijd_uren=row.voltijd_uren,
        delen=tuple(_deel(een.Functiedeel) for een in found if een.Functiedeel),
        versie=row.versie,
    )


def _deel(row: Functiedeel) -> rules.Deel:
    status = Deelstatus(row.status)
    return rules.Deel(
        row.id, row.werkgever, row.uren, row.kosten, row.voorwaarden, status, row.reden
    )


def delen_van(tx: Session, vacature_id: UUID) -> list[rules.Deel]:
    """The parts that count of a joint vacancy; empty for a vacancy of one employer."""
    deling = get_functiedeling(tx, vacature_id)
    return list(deling.levend) if deling else []


def set_voorstel(
    tx: Session,
    nieuw: rules.Functiedeling,
    oud: rules.Functiedeling | None,
    beller: Caller,
    nu: datetime,
) -> None:
    """Store a proposal; everybody answers (again), and who is no longer in it fell away."""
    row = tx.get(Functiedeling, nieuw.vacature) or Functiedeling(vacature_id=nieuw.vacature)
    row.vorm, row.formele_werkgever = nieuw.vorm, nieuw.formele_werkgever
    row.verantwoordelijke, row.kostensleutel = nieuw.verantwoordelijke, nieuw.kostensleutel
    row.voltijd_uren, row.voorgesteld_op = nieuw.voltijd_uren, nu
    row.versie = oud.versie + 1 if oud else 1
    tx.add(row)
    tx.flush()
    rows = {
        deel.werkgever: deel
        for deel in tx.scalars(select(Functiedeel).where(Functiedeel.vacature_id == nieuw.vacature))
    }
    for nr, deel in enumerate(nieuw.delen):
        _set_deel(tx, rows.pop(deel.werkgever, None), nieuw.vacature, nr, deel, beller, nu)
    for weg in rows.values():
        if weg.status != Deelstatus.VERVALLEN:
            _log(tx, weg, Deelstatus.VERVALLEN, beller, nu)
            weg.reden = None
    tx.flush()


def _set_deel(
    tx: Session,
    row: Functiedeel | None,
    vacature_id: UUID,
    nr: int,
    deel: rules.Deel,
    beller: Caller,
    nu: datetime,
) -> None:
    if row is None:
        row = Functiedeel(id=uuid4(), vacature_id=vacature_id, werkgever=deel.werkgever, status="")
    row.nr, row.uren, row.kosten = nr, deel.uren, deel.kosten
    row.voorwaarden, row.reden = deel.voorwaarden, None
    _log(tx, row, Deelstatus.UITGENODIGD, beller, nu)


def set_antwoord(
    tx: Session,
    deling: rules.Functiedeling,
    deel: UUID,
    naar: Deelstatus,
    reden: str | None,
    beller: Caller,
    nu: datetime,
) -> None:
    """Store what an employer answered."""
    row = tx.get_one(Functiedeel, deel)
    _log(tx, row, naar, beller, nu)
    row.reden = reden
    tx.get_one(Functiedeling, deling.vacature).versie = deling.versie + 1
    tx.flush()


def _log(tx: Session, row: Functiedeel, naar: Deelstatus, beller: Caller, nu: datetime) -> None:
    """Bring a part to a status, with its line in the log."""
    van, row.status = row.status or None, naar.value
    tx.add(row)
    tx.flush()
    tx.add(
        Functiedeellog(
            deel_id=row.id,
            van=van,
            naar=naar.value,
            op=nu,
            client=beller.client,
            gebruiker=beller.gebruiker,
            organisatie=beller.organisatie,
        )
    )


def list_log(
    tx: Session, delen: Collection[UUID], offset: int, limit: int
) -> tuple[list[dict[str, Any]], int]:
    """What was answered on these parts, the oldest first; and how many lines there are."""
    own = Functiedeellog.deel_id.in_(delen)
    count = tx.scalar(select(func.count()).where(own)) or 0
    query = (
        select(Functiedeellog, Functiedeel.werkgever)
        .join(Functiedeel, Functiedeel.id == Functiedeellog.deel_id)
        .where(own)
        .order_by(Functiedeellog.nr)
    )
    rows = [
        {
            "deel": log.deel_id,
            "werkgever": werkgever,
            "van": log.van,
            "naar": log.naar,
            "gebruiker": log.gebruiker,
            "organisatie": log.organisatie,
            "gewijzigd_op": log.op,
        }
        for log, werkgever in tx.execute(query.offset(offset).limit(limit))
    ]
    return rows, count


def list_delingen(
    tx: Session, organisaties: Collection[str], offset: int, limit: int
) -> tuple[Sequence[RowMapping], int]:
    """The parts of these employers, the newest proposal first, each with its vacancy."""
    own = Functiedeel.werkgever.in_(sorted(organisaties))
    count = tx.scalar(select(func.count()).select_from(Functiedeel).where(own)) or 0
    query = (
        select(
            Functiedeel.vacature_id,
            Functiedeel.id.label("deel"),
            Functiedeel.werkgever,
            Functiedeel.uren,
            Functiedeel.status,
            Vacature.titel,
            Vacature.werkgever.label("voorgesteld_door"),
            Functiedeling.voorgesteld_op,
        )
        .join(Functiedeling, Functiedeling.vacature_id == Functiedeel.vacature_id)
        .join(Vacature, Vacature.id == Functiedeel.vacature_id)
        .where(own)
        .order_by(Functiedeling.voorgesteld_op.desc(), Functiedeel.id)
    )
    return tx.execute(query.offset(offset).limit(limit)).mappings().all(), count


# ---- the vacancy that is shared


def bij_openstelling(
    tx: Session, vacature: vacatureregels.Vacature
) -> tuple[tuple[str, ...], list[Fout]]:
    """For which employers the vacancy is when it opens, and what keeps it from opening."""
    deling = get_functiedeling(tx, vacature.id, lock=True)
    if deling is None:
        return vacature.werkgevers, []
    return _werkgevers(vacature, deling), rules.beletselen_openstelling(deling, vacature)


def set_werkgevers(
    tx: Session, vacature: vacatureregels.Vacature, deling: rules.Functiedeling, nu: datetime
) -> None:
    """Who agreed after the opening becomes an employer too; nobody loses sight by it."""
    werkgevers = _werkgevers(vacature, deling)
    samen = tuple(dict.fromkeys((*vacature.werkgevers, *werkgevers)))
    if vacature.status is not Vacaturestatus.CONCEPT and samen != vacature.werkgevers:
        vacatures.set_werkgevers(tx, vacature.id, samen, nu)


def _werkgevers(vacature: vacatureregels.Vacature, deling: rules.Functiedeling) -> tuple[str, ...]:
    """Every employer with a part, the one that leads first."""
    return tuple(dict.fromkeys((vacature.werkgever, *deling.werkgevers)))


def meld(
    tx: Session, type: str, deling: rules.Functiedeling, organisaties: Collection[str], nu: datetime
) -> None:
    """Tell recruiters of these organisations."""
    publiek = events.Publiek(organisaties=frozenset(organisaties), rollen=RECRUITERROLLEN)
    pad = f"{BASE_PATH}/vacatures/{deling.vacature}/functiedeling"
    events.record(tx, type, deling.vacature, publiek, nu, pad)


def schrijf(
    tx: Session, deling: rules.Functiedeling, organisatie: str, onderwerp: str, tekst: str
) -> None:
    """A message to an employer's recruitment mailbox, once per version of the proposal."""
    sleutel = f"functiedeling:{deling.vacature}:{deling.versie}:{organisatie}:{onderwerp}"
    berichten.record(tx, organisatie, onderwerp, tekst, sleutel=sleutel)
