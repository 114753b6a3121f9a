"""Openings: stored once at opening, read back with the very convenant versions of then."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import exists, func, select, text, update
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
from services.vacatures.vacature.tables import Vacature, Vacaturelog

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


# The whole opening of vacancy `:id` as one JSON text: a column for whoever reads more at once.
OPENSTELLING = """
    (SELECT json_build_array(o.geopend_op, o.sluit_op,
        (SELECT json_agg(json_build_array(f.verband, f.nr, f.van, f.tot, f.modus, f.toegang)
            ORDER BY f.nr) FROM fase f WHERE f.vacature_id = o.vacature_id),
        (SELECT json_agg(c.inhoud ORDER BY v.verband) FROM openstelling_verband v
            JOIN convenant c ON c.verband = v.verband AND c.versie = v.versie
            WHERE v.vacature_id = o.vacature_id),
        (SELECT json_agg(json_build_array(w.fase, w.werkdagen, w.reden, w.verband, w.modus,
            w.toegang) ORDER BY w.fase, w.id)
            FROM fasewijziging w WHERE w.vacature_id = o.vacature_id))::text
    FROM openstelling o WHERE o.vacature_id = CAST(:id AS uuid))
"""


def get_openstelling(tx: Session, vacature_id: UUID) -> rules.Openstelling | None:
    """The opening as it was fixed, or None when the vacancy was never opened. One query."""
    tx.flush()  # a text knows no tables, so what was added would not be there yet
    tekst = tx.scalar(text(f"SELECT {OPENSTELLING}"), {"id": vacature_id})
    return lees_openstelling(tekst.encode()) if tekst else None


@lru_cache(maxsize=500)
def lees_openstelling(tekst: bytes) -> rules.Openstelling:
    """From the column to facts; an opening is fixed, so the same texts come back all the time."""
    open_, sluit, fasen, verbanden, anders = json.loads(tekst)
    geopend_op, sluit_op = datetime.fromisoformat(open_), datetime.fromisoformat(sluit)
    rijen = [_Faserij(*rij) for rij in fasen or []]
    delen = []
    for inhoud in verbanden or []:
        afspraken = convenant.lees(inhoud)
        verband = str(afspraken.verband)
        eigen = tuple(_fase(afspraken, rij) for rij in rijen if rij.verband == verband)
        delen.append(rules.Verbandfasen(afspraken, eigen))
    if not delen:
        deel = rules.plan_zonder_verband(geopend_op, sluit_op)
        gelijk = zip(deel.fasen, rijen, strict=False)
        fixed = tuple(_vastgelegd(een, bewaard) for een, bewaard in gelijk)
        delen.append(replace(deel, fasen=fixed))
    wijzigingen = tuple(_wijziging(*rij) for rij in anders or [])
    return rules.Openstelling(geopend_op, sluit_op, tuple(delen), wijzigingen)


class _Faserij(NamedTuple):
    """A phase as it is stored."""

    verband: str | None
    nr: int
    van: str
    tot: str
    modus: str | None
    toegang: dict[str, Any] | None


def _fase(afspraken: convenant.Convenant, rij: _Faserij) -> rules.Fase:
    van, tot = datetime.fromisoformat(rij.van), datetime.fromisoformat(rij.tot)
    return _vastgelegd(rules.lopend(afspraken, rij.nr, van, tot), rij)


def _vastgelegd(fase: rules.Fase, rij: _Faserij) -> rules.Fase:
    """The phase as it was fixed, where that was stored."""
    if rij.modus is None or rij.toegang is None:
        return fase
    toegang = TOEGANG.validate_python(rij.toegang)
    return replace(fase, modus=Voorrangsmodus(rij.modus), toegang=toegang)


def _wijziging(
    fase: str,
    werkdagen: int | None,
    reden: str,
    verband: str | None,
    modus: str | None,
    toegang: dict[str, Any] | None,
) -> rules.Fasewijziging:
    return rules.Fasewijziging(
        fase,
        werkdagen,
        reden,
        UUID(verband) if verband else None,
        Voorrangsmodus(modus) if modus else None,
        TOEGANG.validate_python(toegang or {}),
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
    """Store the first public moment of vacancies that have become public.

    However late of what is open; of what was open then and has ended since, a month back: what
    ended before it became public is never looked at again.
    """
    geworden = (
        update(Openstelling)
        .where(Openstelling.openbaar_sinds.is_(None), Openstelling.openbaar_vanaf <= nu)
        .values(openbaar_sinds=Openstelling.openbaar_vanaf)
    )
    nog_open = select(Vacature.id).where(Vacature.status == Vacaturestatus.OPENGESTELD)
    tx.execute(geworden.where(Openstelling.vacature_id.in_(nog_open)))
    later_geeindigd = exists().where(
        Vacaturelog.vacature_id == Openstelling.vacature_id,
        Vacaturelog.van == Vacaturestatus.OPENGESTELD,
        Vacaturelog.op > Openstelling.openbaar_vanaf,
    )
    pas = Openstelling.openbaar_vanaf > nu - timedelta(days=31)
    tx.execute(geworden.where(pas, later_geeindigd))


def sluit_verlopen(tx: Session, nu: datetime) -> int:
    """Write down which openings the clock has ended."""
    rows = vacatures.list_te_sluiten(tx, nu)
    for vacature in rows:
        vacatures.sluit_verlopen(tx, vacature, nu)
    return len(rows)
