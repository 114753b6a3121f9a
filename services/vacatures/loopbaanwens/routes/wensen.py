"""A person's own wishes: write, change, publish, pause and delete them; only by the own login."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Annotated, Any
from uuid import UUID, uuid4

from fastapi import Query, Request, Response

from services.vacatures.convenant.routes import Gateway
from services.vacatures.loopbaanwens import rules, storage
from services.vacatures.loopbaanwens.routes import models
from services.vacatures.loopbaanwens.routes.access import (
    afspraken,
    eigen_persoon,
    eigen_wens,
    eigen_werkgever,
    toon_wens,
    toon_wensen,
    zonder_bsn,
)
from services.vacatures.loopbaanwens.rules import Wensstatus
from services.vacatures.vacature.routes.models import adres, beletsels, camel
from services.vacatures.vacature.rules import Fout
from shared import api, etag, paging, verwerking
from shared.api import Beller, Nu, Tx, Vandaag, eist
from shared.caller import Caller
from shared.problem import Problem, invalid

router = api.router("loopbaanwensen")
LEZEN, VASTLEGGEN = "eigen loopbaanwens bekijken", "eigen loopbaanwens vastleggen"
VERPLICHT = ("naam", "eind_datum", "soorten")


@router.get(
    "/loopbaanwensen",
    response_model=models.LoopbaanwensPagina,
    dependencies=[eist("eigen:beheren")],
    summary="Uw eigen loopbaanwensen",
)
def list_loopbaanwensen(
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
    vandaag: Vandaag,
) -> object:
    """Geeft uw wensen, de oudste eerst. Alleen u ziet deze lijst."""
    persoon = eigen_persoon(beller)
    wensen, count = storage.list_eigen(tx, persoon, params.offset, params.limit)
    verwerking.record(tx, beller, LEZEN, [persoon] if wensen else [], nu)
    regels = toon_wensen(tx, request, wensen, vandaag, nu)
    return paging.page(request, response, params, regels, count if params.telling else None)


@router.post(
    "/loopbaanwensen",
    status_code=201,
    dependencies=[eist("eigen:beheren")],
    summary="Leg een loopbaanwens vast",
)
def add_loopbaanwens(
    invoer: models.WensInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    vandaag: Vandaag,
    gateway: Gateway,
) -> models.Loopbaanwens:
    """Legt een wens vast als concept, dat niemand anders ziet. U kunt er vijf hebben."""
    persoon, organisatie = eigen_persoon(beller), eigen_werkgever(beller)
    leeg = storage.Wens(
        uuid4(),
        persoon,
        invoer.naam,
        frozenset(invoer.soorten),
        rules.Wenscriteria(),
        rules.Wenszicht(Wensstatus.CONCEPT, invoer.eind_datum, organisatie),
        None,
        1,
        nu,
    )
    gegeven, fouten = _gegeven(invoer)
    wens = _met(leeg, gegeven)
    maanden = afspraken(tx, gateway, beller).bewaartermijn_toestemming_maanden
    _wijs_af(wens, beller, fouten + rules.termijn_fouten(wens.zicht.eind_datum, vandaag, maanden))
    storage.lock_persoon(tx, persoon)
    hoogstens: int = request.app.state.settings.wensen_per_persoon
    if storage.count_eigen(tx, persoon) >= hoogstens:
        detail = f"U heeft al {hoogstens} wensen; wijzig of verwijder er een."
        raise Problem(409, detail, code="te-veel-wensen")
    storage.add_wens(tx, wens, nu)
    verwerking.record(tx, beller, VASTLEGGEN, [persoon], nu)
    response.headers["Location"] = adres(request, f"/loopbaanwensen/{wens.id}")
    etag.stamp(request, wens.versie)
    return toon_wens(tx, request, wens, vandaag, nu)


@router.get(
    "/loopbaanwensen/{id}", dependencies=[eist("eigen:beheren")], summary="Eén eigen loopbaanwens"
)
def get_loopbaanwens(
    id: UUID, request: Request, tx: Tx, beller: Beller, nu: Nu, vandaag: Vandaag
) -> models.Loopbaanwens:
    """Geeft uw wens, met in woorden wie haar nu ziet."""
    wens = eigen_wens(tx, id, beller)
    verwerking.record(tx, beller, LEZEN, [wens.persoon], nu)
    etag.stamp(request, wens.versie)
    return toon_wens(tx, request, wens, vandaag, nu)


@router.patch(
    "/loopbaanwensen/{id}",
    dependencies=[eist("eigen:beheren")],
    summary="Wijzig een loopbaanwens",
)
def change_loopbaanwens(
    id: UUID,
    wijziging: models.WensWijziging,
    request: Request,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    vandaag: Vandaag,
    gateway: Gateway,
) -> models.Loopbaanwens:
    """Wijzigt alleen de gegeven velden (merge patch); geldt meteen, ook voor wie de wens ziet."""
    wens = eigen_wens(tx, id, beller, lock=True)
    etag.require_match(request, wens.versie)
    gegeven, fouten = _gegeven(wijziging)
    nieuw = _met(wens, gegeven)
    if nieuw.zicht.eind_datum != wens.zicht.eind_datum:
        maanden = afspraken(tx, gateway, beller).bewaartermijn_toestemming_maanden
        fouten += rules.termijn_fouten(nieuw.zicht.eind_datum, vandaag, maanden)
    _wijs_af(nieuw, beller, fouten, bekend=wens.zicht.verbanden)
    if nieuw != wens:
        storage.change_wens(tx, nieuw, nu)
        verwerking.record(tx, beller, VASTLEGGEN, [wens.persoon], nu)
        nieuw = replace(nieuw, versie=wens.versie + 1)
    etag.stamp(request, nieuw.versie)
    return toon_wens(tx, request, nieuw, vandaag, nu)


@router.delete(
    "/loopbaanwensen/{id}",
    status_code=204,
    dependencies=[eist("eigen:beheren")],
    summary="Verwijder een loopbaanwens",
)
def delete_loopbaanwens(id: UUID, request: Request, tx: Tx, beller: Beller, nu: Nu) -> None:
    """Verwijdert de wens meteen en helemaal; een interesse waar zij bij stond, blijft."""
    wens = eigen_wens(tx, id, beller, lock=True)
    etag.require_match(request, wens.versie)
    storage.delete_wens(tx, wens, beller, nu)
    verwerking.record(tx, beller, "eigen loopbaanwens verwijderen", [wens.persoon], nu)


@router.post(
    "/loopbaanwensen/{id}/statuswijzigingen",
    status_code=201,
    dependencies=[eist("eigen:beheren")],
    summary="Publiceer een loopbaanwens of pauzeer haar",
)
def add_loopbaanwens_statuswijziging(
    id: UUID,
    wijziging: models.LoopbaanwensWijziging,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    vandaag: Vandaag,
) -> models.LoopbaanwensStatus:
    """Na publiceren zien recruiters in de genoemde verbanden de wens; pauzeren geldt meteen.

    Ook organisaties die u bij naam toestemming geeft (doel `loopbaanwens_tonen`) zien haar dan, tot
    u die toestemming intrekt of zij afloopt.
    """
    wens = eigen_wens(tx, id, beller, lock=True)
    etag.require_match(request, wens.versie)
    van, naar = wens.zicht.status, Wensstatus(wijziging.naar)
    genoemd = storage.list_genoemd(tx, [wens], nu)[id]
    if fouten := rules.overgang_fouten(wens.zicht, naar, vandaag, genoemd):
        raise Problem(
            409,
            f"Van {van} naar {naar} kan zo niet.",
            code="overgang-kan-niet",
            beletselen=beletsels(fouten),
            mogelijk=[status.value for status in rules.mogelijk(van)],
        )
    if naar is Wensstatus.GEPUBLICEERD:
        wens = _van_nu(tx, wens, beller, nu)
        _wijs_af(wens, beller, [])
    storage.set_status(tx, wens, naar, nu)
    verwerking.record(tx, beller, VASTLEGGEN, [wens.persoon], nu)
    response.headers["Location"] = adres(request, f"/loopbaanwensen/{id}/statuswijzigingen")
    return models.LoopbaanwensStatus(wens_id=id, van=van, naar=naar, gewijzigd_op=nu)


@router.get(
    "/loopbaanwensen/{id}/statuswijzigingen",
    response_model=models.LoopbaanwensStatusPagina,
    dependencies=[eist("eigen:beheren")],
    summary="Wanneer de wens welke status kreeg",
)
def list_loopbaanwens_statuswijzigingen(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft wanneer anderen de wens konden zien, de oudste wijziging eerst."""
    wens = eigen_wens(tx, id, beller)
    rows, count = storage.list_log(tx, id, params.offset, params.limit)
    verwerking.record(tx, beller, LEZEN, [wens.persoon], nu)
    return paging.page(request, response, params, rows, count if params.telling else None)


def _van_nu(tx: Tx, wens: storage.Wens, beller: Caller, nu: Nu) -> storage.Wens:
    """Publishing is for the employer of today: that one is hidden, whoever it was before."""
    organisatie = eigen_werkgever(beller)
    if wens.zicht.organisatie == organisatie:
        return wens
    zicht = replace(wens.zicht, organisatie=organisatie, eigen_organisatie=False)
    verhuisd = replace(wens, zicht=zicht)
    storage.change_wens(tx, verhuisd, nu)
    return verhuisd


def _gegeven(invoer: models.WensVelden) -> tuple[dict[str, Any], list[Fout]]:
    """What the body says. An emptied list or choice is the empty one; the rest needs a value."""
    gegeven = {naam: getattr(invoer, naam) for naam in invoer.model_fields_set}
    leeg = [naam for naam in VERPLICHT if gegeven.get(naam, True) in (None, [])]
    fouten = [Fout(naam, "verplicht", "Dit veld kan niet leeg") for naam in leeg]
    gegeven = {naam: waarde for naam, waarde in gegeven.items() if naam not in leeg}
    if "toelichting" in gegeven:
        gegeven["toelichting"] = zonder_bsn(gegeven["toelichting"])
    standaard = rules.Wenscriteria(), rules.Wenszicht(Wensstatus.CONCEPT, date.min, "")
    for bron, namen in zip(standaard, (storage.CRITERIA, storage.ZICHT), strict=True):
        for naam in namen:
            if naam in gegeven and gegeven[naam] is None:
                gegeven[naam] = getattr(bron, naam)
    return {n: frozenset(w) if isinstance(w, list) else w for n, w in gegeven.items()}, fouten


def _met(wens: storage.Wens, gegeven: dict[str, Any]) -> storage.Wens:
    """The wish with these fields changed."""

    def kies(namen: Iterable[str]) -> dict[str, Any]:
        return {naam: gegeven[naam] for naam in namen if naam in gegeven}

    return replace(
        wens,
        criteria=replace(wens.criteria, **kies(storage.CRITERIA)),
        zicht=replace(wens.zicht, **kies(storage.ZICHT)),
        **kies(("naam", "soorten", "toelichting")),
    )


def _wijs_af(
    wens: storage.Wens,
    beller: Caller,
    gevonden: list[Fout],
    bekend: frozenset[UUID] = frozenset(),
) -> None:
    """400 with everything that cannot be so. `bekend`: verbanden that were there already."""
    fouten = [(camel(f.veld), f.code, f.reden) for f in gevonden]
    laag, hoog = wens.criteria.uren_min, wens.criteria.uren_max
    if laag is not None and hoog is not None and laag > hoog:
        fouten.append(("urenMin", "groter-dan-maximum", "Het minimum is hoger dan het maximum"))
    if wens.zicht.verbanden - beller.verband_ids - bekend:
        reden = "Uw organisatie doet niet aan al deze verbanden mee"
        fouten.append(("verbanden", "onbekend", reden))
    if fouten:
        raise invalid(*fouten)
