"""For whom an organisation may deliver; each identity is fetched once from the gateway."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import httpx2
from sqlalchemy import ARRAY, Text, any_, func, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.vacatures.aanlevering import rules
from services.vacatures.aanlevering.tables import Organisatie
from services.vacatures.profiel.tables import Organisatiefeit
from shared.http import Peer


def list_werkgevers(
    tx: Session, gateway: Peer, eigen: str, mandaten: Collection[str]
) -> list[rules.Werkgeverfeiten]:
    """Whom this organisation may deliver for, itself first.

    Error: httpx2.HTTPError when one is not known here yet and the gateway is away.
    """
    wanted = [eigen, *sorted(set(mandaten) - {eigen})]
    known = {feiten.oin: feiten for feiten in _bekend(tx, wanted)}
    nieuw = {oin: _fetch(gateway, oin) for oin in wanted if oin not in known}
    for oin in sorted(nieuw):  # in order, or two with each other's mandate wait for each other
        known[oin] = _bewaar(tx, oin, nieuw[oin])
    return [known[oin] for oin in wanted]


def houd_op_volgorde(tx: Session, oins: Collection[str]) -> None:
    """From here deliveries by or for one of these organisations go one by one.

    Also those of two who both deliver for one employer: each would not see what the other adds.
    """
    for oin in sorted(set(oins)):
        tx.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(oin, 0))))


def _bekend(tx: Session, oins: Sequence[str]) -> Iterator[rules.Werkgeverfeiten]:
    """Who was here before, under the name of today: the copy of the register is kept fresh."""
    wanted = Organisatie.oin == any_(literal(list(oins), ARRAY(Text)))
    vers = Organisatiefeit.oin == Organisatie.oin
    query = select(Organisatie, Organisatiefeit).outerjoin(Organisatiefeit, vers).where(wanted)
    for row, feit in tx.execute(query):
        naam = feit.naam if feit is not None and feit.naam else row.naam
        yield rules.Werkgeverfeiten(row.oin, row.tooi, naam)


def _bewaar(tx: Session, oin: str, feiten: Mapping[str, Any]) -> rules.Werkgeverfeiten:
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
