"""All that this service holds of one person: told, and erased as far as nothing still runs."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from services.pool.bewaren import rules
from services.pool.bewaren.rules import (
    GRONDEN_IN_WOORDEN,
    Bewaargrond,
    Bewaartermijn,
    Onderdeel,
    Verzoekstatus,
)
from services.pool.bewaren.storage import wissen
from services.pool.bewaren.tables import Verwijderverzoek, Verzoek
from services.pool.flexpool import storage as pools
from services.pool.flexpool.storage import erasing as flexpool
from services.pool.flexpool.tables import Lid, OntvangenGebeurtenis
from services.pool.functieruil.storage import wissen as functieruil
from services.pool.inzet.storage import wissen as inzet
from services.pool.inzet.tables import WaadiRegistratie
from services.pool.klankbord.storage import wissen as klankbord
from services.pool.klus.storage import wissen as klus
from services.pool.toewijzing.storage import wissen as toewijzing
from services.pool.trainee.storage import wissen as trainee
from services.pool.uren.storage import lock_personen as lock_uren
from services.pool.uren.storage import wissen as uren
from services.pool.uren.tables import Urenstaat
from services.pool.verrekening.storage import wissen as verrekening
from shared import berichten, kalender
from shared.db import Bericht, Idempotentie

Dossier = Callable[[Session, UUID], dict[str, list[dict[str, Any]]]]
DOSSIERS: tuple[Dossier, ...] = (
    flexpool.dossier,
    inzet.dossier,
    toewijzing.dossier,
    functieruil.dossier,
    trainee.dossier,
    klus.dossier,
    klankbord.dossier,
    uren.dossier,
    verrekening.dossier,
)


def dossier(tx: Session, persoon: UUID) -> dict[str, list[dict[str, Any]]]:
    """Everything, per part; a number of queries that does not grow with what there is."""
    delen: dict[str, list[dict[str, Any]]] = {}
    for kamer in DOSSIERS:
        delen |= kamer(tx, persoon)
    gevraagd = select(Verzoek).where(Verzoek.persoon == persoon).order_by(Verzoek.ontvangen_op)
    delen["verzoeken"] = [
        {
            "id": str(row.id),
            "organisatie": row.organisatie,
            "soort": row.soort,
            "tekst": row.tekst,
            "status": row.status,
            "ontvangenOp": row.ontvangen_op.isoformat(),
            "besluit": row.besluit,
            "motivering": row.motivering,
        }
        for row in tx.scalars(gevraagd)
    ]
    onderweg = select(Bericht).where(Bericht.persoon == persoon).order_by(Bericht.nr)
    delen["berichtenOnderweg"] = [
        {"onderwerp": row.onderwerp, "tekst": row.tekst} for row in tx.scalars(onderweg)
    ]
    antwoorden = select(func.count()).where(_antwoord_over([persoon]))
    delen["bewaardeAntwoorden"] = [{"aantal": tx.scalar(antwoorden) or 0}]
    return delen


def _antwoord_over(ids: Sequence[UUID]) -> Any:
    """Kept answers to this person, or in which one of these ids stands."""
    tekst = func.convert_from(Idempotentie.antwoord, "UTF8")
    noemt = [tekst.contains(str(een)) for een in ids]
    return or_(Idempotentie.betrokkene.in_(ids), *noemt)


def list_bewaard(
    tx: Session, persoon: UUID, vandaag: date
) -> list[tuple[wissen.Bewaard, Bewaartermijn]]:
    """The inzetten of a person, each with until when it stays."""
    bewaard = wissen.list_inzetten(tx, persoon=persoon, vandaag=vandaag, lock=False)
    maanden = {
        een: pools.get_afspraken(tx, een).inzet_bewaartermijn_maanden
        for een in sorted({een.verband for een in bewaard})
    }
    return [(een, rules.bewaartermijn(een.einde, maanden[een.verband])) for een in bewaard]


def wis_persoon(tx: Session, persoon: UUID, nu: datetime) -> list[Onderdeel]:
    """Erase what may go, in one transaction; per part how much went, and what stays and why."""
    # The order of every decision: proposals, lines, inzetten, memberships. Who decides meanwhile
    # holds the membership, so after that the inzetten are looked up again.
    toewijzing.lock_personen(tx, [persoon])
    wissen.list_inzetten(tx, persoon=persoon, vandaag=kalender.dag(nu))
    pools.lock_medewerker(tx, persoon)
    bewaard = wissen.list_inzetten(tx, persoon=persoon, vandaag=kalender.dag(nu))
    lopend = [een for een in bewaard if een.einde is None]
    over = [een for een in bewaard if een.einde is not None]
    aantallen: dict[str, int] = defaultdict(int)
    onderwerpen = [een.id for een in bewaard]
    _tel(aantallen, wissen.wis_inzetten(tx, over, Bewaargrond.VERZOEK, nu))
    eigen: dict[str, int] = defaultdict(int)
    if not lopend:
        leden = tx.scalars(select(Lid.id).where(Lid.medewerker == persoon)).all()
        onderwerpen += leden
        _tel(eigen, toewijzing.wis_personen(tx, [persoon]))
        _tel(eigen, functieruil.wis_personen(tx, [persoon]))
        _tel(eigen, trainee.wis_personen(tx, [persoon]))
        _tel(eigen, klus.wis_personen(tx, [persoon]))
        lock_uren(tx, [persoon])
        _tel(eigen, verrekening.wis_uren(tx, Urenstaat.medewerker == persoon, kalender.dag(nu)))
        _tel(eigen, uren.wis_personen(tx, [persoon]))
        _tel(eigen, flexpool.wis_personen(tx, [persoon]))
        wissen.vergeet(tx, leden, nu)
    _tel(eigen, klankbord.wis_personen(tx, [persoon]))
    _tel(eigen, _wis_los(tx, persoon, onderwerpen))
    _tel(eigen, berichten.wis_personen(tx, [persoon]))
    wissen.schrijf_op(tx, None, eigen, Bewaargrond.VERZOEK, nu)
    _tel(aantallen, eigen)
    blijft = _lopend_blijft(tx, persoon, len(lopend)) | _rest_blijft(tx, persoon)
    namen = sorted({naam for naam, aantal in aantallen.items() if aantal} | set(blijft))
    return [Onderdeel(naam, aantallen.get(naam, 0), *blijft.get(naam, (0, None))) for naam in namen]


def _wis_los(tx: Session, persoon: UUID, onderwerpen: Sequence[UUID]) -> dict[str, int]:
    """What no room keeps: answers to repeated requests, handled events, answered requests."""
    antwoorden = delete(Idempotentie).where(_antwoord_over([persoon, *onderwerpen]))
    klaar = OntvangenGebeurtenis.verwerkt_op.is_not(None)
    gehoord = delete(OntvangenGebeurtenis).where(
        OntvangenGebeurtenis.onderwerp.in_([persoon, *onderwerpen]), klaar
    )
    besloten = Verzoek.status != Verzoekstatus.ONTVANGEN
    verzoeken = delete(Verzoek).where(Verzoek.persoon == persoon, besloten)
    return {
        "idempotentie": len(tx.execute(antwoorden.returning(Idempotentie.id)).all()),
        "gebeurtenis_in": len(tx.execute(gehoord.returning(OntvangenGebeurtenis.id)).all()),
        "verzoek": len(tx.execute(verzoeken.returning(Verzoek.id)).all()),
    }


def _lopend_blijft(tx: Session, persoon: UUID, aantal: int) -> dict[str, tuple[int, str]]:
    if not aantal:
        return {}
    leden = tx.scalar(select(func.count()).where(Lid.medewerker == persoon)) or 0
    reden = f"{GRONDEN_IN_WOORDEN[Bewaargrond.LOOPT]} Vraag het opnieuw na afloop."
    staten = uren.count_van_persoon(tx, persoon)
    blijft = {"inzet": aantal, "lid": leden, "urenstaat": staten}
    return {naam: (rijen, reden) for naam, rijen in blijft.items() if rijen}


def _rest_blijft(tx: Session, persoon: UUID) -> dict[str, tuple[int, str]]:
    blijft = {
        "waadi_registratie": (
            select(func.count()).where(WaadiRegistratie.medewerker == persoon),
            GRONDEN_IN_WOORDEN[Bewaargrond.WAADI],
        ),
        "verzoek": (
            select(func.count()).where(Verzoek.persoon == persoon),
            "Op uw verzoek is nog niet besloten; trek het in, of wacht het besluit af.",
        ),
    }
    geteld = {naam: (tx.scalar(vraag) or 0, reden) for naam, (vraag, reden) in blijft.items()}
    return {naam: een for naam, een in geteld.items() if een[0]}


def _tel(aantallen: dict[str, int], erbij: dict[str, int]) -> None:
    for naam, aantal in erbij.items():
        aantallen[naam] += aantal


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
