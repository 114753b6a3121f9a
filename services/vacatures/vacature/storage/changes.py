"""Every change of a vacancy, with its line in the log."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from services.vacatures.mandaat import storage as mandaten
from services.vacatures.vacature import rules
from services.vacatures.vacature.rules import Vacaturestatus
from services.vacatures.vacature.storage.facts import (
    bereken_salaris,
    list_zichtperioden,
    to_columns,
)
from services.vacatures.vacature.tables import (
    Vacature,
    Vacaturelog,
    Vacaturewijziging,
    Zichtperiode,
)
from shared import berichten, events
from shared.caller import Caller

BASE_PATH = "/vacatures/v1"
VLAK_VOOR = timedelta(microseconds=1)


def add_vacature(
    tx: Session, werkgever: str, gegevens: rules.Gegevens, beller: Caller, nu: datetime
) -> rules.Vacature:
    """Store a concept."""
    return add_vacatures(tx, werkgever, [(uuid4(), gegevens)], beller, nu)[0]


def add_vacatures(
    tx: Session,
    werkgever: str,
    lijst: Sequence[tuple[UUID, rules.Gegevens]],
    beller: Caller,
    nu: datetime,
) -> list[rules.Vacature]:
    """Store concepts, any number in the same few statements."""
    nieuw = [rules.Vacature(id, werkgever, Vacaturestatus.CONCEPT, g) for id, g in lijst]
    if not nieuw:
        return []
    shared = {"werkgever": werkgever, "versie": 1, "aangemaakt_op": nu, "gewijzigd_op": nu}
    concept = {"status": Vacaturestatus.CONCEPT.value, "werkgevers": [werkgever]}
    rows = [{"id": v.id} | shared | concept | to_columns(v.gegevens) for v in nieuw]
    tx.execute(insert(Vacature), rows)
    logs = [logregel(v.id, None, v.status, beller, nu, None) for v in nieuw]
    tx.execute(insert(Vacaturelog), logs)
    return nieuw


def set_werkgevers(tx: Session, id: UUID, werkgevers: Sequence[str], nu: datetime) -> None:
    """Store for which employers a vacancy is, the one that leads first."""
    values = {"werkgever": werkgevers[0], "werkgevers": list(werkgevers)}
    tx.execute(
        update(Vacature)
        .where(Vacature.id == id)
        .values(versie=Vacature.versie + 1, gewijzigd_op=nu, **values)
    )


def set_werver(
    tx: Session, vacature: rules.Vacature, werver: str | None, beller: Caller, nu: datetime
) -> None:
    """Store which other organisation recruits (None: the employer itself), with its line."""
    row = update(Vacature).where(Vacature.id == vacature.id).returning(Vacature.versie)
    versie = tx.scalar(row.values(versie=Vacature.versie + 1, gewijzigd_op=nu, werver=werver))
    log_wijziging(tx, vacature.id, versie, ["werver"], beller, nu)


def set_houder(
    tx: Session, vacature: rules.Vacature, houder: UUID | None, beller: Caller, nu: datetime
) -> None:
    """Store who is the vacaturehouder (None: nobody) and tell them, with its line; never the
    value in it."""
    row = update(Vacature).where(Vacature.id == vacature.id).returning(Vacature.versie)
    versie = tx.scalar(row.values(versie=Vacature.versie + 1, gewijzigd_op=nu, houder=houder))
    log_wijziging(tx, vacature.id, versie, ["houder"], beller, nu)
    if houder is not None:
        tekst = rules.berichten.houder(vacature.gegevens.titel)
        berichten.record(tx, houder, *tekst, sleutel=f"houder:{vacature.id}:{versie}")


def wijzig(
    tx: Session, vacature: rules.Vacature, gegevens: rules.Gegevens, beller: Caller, nu: datetime
) -> None:
    """Store changed facts as a new version, with who changed which of them."""
    update_gegevens(tx, vacature.id, gegevens, nu)
    velden = sorted(rules.gewijzigd(vacature.gegevens, gegevens))
    log_wijziging(tx, vacature.id, vacature.versie + 1, velden, beller, nu)


def log_wijziging(
    tx: Session, id: UUID, versie: int | None, velden: list[str], beller: Caller, nu: datetime
) -> None:
    """Write which fields a version changed, and who did it."""
    tx.execute(insert(Vacaturewijziging), [wijzigingsregel(id, versie, velden, beller, nu)])


def wijzigingsregel(
    id: UUID, versie: int | None, velden: list[str], beller: Caller, nu: datetime
) -> dict[str, Any]:
    who = {name: getattr(beller, name) for name in ("organisatie", "client", "gebruiker")}
    return {"vacature_id": id, "versie": versie, "velden": velden, "op": nu} | who


def update_gegevens(tx: Session, id: UUID, gegevens: rules.Gegevens, nu: datetime) -> None:
    """Store changed facts as a new version."""
    tx.execute(
        update(Vacature)
        .where(Vacature.id == id)
        .values(versie=Vacature.versie + 1, gewijzigd_op=nu, **to_columns(gegevens))
    )


def set_status(
    tx: Session,
    vacature: rules.Vacature,
    naar: Vacaturestatus,
    beller: Caller | None,
    nu: datetime,
    reden: str | None = None,
) -> None:
    """Go to another status and log it; `beller` None means: by the clock."""
    tx.execute(
        update(Vacature)
        .where(Vacature.id == vacature.id)
        .values(status=naar.value, versie=Vacature.versie + 1, gewijzigd_op=nu)
    )
    log = logregel(vacature.id, vacature.status, naar, beller, nu, reden)
    tx.execute(insert(Vacaturelog), [log])


def stel_open(
    tx: Session,
    vacature: rules.Vacature,
    zichtperioden: Sequence[rules.Zichtperiode],
    sluit_op: datetime,
    beller: Caller,
    nu: datetime,
    salaris: rules.Salaris | None = None,
) -> None:
    """Store that the vacancy is open, and who sees it when; the amounts are fixed with it.

    `salaris`: as it was judged, so that a table that comes in between changes nothing.
    """
    salaris = salaris or bereken_salaris(tx, vacature, nu)
    fixed = {
        "geopend_op": nu,
        "sluit_op": sluit_op,
        "salaris_min": salaris.gegevens.salaris_min,
        "salaris_max": salaris.gegevens.salaris_max,
        "salarisbron": salaris.bron.value if salaris.bron else None,
        "salaristabel": salaris.tabel.id if salaris.tabel else None,
    }
    tx.execute(update(Vacature).where(Vacature.id == vacature.id).values(**fixed))
    set_status(tx, vacature, Vacaturestatus.OPENGESTELD, beller, nu)
    tx.add_all(
        Zichtperiode(vacature_id=vacature.id, **asdict(periode)) for periode in zichtperioden
    )


def sluit_verlopen(tx: Session, vacature: rules.Vacature, nu: datetime) -> rules.Vacature:
    """Write down that the clock ended the opening, if it did; gives the vacancy as it is then."""
    if rules.status_op(vacature, nu) is vacature.status or vacature.sluit_op is None:
        return vacature
    meld(tx, "vacature-gesloten", vacature, nu, gezien_op=vacature.sluit_op - VLAK_VOOR)
    set_status(tx, vacature, Vacaturestatus.GESLOTEN, None, nu)
    return replace(vacature, status=Vacaturestatus.GESLOTEN, versie=vacature.versie + 1)


def meld(
    tx: Session,
    type: str,
    vacature: rules.Vacature,
    nu: datetime,
    gezien_op: datetime | None = None,
) -> None:
    """Write an event for those who see the vacancy now (or at `gezien_op`), and nobody else."""
    op = gezien_op or nu
    open_ = rules.status_op(vacature, op) is Vacaturestatus.OPENGESTELD
    perioden = list_zichtperioden(tx, vacature.id) if open_ else []
    gemachtigd = mandaten.gemachtigden(tx, [vacature.werkgever], nu)
    events.record_many(tx, feiten_voor(type, vacature, perioden, gemachtigd, op), nu)


def feiten_voor(
    type: str,
    vacature: rules.Vacature,
    perioden: Sequence[rules.Zichtperiode],
    gemachtigd: frozenset[str],
    op: datetime,
) -> list[tuple[str, UUID, events.Publiek, str]]:
    """The event for each public of this vacancy, as it is seen at a moment."""
    open_ = rules.status_op(vacature, op) is Vacaturestatus.OPENGESTELD
    hoort = rules.gehoor(perioden if open_ else [], op)
    anderen = _leiden(vacature, gemachtigd) - set(vacature.werkgevers)
    samen = events.Publiek(
        openbaar=hoort.iedereen,
        organisaties=frozenset(vacature.werkgevers),
        verbanden=hoort.verbanden,
        rollen=frozenset() if hoort.medewerkers else rules.RECRUITERROLLEN,
    )
    # Of who recruits for the employer only the recruiters hear, whatever the phase.
    werving = events.Publiek(organisaties=anderen, rollen=rules.RECRUITERROLLEN)
    publieken = (samen, werving) if anderen and not hoort.iedereen else (samen,)
    dataref = f"{BASE_PATH}/vacatures/{vacature.id}"
    return [(type, vacature.id, publiek, dataref) for publiek in publieken]


def behandelaars(tx: Session, vacature: rules.Vacature, nu: datetime) -> frozenset[str]:
    """The organisations whose recruiters lead this vacancy now (`rules.mag_beheren`)."""
    return _leiden(vacature, mandaten.gemachtigden(tx, [vacature.werkgever], nu))


def _leiden(vacature: rules.Vacature, gemachtigd: frozenset[str]) -> frozenset[str]:
    werver = frozenset({vacature.werver}) if vacature.werver else frozenset[str]()
    return gemachtigd | werver | {vacature.werkgever}


def logregel(
    id: UUID,
    van: Vacaturestatus | None,
    naar: Vacaturestatus,
    beller: Caller | None,
    nu: datetime,
    reden: str | None,
) -> dict[str, Any]:
    return {
        "vacature_id": id,
        "van": van.value if van else None,
        "naar": naar.value,
        "op": nu,
        "organisatie": beller.organisatie if beller else None,
        "client": beller.client if beller else None,
        "gebruiker": beller.gebruiker if beller else None,
        "reden": reden,
    }
