"""Openings: stored once at opening, read back with the very convenant versions of then."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from services.vacatures.convenant import rules as convenant
from services.vacatures.convenant import storage as convenanten
from services.vacatures.convenant.rules import Categorie, Toegang, Voorrangsmodus
from services.vacatures.openstelling import rules
from services.vacatures.openstelling.tables import (
    Fase,
    Fasewijziging,
    Openstelling,
    OpenstellingVerband,
)
from services.vacatures.vacature import storage as vacatures
from services.vacatures.vacature.rules import Vacaturestatus, status_op
from services.vacatures.vacature.tables import Vacature

TOEGANG = TypeAdapter(dict[Categorie, Toegang])


def add_openstelling(tx: Session, vacature_id: UUID, openstelling: rules.Openstelling) -> None:
    """Store the opening with its verbanden, convenant versions and phases."""
    nu = openstelling.geopend_op
    tx.add(
        Openstelling(
            vacature_id=vacature_id,
            geopend_op=nu,
            sluit_op=openstelling.sluit_op,
            openbaar_vanaf=rules.eerste_openbaar_op(openstelling),
        )
    )
    tx.flush()
    for deel in openstelling.delen:
        if deel.convenant is not None:
            verband, versie = deel.convenant.verband, deel.convenant.versie
            tx.add(OpenstellingVerband(vacature_id=vacature_id, verband=verband, versie=versie))
        tx.add_all(
            Fase(
                vacature_id=vacature_id,
                verband=deel.verband,
                nr=fase.nr,
                van=fase.van,
                tot=fase.tot,
                gemeld_op=nu if fase.van <= nu else None,
                modus=fase.modus,
                toegang=_to_json(fase.toegang),
            )
            for fase in deel.fasen
        )
    tx.add_all(
        Fasewijziging(
            vacature_id=vacature_id,
            verband=w.verband,
            fase=w.fase,
            werkdagen=w.werkdagen,
            reden=w.reden,
            modus=w.modus,
            toegang=_to_json(w.toegang) if w.toegang else None,
        )
        for w in openstelling.wijzigingen
    )


def get_openstelling(tx: Session, vacature_id: UUID) -> rules.Openstelling | None:
    """The opening as it was fixed, or None when the vacancy was never opened."""
    row = tx.get(Openstelling, vacature_id)
    if row is None:
        return None
    fasen = tx.scalars(select(Fase).where(Fase.vacature_id == vacature_id).order_by(Fase.nr)).all()
    verbanden = tx.scalars(
        select(OpenstellingVerband)
        .where(OpenstellingVerband.vacature_id == vacature_id)
        .order_by(OpenstellingVerband.verband)
    ).all()
    delen = []
    for lid in verbanden:
        afspraken = convenanten.get_bewaard(tx, lid.verband, lid.versie)
        eigen = tuple(_fase(afspraken, fase) for fase in fasen if fase.verband == lid.verband)
        delen.append(rules.Verbandfasen(afspraken, eigen))
    if not delen:
        deel = rules.plan_zonder_verband(row.geopend_op, row.sluit_op)
        gelijk = zip(deel.fasen, fasen, strict=False)
        fixed = tuple(_vastgelegd(een, bewaard) for een, bewaard in gelijk)
        delen.append(replace(deel, fasen=fixed))
    wijzigingen = _wijzigingen(tx, vacature_id)
    return rules.Openstelling(row.geopend_op, row.sluit_op, tuple(delen), wijzigingen)


def _fase(afspraken: convenant.Convenant, row: Fase) -> rules.Fase:
    return _vastgelegd(rules.lopend(afspraken, row.nr, row.van, row.tot), row)


def _vastgelegd(fase: rules.Fase, row: Fase) -> rules.Fase:
    """The phase as it was fixed, where that was stored."""
    if row.modus is None or row.toegang is None:
        return fase
    toegang = TOEGANG.validate_python(row.toegang)
    return replace(fase, modus=Voorrangsmodus(row.modus), toegang=toegang)


def _wijzigingen(tx: Session, vacature_id: UUID) -> tuple[rules.Fasewijziging, ...]:
    rows = tx.scalars(
        select(Fasewijziging)
        .where(Fasewijziging.vacature_id == vacature_id)
        .order_by(Fasewijziging.fase, Fasewijziging.id)
    )
    return tuple(
        rules.Fasewijziging(
            row.fase,
            row.werkdagen,
            row.reden,
            row.verband,
            Voorrangsmodus(row.modus) if row.modus else None,
            TOEGANG.validate_python(row.toegang or {}),
        )
        for row in rows
    )


def _to_json(toegang: Mapping[Categorie, Toegang]) -> dict[str, Any]:
    stored: dict[str, Any] = TOEGANG.dump_python(dict(toegang), mode="json")
    return stored


def instellingen(tx: Session, vacatures: Sequence[UUID]) -> dict[UUID, convenant.Convenant]:
    """Per vacancy the settings of the convenanten it was opened under; two queries.

    With several the value that protects the person most; without verband the defaults.
    """
    links = select(OpenstellingVerband).where(OpenstellingVerband.vacature_id.in_(vacatures))
    rows = tx.scalars(links.order_by(OpenstellingVerband.verband)).all()
    teksten = convenanten.list_bewaard(tx, {(row.verband, row.versie) for row in rows})
    per_vacature: dict[UUID, list[convenant.Convenant]] = {id: [] for id in vacatures}
    for row in rows:
        per_vacature[row.vacature_id].append(teksten[row.verband, row.versie])
    return {id: convenant.samen(lijst) for id, lijst in per_vacature.items()}


def meld_fasen(tx: Session, nu: datetime) -> int:
    """Write the events of phases that have begun; whoever does not see the vacancy gets none.

    Of a vacancy that has ended nothing is told, but its phases do not wait for ever either.
    """
    begonnen = (
        select(Fase)
        .where(Fase.gemeld_op.is_(None), Fase.van <= nu)
        .order_by(Fase.van, Fase.id)
        .limit(100)
        .with_for_update(skip_locked=True)
    )
    rows = tx.scalars(begonnen).all()
    for vacature_id in dict.fromkeys(row.vacature_id for row in rows):
        vacature = vacatures.get_vacature(tx, vacature_id)
        if vacature and status_op(vacature, nu) is Vacaturestatus.OPENGESTELD:
            vacatures.meld(tx, "fase-begonnen", vacature, nu)
    for row in rows:
        row.gemeld_op = nu
    return len(rows)


def volgende_grens(tx: Session, nu: datetime) -> datetime | None:
    """The next moment at which the clock alone changes what somebody sees; None: none is planned.

    Both come from a partial index; a phase of a vacancy that has ended may be among them, which
    costs a reader nothing but a fresh look.
    """
    begint = select(func.min(Fase.van)).where(Fase.gemeld_op.is_(None), Fase.van > nu)
    sluit = select(func.min(Vacature.sluit_op)).where(
        Vacature.status == Vacaturestatus.OPENGESTELD, Vacature.sluit_op > nu
    )
    grenzen = (tx.scalar(begint), tx.scalar(sluit))
    return min((grens for grens in grenzen if grens is not None), default=None)


def leg_openbaar_vast(tx: Session, nu: datetime) -> None:
    """Store the first public moment of vacancies that have become public."""
    open_ = select(Vacature.id).where(Vacature.status == Vacaturestatus.OPENGESTELD)
    tx.execute(
        update(Openstelling)
        .where(Openstelling.openbaar_sinds.is_(None), Openstelling.openbaar_vanaf <= nu)
        .where(Openstelling.vacature_id.in_(open_))
        .values(openbaar_sinds=Openstelling.openbaar_vanaf)
    )


def sluit_verlopen(tx: Session, nu: datetime) -> int:
    """Write down which openings the clock has ended."""
    rows = vacatures.list_te_sluiten(tx, nu)
    for vacature in rows:
        vacatures.sluit_verlopen(tx, vacature, nu)
    return len(rows)
