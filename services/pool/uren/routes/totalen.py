"""The ledger of hours: per organisation and month, the same for every partner of a verband."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Query, Request

from services.pool.flexpool import rules as flexpool
from services.pool.flexpool import storage as pools
from services.pool.kijker import Kijker, eis_rol
from services.pool.uren import rules, storage
from services.pool.uren.routes import models
from shared import api, etag
from shared.api import Tx, Vandaag, eist
from shared.problem import found, invalid

router = api.router("uren")
LEZERS = flexpool.PLANNERS | flexpool.MEEKIJKERS
MEESTE_MAANDEN = 120
UITLEG = (
    "Goedgekeurde uren, met hun correcties, in de maand waarin is gewerkt. Gegeven en gekregen zijn"
    " uren van inzetten; leegloop zijn contracturen voor de pool zonder inzet; samenwerking zijn"
    " uren voor het verband zelf. Alle partners zien dezelfde cijfers, elk met één stem. Er staan"
    " geen personen in."
)


@router.get(
    "/verbanden/{id}/urentotalen",
    dependencies=[eist("pool:lezen")],
    summary="De uren per organisatie in een verband",
)
def get_urentotalen(
    id: UUID,
    request: Request,
    tx: Tx,
    kijker: Kijker,
    vandaag: Vandaag,
    van: Annotated[models.Maand | None, Query(description="Leeg: de eerste van dit jaar.")] = None,
    tot: Annotated[models.Maand | None, Query(description="Laatste maand; leeg: deze.")] = None,
) -> models.Urentotalen:
    """Geeft per organisatie en maand de goedgekeurde uren, zonder personen.

    Met de sleutel waarnaar het verband de kosten van leegloop deelt.
    """
    found(id if flexpool.ziet_verband(id, kijker) else None, "verband")
    eis_rol(kijker, LEZERS)
    tot = tot or rules.maand_van(vandaag)
    van = van or f"{tot[:4]}-01"
    if not 0 <= _afstand(van, tot) < MEESTE_MAANDEN:
        zin = f"Kies een eerste en een latere maand, samen hoogstens {MEESTE_MAANDEN} maanden."
        raise invalid(("tot", "periode-ongeldig", zin))
    etag.stamp(request, 1)  # a sum has no version; its contents tell
    totalen = storage.get_totalen(tx, id, van, tot)
    return models.Urentotalen(
        verband=id,
        van=van,
        tot=tot,
        leegloop_sleutel=pools.get_afspraken(tx, id).leegloop_sleutel,
        regels=[
            models.Urenmaandtotaal(
                organisatie=oin,
                maand=maand,
                gegeven_uren=models.uren(som.gegeven),
                gekregen_uren=models.uren(som.gekregen),
                leegloop_uren=models.uren(som.leegloop),
                samenwerking_uren=models.uren(som.samenwerking),
            )
            for (oin, maand), som in totalen.items()
        ],
        uitleg=UITLEG,
    )


def _afstand(van: str, tot: str) -> int:
    """Months from the first to the second."""
    eerste, laatste = (date.fromisoformat(f"{een}-01") for een in (van, tot))
    return (laatste.year - eerste.year) * 12 + laatste.month - eerste.month
