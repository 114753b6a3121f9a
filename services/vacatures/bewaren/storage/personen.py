"""All that this service holds of one person: told, and erased as far as nothing still runs."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from services.vacatures.aanbod import storage as aanbod
from services.vacatures.bewaren.rules import (
    GRONDEN_IN_WOORDEN,
    Bewaargrond,
    Onderdeel,
    Verzoekstatus,
    mag_op_verzoek,
)
from services.vacatures.bewaren.storage import procedures, vertrek, wissen
from services.vacatures.bewaren.storage.procedures import Bewaard
from services.vacatures.bewaren.tables import Verwijderverzoek, Verzoek
from services.vacatures.document import storage as document
from services.vacatures.doorverwijzing import rules as doorverwijsregels
from services.vacatures.doorverwijzing import storage as doorverwijzing
from services.vacatures.functiedeling import storage as functiedeling
from services.vacatures.indicatoren import storage as indicatoren
from services.vacatures.inleenkracht.tables import Inleenkracht
from services.vacatures.loopbaanwens import storage as loopbaanwens
from services.vacatures.ondernemend import storage as ondernemend
from services.vacatures.overdracht import storage as overdracht
from services.vacatures.overstap import storage as overstap
from services.vacatures.sollicitatie import storage as sollicitatie
from services.vacatures.toestemming import storage as toestemming
from services.vacatures.vacature import storage as vacature
from services.vacatures.zoekopdracht import storage as zoekopdracht
from shared import berichten, kalender
from shared.caller import Caller
from shared.db import Bericht, Idempotentie

Dossier = Callable[[Session, UUID], dict[str, list[dict[str, Any]]]]
Wis = Callable[[Session, Sequence[UUID]], dict[str, int]]
ALLES = 1000  # referrals of one person
DOSSIERS: tuple[Dossier, ...] = (
    sollicitatie.dossier,
    document.dossier,
    aanbod.dossier,
    overstap.dossier,
    overdracht.dossier,
    indicatoren.dossier,
    functiedeling.dossier,
    doorverwijzing.dossier,
    toestemming.dossier,
    loopbaanwens.dossier,
    zoekopdracht.dossier,
    ondernemend.dossier,
    vacature.dossier,
)
VAN_DE_PERSOON: tuple[Wis, ...] = (
    ondernemend.wis_personen,
    zoekopdracht.wis_personen,
    loopbaanwens.wis_personen,
    doorverwijzing.wis_personen,
    toestemming.wis_personen,
    vacature.wis_personen,
)
BIJ_SOLLICITATIES: tuple[Wis, ...] = (
    indicatoren.wis_personen,
    overdracht.wis_personen,
    overstap.wis_personen,
    aanbod.wis_personen,
    document.wis_personen,
    functiedeling.wis_personen,
    sollicitatie.wis_personen,
)


def dossier(tx: Session, persoon: UUID) -> dict[str, list[dict[str, Any]]]:
    """Everything, per part; a number of queries that does not grow with what there is."""
    parts: dict[str, list[dict[str, Any]]] = {}
    for room in DOSSIERS:
        parts |= room(tx, persoon)
    borrowed = select(Inleenkracht).where(Inleenkracht.medewerker == persoon)
    parts["inleenkracht"] = [
        {
            "inzet": str(row.inzet),
            "inlener": row.inlener,
            "van": row.van.isoformat(),
            "tot": row.tot.isoformat() if row.tot else None,
            "actief": row.actief,
        }
        for row in tx.scalars(borrowed)
    ]
    asked = select(Verzoek).where(Verzoek.persoon == persoon).order_by(Verzoek.ontvangen_op)
    parts["bezwaren"] = [
        {
            "id": str(row.id),
            "organisatie": row.organisatie,
            "tekst": row.tekst,
            "status": row.status,
            "ontvangenOp": row.ontvangen_op.isoformat(),
            "besluit": row.besluit,
            "motivering": row.motivering,
        }
        for row in tx.scalars(asked)
    ]
    waiting = select(Bericht).where(Bericht.persoon == persoon).order_by(Bericht.nr)
    parts["berichtenOnderweg"] = [
        {"onderwerp": row.onderwerp, "tekst": row.tekst} for row in tx.scalars(waiting)
    ]
    answers = select(func.count()).where(Idempotentie.betrokkene == persoon)
    parts["bewaardeAntwoorden"] = [{"aantal": tx.scalar(answers) or 0}]
    return parts


def wis_persoon(tx: Session, persoon: UUID, beller: Caller, nu: datetime) -> list[Onderdeel]:
    """Erase what may go, in one transaction; per part how much went, and what stays and why."""
    ids = procedures.list_van_persoon(tx, persoon, lock=True)
    _stop_doorverwijzingen(tx, persoon, beller, nu)
    toestemming.trek_alles_in(tx, persoon, beller, nu)
    bewaard = procedures.list_bewaard(tx, ids, nu)
    weg = [een for een in bewaard if mag_op_verzoek(een.termijn)]
    blijft = [een for een in bewaard if not mag_op_verzoek(een.termijn)]
    counts: dict[str, int] = defaultdict(int)
    subjects = _doorverwijzingen(tx, persoon)
    _add(counts, wissen.wis_sollicitaties(tx, weg, nu, Bewaargrond.VERZOEK))
    own: dict[str, int] = defaultdict(int)
    for wis in VAN_DE_PERSOON if blijft else (*VAN_DE_PERSOON, *BIJ_SOLLICITATIES):
        _add(own, wis(tx, [persoon]))
    _add(own, _wis_los(tx, persoon, nu))
    _add(own, berichten.wis_personen(tx, [persoon]))
    wissen.schrijf_op(tx, None, own, Bewaargrond.VERZOEK, nu)
    _add(counts, own)
    wissen.vergeet(tx, subjects)
    gone = [] if blijft else sorted(vertrek.niets_meer(tx, [persoon]))
    wissen.meld(tx, gone, subjects, nu)
    stays = _sollicitaties_blijven(blijft) | _rest_blijft(tx, persoon)
    names = sorted({name for name, number in counts.items() if number} | set(stays))
    return [Onderdeel(name, counts.get(name, 0), *stays.get(name, (0, None))) for name in names]


def _stop_doorverwijzingen(tx: Session, persoon: UUID, beller: Caller, nu: datetime) -> None:
    lijst, _ = doorverwijzing.list_van_persoon(tx, persoon, 0, ALLES)
    for een in lijst:
        if een.besluit is doorverwijsregels.Besluit.VOORGESTELD:
            geweigerd = doorverwijsregels.Besluit.GEWEIGERD
            doorverwijzing.set_besluit(tx, een, geweigerd, beller, nu)


def _doorverwijzingen(tx: Session, persoon: UUID) -> list[UUID]:
    lijst, _ = doorverwijzing.list_van_persoon(tx, persoon, 0, ALLES)
    return [een.id for een in lijst]


def _wis_los(tx: Session, persoon: UUID, nu: datetime) -> dict[str, int]:
    """What no room keeps: ended inzetten, answers to repeated requests, answered objections."""
    ended = (Inleenkracht.tot < kalender.dag(nu)) | ~Inleenkracht.actief
    borrowed = delete(Inleenkracht).where(Inleenkracht.medewerker == persoon, ended)
    answers = delete(Idempotentie).where(Idempotentie.betrokkene == persoon)
    decided = Verzoek.status != Verzoekstatus.ONTVANGEN
    objections = delete(Verzoek).where(Verzoek.persoon == persoon, decided)
    return {
        "inleenkracht": len(tx.execute(borrowed.returning(Inleenkracht.inzet)).all()),
        "idempotentie": len(tx.execute(answers.returning(Idempotentie.id)).all()),
        "verzoek": len(tx.execute(objections.returning(Verzoek.id)).all()),
    }


def _sollicitaties_blijven(blijft: Sequence[Bewaard]) -> dict[str, tuple[int, str]]:
    if not blijft:
        return {}
    reasons = dict.fromkeys(GRONDEN_IN_WOORDEN[een.termijn.grond] for een in blijft)
    uitweg = "Trek de sollicitatie in en vraag het dan opnieuw, of wacht de termijn af."
    return {"sollicitatie": (len(blijft), f"{' '.join(reasons)} {uitweg}")}


def _rest_blijft(tx: Session, persoon: UUID) -> dict[str, tuple[int, str]]:
    left = {
        "inleenkracht": (
            select(func.count()).where(Inleenkracht.medewerker == persoon),
            "De inzet loopt nog; uw thuisorganisatie gaat over de beëindiging.",
        ),
        "verzoek": (
            select(func.count()).where(Verzoek.persoon == persoon),
            "Op uw bezwaar is nog niet besloten; trek het in, of wacht het besluit af.",
        ),
    }
    counted = {name: (tx.scalar(query) or 0, reason) for name, (query, reason) in left.items()}
    return {name: stay for name, stay in counted.items() if stay[0]}


def _add(counts: dict[str, int], more: dict[str, int]) -> None:
    for name, number in more.items():
        counts[name] += number


# ---- the request itself -------------------------------------------------------------------------
def add_verwijderverzoek(
    tx: Session, persoon: UUID, onderdelen: Sequence[Onderdeel], nu: datetime
) -> UUID:
    """Keep what a request did, without saying whose it was."""
    id = uuid4()
    row = Verwijderverzoek(
        id=id,
        eigenaar=_eigenaar(id, persoon),
        ontvangen_op=nu,
        onderdelen=[
            {"naam": een.naam, "gewist": een.gewist, "blijft": een.blijft, "reden": een.reden}
            for een in onderdelen
        ],
    )
    tx.add(row)
    tx.flush()
    return id


def get_verwijderverzoek(
    tx: Session, id: UUID, persoon: UUID
) -> tuple[datetime, list[Onderdeel]] | None:
    """When it was asked and what it did, for the person who asked."""
    row = tx.get(Verwijderverzoek, id)
    if row is None or row.eigenaar != _eigenaar(id, persoon):
        return None
    return row.ontvangen_op, [Onderdeel(**een) for een in row.onderdelen]


def _eigenaar(id: UUID, persoon: UUID) -> str:
    """Proves whose request it is, and cannot be turned back into a pseudonym."""
    return hashlib.sha256(f"{id}{persoon}".encode()).hexdigest()
