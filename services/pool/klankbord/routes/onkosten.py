"""Claims: what it cost the expert; approved by who asked. Nothing here is a fee."""

from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Query, Request, Response

from services.pool.flexpool import storage as pools
from services.pool.kijker import adres, eis_mens
from services.pool.klankbord import rules
from services.pool.klankbord.routes import models, tonen
from services.pool.klankbord.routes.access import KLANKBORD, Lezer, eis_goed, weiger
from services.pool.klankbord.rules import Onkostenstatus
from services.pool.klankbord.storage import onkosten, vragen
from shared import api, etag, kalender, paging, verwerking
from shared.api import Beller, Nu, Tx, Vandaag, eist
from shared.problem import Problem, found

router = api.router("klankbord")


def _let_op(tx: Tx, wat: rules.Onkosten) -> rules.Onkostenwaarschuwing | None:
    grens = pools.get_afspraken(tx, wat.verband).klankbord_onkosten_cent_per_jaar
    totaal = onkosten.jaartotaal(tx, wat.verband, wat.persoon, wat.dag)
    return rules.waarschuwing(wat.dag.year, totaal, grens)


@router.post(
    "/klankbordkoppelingen/{id}/onkosten",
    status_code=201,
    dependencies=[eist("eigen:beheren")],
    summary="Dien onkosten in",
)
def add_klankbordonkosten(
    id: UUID,
    invoer: models.OnkostenInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    lezer: Lezer,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Klankbordonkosten:
    """De deskundige vraagt terug wat is betaald. Wie de vraag stelde, keurt goed.

    Bij een persoonlijke vraag doet een makelaar dat, zodat de werkgever er niets van leest.
    """
    bij = found(vragen.get_koppeling(tx, id, lezer, lock=True), "koppeling")
    if lezer.zelf != bij.koppeling.persoon:
        raise Problem(403, "Dit doet de deskundige zelf.", code="andere-persoon")
    weiger(rules.beletselen_onkosten(bij.koppeling.status), "onkosten-kan-niet")
    sinds = kalender.dag(bij.beantwoord_op or bij.op)
    eis_goed(rules.fouten_in_onkosten(invoer.dag, sinds, vandaag))
    persoonlijk = rules.is_persoonlijk(bij.vraag)
    wat = rules.Onkosten(
        id=uuid4(),
        verband=bij.vraag.verband,
        koppeling=id,
        persoon=bij.koppeling.persoon,
        organisatie=None if persoonlijk else bij.vraag.organisatie,
        soort=invoer.soort,
        dag=invoer.dag,
        bedrag_cent=invoer.bedrag_cent,
    )
    nieuw = onkosten.add_onkosten(tx, wat, nu)
    verwerking.record(tx, beller, KLANKBORD, [wat.persoon], nu)
    response.headers["Location"] = adres(request, f"/klankbordonkosten/{wat.id}")
    etag.stamp(request, nieuw.versie)
    return tonen.toon_onkosten(request, nieuw, _let_op(tx, wat))


@router.get(
    "/klankbordonkosten",
    response_model=models.KlankbordonkostenPagina,
    dependencies=[eist("pool:lezen")],
    summary="Onkosten van deskundigen",
)
def list_klankbordonkosten(
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    lezer: Lezer,
    nu: Nu,
) -> object:
    """Geeft uw eigen onkosten, en die waarover u besluit; de nieuwste eerst."""
    rijen = onkosten.list_onkosten(tx, lezer, params.offset, params.limit)
    count = onkosten.count_onkosten(tx, lezer) if params.telling else None
    verwerking.record(tx, beller, KLANKBORD, [een.onkosten.persoon for een in rijen], nu)
    getoond = [tonen.toon_onkosten(request, een) for een in rijen]
    return paging.page(request, response, params, getoond, count)


@router.get("/klankbordonkosten/{id}", dependencies=[eist("pool:lezen")], summary="Eén declaratie")
def get_klankbordonkosten(
    id: UUID, request: Request, tx: Tx, beller: Beller, lezer: Lezer, nu: Nu
) -> models.Klankbordonkosten:
    """Geeft de onkosten, met een waarschuwing als het jaar boven de grens van het verband komt."""
    gevonden = found(onkosten.get_onkosten(tx, id, lezer), "onkosten")
    verwerking.record(tx, beller, KLANKBORD, [gevonden.onkosten.persoon], nu)
    etag.stamp(request, gevonden.versie)
    return tonen.toon_onkosten(request, gevonden, _let_op(tx, gevonden.onkosten))


@router.post(
    "/klankbordonkosten/{id}/besluit",
    status_code=200,
    dependencies=[eist("pool:schrijven")],
    summary="Keur onkosten goed of af",
)
def besluit_klankbordonkosten(
    id: UUID,
    invoer: models.OnkostenBesluit,
    request: Request,
    tx: Tx,
    beller: Beller,
    lezer: Lezer,
    nu: Nu,
) -> models.Klankbordonkosten:
    """De organisatie die de vraag stelde besluit, of een makelaar bij een persoonlijke vraag.

    Betalen gebeurt in het eigen systeem.
    """
    oud = found(onkosten.get_onkosten(tx, id, lezer, lock=True), "onkosten")
    if not onkosten.mag_beslissen(tx, id, lezer):
        raise Problem(403, "Dit doet wie de vraag stelde.", code="andere-organisatie")
    door = eis_mens(beller)
    etag.require_match(request, oud.versie)
    if oud.onkosten.status is not Onkostenstatus.INGEDIEND:
        raise Problem(409, "Hierover is al besloten.", code="al-besloten")
    naar = Onkostenstatus.GOEDGEKEURD if invoer.akkoord else Onkostenstatus.AFGEWEZEN
    nieuw = onkosten.set_besluit(tx, oud, naar, door, nu)
    verwerking.record(tx, beller, KLANKBORD, [oud.onkosten.persoon], nu)
    etag.stamp(request, nieuw.versie)
    return tonen.toon_onkosten(request, nieuw, _let_op(tx, nieuw.onkosten))
