"""A klus for the search over everything of a peer (not public): work, never a person."""

from typing import Any
from uuid import UUID

from services.pool.kijker import BASE_PATH
from services.pool.klus.rules import Klusstatus
from services.pool.klus.storage import klussen
from shared import api
from shared.api import Dienst, Tx
from shared.model import to_z
from shared.problem import found

intern = api.router("intern")


@intern.get("/aanbod/klus/{id}")
def get_klus_voor_dienst(id: UUID, tx: Tx, _: Dienst) -> dict[str, Any]:
    """A klus that is or was open; a concept is nobody's business."""
    wat = found(klussen.haal(tx, id), "klus")
    klus = wat.klus
    op = found(wat.gepubliceerd_op, "klus")
    sinds = {"van": to_z(op), "tot": None}
    return {
        "id": str(klus.id),
        "soort": "klus",
        "titel": klus.titel,
        "omschrijving": klus.omschrijving or None,
        "organisatie": klus.organisatie,
        "functie": klus.functie,
        "niveau": klus.niveau.value if klus.niveau else None,
        "plaats": klus.plaats,
        "urenMin": float(klus.uren_min),
        "urenMax": float(klus.uren_max),
        "van": klus.van.isoformat(),
        "tot": klus.tot.isoformat(),
        "sluitingsDatum": klus.sluitings_datum.isoformat(),
        "gepubliceerdOp": to_z(op),
        "actief": klus.status is Klusstatus.OPEN,
        "zicht": [
            {"categorie": "intern", "organisatie": klus.organisatie} | sinds,
            {"categorie": "partner", "verband": str(klus.verband)} | sinds,
        ],
        "url": f"{BASE_PATH}/klussen/{klus.id}",
    }
