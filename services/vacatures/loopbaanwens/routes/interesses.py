"""Interest without applying: shown, read, released and withdrawn."""

from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Query, Request, Response

from services.vacatures.loopbaanwens import rules, storage
from services.vacatures.loopbaanwens.routes import interessemodels as models
from services.vacatures.loopbaanwens.routes.access import (
    eigen_persoon,
    eigen_wens,
    zonder_bsn,
)
from services.vacatures.loopbaanwens.routes.interesseaccess import (
    LEZEN,
    partijen,
    toon,
    van_beller,
)
from services.vacatures.loopbaanwens.rules import Interessepartij, Interessestatus
from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature import storage as vacatures
from services.vacatures.vacature.routes.models import adres, beletsels
from shared import api, berichten, etag, paging, verwerking
from shared.api import Beller, Nu, Tx, eist
from shared.problem import Problem, found, invalid

router = api.router("loopbaanwensen")


@router.post(
    "/vacatures/{id}/interesses",
    status_code=201,
    dependencies=[eist("eigen:beheren")],
    summary="Toon interesse zonder te solliciteren",
)
def add_interesse(
    id: UUID,
    invoer: models.InteresseInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> models.Interesse:
    """Laat de recruiter weten dat iemand interesse heeft, zonder te zeggen wie.

    Dit is geen sollicitatie en geeft geen plaats in de volgorde.
    """
    persoon = eigen_persoon(beller)
    kijker = vacatures.kijker(tx, beller, nu)
    vacature, _ = found(vacatures.get_zichtbaar(tx, id, kijker, nu), "vacature")
    wens = eigen_wens(tx, invoer.wens, beller) if invoer.wens else None
    if wens is not None and rules.is_verborgen(wens.zicht, partijen(vacature)):
        reden = "U houdt deze wens verborgen voor deze werkgever"
        raise invalid(("wens", "verborgen", reden))
    if (eerder := storage.get_getoond(tx, id, persoon)) is not None:
        url = adres(request, f"/interesses/{eerder}")
        detail = "U toonde al interesse in deze vacature."
        raise Problem(409, detail, code="bestaat-al", url=url)
    gedeeld = {p.verband for p in vacatures.list_zichtperioden(tx, id) if p.verband}
    wie = vacatureregels.hoedanigheden(kijker, vacature, gedeeld)
    blijk = storage.Blijk(
        uuid4(),
        id,
        persoon,
        beller.organisatie,
        rules.grove_categorie(wie, gedeeld),
        vacature.gegevens.vertrouwelijk or invoer.vertrouwelijk,
        wens.id if wens else None,
        zonder_bsn(invoer.tekst) or None,
        Interessestatus.GETOOND,
        nu,
    )
    storage.add_interesse(tx, blijk)
    storage.meld_interesse(tx, "interesse-getoond", vacature, nu)
    tekst = f"Iemand heeft interesse in uw vacature {vacature.gegevens.titel}."
    berichten.record(
        tx,
        vacature.werkgever,
        "Interesse in een vacature",
        f"{tekst}\n{rules.VOOR_WERKGEVER}\n\n{rules.LEES_ALS_WERKGEVER}",
        sleutel=f"interesse {blijk.id}",
    )
    verwerking.record(tx, beller, "interesse tonen", [persoon], nu)
    response.headers["Location"] = adres(request, f"/interesses/{blijk.id}")
    etag.stamp(request, blijk.versie)
    return toon(request, tx, [blijk], {id: vacature}, Interessepartij.KANDIDAAT, kijker, nu)[0]


@router.get(
    "/interesses",
    response_model=models.InteressePagina,
    dependencies=[eist("eigen:beheren")],
    summary="Waar u interesse in toonde",
)
def list_interesses(
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft uw eigen interesses, de nieuwste eerst, ook wat u introk."""
    persoon = eigen_persoon(beller)
    lijst, count = storage.list_eigen_interesses(tx, persoon, params.offset, params.limit)
    verwerking.record(tx, beller, LEZEN, [persoon] if lijst else [], nu)
    bij = storage.list_vacatures(tx, {een.vacature_id for een in lijst})
    regels = toon(request, tx, lijst, bij, Interessepartij.KANDIDAAT, None, nu)
    return paging.page(request, response, params, regels, count if params.telling else None)


@router.get(
    "/vacatures/{id}/interesses",
    response_model=models.InteressePagina,
    dependencies=[eist("sollicitaties:lezen")],
    summary="Interesse in een vacature van uw organisatie",
)
def list_interesses_bij_vacature(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft kaarten zonder naam, de oudste eerst; een naam ziet u pas na vrijgave."""
    kijker = vacatures.kijker(tx, beller, nu)
    vacature, _ = found(vacatures.get_zichtbaar(tx, id, kijker, nu), "vacature")
    if not vacatureregels.mag_beheren(kijker, vacature):
        raise Problem(403, "Dit kan alleen een recruiter van de werkgever.", code="geen-rol")
    lijst, count = storage.list_bij_vacature(tx, id, params.offset, params.limit)
    getoond = [een.persoon for een in lijst[: params.page_size]]
    verwerking.record(tx, beller, LEZEN, getoond, nu)
    regels = toon(request, tx, lijst, {id: vacature}, Interessepartij.WERKGEVER, kijker, nu)
    return paging.page(request, response, params, regels, count if params.telling else None)


@router.get(
    "/interesses/{id}", dependencies=[eist("vacatures:lezen")], summary="Eén blijk van interesse"
)
def get_interesse(id: UUID, request: Request, tx: Tx, beller: Beller, nu: Nu) -> models.Interesse:
    """Geeft de interesse aan wie haar toonde of aan een recruiter van de werkgever.

    Ook nodig: eigen:beheren voor de persoon, sollicitaties:lezen voor de werkgever.
    """
    blijk, vacature, partij, kijker = van_beller(tx, id, beller, nu)
    verwerking.record(tx, beller, LEZEN, [blijk.persoon], nu)
    etag.stamp(request, blijk.versie)
    return toon(request, tx, [blijk], {vacature.id: vacature}, partij, kijker, nu)[0]


@router.post(
    "/interesses/{id}/statuswijzigingen",
    status_code=201,
    dependencies=[eist("eigen:beheren")],
    summary="Geef uw naam vrij, verberg haar weer of trek in",
)
def add_interesse_statuswijziging(
    id: UUID,
    wijziging: models.InteresseWijziging,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> models.InteresseStatus:
    """Alleen u zelf geeft uw naam vrij, per vacature. Intrekken wist wat u beiden schreef."""
    persoon = eigen_persoon(beller)
    blijk = storage.get_interesse(tx, id)
    if blijk is None or blijk.persoon != persoon:
        found(None, "interesse")
    blijk = found(storage.get_interesse(tx, id, lock=True), "interesse")
    etag.require_match(request, blijk.versie)
    van, naar = blijk.status, Interessestatus(wijziging.naar)
    if fouten := rules.interesse_fouten(van, naar):
        raise Problem(
            409,
            f"Van {van} naar {naar} kan niet.",
            code="overgang-kan-niet",
            beletselen=beletsels(fouten),
            mogelijk=[status.value for status in rules.interesse_mogelijk(van)],
        )
    storage.set_interessestatus(tx, blijk, naar, nu)
    vacature = found(vacatures.get_vacature(tx, blijk.vacature_id), "interesse")
    storage.meld_interesse(tx, f"interesse-{naar}", vacature, nu)
    verwerking.record(tx, beller, "interesse wijzigen", [persoon], nu)
    response.headers["Location"] = adres(request, f"/interesses/{id}/statuswijzigingen")
    return models.InteresseStatus(interesse_id=id, van=van, naar=naar, gewijzigd_op=nu)


@router.get(
    "/interesses/{id}/statuswijzigingen",
    response_model=models.InteresseStatusPagina,
    dependencies=[eist("eigen:beheren")],
    summary="Wanneer de interesse welke status kreeg",
)
def list_interesse_statuswijzigingen(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft het logboek aan wie de interesse toonde, de oudste wijziging eerst."""
    persoon = eigen_persoon(beller)
    blijk = storage.get_interesse(tx, id)
    if blijk is None or blijk.persoon != persoon:
        found(None, "interesse")
    rows, count = storage.list_interesselog(tx, id, params.offset, params.limit)
    verwerking.record(tx, beller, LEZEN, [persoon], nu)
    return paging.page(request, response, params, rows, count if params.telling else None)
