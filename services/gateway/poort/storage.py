"""The facts behind an access token, as they are now: not as they were when it was given."""

from collections.abc import Hashable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.gateway.convenant import storage as convenanten
from services.gateway.medewerker import storage as medewerkers
from services.gateway.poort.tables import Tempo
from services.gateway.toegang import rules as toegang
from services.gateway.toegang import storage as clients
from services.gateway.toegang.ingang import UITGEVER
from services.gateway.toegang.storage import inloglinks
from shared import kalender
from shared.caller import Caller, Verbandlid

Toegelaten = tuple[Hashable, ...]


def sleutel(claims: Mapping[str, Any], vandaag: date) -> Toegelaten:
    """Everything that `admit` reads of a token, and the day: who is admitted follows from it."""
    named = ("client_id", "scope", "organisatie", "medewerker", "apitoken")
    return (vandaag, *(claims.get(name) for name in named))


def admit(tx: Session, claims: Mapping[str, Any], vandaag: date) -> Caller | None:
    """Who shows this checked access token; None: it is good for nothing any more.

    `vandaag`: by the business clock.
    """
    client_id = str(claims["client_id"])
    scopes = frozenset(str(claims["scope"] or "").split())
    if client_id == toegang.PLATFORMBEHEER:
        rollen = frozenset({toegang.Rol.PLATFORMBEHEERDER.value})
        return Caller(client=client_id, rollen=rollen, scopes=scopes)
    if client_id in toegang.EIGEN:
        return _person(tx, claims, client_id, scopes, vandaag)
    oin, client = _of_whom(tx, claims)
    if oin is None and client is None:
        return None
    caller = Caller(
        client=client_id,
        organisatie=oin,
        verbanden=_verbanden(tx, oin, vandaag) if oin else (),
    )
    if "medewerker" not in claims:
        assert client is not None  # without one an issuer speaks for employees only
        own = frozenset(client.scopes)
        rights = own if claims["scope"] is None else scopes & own
        rollen = frozenset() if claims.get("apitoken") else frozenset(client.rollen)
        return replace(caller, rollen=rollen, scopes=rights)
    person = UUID(str(claims["medewerker"]))
    facts = medewerkers.caller_facts(tx, person, vandaag)
    if facts is None:  # erased since the token was given
        return None
    return replace(
        caller,
        medewerker=person,
        rollen=frozenset({toegang.Rol.MEDEWERKER.value}),
        scopes=scopes & toegang.MEDEWERKER_SCOPES,
        herplaatsing=facts.herplaatsing,
        vast_contract=facts.vast_contract,
    )


def namens(caller: Caller, gebruiker: str | None) -> Caller:
    """The caller with the acting user that a machine declares; a person is the user itself."""
    if gebruiker is None or caller.client is None or caller.medewerker is not None:
        return caller
    return replace(caller, gebruiker=gebruiker)


def _verbanden(tx: Session, oin: str, vandaag: date) -> tuple[Verbandlid, ...]:
    leden = convenanten.verbanden_of(tx, oin, vandaag)
    return tuple(Verbandlid(een.verband, een.convenant, een.modules) for een in leden)


def _of_whom(tx: Session, claims: Mapping[str, Any]) -> tuple[str | None, clients.Client | None]:
    """Organisation and registered client of a token; both None: good for nothing any more.

    An issuer that an organisation brings speaks for its employees without a client of ours, and
    as a client only for one of its own.
    """
    client_id, oin = str(claims["client_id"]), claims.get("organisatie")
    if client_id.startswith(UITGEVER):
        return oin, None
    client = clients.get_client(tx, client_id)
    if client is None or not client.actief or oin not in (None, client.organisatie):
        return None, None
    return client.organisatie, client


def _person(
    tx: Session, claims: Mapping[str, Any], client_id: str, scopes: frozenset[str], vandaag: date
) -> Caller | None:
    """Somebody with an own login; None: erased since the token was given."""
    person = inloglinks.person(tx, UUID(str(claims["medewerker"])))
    if person is None:
        return None
    caller = Caller(
        client=client_id, medewerker=person.id, scopes=scopes & toegang.scopes_van(person)
    )
    facts = medewerkers.caller_facts(tx, person.id, vandaag)
    if person.organisatie is None or facts is None:
        return caller
    return replace(
        caller,
        organisatie=person.organisatie,
        verbanden=_verbanden(tx, person.organisatie, vandaag),
        rollen=frozenset({toegang.Rol.MEDEWERKER.value}),
        herplaatsing=facts.herplaatsing,
        vast_contract=facts.vast_contract,
    )


def as_own(tx: Session, id: UUID) -> Caller | None:
    """The facts of a person as the own login would bring them in now; None: nobody we know."""
    vandaag = dag(clients.get_verschuiving(tx))
    return _person(tx, {"medewerker": str(id)}, toegang.EIGEN_INLOG, frozenset(), vandaag)


def dag(verschuiving: int) -> date:
    """The day by the business clock, which is so many seconds ahead."""
    return kalender.dag(datetime.now(UTC) + timedelta(seconds=verschuiving))


def tel(tx: Session, erbij: Mapping[str, int]) -> dict[str, int]:
    """Add to the counts; what each is now, by key."""
    keys = sorted(erbij)  # in one order, so that two processes never wait for each other
    waarden = [{"sleutel": key, "aantal": erbij[key], "op": func.now()} for key in keys]
    rows = insert(Tempo).values(waarden)
    samen = {"aantal": Tempo.aantal + rows.excluded.aantal, "op": func.now()}
    geteld = rows.on_conflict_do_update(index_elements=[Tempo.sleutel], set_=samen)
    terug = tx.execute(geteld.returning(Tempo.sleutel, Tempo.aantal))
    return {sleutel: aantal for sleutel, aantal in terug}  # noqa: C416 (rows are no pairs)


def ruim_tempo_op(tx: Session) -> None:
    """Forget the counts of windows that are long over."""
    tx.execute(delete(Tempo).where(Tempo.op < func.now() - timedelta(days=1)))
