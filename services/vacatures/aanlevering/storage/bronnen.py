"""What each client delivered under which reference, in a few queries whatever the size."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Text,
    Uuid,
    all_,
    and_,
    any_,
    exists,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.vacatures.aanlevering import rules
from services.vacatures.aanlevering.storage.gegevens import to_data, to_gegevens
from services.vacatures.aanlevering.tables import Bron
from services.vacatures.sollicitatie.rules import AFGEROND
from services.vacatures.sollicitatie.tables import Sollicitatie
from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature import storage as vacatures
from services.vacatures.vacature.rules import Vacaturestatus
from services.vacatures.vacature.tables import Vacature


@dataclass(frozen=True, slots=True)
class Aangeleverd:
    """A vacancy as one client delivered it, and as it is now."""

    kenmerk: str
    soort: rules.Soort
    laatst_op: datetime
    vacature: vacatureregels.Vacature


def list_bekend(
    tx: Session, client: str, organisatie: str, bronnen: Collection[str]
) -> dict[str, rules.Bekend]:
    """What this client delivered before, by its reference; held until this transaction ends."""
    query = (
        select(Bron, Vacature)
        .join(Vacature, Vacature.id == Bron.vacature_id)
        .where(*_van(organisatie, client), Bron.bron == any_(literal(sorted(bronnen), ARRAY(Text))))
        # Held, so that what a recruiter changes at the same moment is not overwritten.
        .with_for_update(of=Vacature)
    )
    return {
        bron.bron: rules.Bekend(
            vacatures.from_row(row), to_gegevens(bron.geleverd), bron.vervallen_op is not None
        )
        for bron, row in tx.execute(query)
    }


def list_elders(tx: Session, client: str, items: Sequence[rules.Item]) -> list[rules.Elders]:
    """Living vacancies that may be the same as an item, with the forms this client used."""
    lijst: list[vacatureregels.Vacature] = []
    for werkgever in sorted({item.werkgever for item in items}):
        eigen = [item.gegevens for item in items if item.werkgever == werkgever]
        titels = {vacatureregels.titelsleutel(g.titel, g.sluitings_datum) for g in eigen}
        urls = {vacatureregels.urlsleutel(g.bron_url) for g in eigen if g.bron_url}
        lijst += vacatures.list_elders(tx, werkgever, titels, urls)
    soorten: dict[UUID, set[rules.Soort]] = {vacature.id: set() for vacature in lijst}
    ids = literal(list(soorten), ARRAY(Uuid))
    for bron in tx.scalars(
        select(Bron).where(Bron.client == client, Bron.vacature_id == any_(ids))
    ):
        soorten[bron.vacature_id].add(rules.Soort(bron.soort))
    return [rules.Elders(vacature, frozenset(soorten[vacature.id])) for vacature in lijst]


def houd_ontbrekend(
    tx: Session, client: str, organisatie: str, aanwezig: Collection[str], nu: datetime
) -> None:
    """Hold what a snapshot lacks, before it is looked at: nobody applies or ends it meanwhile."""
    bronnen = literal(sorted(aanwezig), ARRAY(Text))
    query = (
        select(Vacature.id)
        .join(Bron, Bron.vacature_id == Vacature.id)
        .where(*_van(organisatie, client), _leeft(nu), Bron.bron != all_(bronnen))
    )
    tx.execute(query.order_by(Vacature.id).with_for_update(of=Vacature))


def list_levend(
    tx: Session, client: str, organisatie: str, werkgevers: Collection[str], nu: datetime
) -> list[rules.Aangeleverd]:
    """The living vacancies of this client for these employers; whether applications run on them."""
    lopend = exists().where(
        Sollicitatie.vacature_id == Vacature.id,
        Sollicitatie.status.not_in([status.value for status in AFGEROND]),
    )
    query = (
        select(Bron.bron, Vacature.id, lopend, Vacature.werkgever)
        .join(Vacature, Vacature.id == Bron.vacature_id)
        .where(*_van(organisatie, client), _voor(werkgevers), _leeft(nu))
        .order_by(Bron.bron)
    )
    return [rules.Aangeleverd(*row) for row in tx.execute(query)]


def list_bronnen(
    tx: Session,
    client: str,
    organisatie: str,
    werkgevers: Collection[str],
    nu: datetime,
    offset: int,
    limit: int,
) -> tuple[list[Aangeleverd], int]:
    """The living vacancies that this client delivered for these employers, and how many."""
    query = (
        select(Bron, Vacature)
        .join(Vacature, Vacature.id == Bron.vacature_id)
        .where(*_van(organisatie, client), _voor(werkgevers), _leeft(nu))
    )
    count = tx.scalar(select(func.count()).select_from(query.subquery())) or 0
    rows = tx.execute(query.order_by(Bron.bron).offset(offset).limit(limit))
    return [_aangeleverd(bron, row) for bron, row in rows], count


def list_vacatures(tx: Session, ids: Collection[UUID]) -> list[vacatureregels.Vacature]:
    """These vacancies as they are now, by id."""
    wanted = Vacature.id == any_(literal(list(ids), ARRAY(Uuid)))
    query = select(Vacature).where(wanted).order_by(Vacature.id)
    rows = tx.scalars(query.execution_options(populate_existing=True))
    return [vacatures.from_row(row) for row in rows]


def get_bron(
    tx: Session, client: str, organisatie: str, bron: str, *, lock: bool = False
) -> Aangeleverd | None:
    """The vacancy that this client delivered under a reference."""
    query = (
        select(Bron, Vacature)
        .join(Vacature, Vacature.id == Bron.vacature_id)
        .where(*_van(organisatie, client), Bron.bron == bron)
    )
    row = tx.execute(query.with_for_update(of=Vacature) if lock else query).one_or_none()
    return _aangeleverd(*row) if row else None


def _aangeleverd(bron: Bron, row: Vacature) -> Aangeleverd:
    return Aangeleverd(bron.bron, rules.Soort(bron.soort), bron.laatst_op, vacatures.from_row(row))


def set_bronnen(
    tx: Session,
    client: str,
    organisatie: str,
    bronnen: Mapping[str, tuple[UUID, rules.Item]],
    nu: datetime,
) -> None:
    """Remember what the source said last, under each reference."""
    rows = [
        {
            "organisatie": organisatie,
            "client": client,
            "soort": item.soort.value,
            "bron": bron,
            "vacature_id": vacature_id,
            "hash": item.hash,
            "geleverd": to_data(item.gegevens),
            "laatst_op": nu,
            "vervallen_op": None,
        }
        for bron, (vacature_id, item) in bronnen.items()
    ]
    if rows:
        new = insert(Bron)
        names = ("soort", "vacature_id", "hash", "geleverd", "laatst_op", "vervallen_op")
        keys = [Bron.organisatie, Bron.client, Bron.bron]
        changed = {name: new.excluded[name] for name in names}
        tx.execute(new.on_conflict_do_update(index_elements=keys, set_=changed), rows)


def zie_weer(
    tx: Session, client: str, organisatie: str, bronnen: Collection[str], nu: datetime
) -> None:
    """Write down that the source said the same again of these references."""
    if bronnen:
        namen = literal(sorted(bronnen), ARRAY(Text))
        again = update(Bron).where(*_van(organisatie, client), Bron.bron == any_(namen))
        tx.execute(again.values(laatst_op=nu))


def laat_vervallen(
    tx: Session, client: str, organisatie: str, bronnen: Collection[str], nu: datetime
) -> None:
    """Write down that these references were missing from a full snapshot."""
    namen = literal(sorted(bronnen), ARRAY(Text))
    gone = update(Bron).where(*_van(organisatie, client), Bron.bron == any_(namen))
    tx.execute(gone.values(vervallen_op=nu))


def _van(organisatie: str, client: str) -> tuple[ColumnElement[bool], ...]:
    return Bron.organisatie == organisatie, Bron.client == client


def _voor(werkgevers: Collection[str]) -> ColumnElement[bool]:
    return Vacature.werkgever.in_(sorted(werkgevers))


def _leeft(nu: datetime) -> ColumnElement[bool]:
    open_ = and_(Vacature.status == Vacaturestatus.OPENGESTELD, Vacature.sluit_op > nu)
    return or_(Vacature.status == Vacaturestatus.CONCEPT, open_)
