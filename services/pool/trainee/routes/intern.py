"""Open traineeplaatsen, for the search over everything of a peer (not public): never a person."""

from typing import Any
from uuid import UUID

from services.pool.kijker import BASE_PATH
from services.pool.trainee import rules
from services.pool.trainee.storage import programmas
from shared import api
from shared.api import Dienst, Tx
from shared.model import to_z
from shared.problem import found

intern = api.router("intern")


@intern.get("/aanbod/trainee/{id}")
def get_trainee_voor_dienst(id: UUID, tx: Tx, _: Dienst) -> dict[str, Any]:
    """A programme that was opened, and whether places are offered still.

    Without looking at the day: a peer has no business clock; the worker closes what is over.
    """
    wat = found(programmas.haal_programma(tx, id), "traineeprogramma")
    een = wat.programma
    open_ = een.status is not rules.Programmastatus.CONCEPT
    found(een if open_ else None, "traineeprogramma")
    sinds = {"van": to_z(wat.gewijzigd_op), "tot": None}
    return {
        "id": str(een.id),
        "soort": "trainee",
        "titel": een.naam[:200],
        "omschrijving": een.omschrijving or None,
        "organisatie": een.organisatie,
        "functie": None,
        "niveau": None,
        "plaats": None,
        "urenMin": float(een.uren_per_week),
        "urenMax": float(een.uren_per_week),
        "van": een.blokken[0].van.isoformat(),
        "tot": een.blokken[-1].tot.isoformat(),
        "sluitingsDatum": een.aanmelden_tot.isoformat(),
        "gepubliceerdOp": to_z(wat.gewijzigd_op),
        "actief": een.status is rules.Programmastatus.OPEN and wat.aangeboden,
        "zicht": [
            {"categorie": "intern", "organisatie": een.organisatie} | sinds,
            {"categorie": "inleenkracht", "organisatie": een.organisatie} | sinds,
            {"categorie": "partner", "verband": str(een.verband)} | sinds,
        ],
        "url": f"{BASE_PATH}/traineeprogrammas/{een.id}",
    }
