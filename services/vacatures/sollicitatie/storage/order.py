"""The order of candidates, read in one statement at the speed of the driver.

Only facts come from here, as one JSON text per vacancy; the rules make the order.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from services.vacatures.convenant.rules import Categorie
from services.vacatures.openstelling import rules as openstelling
from services.vacatures.openstelling.storage import OPENSTELLING, lees_openstelling
from services.vacatures.sollicitatie.rules import Kandidaat, Oordeel, Sollicitatiestatus
from services.vacatures.vacature import rules as vacatures
from services.vacatures.vacature.rules import Vacaturestatus
from shared.reader import Reader

_VOLGORDE = f"""
    SELECT v.werkgever, to_json(v.werkgevers)::text, v.werver, {OPENSTELLING},
        (SELECT json_agg(json_build_array(
            s.id, s.categorie, s.verbanden, s.telt_vanaf, s.status,
            (SELECT b.oordeel FROM beoordeling b WHERE b.sollicitatie_id = s.id
                ORDER BY b.nr DESC LIMIT 1),
            s.medewerker, s.grond, s.ontvangen_op, s.organisatie, s.herkomst, s.kenmerk
        ))::text FROM sollicitatie s WHERE s.vacature_id = v.id)
    FROM vacature v WHERE v.id = CAST(:id AS uuid)
"""


class Regelfeiten(NamedTuple):
    """What a line of the order shows of one application, as PostgreSQL wrote it."""

    id: str
    categorie: str
    verbanden: list[str]
    telt_vanaf: str
    status: str
    oordeel: str | None
    medewerker: str
    grond: str
    ontvangen_op: str
    organisatie: str | None
    herkomst: str
    kenmerk: str | None


@dataclass(frozen=True, slots=True)
class Gelezen:
    """A vacancy by who leads it, its opening, and all who applied, in no order."""

    vacature: vacatures.Vacature  # of its facts only the employers and who recruits for them
    openstelling: openstelling.Openstelling | None
    regels: dict[UUID, Regelfeiten]


async def read_volgorde(lezer: Reader, vacature_id: UUID) -> Gelezen | None:
    """Everything that the order needs, whether or not somebody may see it."""
    rows = await lezer.ask(_VOLGORDE, {"id": vacature_id})
    if not rows:
        return None
    werkgever, werkgevers, werver, open_, regels = rows[0]
    vacature = vacatures.Vacature(
        vacature_id,
        (werkgever or b"").decode(),
        Vacaturestatus.OPENGESTELD,
        _ZONDER_FEITEN,
        werkgevers=tuple(json.loads(werkgevers or b"[]")),
        werver=werver.decode() if werver else None,
    )
    rijen = [Regelfeiten(*rij) for rij in json.loads(regels or b"[]")]
    return Gelezen(
        vacature, lees_openstelling(open_) if open_ else None, {UUID(r.id): r for r in rijen}
    )


def kandidaten(regels: dict[UUID, Regelfeiten]) -> list[Kandidaat]:
    """The same applications as the rules see them."""
    return [
        Kandidaat(
            id,
            _CATEGORIE[rij.categorie],
            _verbanden(tuple(rij.verbanden)),
            datetime.fromisoformat(rij.telt_vanaf),
            _STATUS[rij.status],
            _OORDEEL[rij.oordeel] if rij.oordeel else None,
        )
        for id, rij in regels.items()
    ]


# A hundred candidates are of few kinds: looked up, not made again for each of them.
_CATEGORIE = {een.value: een for een in Categorie}
_STATUS = {een.value: een for een in Sollicitatiestatus}
_OORDEEL = {een.value: een for een in Oordeel}


@lru_cache(maxsize=1000)
def _verbanden(ids: tuple[str, ...]) -> frozenset[UUID]:
    return frozenset(map(UUID, ids))


_ZONDER_FEITEN = vacatures.Gegevens("")
