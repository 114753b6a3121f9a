"""What this room holds of a person, and how it goes: counts and outcomes stay, the person does not.

Of a proposal the shares, the hash of its facts, its lines and what was decided stay, so that it
can be shown that it was computed and how often people agreed (AI Act: a log).
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, func, insert, literal, or_, select, update
from sqlalchemy.orm import Session

from services.pool.toewijzing.rules.snoeien import snoei
from services.pool.toewijzing.tables import (
    Besluit,
    GeteldeInzet,
    Spoedbeurt,
    Toewijzingsregel,
    Toewijzingsvoorstel,
)
from services.pool.toewijzing.toegang import Status

GEWIST = "gewist"  # in the stored facts: some people ("deels") or all ("geheel") are not in them
BEREKENING = Status.IN_BEREKENING


def dossier(tx: Session, persoon: UUID) -> dict[str, list[dict[str, Any]]]:
    """Where this person was proposed and what was decided about it."""
    regels = (
        select(Toewijzingsregel, Besluit.besluit, Besluit.op)
        .outerjoin(Besluit, Besluit.regel_id == Toewijzingsregel.id)
        .where(Toewijzingsregel.medewerker == persoon)
        .order_by(Toewijzingsregel.van, Toewijzingsregel.id)
    )
    spoed = select(Spoedbeurt).where(Spoedbeurt.medewerker == persoon).order_by(Spoedbeurt.op)
    feiten = select(Toewijzingsvoorstel.peildatum).where(_noemt([persoon]))
    return {
        "voorgesteldeInzetten": [
            _waar(regel) | {"uitleg": regel.uitleg, "besluit": besluit, "beslotenOp": _moment(op)}
            for regel, besluit, op in tx.execute(regels)
        ],
        "spoedbeurten": [_waar(row) | {"reden": row.reden} for row in tx.scalars(spoed)],
        "berekeningenMetUwFeiten": [
            {"peildatum": dag.isoformat()}
            for dag in tx.scalars(feiten.order_by(Toewijzingsvoorstel.peildatum))
        ],
    }


def _waar(row: Toewijzingsregel | Spoedbeurt) -> dict[str, Any]:
    return {
        "inlener": row.inlener,
        "urenPerWeek": float(row.uren_per_week),
        "van": row.van.isoformat(),
        "tot": row.tot.isoformat() if row.tot else None,
    }


def _moment(op: datetime | None) -> str | None:
    return op.isoformat().replace("+00:00", "Z") if op else None


def is_gewist(invoer: dict[str, Any]) -> bool:
    """Whether somebody was taken out of these facts: they are no longer those of the outcome."""
    return GEWIST in invoer


def _noemt(personen: Collection[UUID]) -> Any:
    """Proposals whose facts name one of these people."""
    leden = Toewijzingsvoorstel.invoer["leden"]
    inzetten = Toewijzingsvoorstel.invoer["inzetten"]
    return or_(
        *(
            waar.contains([{"medewerker": str(een)}])
            for een in personen
            for waar in (leden, inzetten)
        )
    )


def lock_personen(tx: Session, personen: Sequence[UUID]) -> None:
    """Hold the proposals and lines with these people, in the order in which decisions do."""
    voorstellen = select(Toewijzingsvoorstel.id).where(_noemt(personen))
    tx.execute(voorstellen.order_by(Toewijzingsvoorstel.id).with_for_update()).all()
    regels = select(Toewijzingsregel.id).where(Toewijzingsregel.medewerker.in_(personen))
    tx.execute(regels.order_by(Toewijzingsregel.id).with_for_update()).all()


def wis_personen(tx: Session, personen: Sequence[UUID]) -> dict[str, int]:
    """Take these people out of facts, outcomes, lines and emergency turns."""
    rijen = tx.scalars(
        select(Toewijzingsvoorstel)
        .where(_noemt(personen))
        .order_by(Toewijzingsvoorstel.id)
        .with_for_update()
    ).all()
    for row in rijen:
        _snoei(row, {str(een) for een in personen}, "deels")
    regels = select(Toewijzingsregel.id).where(Toewijzingsregel.medewerker.in_(personen))
    spoed = select(Spoedbeurt.id).where(Spoedbeurt.medewerker.in_(personen))
    return {
        "toewijzingsvoorstel": len(rijen),
        "toewijzingsregel": _wis_regels(tx, tx.scalars(regels).all()),
        "spoedbeurt": _wis_spoed(tx, tx.scalars(spoed).all()),
    }


def list_af(tx: Session, verband: UUID, voor: datetime, aantal: int) -> list[UUID]:
    """Proposals of before a moment that still hold people; held for erasing."""
    vraag = (
        select(Toewijzingsvoorstel.id)
        .where(
            Toewijzingsvoorstel.verband == verband,
            Toewijzingsvoorstel.gemaakt_op < voor,
            Toewijzingsvoorstel.status != BEREKENING,
            func.coalesce(Toewijzingsvoorstel.invoer[GEWIST].astext, "") != "geheel",
        )
        .order_by(Toewijzingsvoorstel.gemaakt_op, Toewijzingsvoorstel.id)
        .limit(aantal)
        .with_for_update(skip_locked=True)
    )
    return list(tx.scalars(vraag))


def wis_voorstellen(tx: Session, ids: Sequence[UUID]) -> dict[str, int]:
    """Take everybody out of these proposals and of the emergency turns that they counted."""
    vraag = select(Toewijzingsvoorstel).where(Toewijzingsvoorstel.id.in_(ids))
    for row in tx.scalars(vraag):
        mensen = {str(een["medewerker"]) for een in row.invoer.get("leden", [])}
        mensen |= {str(een["medewerker"]) for een in row.invoer.get("inzetten", [])}
        _snoei(row, mensen, "geheel")
    regels = select(Toewijzingsregel.id).where(Toewijzingsregel.voorstel_id.in_(ids))
    spoed = select(Spoedbeurt.id).where(Spoedbeurt.geteld_in.in_(ids))
    return {
        "toewijzingsvoorstel": len(ids),
        "toewijzingsregel": _wis_regels(tx, tx.scalars(regels).all()),
        "spoedbeurt": _wis_spoed(tx, tx.scalars(spoed).all()),
    }


def wis_inzetten(tx: Session, ids: Sequence[UUID]) -> None:
    """Nothing leads to these inzetten any more."""
    tx.execute(update(Besluit).where(Besluit.inzet_id.in_(ids)).values(inzet_id=None))
    los = {"inzet_id": func.gen_random_uuid()}
    for rij in (Spoedbeurt, GeteldeInzet):
        tx.execute(update(rij).where(rij.inzet_id.in_(ids)).values(los))


def _snoei(row: Toewijzingsvoorstel, mensen: set[str], hoeveel: str) -> None:
    """Prune facts and outcome; what is still being computed with them is cancelled."""
    weg = set(mensen)
    for soort in ("leden", "inzetten"):
        weg |= {een["id"] for een in row.invoer.get(soort, []) if een["medewerker"] in mensen}
    eerder = row.invoer.get(GEWIST)
    row.invoer = snoei(row.invoer, weg) | {GEWIST: eerder if eerder == "geheel" else hoeveel}
    row.uitkomst = snoei(row.uitkomst, weg)
    if row.status == BEREKENING:
        row.status, row.faalcode = Status.GEANNULEERD, None
    row.versie += 1


def _wis_regels(tx: Session, ids: Sequence[UUID]) -> int:
    """Decided lines stay without the person, under a new number; undecided ones go."""
    besloten = tx.scalars(select(Besluit.regel_id).where(Besluit.regel_id.in_(ids))).all()
    nieuw = {id: uuid4() for id in besloten}
    rij = Toewijzingsregel
    anders: dict[str, Any] = {
        "lid_id": func.gen_random_uuid(),
        "medewerker": func.gen_random_uuid(),
        "van": func.date_trunc("month", rij.van),
        "tot": func.date_trunc("month", rij.tot),
        "uitleg": literal(""),
    }
    namen = [een.name for een in rij.__table__.columns]
    for oud, id in nieuw.items():
        waarden = anders | {"id": literal(id)}
        kopie = select(*(waarden.get(naam, getattr(rij, naam)) for naam in namen))
        tx.execute(insert(rij).from_select(namen, kopie.where(rij.id == oud)))
        leeg = {
            "regel_id": id,
            "reden": "",
            "door": "",
            "inzet_id": None,
            "van": func.date_trunc("month", Besluit.van),
            "tot": func.date_trunc("month", Besluit.tot),
            "op": func.date_trunc("month", Besluit.op),
        }
        tx.execute(update(Besluit).where(Besluit.regel_id == oud).values(leeg))
    tx.execute(delete(Toewijzingsregel).where(Toewijzingsregel.id.in_(ids)))
    return len(ids)


def _wis_spoed(tx: Session, ids: Sequence[UUID]) -> int:
    """That an organisation had a turn before its time stays, and in which month."""
    los = dict.fromkeys(("id", "lid_id", "medewerker", "inzet_id"), func.gen_random_uuid())
    dagen = {
        "van": func.date_trunc("month", Spoedbeurt.van),
        "tot": func.date_trunc("month", Spoedbeurt.tot),
        "op": func.date_trunc("month", Spoedbeurt.op),
    }
    leeg = los | dagen | {"reden": "", "door": ""}
    tx.execute(
        update(Spoedbeurt).where(Spoedbeurt.id.in_(ids)).values(leeg),
        execution_options={"synchronize_session": False},
    )
    return len(ids)
