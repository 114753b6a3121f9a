"""Consents, from rows to facts and back; every reading of data on consent asks here."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Select,
    Uuid,
    any_,
    exists,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from services.vacatures.toestemming import rules
from services.vacatures.toestemming.rules import Gegevensdeel, Toestemmingsdoel
from services.vacatures.toestemming.tables import (
    Afscherming,
    Ontvanger,
    Toestemming,
    Toestemminglog,
)
from shared import berichten, events, jobs
from shared.caller import Caller

BASE_PATH = "/vacatures/v1"
WISSEN = "wis_voorbij"
ROLLEN = frozenset({"recruiter", "hr_adviseur"})
Column = InstrumentedAttribute[Any]  # of a table of another room


# ---- reading ------------------------------------------------------------------------------------
def get_toestemming(
    tx: Session, id: UUID, *, lock: bool = False, share: bool = False
) -> rules.Toestemming | None:
    """One consent. `share`: it cannot be withdrawn until this transaction has answered."""
    found = list_toestemmingen(tx, [id], lock=lock, share=share)
    return found.get(id)


def list_toestemmingen(
    tx: Session, ids: Collection[UUID], *, lock: bool = False, share: bool = False
) -> dict[UUID, rules.Toestemming]:
    """Several consents by id, in two queries."""
    if not ids:
        return {}
    query = select(Toestemming).where(Toestemming.id.in_(ids)).order_by(Toestemming.id)
    if lock or share:
        query = query.with_for_update(read=share)
    return {een.id: een for een in _facts(tx, query)}


def list_van_persoon(
    tx: Session, persoon: UUID, offset: int, limit: int
) -> tuple[list[rules.Toestemming], int]:
    """One person's own consents, the newest first, and how many there are."""
    own = Toestemming.persoon == persoon
    count = tx.scalar(select(func.count()).where(own)) or 0
    newest = select(Toestemming).where(own).order_by(Toestemming.gegeven_op.desc(), Toestemming.id)
    return _facts(tx, newest.offset(offset).limit(limit)), count


def list_geldig(
    tx: Session,
    personen: Collection[UUID],
    doel: Toestemmingsdoel,
    nu: datetime,
    *,
    share: bool = False,
) -> list[rules.Toestemming]:
    """The consents for one purpose that stand now, of these persons; `share` as above."""
    if not personen:
        return []
    query = select(Toestemming).where(
        Toestemming.persoon.in_(personen), Toestemming.doel == doel, *_stands(nu)
    )
    query = query.order_by(Toestemming.id)
    return _facts(tx, query.with_for_update(read=True) if share else query)


def verwezen_naar(tx: Session, persoon: UUID, nu: datetime) -> frozenset[str]:
    """OINs to which this person is referred now: with consent, and not hidden from them."""
    hidden = select(Afscherming.organisatie).where(Afscherming.persoon == persoon)
    query = (
        select(Ontvanger.organisatie)
        .join(Toestemming, Toestemming.id == Ontvanger.toestemming_id)
        .where(Toestemming.persoon == persoon, *_stands(nu))
        .where(Toestemming.doel == Toestemmingsdoel.DOORVERWIJZING)
        .where(Ontvanger.organisatie.not_in(hidden))
    )
    return frozenset(tx.scalars(query))


def geldt_voor(
    toestemming: Column, persoon: Column, ontvanger: str, nu: datetime
) -> ColumnElement[bool]:
    """rules.geldt_voor, in SQL: for a query of another room with the consent's id in a column."""
    hidden = exists().where(Afscherming.persoon == persoon, Afscherming.organisatie == ontvanger)
    receives = exists().where(
        Ontvanger.toestemming_id == Toestemming.id, Ontvanger.organisatie == ontvanger
    )
    return exists().where(Toestemming.id == toestemming, receives, *_stands(nu)) & ~hidden


def noemt(
    persoon: Column, doel: Toestemmingsdoel, organisaties: Collection[str], nu: datetime
) -> ColumnElement[bool]:
    """Whether the person in this column gave one of these organisations such a consent, in SQL."""
    receives = exists().where(
        Ontvanger.toestemming_id == Toestemming.id, Ontvanger.organisatie.in_(organisaties)
    )
    given = exists().where(Toestemming.persoon == persoon, Toestemming.doel == doel)
    return given.where(receives, *_stands(nu))


def geeindigd(toestemming: Column, voor: datetime) -> ColumnElement[bool]:
    """Whether the consent in this column ended before a moment."""
    ended = func.least(Toestemming.ingetrokken_op, Toestemming.tot) < voor
    return exists().where(Toestemming.id == toestemming, ended)


def _stands(nu: datetime) -> list[Any]:
    """rules.status_op is GELDIG, in SQL."""
    return [Toestemming.ingetrokken_op.is_(None), Toestemming.tot > nu]


def _facts(tx: Session, query: Select[Toestemming]) -> list[rules.Toestemming]:
    rows = tx.scalars(query.execution_options(populate_existing=True)).all()
    ids = [row.id for row in rows]
    # An array, so that nothing found asks the same as something that is hidden afterwards.
    receivers = select(Ontvanger).where(Ontvanger.toestemming_id == any_(literal(ids, ARRAY(Uuid))))
    per_id: dict[UUID, list[rules.Ontvanger]] = {id: [] for id in ids}
    days = {row.id: row.wistermijn_dagen for row in rows}
    for one in tx.scalars(
        receivers.order_by(Ontvanger.organisatie).execution_options(populate_existing=True)
    ):
        per_id[one.toestemming_id].append(to_ontvanger(one, days[one.toestemming_id]))
    return [_to_facts(row, per_id[row.id]) for row in rows]


def _to_facts(row: Toestemming, ontvangers: Iterable[rules.Ontvanger]) -> rules.Toestemming:
    return rules.Toestemming(
        id=row.id,
        persoon=row.persoon,
        doel=Toestemmingsdoel(row.doel),
        gegevens=frozenset(Gegevensdeel(deel) for deel in row.gegevens),
        gegeven_op=row.gegeven_op,
        eind_datum=row.eind_datum,
        tot=row.tot,
        ingetrokken_op=row.ingetrokken_op,
        onderwerp=row.onderwerp,
        versie=row.versie,
        wistermijn_dagen=row.wistermijn_dagen,
        gevraagd_door=row.gevraagd_door,
        ontvangers=tuple(ontvangers),
    )


def to_ontvanger(row: Ontvanger, wistermijn_dagen: int) -> rules.Ontvanger:
    """What the rules know of a receiver; the term to erase is of its consent."""
    return rules.Ontvanger(
        row.id,
        row.organisatie,
        row.wissen_gevraagd_op,
        row.wissen_bevestigd_op,
        wistermijn_dagen,
    )


# ---- giving and withdrawing ---------------------------------------------------------------------
def add_toestemming(
    tx: Session,
    persoon: UUID,
    doel: Toestemmingsdoel,
    ontvangers: Sequence[str],
    gegevens: Sequence[Gegevensdeel],
    eind_datum: date,
    beller: Caller,
    nu: datetime,
    *,
    wistermijn_dagen: int,
    onderwerp: UUID | None = None,
    gevraagd_door: str | None = None,
) -> UUID:
    """Store a consent; the route has asked `rules.fouten` and that the person gives it."""
    id = uuid4()
    row = Toestemming(
        id=id,
        persoon=persoon,
        doel=doel.value,
        gegevens=sorted(deel.value for deel in gegevens),
        gegeven_op=nu,
        eind_datum=eind_datum,
        tot=rules.einde_dag(eind_datum),
        gevraagd_door=gevraagd_door,
        onderwerp=onderwerp,
        wistermijn_dagen=wistermijn_dagen,
    )
    tx.add(row)
    tx.flush()
    tx.execute(insert(Ontvanger), [{"toestemming_id": id, "organisatie": o} for o in ontvangers])
    log(tx, id, "gegeven", beller, nu)
    return id


def trek_in(tx: Session, toestemming: rules.Toestemming, beller: Caller, nu: datetime) -> None:
    """Withdraw a locked consent: it counts for nothing from the commit on; receivers must erase."""
    asked_by = tx.scalar(
        update(Toestemming)
        .where(Toestemming.id == toestemming.id)
        .values(ingetrokken_op=nu, versie=Toestemming.versie + 1)
        .returning(Toestemming.gevraagd_door)
    )
    log(tx, toestemming.id, "ingetrokken", beller, nu)
    if asked_by and toestemming.onderwerp:
        _meld_verwijzer(tx, asked_by, toestemming.onderwerp, nu)
    vraag_wissen(tx, toestemming, nu, beller)
    if toestemming.doel is Toestemmingsdoel.LANGER_BEWAREN:
        jobs.defer(tx, WISSEN)  # what stayed by this consent alone does not wait for the night


def trek_alles_in(tx: Session, persoon: UUID, beller: Caller, nu: datetime) -> int:
    """Withdraw every consent of a person that stands; how many there were."""
    query = select(Toestemming).where(Toestemming.persoon == persoon, *_stands(nu))
    found = _facts(tx, query.order_by(Toestemming.id).with_for_update())
    for een in found:
        trek_in(tx, een, beller, nu)
    return len(found)


def trek_onderwerp_in(
    tx: Session, persoon: UUID, onderwerp: UUID, beller: Caller, nu: datetime
) -> None:
    """Withdraw what a person gave for one thing alone, because that thing is gone."""
    query = select(Toestemming).where(
        Toestemming.persoon == persoon, Toestemming.onderwerp == onderwerp, *_stands(nu)
    )
    for een in _facts(tx, query.order_by(Toestemming.id).with_for_update()):
        trek_in(tx, een, beller, nu)


def _meld_verwijzer(tx: Session, verwijzer: str, doorverwijzing: UUID, nu: datetime) -> None:
    """Who asked for the consent hears that it is gone."""
    dataref = f"{BASE_PATH}/doorverwijzingen/{doorverwijzing}"
    publiek = events.Publiek(organisaties=frozenset({verwijzer}), rollen=ROLLEN)
    events.record(tx, "doorverwijzing-ingetrokken", doorverwijzing, publiek, nu, dataref)
    berichten.record(
        tx,
        verwijzer,
        "Een doorverwijzing is gestopt",
        f"De kandidaat trok de toestemming voor doorverwijzing {doorverwijzing} in.",
        sleutel=f"doorverwijzing-ingetrokken:{doorverwijzing}",
    )


def vraag_wissen(
    tx: Session, toestemming: rules.Toestemming, nu: datetime, beller: Caller | None = None
) -> None:
    """Ask every receiver to erase its copies and to say so."""
    asked = (
        update(Ontvanger)
        .where(Ontvanger.toestemming_id == toestemming.id, Ontvanger.wissen_gevraagd_op.is_(None))
        .values(wissen_gevraagd_op=nu)
        .returning(Ontvanger)
    )
    rows = tx.scalars(asked.execution_options(populate_existing=True)).all()
    late = rules.uiterlijk(nu, toestemming.wistermijn_dagen)
    for row in rows:
        log(tx, toestemming.id, "wissen-gevraagd", beller, nu, row.organisatie)
        dataref = f"{BASE_PATH}/wisverzoeken/{row.id}"
        publiek = events.Publiek(organisaties=frozenset({row.organisatie}), rollen=ROLLEN)
        events.record(tx, "wissen-gevraagd", row.id, publiek, nu, dataref)
        berichten.record(
            tx,
            row.organisatie,
            "Wis de gegevens van een kandidaat",
            "Een toestemming waarop u gegevens van een kandidaat kreeg, geldt niet meer."
            f" Wis uw kopieën en bevestig dat uiterlijk {dag(late)}"
            f" bij wisverzoek {row.id}.",
            sleutel=f"wissen-gevraagd:{row.id}",
        )


def log(
    tx: Session,
    id: UUID,
    wat: str,
    beller: Caller | None,
    nu: datetime,
    organisatie: str | None = None,
) -> None:
    """Append to the log; `beller` None means: by the clock."""
    row = {
        "toestemming_id": id,
        "wat": wat,
        "organisatie": organisatie,
        "op": nu,
        "client": beller.client if beller else None,
        "gebruiker": beller.gebruiker if beller else None,
    }
    tx.execute(insert(Toestemminglog), [row])


def dag(moment: datetime) -> str:
    """The day of a moment in the Netherlands, as it is written in a message."""
    return rules.in_woorden(moment.astimezone(rules.AMSTERDAM).date())
