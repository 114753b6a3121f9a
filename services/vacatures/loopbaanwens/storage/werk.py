"""The vacancies that somebody may see now, as far as a wish is compared with them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ARRAY, Text, Uuid, any_, literal, select
from sqlalchemy.orm import Session

from services.vacatures.convenant.rules import Solliciteren
from services.vacatures.loopbaanwens.rules import Ligging, Werkcriteria
from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature import storage as vacatures
from services.vacatures.vacature.rules import Contractsoort, Gegevens, Niveau, Vacaturesoort
from services.vacatures.vacature.tables import Vacature
from services.vacatures.zoeken.tables import Postcode

ALLES = 100_000  # more vacancies than are ever open at once


@dataclass(frozen=True, slots=True)
class Werk:
    """One open vacancy, with what this viewer may do with it now."""

    id: UUID
    werkgever: str
    titel: str
    soort: Vacaturesoort
    sluitings_datum: date | None
    solliciteren: Solliciteren
    criteria: Werkcriteria


def list_werk(tx: Session, kijker: vacatureregels.Kijker, nu: datetime) -> list[Werk]:
    """Every vacancy that is open to this viewer now, in no order."""
    vraag = vacatures.Zoekvraag(status=vacatureregels.Vacaturestatus.OPENGESTELD)
    return [
        Werk(
            row["id"],
            row["werkgever"],
            row["titel"],
            Vacaturesoort(row["soort"]),
            row["sluitings_datum"],
            Solliciteren(row["solliciteren"] or Solliciteren.NEE),
            Werkcriteria(
                row["functie"],
                Niveau(row["niveau"]) if row["niveau"] else None,
                row["domein"],
                row["uren_min"],
                row["uren_max"],
                row["schaal_max"],
                row["pc4"],
                Contractsoort(row["contractsoort"]) if row["contractsoort"] else None,
                frozenset(row["competenties"]),
            ),
        )
        for row in vacatures.list_zichtbaar(tx, kijker, vraag, nu, 0, ALLES)
    ]


def werkcriteria(gegevens: Gegevens) -> Werkcriteria:
    """What of a vacancy is compared with a wish; nothing else of it is."""
    g = gegevens
    return Werkcriteria(
        g.functie,
        g.niveau,
        g.domein,
        g.uren_min,
        g.uren_max,
        g.schaal_max,
        g.pc4,
        g.contractsoort,
        frozenset(g.competenties),
    )


def list_vacatures(tx: Session, ids: Collection[UUID]) -> dict[UUID, vacatureregels.Vacature]:
    """Several vacancies by id, whoever sees them."""
    wanted = literal(sorted(ids), ARRAY(Uuid))
    rows = tx.scalars(select(Vacature).where(Vacature.id == any_(wanted)))
    return {row.id: vacatures.from_row(row) for row in rows}


def liggingen(tx: Session, pc4s: Collection[str | None]) -> dict[str, Ligging]:
    """Where these postcodes lie, of those whose place is known."""
    wanted = literal(sorted({pc4 for pc4 in pc4s if pc4 is not None}), ARRAY(Text))
    rows = tx.scalars(select(Postcode).where(Postcode.pc4 == any_(wanted)))
    return {row.pc4: Ligging(row.breedte, row.lengte) for row in rows}
