"""Every change of a referral, with its line in the log and who is told."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from services.vacatures.convenant.rules import Convenant
from services.vacatures.doorverwijzing import rules
from services.vacatures.doorverwijzing.rules import Aanleiding, Antwoord, Besluit
from services.vacatures.doorverwijzing.tables import (
    Bestemming,
    Doorverwijzing,
    Doorverwijzinglog,
    Pauze,
)
from services.vacatures.toestemming import storage as toestemmingen
from shared import berichten, events
from shared.caller import Caller


def add_voorstel(
    tx: Session,
    persoon: UUID,
    aanleiding: Aanleiding,
    verwijzer: str | None,
    partners: Mapping[str, UUID],
    afspraken: Convenant,
    beller: Caller,
    nu: datetime,
    *,
    sollicitatie: UUID | None = None,
    toelichting: str | None = None,
) -> UUID:
    """Store a proposal to these receivers (with the verband they share); nothing travels yet."""
    late = nu - func.make_interval(0, 0, 0, 0, 24 * Doorverwijzing.voorstel_dagen)
    tx.execute(
        update(Doorverwijzing)
        .where(Doorverwijzing.persoon == persoon, Doorverwijzing.verwijzer == verwijzer)
        .where(Doorverwijzing.besluit == Besluit.VOORGESTELD)
        .where(Doorverwijzing.voorgesteld_op <= late)
        .values(besluit=Besluit.VERVALLEN.value)
    )
    row = Doorverwijzing(
        id=uuid4(),
        persoon=persoon,
        aanleiding=aanleiding.value,
        verwijzer=verwijzer,
        sollicitatie_id=sollicitatie,
        besluit=Besluit.VOORGESTELD.value,
        voorgesteld_op=nu,
        maximum_maanden=afspraken.doorverwijzing_maximum_maanden,
        voorstel_dagen=afspraken.doorverwijzing_voorstel_dagen,
        wistermijn_dagen=afspraken.wistermijn_dagen,
        toelichting=toelichting,
    )
    tx.add(row)
    tx.flush()
    rows = [
        {"doorverwijzing_id": row.id, "organisatie": o, "verband": v, "toegestaan": False}
        for o, v in partners.items()
    ]
    tx.execute(insert(Bestemming), rows)
    _log(tx, row.id, "voorgesteld", beller, nu, verwijzer)
    return row.id


def vraag_persoon(tx: Session, doorverwijzing: rules.Doorverwijzing, nu: datetime) -> None:
    """Tell the person that there is a question, and the referring organisation that it was put."""
    berichten.record(
        tx,
        doorverwijzing.persoon,
        "Mogen wij u doorverwijzen?",
        "Een organisatie wil u onder de aandacht brengen van andere werkgevers. Dat gebeurt alleen"
        " als u het goed vindt: u kiest zelf welke werkgevers, welke gegevens en tot wanneer."
        " Log in om het voorstel te lezen. Doet u niets, dan vervalt het na"
        f" {doorverwijzing.voorstel_dagen} dagen.",
        sleutel=f"doorverwijzing-voorgesteld:{doorverwijzing.id}",
    )
    if doorverwijzing.verwijzer:
        meld(tx, "doorverwijzing-voorgesteld", doorverwijzing.id, {doorverwijzing.verwijzer}, nu)


def sta_toe(
    tx: Session,
    doorverwijzing: rules.Doorverwijzing,
    toestemming: UUID,
    ontvangers: Sequence[str],
    motivatie: str | None,
    beller: Caller,
    nu: datetime,
) -> None:
    """The person agreed: from the commit on these receivers see what was agreed."""
    id = doorverwijzing.id
    tx.execute(
        update(Doorverwijzing)
        .where(Doorverwijzing.id == id)
        .values(
            besluit=Besluit.TOEGESTAAN.value,
            toestemming_id=toestemming,
            motivatie=motivatie,
            werkgever=beller.organisatie,
            vast_contract=beller.vast_contract,
            versie=Doorverwijzing.versie + 1,
        )
    )
    chosen = Bestemming.organisatie.in_(ontvangers)
    of_this = update(Bestemming).where(Bestemming.doorverwijzing_id == id, chosen)
    tx.execute(of_this.values(toegestaan=True))
    _log(tx, id, "toegestaan", beller, nu)
    parties = {*ontvangers} | ({doorverwijzing.verwijzer} if doorverwijzing.verwijzer else set())
    meld(tx, "doorverwijzing-toegestaan", id, parties, nu)
    _bericht_gaat_door(tx, doorverwijzing, ontvangers)


def _bericht_gaat_door(
    tx: Session, doorverwijzing: rules.Doorverwijzing, ontvangers: Sequence[str]
) -> None:
    id = doorverwijzing.id
    for oin in ontvangers:
        berichten.record(
            tx,
            oin,
            "Een kandidaat is naar u doorverwezen",
            f"Bij doorverwijzing {id} staat wat u mag inzien en tot wanneer. Geef daar ook uw"
            " antwoord.",
            sleutel=f"doorverwijzing-toegestaan:{id}:{oin}",
        )
    if doorverwijzing.verwijzer:
        berichten.record(
            tx,
            doorverwijzing.verwijzer,
            "Een doorverwijzing gaat door",
            f"De kandidaat stemt in met doorverwijzing {id}.",
            sleutel=f"doorverwijzing-gaat-door:{id}",
        )


def set_besluit(
    tx: Session,
    doorverwijzing: rules.Doorverwijzing,
    besluit: Besluit,
    beller: Caller,
    nu: datetime,
) -> None:
    """The person refuses, or the referring organisation takes the proposal back."""
    tx.execute(
        update(Doorverwijzing)
        .where(Doorverwijzing.id == doorverwijzing.id)
        .values(besluit=besluit.value, versie=Doorverwijzing.versie + 1)
    )
    _log(tx, doorverwijzing.id, besluit.value, beller, nu)
    if doorverwijzing.verwijzer:
        type = f"doorverwijzing-{besluit}"
        meld(tx, type, doorverwijzing.id, {doorverwijzing.verwijzer}, nu)
    if besluit is Besluit.GEWEIGERD and doorverwijzing.verwijzer:
        berichten.record(
            tx,
            doorverwijzing.verwijzer,
            "Een doorverwijzing gaat niet door",
            f"De kandidaat gaat niet in op doorverwijzing {doorverwijzing.id}. Er is niets"
            " doorgegeven; een reden hoeft de kandidaat niet te geven.",
            sleutel=f"doorverwijzing-geweigerd:{doorverwijzing.id}",
        )
    if besluit is Besluit.TERUGGENOMEN:
        berichten.record(
            tx,
            doorverwijzing.persoon,
            "Een voorstel om u door te verwijzen is teruggenomen",
            "U hoeft niets te doen. Er is niets van u doorgegeven.",
            sleutel=f"doorverwijzing-teruggenomen:{doorverwijzing.id}",
        )


def set_antwoord(
    tx: Session,
    doorverwijzing: rules.Doorverwijzing,
    organisatie: str,
    antwoord: Antwoord,
    reden: str | None,
    beller: Caller,
    nu: datetime,
) -> None:
    """Store what a receiver says; the person and the referring organisation hear of it."""
    id = doorverwijzing.id
    tx.execute(
        update(Bestemming)
        .where(Bestemming.doorverwijzing_id == id, Bestemming.organisatie == organisatie)
        .values(antwoord=antwoord.value, antwoord_op=nu, reden=reden)
    )
    bumped = update(Doorverwijzing).where(Doorverwijzing.id == id)
    tx.execute(bumped.values(versie=Doorverwijzing.versie + 1))
    _log(tx, id, antwoord.value, beller, nu, organisatie)
    parties = {organisatie} | ({doorverwijzing.verwijzer} if doorverwijzing.verwijzer else set())
    meld(tx, "doorverwijzing-beantwoord", id, parties, nu)
    berichten.record(
        tx,
        doorverwijzing.persoon,
        "Antwoord op uw doorverwijzing",
        "Een organisatie waarnaar u bent doorverwezen, heeft geantwoord."
        " Log in om het antwoord te lezen.",
        sleutel=f"doorverwijzing-beantwoord:{id}:{organisatie}:{antwoord}",
    )
    if doorverwijzing.verwijzer and antwoord is not Antwoord.BEKEKEN:
        berichten.record(
            tx,
            doorverwijzing.verwijzer,
            "Antwoord op een doorverwijzing",
            f"Bij doorverwijzing {id} staat een nieuw antwoord.",
            sleutel=f"doorverwijzing-beantwoord:{id}:{organisatie}:{antwoord}:verwijzer",
        )


def lock_pauze(tx: Session, wie: UUID | str) -> None:
    """One change of this pause at a time, also while there is none."""
    key = func.hashtext(func.concat(func.current_schema(), ".pauze.", str(wie)))
    tx.execute(select(func.pg_advisory_xact_lock(key)))


def set_pauze(tx: Session, wie: UUID | str, tot_datum: date | None, nu: datetime) -> None:
    """Take no new referrals until and including a day, or until told otherwise."""
    values = {"sinds": nu, "tot_datum": tot_datum}
    row = upsert(Pauze).values(wie=str(wie), **values)
    tx.execute(row.on_conflict_do_update(index_elements=[Pauze.wie], set_=values))


def delete_pauze(tx: Session, wie: UUID | str) -> None:
    """Take new referrals again."""
    tx.execute(delete(Pauze).where(Pauze.wie == str(wie)))


def meld(tx: Session, type: str, id: UUID, organisaties: Collection[str], nu: datetime) -> None:
    """Tell the recruiters of these organisations, all of which may see the referral."""
    publiek = events.Publiek(organisaties=frozenset(organisaties), rollen=toestemmingen.ROLLEN)
    dataref = f"{toestemmingen.BASE_PATH}/doorverwijzingen/{id}"
    events.record(tx, type, id, publiek, nu, dataref)


def _log(
    tx: Session,
    id: UUID,
    wat: str,
    beller: Caller,
    nu: datetime,
    organisatie: str | None = None,
) -> None:
    row = {
        "doorverwijzing_id": id,
        "wat": wat,
        "organisatie": organisatie,
        "op": nu,
        "client": beller.client,
        "gebruiker": beller.gebruiker,
    }
    tx.execute(insert(Doorverwijzinglog), [row])
