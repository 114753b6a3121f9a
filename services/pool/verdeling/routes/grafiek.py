"""The ledger as a picture, with the words and the table that belong beside it."""

from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from services.pool.kijker import Kijker
from services.pool.verdeling import grafiek, rules
from services.pool.verdeling.routes import models
from services.pool.verdeling.routes.grootboek import Boek, PoolKeuze, TotMaand, VanMaand, lees
from shared import api, etag, formats
from shared.api import Geheel, Tx, Vandaag, eist

router = api.router("verdeling")
SVG = "image/svg+xml"
Balken = Annotated[
    Geheel, Query(ge=1, le=400, description="Zoveel organisaties, minst bediend eerst.")
]


@router.get(
    "/verbanden/{id}/verdeling/grafiek",
    response_model=models.Grafiek,
    dependencies=[eist("pool:lezen")],
    responses=formats.gives(SVG),
    summary="De verdeling in beeld",
)
def get_verdelingsgrafiek(
    id: UUID,
    request: Request,
    tx: Tx,
    kijker: Kijker,
    vandaag: Vandaag,
    pool: PoolKeuze = None,
    van: VanMaand = None,
    tot: TotMaand = None,
    balken: Balken = 40,
) -> object:
    """Geeft per organisatie het eerlijke deel naast wat zij ontving; de minst bediende bovenaan.

    Met `Accept: image/svg+xml` het beeld; anders de titel, de omschrijving en de tabel die ernaast
    horen, voor wie het beeld niet ziet.
    """
    boek = lees(tx, id, kijker, pool, van, tot, vandaag)
    grafiek_ = _grafiek(boek, balken)
    etag.stamp(request, 1)
    if not formats.wants(request, SVG):
        return grafiek_
    getekend = [
        grafiek.Balk(
            rij.naam or rij.organisatie, Decimal(str(rij.rechtvaardig)), Decimal(str(rij.ontvangen))
        )
        for rij in grafiek_.rijen
    ]
    beeld = grafiek.teken(grafiek_.titel, grafiek_.omschrijving, getekend)
    # Nothing in it runs or loads, and a browser is told so too.
    veilig = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
    return Response(beeld, media_type=SVG, headers=veilig)


def _grafiek(boek: Boek, meeste: int) -> models.Grafiek:
    """The rows with the lowest part of their fair share first, and what they say in words."""
    alle = [een for een in boek.per_organisatie if een.rechtvaardig or een.ontvangen]
    alle.sort(key=lambda een: (rules.bediend_deel(een), een.organisatie))
    getoond = alle[:meeste]
    periode = boek.vraag.periode
    van, tot = rules.maandtekst(periode.van), rules.maandtekst(periode.tot)
    som = rules.totaal(alle)
    zinnen = [
        f"Per organisatie het eerlijke deel naast de ontvangen uren, van {van} tot en met {tot}.",
        f"Samen {grafiek.getal(som.rechtvaardig or Decimal(0))} uur eerlijk deel en"
        f" {grafiek.getal(som.ontvangen)} uur ontvangen bij {len(alle)} organisaties.",
    ]
    if len(alle) > len(getoond):
        zinnen.append(f"Hier staan de {len(getoond)} minst bediende; het grootboek toont alle.")
    return models.Grafiek(
        titel=f"Verdeling van uren, {van} tot en met {tot}",
        omschrijving=" ".join(zinnen),
        rijen=[
            models.GrafiekRij(
                organisatie=een.organisatie,
                naam=boek.namen.get(een.organisatie),
                rechtvaardig=float(een.rechtvaardig or 0),
                ontvangen=float(een.ontvangen),
                saldo=float(een.saldo or 0),
            )
            for een in getoond
        ],
    )
