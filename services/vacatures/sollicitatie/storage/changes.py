"""Every change of an application, with its line in the log."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from services.vacatures.functiedeling import storage as functiedelingen
from services.vacatures.mandaat import storage as mandaten
from services.vacatures.sollicitatie import rules
from services.vacatures.sollicitatie.rules import (
    Afwijsgrond,
    Oordeel,
    Partij,
    Sollicitatiestatus,
    Stapsoort,
    Stapuitkomst,
)
from services.vacatures.sollicitatie.storage.facts import Dossier, Stap
from services.vacatures.sollicitatie.tables import (
    Beoordeling,
    Sollicitatie,
    Sollicitatielog,
    Toelichting,
)
from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature import storage as vacatures
from shared import berichten, events
from shared.caller import Caller


def add_sollicitatie(
    tx: Session,
    vacature_id: UUID,
    beller: Caller,
    indeling: rules.Indeling,
    motivatie: str | None,
    nu: datetime,
) -> UUID:
    """Store an application; the unique index decides when one person applies twice at once."""
    assert beller.medewerker is not None
    row = Sollicitatie(
        id=uuid4(),
        vacature_id=vacature_id,
        medewerker=beller.medewerker,
        organisatie=beller.organisatie,
        ontvangen_op=nu,
        vast_contract=beller.vast_contract,
        motivatie=motivatie,
        client=beller.client,
        status=Sollicitatiestatus.INGEDIEND.value,
        **_indeling(indeling),
    )
    tx.add(row)
    tx.flush()
    _log(tx, row.id, None, Sollicitatiestatus.INGEDIEND, Partij.KANDIDAAT, beller, nu)
    return row.id


def add_geregistreerde(
    tx: Session,
    vacature_id: UUID,
    kandidaat: Caller,
    kenmerk: str | None,
    koppelsleutel: str | None,
    indeling: rules.Indeling,
    ontvangen_op: datetime,
    beller: Caller,
    nu: datetime,
) -> UUID:
    """Store an application that the employer received; the log says that a recruiter did it."""
    row = Sollicitatie(
        id=uuid4(),
        vacature_id=vacature_id,
        medewerker=kandidaat.medewerker or uuid4(),
        organisatie=kandidaat.organisatie,
        ontvangen_op=ontvangen_op,
        vast_contract=kandidaat.vast_contract,
        status=Sollicitatiestatus.INGEDIEND.value,
        herkomst="werkgever",
        kenmerk=kenmerk,
        koppelsleutel=koppelsleutel,
        **_indeling(indeling),
    )
    tx.add(row)
    tx.flush()
    _log(tx, row.id, None, Sollicitatiestatus.INGEDIEND, Partij.WERKGEVER, beller, nu)
    return row.id


def koppel(
    tx: Session, sollicitatie: Dossier, beller: Caller, indeling: rules.Indeling | None
) -> None:
    """The person makes a registered application the own; None: the category stays as it was."""
    nieuw = _indeling(indeling) if indeling else {}
    tx.execute(
        update(Sollicitatie)
        .where(Sollicitatie.id == sollicitatie.kandidaat.sollicitatie)
        .values(
            medewerker=beller.medewerker,
            organisatie=beller.organisatie,
            vast_contract=beller.vast_contract,
            client=beller.client,
            kenmerk=None,
            koppelsleutel=None,
            versie=Sollicitatie.versie + 1,
            **nieuw,
        )
    )


def _indeling(indeling: rules.Indeling) -> dict[str, object]:
    return {
        "categorie": indeling.categorie.value,
        "grond": indeling.grond,
        "verbanden": sorted(indeling.verbanden),
        "telt_vanaf": indeling.telt_vanaf,
    }


def set_motivatie(tx: Session, id: UUID, motivatie: str | None) -> None:
    """Store a corrected motivation as a new version."""
    tx.execute(
        update(Sollicitatie)
        .where(Sollicitatie.id == id)
        .values(motivatie=motivatie, versie=Sollicitatie.versie + 1)
    )


def add_beoordeling(
    tx: Session, sollicitatie: Dossier, oordeel: Oordeel, reden: str, beller: Caller, nu: datetime
) -> UUID:
    """Store a judgement beside the earlier ones."""
    id = sollicitatie.kandidaat.sollicitatie
    eerdere = select(func.count()).where(Beoordeling.sollicitatie_id == id)
    row = Beoordeling(
        id=uuid4(),
        sollicitatie_id=id,
        oordeel=oordeel.value,
        reden=reden,
        gebruiker=beller.gebruiker or "",
        op=nu,
        nr=(tx.scalar(eerdere) or 0) + 1,
    )
    tx.add(row)
    return row.id


def add_stap(
    tx: Session,
    sollicitatie: UUID,
    soort: Stapsoort,
    datum: date,
    uitkomst: Stapuitkomst,
    toelichting: str | None,
    beller: Caller,
    nu: datetime,
) -> Stap:
    """Store a step of selection."""
    row = Stap(
        id=uuid4(),
        sollicitatie_id=sollicitatie,
        soort=soort.value,
        datum=datum,
        uitkomst=uitkomst.value,
        toelichting=toelichting,
        gebruiker=beller.gebruiker,
        op=nu,
        versie=1,
    )
    tx.add(row)
    tx.flush()
    return row


def update_stap(
    tx: Session, row: Stap, gegeven: dict[str, object], beller: Caller, nu: datetime
) -> None:
    """Store what changed of a step."""
    for naam, waarde in gegeven.items():
        setattr(row, naam, waarde)
    row.gebruiker = beller.gebruiker
    row.op = nu
    row.versie += 1
    tx.flush()


def set_status(
    tx: Session,
    sollicitatie: Dossier,
    naar: Sollicitatiestatus,
    partij: Partij,
    beller: Caller,
    nu: datetime,
    reden: str | None = None,
    redencode: Afwijsgrond | None = None,
) -> None:
    """Go to another status and log who did it; the reason stands apart.

    Whoever does not come after all was hired by nobody: a hire on a pool place is taken back.
    """
    id, van = sollicitatie.kandidaat.sollicitatie, sollicitatie.kandidaat.status
    if van is Sollicitatiestatus.AANGENOMEN:
        functiedelingen.neem_terug(tx, id, nu)
    tx.execute(
        update(Sollicitatie)
        .where(Sollicitatie.id == id)
        .values(status=naar.value, versie=Sollicitatie.versie + 1)
    )
    _log(tx, id, van, naar, partij, beller, nu, reden, redencode)


def meld(
    tx: Session, type: str, sollicitatie: UUID, vacature: vacatureregels.Vacature, nu: datetime
) -> None:
    """Tell the recruiters who may see the application, and nobody else."""
    zienden = functiedelingen.zienden(tx, vacature, sollicitatie)
    werver = {vacature.werver} if vacature.werver else set()
    publiek = events.Publiek(
        organisaties=zienden | mandaten.gemachtigden(tx, zienden, nu) | werver,
        rollen=vacatureregels.RECRUITERROLLEN,
    )
    dataref = f"{vacatures.BASE_PATH}/sollicitaties/{sollicitatie}"
    events.record(tx, type, sollicitatie, publiek, nu, dataref)


def bericht(tx: Session, sollicitatie: Dossier, tekst: tuple[str, str], feit: str) -> None:
    """Tell the applicant; `feit` names what happened, so that nobody hears it twice."""
    if sollicitatie.is_bereikbaar:
        id = sollicitatie.kandidaat.sollicitatie
        berichten.record(tx, sollicitatie.medewerker, *tekst, sleutel=f"sollicitatie:{id}:{feit}")


def _log(
    tx: Session,
    id: UUID,
    van: Sollicitatiestatus | None,
    naar: Sollicitatiestatus,
    partij: Partij,
    beller: Caller,
    nu: datetime,
    reden: str | None = None,
    redencode: Afwijsgrond | None = None,
) -> None:
    row = Sollicitatielog(
        sollicitatie_id=id,
        van=van.value if van else None,
        naar=naar.value,
        op=nu,
        partij=partij.value,
        client=beller.client,
        gebruiker=beller.gebruiker,
        redencode=redencode.value if redencode else None,
    )
    tx.add(row)
    tx.flush()
    if reden:
        tx.add(Toelichting(log_nr=row.nr, reden=reden))
