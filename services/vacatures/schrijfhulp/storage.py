"""Vacancies beside a draft, as far as the drafter may see them; and what was set aside.

`terzijdelegging` holds the declared name of who set a finding aside; no data of candidates.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.vacatures.schrijfhulp import rules
from services.vacatures.schrijfhulp.tables import Terzijdelegging
from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature import storage as vacatures
from services.vacatures.vacature.storage import visible
from services.vacatures.vacature.storage.visible import ZIET
from services.vacatures.vacature.tables import Vacature

Row = Terzijdelegging
LOOKED_AT = 50  # open vacancies compared with, per way of finding them

_LIJKT = text(f"""
    (
        SELECT o.vacature_id FROM open_vacature o
        WHERE o.functie = CAST(:functie AS text)
          AND EXISTS (SELECT FROM open_zicht z WHERE z.vacature_id = o.vacature_id AND {ZIET})
        ORDER BY o.geopend_op DESC, o.vacature_id LIMIT :aantal
    ) UNION (
        SELECT o.vacature_id FROM open_vacature o, to_tsquery('nederlands', :zoek) zoek
        WHERE o.woorden @@ zoek
          AND EXISTS (SELECT FROM open_zicht z WHERE z.vacature_id = o.vacature_id AND {ZIET})
        ORDER BY ts_rank(o.woorden, zoek) DESC, o.geopend_op DESC, o.vacature_id LIMIT :aantal
    )
""")


def list_bestaande(
    tx: Session, vacature: vacatureregels.Vacature, kijker: vacatureregels.Kijker, nu: datetime
) -> list[rules.Bestaand]:
    """Open vacancies that this viewer sees now with the same function or with words of the title.

    And living ones of the employer itself, concepts too. What is hidden is not looked at.
    """
    gegevens = vacature.gegevens
    woorden = sorted(rules.titelwoorden(gegevens.titel))
    values = visible.wie(kijker, nu) | {
        "functie": gegevens.functie,
        "zoek": " | ".join(f"{woord}:A" for woord in woorden),
        "aantal": LOOKED_AT,
    }
    ids = set(tx.scalars(_LIJKT, values))
    rows = tx.scalars(select(Vacature).where(Vacature.id.in_(ids))) if ids else ()
    gevonden = [*map(vacatures.from_row, rows), *_eigen(tx, vacature, kijker)]
    eigen = set(vacature.werkgevers)
    return [
        rules.Bestaand(ander.id, ander.gegevens, bool(eigen & set(ander.werkgevers)))
        for ander in {ander.id: ander for ander in gevonden}.values()
        if ander.id != vacature.id
    ]


def _eigen(
    tx: Session, vacature: vacatureregels.Vacature, kijker: vacatureregels.Kijker
) -> list[vacatureregels.Vacature]:
    """Of the employer; who recruits for one vacancy only does not see its other concepts."""
    g = vacature.gegevens
    titels = {vacatureregels.titelsleutel(g.titel, g.sluitings_datum)}
    urls = {vacatureregels.urlsleutel(g.bron_url)} if g.bron_url else set()
    lijst = vacatures.list_elders(tx, vacature.werkgever, titels, urls)
    return [ander for ander in lijst if vacatureregels.is_eigen_recruiter(kijker, ander)]


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
