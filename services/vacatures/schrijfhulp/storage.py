"""Vacancies beside a draft, as far as the drafter may see them; and what was set aside.

`terzijdelegging` holds the declared name of who set a finding aside; no data of candidates.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.vacatures.schrijfhulp import rules
from services.vacatures.schrijfhulp.tables import Terzijdelegging
from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature import storage as vacatures
from services.vacatures.vacature.rules import Vacaturestatus
from services.vacatures.vacature.storage import Zoekvraag
from services.vacatures.vacature.tables import Vacature

Row = Terzijdelegging
LOOKED_AT = 200  # open vacancies compared with, the newest first, per way of finding them


def list_bestaande(
    tx: Session, vacature: vacatureregels.Vacature, kijker: vacatureregels.Kijker, nu: datetime
) -> list[rules.Bestaand]:
    """Open vacancies that this viewer sees now: with the same function, and the newest ones.

    And living ones of the employer itself, concepts too. What is hidden is not looked at.
    """
    gegevens = vacature.gegevens
    ids: set[UUID] = set()
    for vraag in _vragen(gegevens):
        ids |= {row["id"] for row in vacatures.list_zichtbaar(tx, kijker, vraag, nu, 0, LOOKED_AT)}
    rows = tx.scalars(select(Vacature).where(Vacature.id.in_(ids))) if ids else ()
    gevonden = [*map(vacatures.from_row, rows), *_eigen(tx, vacature)]
    eigen = set(vacature.werkgevers)
    return [
        rules.Bestaand(ander.id, ander.gegevens, bool(eigen & set(ander.werkgevers)))
        for ander in {ander.id: ander for ander in gevonden}.values()
        if ander.id != vacature.id
    ]


def _vragen(gegevens: vacatureregels.Gegevens) -> list[Zoekvraag]:
    open_ = Vacaturestatus.OPENGESTELD
    met_functie = [Zoekvraag(status=open_, functie=gegevens.functie)] if gegevens.functie else []
    return [*met_functie, Zoekvraag(status=open_)]


def _eigen(tx: Session, vacature: vacatureregels.Vacature) -> list[vacatureregels.Vacature]:
    g = vacature.gegevens
    titels = {vacatureregels.titelsleutel(g.titel, g.sluitings_datum)}
    urls = {vacatureregels.urlsleutel(g.bron_url)} if g.bron_url else set()
    return vacatures.list_elders(tx, vacature.werkgever, titels, urls)


def add_terzijde(
    tx: Session,
    vacature_id: UUID,
    aanwijzing: rules.Aanwijzing,
    reden: str,
    door: str,
    nu: datetime,
) -> Terzijdelegging | None:
    """Keep the reason why a finding was set aside; None when it was already."""
    row = insert(Terzijdelegging).values(
        id=uuid4(),
        vacature_id=vacature_id,
        kenmerk=rules.kenmerk(aanwijzing),
        regel=aanwijzing.regel,
        fragment=aanwijzing.fragment,
        reden=reden,
        gebruiker=door,
        op=nu,
    )
    keys = [Terzijdelegging.vacature_id, Terzijdelegging.kenmerk]
    once = row.on_conflict_do_nothing(index_elements=keys)
    id = tx.scalar(once.returning(Terzijdelegging.id))
    return tx.get(Terzijdelegging, id) if id else None


def get_terzijde(tx: Session, vacature_id: UUID) -> dict[str, Terzijdelegging]:
    """What was set aside at one vacancy, by what the finding is known by."""
    own = select(Terzijdelegging).where(Terzijdelegging.vacature_id == vacature_id)
    return {row.kenmerk: row for row in tx.scalars(own)}


def list_terzijde(
    tx: Session, vacature_id: UUID, offset: int, limit: int
) -> tuple[Sequence[Any], int]:
    """A page of what was set aside, the oldest first, and how many there are."""
    own = Terzijdelegging.vacature_id == vacature_id
    count = tx.scalar(select(func.count()).where(own)) or 0
    query = select(Terzijdelegging).where(own).order_by(Terzijdelegging.op, Terzijdelegging.id)
    return tx.scalars(query.offset(offset).limit(limit)).all(), count
