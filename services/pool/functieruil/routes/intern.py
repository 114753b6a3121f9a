"""What swaps offer, for the search over everything of a peer (not public): work, never a person."""

from typing import Any
from uuid import UUID

from services.pool.functieruil import rules
from services.pool.functieruil.rules import Ruilwensstatus, Zichtbaarheid
from services.pool.functieruil.storage import wensen
from services.pool.kijker import BASE_PATH
from shared import api
from shared.api import Dienst, Tx
from shared.model import to_z
from shared.problem import found

intern = api.router("intern")


@intern.get("/aanbod/functieruil/{id}")
def get_functieruil_voor_dienst(id: UUID, tx: Tx, _: Dienst) -> dict[str, Any]:
    """A free seat, or a wish that its person shows to the verband."""
    vrij = wensen.haal_plek(tx, id)
    if vrij is not None:
        actief = vrij.vrij.status is Ruilwensstatus.ACTIEF
        pad, titel = "vrije-plekken", vrij.vrij.titel
        return _aanbod(vrij.vrij.plek, vrij.vrij.verband, titel, pad, actief, vrij.gewijzigd_op)
    wens = found(wensen.haal_wensen(tx, [id]).get(id), "ruilwens")
    found(wens if wens.wens.zichtbaarheid is Zichtbaarheid.VERBAND else None, "ruilwens")
    plek = wens.wens.plek
    titel = f"Functieruil: {plek.functie} ({plek.niveau})"
    actief = wens.wens.status is Ruilwensstatus.ACTIEF
    uit = _aanbod(plek, wens.wens.verband, titel, "ruilwensen", actief, wens.gewijzigd_op)
    return uit | {"plaats": wens.wens.plaats, "sluitingsDatum": wens.wens.geldig_tot.isoformat()}


def _aanbod(
    plek: rules.Ruilplek, verband: UUID, titel: str, pad: str, actief: bool, op: Any
) -> dict[str, Any]:
    sinds = {"van": to_z(op), "tot": None}
    return {
        "id": str(plek.id),
        "soort": "functieruil",
        "titel": titel[:200],
        "omschrijving": None,
        "organisatie": plek.organisatie,
        "functie": plek.functie,
        "niveau": plek.niveau.value,
        "plaats": None,
        "urenMin": float(plek.uren),
        "urenMax": float(plek.uren),
        "van": plek.van.isoformat(),
        "tot": plek.tot.isoformat(),
        "sluitingsDatum": None,
        "gepubliceerdOp": to_z(op),
        "actief": actief,
        "zicht": [
            {"categorie": "intern", "organisatie": plek.organisatie} | sinds,
            {"categorie": "inleenkracht", "organisatie": plek.organisatie} | sinds,
            {"categorie": "partner", "verband": str(verband)} | sinds,
        ],
        "url": f"{BASE_PATH}/{pad}/{plek.id}",
    }
