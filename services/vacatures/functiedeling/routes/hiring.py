"""Somebody hired on a pool place: noted at acceptance, fetched by pool (not public)."""

from uuid import UUID

from pydantic import Field

from services.vacatures.functiedeling import rules, storage
from services.vacatures.vacature import rules as vacatureregels
from shared import api
from shared.api import Datum, Dienst, Model, Oin, Tx, Uren
from shared.problem import found

intern = api.router("intern")


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
