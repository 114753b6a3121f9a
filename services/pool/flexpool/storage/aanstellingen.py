"""Who was hired on a pool place, as vacatures told; the person becomes a member to be confirmed."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import httpx2
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.pool.flexpool import rules
from services.pool.flexpool.storage.leden import log_lid
from services.pool.flexpool.tables import Lid, OntvangenGebeurtenis, Pool
from shared import berichten, events, kalender, verwerking
from shared.caller import Caller
from shared.http import Peer

AANSTELLING = "aanstelling-"
VERVALLEN = "aanstelling-vervallen"
BASE_PATH = "/pool/v1"
REDEN = "Aangenomen op een poolplaats."
ACTIVITEIT = "Poollid overnemen na een aanstelling"
VERWIJDEREN = "Poollid verwijderen na een vervallen aanstelling"


def add_gebeurtenissen(
    tx: Session, gebeurtenissen: Iterable[tuple[UUID, str, UUID]], op: datetime
) -> int:
    """Store events (id, type, subject) once; returns how many are new and about a hire."""
    rows = [
        {"id": id, "type": type, "onderwerp": onderwerp, "ontvangen_op": op}
        for id, type, onderwerp in gebeurtenissen
        if type.startswith(AANSTELLING)
    ]
    if not rows:
        return 0
    stored = insert(OntvangenGebeurtenis).values(rows).on_conflict_do_nothing()
    return len(tx.scalars(stored.returning(OntvangenGebeurtenis.id)).all())


def verwerk_aanstellingen(tx: Session, vacatures: Peer, gateway: Peer, op: datetime) -> int:
    """Fetch every hire that an event spoke of. Error: httpx2.HTTPError (it stays waiting).

    Anybody can write the number of a pool in a vacancy; only a member of the pool's verband brings
    people into it.
    """
    open_ = (
        select(OntvangenGebeurtenis)
        .where(OntvangenGebeurtenis.verwerkt_op.is_(None))
        .order_by(OntvangenGebeurtenis.ontvangen_op, OntvangenGebeurtenis.id)
        .with_for_update(skip_locked=True)
        .limit(100)
    )
    rows = tx.scalars(open_).all()
    vervallen = {row.onderwerp for row in rows if row.type == VERVALLEN}
    for id in dict.fromkeys(row.onderwerp for row in rows):
        if feiten := _fetch(vacatures, id):
            _neem_over(tx, _aanstelling(feiten), gateway, op)
        elif id in vervallen:
            _neem_terug(tx, id, op)
    for row in rows:
        row.verwerkt_op = op
    return len(rows)


def _fetch(vacatures: Peer, id: UUID) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = vacatures.get(f"/intern/aanstellingen/{id}")
    except httpx2.HTTPStatusError as error:
        if error.response.status_code == 404:
            return None
        raise
    return found


def _aanstelling(feiten: dict[str, Any]) -> rules.Aanstelling:
    return rules.Aanstelling(
        id=UUID(feiten["id"]),
        pool=UUID(feiten["pool"]),
        medewerker=UUID(feiten["medewerker"]),
        thuisorganisatie=feiten["thuisorganisatie"],
        in_dienst_voor=rules.InDienstVoor(feiten["inDienstVoor"]),
        functie=feiten["functie"],
        niveau=rules.Niveau(feiten["niveau"]) if feiten["niveau"] else None,
        uren=Decimal(str(feiten["uren"])),
        van=date.fromisoformat(feiten["van"]),
        tot=date.fromisoformat(feiten["tot"]) if feiten["tot"] else None,
    )


def _doet_mee(gateway: Peer, verband: UUID, organisatie: str, op: datetime) -> bool:
    leden = gateway.get(f"/intern/verbanden/{verband}/leden?op={kalender.dag(op)}")
    return organisatie in leden["organisaties"]


def _neem_over(tx: Session, aanstelling: rules.Aanstelling, gateway: Peer, op: datetime) -> None:
    """Add the person once, however often it is told; who is a member already stays as it is."""
    pool = tx.scalars(select(Pool).where(Pool.id == aanstelling.pool)).one_or_none()
    if (
        pool is None
        or rules.PoolStatus(pool.status) is rules.PoolStatus.BEEINDIGD
        or not _doet_mee(gateway, pool.verband, aanstelling.thuisorganisatie, op)
    ):
        _schrijf(tx, aanstelling, *rules.ZONDER_POOL)
        return
    id = rules.lid_van(aanstelling.id)
    lid = rules.van_aanstelling(id, aanstelling, pool.verband, pool.maximum_inzetten)
    values = {
        "id": lid.id,
        "pool_id": lid.pool,
        "medewerker": lid.medewerker,
        "thuisorganisatie": lid.thuisorganisatie,
        "functies": [{"functie": v.functie, "niveau": v.niveau.value} for v in lid.functies],
        "uren_per_week": lid.uren_per_week,
        "beschikbaar_van": lid.beschikbaar_van,
        "beschikbaar_tot": lid.beschikbaar_tot,
        "in_dienst_voor": lid.in_dienst_voor.value,
        "ontwikkelwensen": [],
        "maximum_inzetten": lid.maximum_inzetten,
        "status": lid.status.value,
        "versie": lid.versie,
        "aangemaakt_op": op,
    }
    stored = insert(Lid).values(values).on_conflict_do_nothing().returning(Lid.id)
    if tx.scalar(stored) is None:
        return
    log_lid(tx, lid.id, None, lid.status, REDEN, None, op)
    beller = Caller(dienst="vacatures", organisatie=lid.thuisorganisatie)
    verwerking.record(tx, beller, ACTIVITEIT, [lid.medewerker], op)
    publiek = events.Publiek(
        organisaties=frozenset({lid.thuisorganisatie}),
        verbanden=frozenset({lid.verband}),
        rollen=rules.PLANNERS,
    )
    pad = f"{BASE_PATH}/leden/{lid.id}"
    events.record(tx, "poollid-te-bevestigen", lid.id, publiek, op, pad)
    _schrijf(tx, aanstelling, *rules.TE_BEVESTIGEN)


def _neem_terug(tx: Session, aanstelling: UUID, op: datetime) -> None:
    """Who was hired does not come: the member that waits for a yes goes. About one that a person
    has confirmed, a person decides."""
    id = rules.lid_van(aanstelling)
    lid = tx.scalars(select(Lid).where(Lid.id == id).with_for_update()).one_or_none()
    if lid is None or lid.status == rules.LidStatus.AFGEWEZEN:
        return
    wacht = lid.status == rules.LidStatus.TE_BEVESTIGEN
    tekst = rules.VERVALLEN if wacht else rules.VERVALLEN_NA_BEVESTIGING
    sleutel = f"aanstelling-vervallen:{aanstelling}"
    berichten.record(tx, lid.thuisorganisatie, *tekst, sleutel=sleutel)
    if wacht:
        beller = Caller(dienst="vacatures", organisatie=lid.thuisorganisatie)
        verwerking.record(tx, beller, VERWIJDEREN, [lid.medewerker], op)
        tx.delete(lid)


def _schrijf(tx: Session, aanstelling: rules.Aanstelling, onderwerp: str, tekst: str) -> None:
    sleutel = f"aanstelling:{aanstelling.id}"
    berichten.record(tx, aanstelling.thuisorganisatie, onderwerp, tekst, sleutel=sleutel)
