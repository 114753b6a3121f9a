"""For whom an organisation may deliver; each identity is fetched once from the gateway."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import httpx2
from sqlalchemy import ARRAY, Select, Text, any_, func, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.vacatures.aanlevering import rules
from services.vacatures.aanlevering.tables import Organisatie
from shared.http import Peer


def list_werkgevers(
    tx: Session, gateway: Peer, eigen: str, mandaten: Collection[str]
) -> list[rules.Werkgeverfeiten]:
    """Whom this organisation may deliver for, itself first; its deliveries go one by one from here.

    Error: httpx2.HTTPError when one is not known here yet and the gateway is away.
    """
    tx.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(eigen, 0))))
    wanted = [eigen, *sorted(set(mandaten) - {eigen})]
    known = {row.oin: row for row in tx.scalars(_organisaties(wanted))}
    return [_werkgever(tx, gateway, oin, known.get(oin)) for oin in wanted]


def _organisaties(oins: Sequence[str]) -> Select[Organisatie]:
    return select(Organisatie).where(Organisatie.oin == any_(literal(list(oins), ARRAY(Text))))


def _werkgever(
    tx: Session, gateway: Peer, oin: str, row: Organisatie | None
) -> rules.Werkgeverfeiten:
    if row is not None:
        return rules.Werkgeverfeiten(row.oin, row.tooi, row.naam)
    feiten = _fetch(gateway, oin)
    if feiten.get("tooi") is not None:
        values = {"oin": oin, "tooi": feiten["tooi"], "naam": feiten.get("naam")}
        tx.execute(insert(Organisatie).values(values).on_conflict_do_nothing())
    return rules.Werkgeverfeiten(oin, feiten.get("tooi"), feiten.get("naam"))


def _fetch(gateway: Peer, oin: str) -> Mapping[str, Any]:
    try:
        feiten: Mapping[str, Any] = gateway.get(f"/intern/organisaties/{oin}")
    except httpx2.HTTPStatusError as error:
        if error.response.status_code == 404:
            return {}
        raise
    return feiten
