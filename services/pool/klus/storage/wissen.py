"""What this room holds of a person, and how it goes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, inspect, select
from sqlalchemy.orm import Session

from services.pool.klus.rules import LEVEND, Klusstatus
from services.pool.klus.tables import (
    Klus,
    Klusevaluatie,
    Klusreactie,
    Klussenplan,
    Nevenwerkmelding,
)
from shared import kalender
from shared.dossier import regel

VERBORGEN = frozenset({"medewerker", "versie"})
STIL = {"synchronize_session": False}


def dossier(tx: Session, persoon: UUID) -> dict[str, list[dict[str, Any]]]:
    """The own answers, plan and report."""
    plan = select(Klussenplan.id).where(Klussenplan.medewerker == persoon)
    delen: dict[str, tuple[Any, Any]] = {
        "klusreacties": (Klusreactie, Klusreactie.medewerker == persoon),
        "klussenplannen": (Klussenplan, Klussenplan.medewerker == persoon),
        "klusevaluaties": (Klusevaluatie, Klusevaluatie.plan_id.in_(plan)),
        "nevenwerkmeldingen": (Nevenwerkmelding, Nevenwerkmelding.medewerker == persoon),
    }
    return {
        naam: [regel(row, VERBORGEN) for row in tx.scalars(select(tabel).where(van_wie))]
        for naam, (tabel, van_wie) in delen.items()
    }


def wis_personen(tx: Session, personen: Sequence[UUID]) -> dict[str, int]:
    """Answers, plan and report go; a klus that was given away stays given away."""
    eigen = Klussenplan.medewerker.in_(personen)
    dagen = Klusevaluatie.plan_id.in_(select(Klussenplan.id).where(eigen))
    return {
        "klusevaluatie": _weg(tx, Klusevaluatie, dagen),
        "klussenplan": _weg(tx, Klussenplan, eigen),
        "klusreactie": _weg(tx, Klusreactie, Klusreactie.medewerker.in_(personen)),
        "nevenwerkmelding": _weg(tx, Nevenwerkmelding, Nevenwerkmelding.medewerker.in_(personen)),
    }


def _weg(tx: Session, tabel: Any, welke: Any) -> int:
    eerste = inspect(tabel).primary_key[0]
    vraag = delete(tabel).where(welke).returning(eerste)
    return len(tx.execute(vraag, execution_options=STIL).all())


def verbanden(tx: Session) -> list[UUID]:
    """The verbanden in which there are klussen."""
    return sorted(tx.scalars(select(Klus.verband).distinct()))


def wis_voorbij(tx: Session, verband: UUID, voor: datetime, hoogst: int) -> dict[str, int]:
    """Answers that were over before a moment, and of klussen that were."""
    over = (Klusstatus.TOEGEWEZEN, Klusstatus.INGETROKKEN, Klusstatus.GESLOTEN)
    oud = Klus.tot < kalender.dag(voor)
    vraag = (
        select(Klusreactie.id)
        .join(Klus, Klus.id == Klusreactie.klus_id)
        .where(
            Klus.verband == verband,
            Klusreactie.gewijzigd_op < voor,
            Klusreactie.status.not_in(LEVEND) | (Klus.status.in_(over) & oud),
        )
        .order_by(Klusreactie.id)
        .limit(hoogst)
    )
    ids = tx.scalars(vraag.with_for_update(of=Klusreactie, skip_locked=True)).all()
    return {"klusreactie": _weg(tx, Klusreactie, Klusreactie.id.in_(ids))}


def wis_eigen_voorbij(tx: Session, voor: datetime) -> dict[str, int]:
    """Plans whose last day, and reports that nobody looked at, since before a moment."""
    oud = Klussenplan.geldig_tot < kalender.dag(voor)
    dagen = Klusevaluatie.plan_id.in_(select(Klussenplan.id).where(oud))
    return {
        "klusevaluatie": _weg(tx, Klusevaluatie, dagen),
        "klussenplan": _weg(tx, Klussenplan, oud),
        "nevenwerkmelding": _weg(tx, Nevenwerkmelding, Nevenwerkmelding.gewijzigd_op < voor),
    }
