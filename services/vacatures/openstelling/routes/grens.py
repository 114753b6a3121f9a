"""How long an anonymous answer stays true by the clock: for the cache of the gateway."""

from services.vacatures.openstelling import storage
from shared import api
from shared.api import Dienst, Model, Nu, Tx

intern = api.router("intern")


class Grens(Model):
    """Over hoeveel seconden de klok iets verandert aan wat men ziet; leeg: niets gepland."""

    seconden: float | None


@intern.get("/volgende-grens")
def get_grens(tx: Tx, nu: Nu, dienst: Dienst) -> Grens:  # noqa: ARG001 (guards)
    """Until then, and as long as nothing happens, the same question has the same answer."""
    grens = storage.volgende_grens(tx, nu)
    return Grens(seconden=None if grens is None else (grens - nu).total_seconds())
