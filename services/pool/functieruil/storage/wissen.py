"""What this room holds of a person, and how it goes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from services.pool.functieruil import rules
from services.pool.functieruil.rules import Kringstatus, Ruilwensstatus
from services.pool.functieruil.storage.rondes import Rondestatus
from services.pool.functieruil.tables import (
    Ruilafval,
    Ruilkring,
    Ruilronde,
    Ruilschakel,
    Ruilwens,
    Werkbezoek,
)
from shared import kalender
from shared.dossier import regel

VERBORGEN = frozenset({"medewerker", "versie", "door", "open", "nr"})


def dossier(tx: Session, persoon: UUID) -> dict[str, list[dict[str, Any]]]:
    """The wish, the own part of rings, and visits; nobody else's answer."""
    delen: dict[str, Any] = {
        "ruilwensen": Ruilwens, "ruilschakels": Ruilschakel, "werkbezoeken": Werkbezoek,
    }  # fmt: skip
    return {
        naam: [
            regel(row, VERBORGEN)
            for row in tx.scalars(select(tabel).where(tabel.medewerker == persoon))
        ]
        for naam, tabel in delen.items()
    }


def wis_personen(tx: Session, personen: Sequence[UUID]) -> dict[str, int]:
    """Wishes and visits go; in a ring that is over only a number without meaning stays.

    An open ring with them breaks; what is being computed with them is cancelled.
    """
    mee = select(Ruilschakel.kring_id).where(Ruilschakel.medewerker.in_(personen), Ruilschakel.open)
    for row in tx.scalars(select(Ruilkring).where(Ruilkring.id.in_(mee)).with_for_update()):
        row.status, row.versie = Kringstatus.VERVALLEN, row.versie + 1
        tx.execute(update(Ruilschakel).where(Ruilschakel.kring_id == row.id).values(open=False))
    eigen = select(Ruilwens.id, Ruilwens.verband).where(Ruilwens.medewerker.in_(personen))
    wensen = tx.execute(eigen).all()
    verbanden = {een.verband for een in wensen}
    tx.execute(
        update(Ruilronde)
        .where(Ruilronde.verband.in_(verbanden), Ruilronde.status == Rondestatus.IN_BEREKENING)
        .values(status=Rondestatus.GEANNULEERD, invoer=None, versie=Ruilronde.versie + 1)
    )
    return _wis(tx, [een.id for een in wensen], personen)


def _wis(tx: Session, wensen: Sequence[UUID], personen: Sequence[UUID]) -> dict[str, int]:
    tx.execute(delete(Ruilafval).where(Ruilafval.wens_id.in_(wensen)))
    los = (
        update(Ruilschakel)
        .where(Ruilschakel.medewerker.in_(personen))
        .values(medewerker=func.gen_random_uuid(), wens_id=None, antwoord=None, inzet_id=None)
        .returning(Ruilschakel.kring_id)
    )
    weg = delete(Ruilwens).where(Ruilwens.id.in_(wensen)).returning(Ruilwens.id)
    bezoek = delete(Werkbezoek).where(Werkbezoek.medewerker.in_(personen)).returning(Werkbezoek.id)
    stil = {"synchronize_session": False}
    return {
        "ruilschakel": len(tx.execute(los, execution_options=stil).all()),
        "ruilwens": len(tx.execute(weg, execution_options=stil).all()),
        "werkbezoek": len(tx.execute(bezoek, execution_options=stil).all()),
    }


def verbanden(tx: Session) -> list[UUID]:
    """The verbanden in which somebody wished or visited."""
    gevonden: set[UUID] = set()
    for tabel in (Ruilwens, Ruilkring, Werkbezoek):
        gevonden |= set(tx.scalars(select(tabel.verband).distinct()))
    return sorted(gevonden)


def wis_voorbij(tx: Session, verband: UUID, voor: datetime, hoogst: int) -> dict[str, int]:
    """What was over before a moment: wishes, rings with everybody in them, visits."""
    op = Ruilwens.status != Ruilwensstatus.ACTIEF, Ruilwens.gewijzigd_op < voor
    wensen = select(Ruilwens.id).where(Ruilwens.verband == verband, *op).limit(hoogst)
    ids = tx.scalars(wensen.with_for_update(skip_locked=True)).all()
    open_ = [een.value for een in rules.OPEN]
    dicht = Ruilkring.status.not_in(open_), Ruilkring.op < voor
    kring = select(Ruilkring.id).where(Ruilkring.verband == verband, *dicht).limit(hoogst)
    kringen = tx.scalars(kring.with_for_update(skip_locked=True)).all()
    schakels = delete(Ruilschakel).where(Ruilschakel.kring_id.in_(kringen))
    tx.execute(delete(Ruilafval).where(Ruilafval.wens_id.in_(ids)))
    aantal = len(tx.execute(schakels.returning(Ruilschakel.nr)).all())
    tx.execute(delete(Ruilkring).where(Ruilkring.id.in_(kringen)))
    weg = tx.execute(delete(Ruilwens).where(Ruilwens.id.in_(ids)).returning(Ruilwens.id)).all()
    oud = Werkbezoek.verband == verband, Werkbezoek.datum < kalender.dag(voor)
    bezoek = delete(Werkbezoek).where(*oud)
    bezoeken = tx.execute(bezoek.returning(Werkbezoek.id)).all()
    return {"ruilschakel": aantal, "ruilwens": len(weg), "werkbezoek": len(bezoeken)}
