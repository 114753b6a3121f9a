"""Somebody hired on a pool place: noted at acceptance, fetched by pool (not public)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from pydantic import Field
from sqlalchemy.orm import Session

from services.vacatures.functiedeling import rules, storage
from services.vacatures.vacature import rules as vacatureregels
from shared import api, kalender
from shared.api import Datum, Dienst, Model, Oin, Tx, Uren
from shared.caller import Caller
from shared.problem import found

intern = api.router("intern")
AANGENOMEN = "aangenomen"


class Aanstelling(Model):
    """Wie op een poolplaats is aangenomen; geen naam, die blijft bij de gateway."""

    id: UUID
    vacature_id: UUID
    pool: UUID
    medewerker: UUID
    thuisorganisatie: Oin
    in_dienst_voor: rules.InDienstVoor
    functie: str | None = Field(max_length=100)
    niveau: vacatureregels.Niveau | None
    uren: Uren
    van: Datum
    tot: Datum | None


@intern.get("/aanstellingen/{id}")
def get_aanstelling(id: UUID, tx: Tx, dienst: Dienst) -> Aanstelling:  # noqa: ARG001 (guards)
    """A hire on a pool place, for the pool."""
    een = found(storage.get_aanstelling(tx, id), "aanstelling")
    return Aanstelling(
        id=een.id,
        vacature_id=een.vacature,
        pool=een.pool,
        medewerker=een.medewerker,
        thuisorganisatie=een.thuisorganisatie,
        in_dienst_voor=een.in_dienst_voor,
        functie=een.functie,
        niveau=een.niveau,
        uren=een.uren,
        van=een.van,
        tot=een.tot,
    )


def bij_statuswijziging(
    tx: Session,
    dossier: Any,  # of the room sollicitatie, which stands above this one
    vacature: vacatureregels.Vacature,
    naar: str,
    beller: Caller,  # noqa: ARG001
    nu: datetime,
) -> None:
    """Who accepts an offer on a pool place is told to the pool, in the same transaction.

    Hours and first day are those of the vacancy; a person confirms them in the pool.
    """
    g = vacature.gegevens
    if naar != AANGENOMEN or g.poolplaats is None:
        return
    uren = g.uren_max or g.uren_min or Decimal(0)
    van: date = max(g.start_datum or date.min, kalender.dag(nu))
    id, medewerker = dossier.kandidaat.sollicitatie, dossier.medewerker
    storage.neem_aan(tx, vacature, id, medewerker, uren, van, nu)
