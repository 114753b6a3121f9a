"""Deliveries: what is known already is fetched in a few queries, whatever the size of a batch."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import httpx2
from sqlalchemy import ARRAY, Text, Uuid, any_, func, literal, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.vacatures.aanlevering import rules
from services.vacatures.aanlevering.tables import Aanlevering, Bron, Organisatie
from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature import storage as vacatures
from services.vacatures.vacature.tables import Vacature
from shared.http import Peer


def get_werkgever(tx: Session, gateway: Peer, oin: str) -> rules.Werkgeverfeiten:
    """Identity of the delivering organisation; its deliveries go one by one from here on.

    Error: httpx2.HTTPError when it is not known here yet and the gateway is away.
    """
    tx.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(oin, 0))))
    row = tx.get(Organisatie, oin)
    if row is not None:
        return rules.Werkgeverfeiten(row.oin, row.tooi, row.naam)
    feiten = _fetch(gateway, oin)
    if feiten.get("tooi") is not None:
        tx.add(Organisatie(oin=oin, tooi=feiten["tooi"], naam=feiten.get("naam")))
    return rules.Werkgeverfeiten(oin, feiten.get("tooi"), feiten.get("naam"))


def _fetch(gateway: Peer, oin: str) -> Mapping[str, Any]:
    try:
        feiten: Mapping[str, Any] = gateway.get(f"/intern/organisaties/{oin}")
    except httpx2.HTTPStatusError as error:
        if error.response.status_code == 404:
            return {}
        raise
    return feiten


def list_bekend(
    tx: Session, client: str, werkgever: str, items: Sequence[rules.Item]
) -> dict[rules.Sleutel, rules.Bekend]:
    """What this client delivered before, by form and reference."""
    bronnen = literal(sorted({item.bron for item in items}), ARRAY(Text))
    query = (
        select(Bron, Vacature)
        .join(Vacature, Vacature.id == Bron.vacature_id)
        .where(Bron.organisatie == werkgever, Bron.client == client, Bron.bron == any_(bronnen))
        # Held, so that what a recruiter changes at the same moment is not overwritten.
        .with_for_update(of=Vacature)
    )
    return {
        (rules.Soort(bron.soort), bron.bron): rules.Bekend(
            vacatures.from_row(row), _to_gegevens(bron.geleverd), bron.hash
        )
        for bron, row in tx.execute(query)
    }


def list_elders(
    tx: Session, client: str, werkgever: str, items: Sequence[rules.Item]
) -> list[rules.Elders]:
    """Living vacancies that may be the same as an item, with the forms this client used."""
    titels = {
        vacatureregels.titelsleutel(i.gegevens.titel, i.gegevens.sluitings_datum) for i in items
    }
    urls = {vacatureregels.urlsleutel(i.gegevens.bron_url) for i in items if i.gegevens.bron_url}
    lijst = vacatures.list_elders(tx, werkgever, titels, urls)
    soorten: dict[UUID, set[rules.Soort]] = {vacature.id: set() for vacature in lijst}
    ids = literal(list(soorten), ARRAY(Uuid))
    for bron in tx.scalars(
        select(Bron).where(Bron.client == client, Bron.vacature_id == any_(ids))
    ):
        soorten[bron.vacature_id].add(rules.Soort(bron.soort))
    return [rules.Elders(vacature, frozenset(soorten[vacature.id])) for vacature in lijst]


def set_bron(
    tx: Session,
    client: str,
    werkgever: str,
    bronnen: Mapping[rules.Sleutel, tuple[UUID, rules.Item]],
    nu: datetime,
) -> None:
    """Remember what each source said last."""
    rows = [
        {
            "organisatie": werkgever,
            "client": client,
            "soort": item.soort.value,
            "bron": item.bron,
            "vacature_id": vacature_id,
            "hash": item.hash,
            "geleverd": _to_data(item.gegevens),
            "laatst_op": nu,
        }
        for vacature_id, item in bronnen.values()
    ]
    if rows:
        new = insert(Bron)
        changed = {name: new.excluded[name] for name in ("hash", "geleverd", "laatst_op")}
        keys = [Bron.organisatie, Bron.client, Bron.soort, Bron.bron]
        tx.execute(new.on_conflict_do_update(index_elements=keys, set_=changed), rows)


def add_aanlevering(
    tx: Session, client: str, organisatie: str, resultaten: list[dict[str, Any]], nu: datetime
) -> UUID:
    """Store what became of every item, for the client to read again."""
    row = Aanlevering(
        id=uuid4(), client=client, organisatie=organisatie, ontvangen_op=nu, resultaten=resultaten
    )
    tx.add(row)
    tx.flush()
    return row.id


def get_aanlevering(
    tx: Session, id: UUID, organisatie: str
) -> tuple[datetime, list[dict[str, Any]]] | None:
    """A delivery of this organisation; of another's: None."""
    query = select(Aanlevering).where(Aanlevering.id == id, Aanlevering.organisatie == organisatie)
    row = tx.scalars(query).one_or_none()
    return (row.ontvangen_op, row.resultaten) if row else None


def _to_data(gegevens: vacatureregels.Gegevens) -> dict[str, Any]:
    return {
        name: str(value) if isinstance(value, date | Decimal | UUID) else value
        for name, value in asdict(gegevens).items()
        if value is not None and value != ()
    }


def _to_gegevens(data: Mapping[str, Any]) -> vacatureregels.Gegevens:
    facts = dict(data)
    for field in fields(vacatureregels.Gegevens):
        if field.name in facts:
            facts[field.name] = _READ.get(field.name, lambda value: value)(facts[field.name])
    return vacatureregels.Gegevens(**facts)


_READ: Mapping[str, Any] = {
    "niveau": vacatureregels.Niveau,
    "contractsoort": vacatureregels.Contractsoort,
    "opleidingsniveau": vacatureregels.Opleidingsniveau,
    "uren_min": Decimal,
    "uren_max": Decimal,
    "start_datum": date.fromisoformat,
    "sluitings_datum": date.fromisoformat,
    "einde_datum": date.fromisoformat,
    "soort": vacatureregels.Vacaturesoort,
    "taalniveau": vacatureregels.Taalniveau,
    "afzender": vacatureregels.Afzendersoort,
    "competenties": tuple,
}
