"""What the routes of pool ask the gateway, and who may learn what."""

from contextlib import suppress
from typing import Annotated, Any
from uuid import UUID

import httpx2
from fastapi import Depends, Request
from sqlalchemy.orm import Session

from services.pool.flexpool import rules, storage
from shared import events
from shared.caller import Caller
from shared.http import Peer


def _gateway(request: Request) -> Peer:
    peer: Peer = request.app.state.gateway
    return peer


Gateway = Annotated[Peer, Depends(_gateway)]


def convenant(tx: Session, gateway: Peer, beller: Caller, verband: UUID) -> dict[str, Any] | None:
    """The convenant now in force for the caller. Error: httpx2.HTTPError."""
    versies = [lid.convenant for lid in beller.verbanden if lid.verband == verband]
    return storage.get_convenant(tx, gateway, verband, versies[0]) if versies else None


def catalogus(tx: Session, gateway: Peer, beller: Caller, verband: UUID | None) -> dict[str, str]:
    """Code and name of the verband's functions; empty when it has none or the gateway is away."""
    with suppress(httpx2.HTTPError):
        tekst = convenant(tx, gateway, beller, verband) if verband else None
        return {een["code"]: een["naam"] for een in (tekst or {}).get("functies", [])}
    return {}


def esco(tx: Session, gateway: Peer, beller: Caller, verband: UUID | None) -> dict[str, str]:
    """Code and occupation in ESCO of the functions that have one in the catalogue."""
    with suppress(httpx2.HTTPError):
        tekst = convenant(tx, gateway, beller, verband) if verband else None
        functies = (tekst or {}).get("functies", [])
        return {een["code"]: een["escoUri"] for een in functies if een.get("escoUri")}
    return {}


def werkt_elders(gateway: Peer, medewerker: UUID, organisatie: str) -> bool:
    """Whether the gateway knows this employee as somebody else's; False when it is away."""
    with suppress(httpx2.HTTPError):
        bij = gateway.get(f"/intern/medewerkers/{medewerker}").get("organisatie")
        return bij is not None and bij != organisatie
    return False


def publiek(pool: UUID, *organisaties: str, personen: bool = False) -> events.Publiek:
    """Staff of the verband and of the organisations involved."""
    rollen = rules.PLANNERS if personen else rules.PLANNERS | rules.MEEKIJKERS
    return events.Publiek(
        organisaties=frozenset(organisaties), verbanden=frozenset({pool}), rollen=rollen
    )
