"""Convenant versions: kept here once fetched, for they never change."""

from collections.abc import Collection
from uuid import UUID

import httpx2
from sqlalchemy import select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.vacatures.convenant import rules
from services.vacatures.convenant.tables import Convenant
from shared.caller import Caller
from shared.http import Peer


def get_convenant(tx: Session, gateway: Peer, verband: UUID, versie: int) -> rules.Convenant | None:
    """One version of a convenant, or None when there is none. Error: httpx2.HTTPError."""
    if row := tx.get(Convenant, (verband, versie)):
        return rules.lees(row.inhoud)
    try:
        inhoud = gateway.get(f"/intern/convenanten/{verband}/{versie}")
    except httpx2.HTTPStatusError as error:
        if error.response.status_code == 404:
            return None
        raise
    convenant = rules.lees(inhoud)
    values = {"verband": verband, "versie": versie, "inhoud": inhoud}
    tx.execute(insert(Convenant).values(values).on_conflict_do_nothing())
    return convenant


def versies_van(gateway: Peer, beller: Caller, werkgever: str) -> dict[UUID, int]:
    """Version of the convenant in force per verband of an employer. Error: httpx2.HTTPError.

    Of the caller's own organisation the token tells; of another the gateway is asked.
    """
    if beller.organisatie == werkgever:
        return {lid.verband: lid.convenant for lid in beller.verbanden}
    deelname = gateway.get(f"/intern/deelnames/{werkgever}")
    return {UUID(lid["verband"]): int(lid["convenant"]) for lid in deelname["verbanden"]}


def van_beller(tx: Session, gateway: Peer, beller: Caller) -> list[rules.Convenant]:
    """The convenanten in force of the caller's verbanden. Error: httpx2.HTTPError.

    For one value of each setting: `rules.samen(van_beller(…))`, which also knows the defaults of
    an employer in no verband.
    """
    found = (
        get_convenant(tx, gateway, lid.verband, lid.convenant)
        for lid in sorted(beller.verbanden, key=lambda lid: lid.verband)
    )
    return [convenant for convenant in found if convenant is not None]


def van_werkgever(
    tx: Session, gateway: Peer, beller: Caller, werkgever: str
) -> list[rules.Convenant]:
    """The convenanten in force of an employer's verbanden. Error: httpx2.HTTPError."""
    found = (
        get_convenant(tx, gateway, verband, versie)
        for verband, versie in sorted(versies_van(gateway, beller, werkgever).items())
    )
    return [convenant for convenant in found if convenant is not None]


def list_bewaard(
    tx: Session, versies: Collection[tuple[UUID, int]]
) -> dict[tuple[UUID, int], rules.Convenant]:
    """Several versions that are here, in one query."""
    if not versies:
        return {}
    query = select(Convenant).where(tuple_(Convenant.verband, Convenant.versie).in_(versies))
    return {(row.verband, row.versie): rules.lees(row.inhoud) for row in tx.scalars(query)}
