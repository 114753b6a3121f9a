"""Apply, follow an application, and change its status; the last one by both parties."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from services.vacatures.openstelling import storage as openstellingen
from services.vacatures.sollicitatie import rules, storage
from services.vacatures.sollicitatie.routes import models
from services.vacatures.sollicitatie.routes.access import (
    eigen_medewerker,
    eist_scope,
    leg_vast,
    mens,
    toon,
    van_beller,
)
from services.vacatures.sollicitatie.rules import Partij, Sollicitatiestatus
from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature import storage as vacatures
from services.vacatures.vacature.routes.models import adres, beletsels
from shared import api, etag, paging, verwerking
from shared.api import Beller, Nu, Tx, eist
from shared.problem import Problem, found

router = api.router("sollicitaties")


@router.post(
    "/vacatures/{id}/sollicitaties",
    status_code=201,
    dependencies=[eist("sollicitaties:indienen")],
    summary="Solliciteer op een vacature",
)
def add_sollicitatie(
    id: UUID,
    invoer: models.SollicitatieInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> models.Sollicitatie:
    """Legt de sollicitatie vast met uw categorie en de grond daarvan.

    Ziet u de vacature al, maar is uw fase nog niet begonnen, dan wordt zij aangehouden en telt
    zij vanaf uw fase.
    """
    medewerker = eigen_medewerker(beller)
    kijker = vacatures.kijker(tx, beller, nu)
    vacature, _ = found(vacatures.get_zichtbaar(tx, id, kijker, nu, share=True), "vacature")
    open_ = openstellingen.get_openstelling(tx, id)
    indeling = rules.deel_in(open_, kijker, vacature, nu) if open_ else None
    eerder = storage.heeft_gesolliciteerd(tx, id, medewerker)
    status = vacatureregels.status_op(vacature, nu)
    beletselen = rules.beletselen(status, indeling, eerder)
    if beletselen or indeling is None:
        raise Problem(
            409,
            "Solliciteren kan nu niet; zie beletselen.",
            code="solliciteren-kan-niet",
            beletselen=beletsels(beletselen),
        )
    nieuw = storage.add_sollicitatie(tx, id, beller, indeling, invoer.motivatie, nu)
    storage.meld(tx, "sollicitatie-ontvangen", nieuw, vacature.werkgever, nu)
    verwerking.record(tx, beller, "solliciteren", [medewerker], nu)
    response.headers["Location"] = adres(request, f"/sollicitaties/{nieuw}")
    dossier = found(storage.get_sollicitatie(tx, nieuw), "sollicitatie")
    etag.stamp(request, dossier.versie)
    return toon(request, dossier, Partij.KANDIDAAT, nu)


@router.get(
    "/sollicitaties",
    response_model=models.SollicitatiePagina,
    dependencies=[eist("sollicitaties:lezen")],
    summary="Uw eigen sollicitaties",
)
def list_eigen(
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft de sollicitaties van de medewerker die vraagt, de nieuwste eerst."""
    medewerker = eigen_medewerker(beller)
    lijst, count = storage.list_van_medewerker(tx, medewerker, params.offset, params.limit)
    regels = [toon(request, dossier, Partij.KANDIDAAT, nu) for dossier in lijst]
    leg_vast(tx, beller, "eigen sollicitaties bekijken", lijst, nu)
    return paging.page(request, response, params, regels, count if params.telling else None)


@router.get(
    "/sollicitaties/{id}", dependencies=[eist("sollicitaties:lezen")], summary="Eén sollicitatie"
)
def get_sollicitatie(
    id: UUID, request: Request, tx: Tx, beller: Beller, nu: Nu
) -> models.Sollicitatie:
    """Geeft de sollicitatie aan de kandidaat zelf of aan een recruiter van de werkgever."""
    dossier, _, partij = van_beller(tx, id, beller, nu)
    leg_vast(tx, beller, "sollicitatie bekijken", [dossier], nu)
    etag.stamp(request, dossier.versie)
    return toon(request, dossier, partij, nu)


@router.post(
    "/sollicitaties/{id}/statuswijzigingen",
    status_code=201,
    dependencies=[eist("sollicitaties:lezen")],
    summary="Trek in, neem aan, neem in behandeling of wijs af",
)
def add_sollicitatie_statuswijziging(
    id: UUID,
    wijziging: models.SollicitatieWijziging,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> models.SollicitatieStatus:
    """De kandidaat trekt in of neemt een aanbod aan; de werkgever behandelt of wijst af.

    Afwijzen is altijd het besluit van een mens, met reden. Ook nodig: sollicitaties:indienen voor
    de kandidaat, sollicitaties:behandelen voor de werkgever.
    """
    dossier, vacature, partij = van_beller(tx, id, beller, nu, lock=True)
    eist_scope(beller, partij)
    etag.require_match(request, dossier.versie)
    if partij is Partij.WERKGEVER:
        mens(beller)
    van, naar = dossier.kandidaat.status, Sollicitatiestatus(wijziging.naar)
    if fouten := rules.overgang_fouten(van, naar, partij, wijziging.reden):
        raise Problem(
            400 if fouten[0].veld == "reden" else 409,
            f"Van {van} naar {naar} kan zo niet.",
            code="overgang-kan-niet",
            beletselen=beletsels(fouten),
            mogelijk=[s.value for s in rules.mogelijk(van, partij)],
        )
    storage.set_status(tx, dossier, naar, partij, beller, nu, wijziging.reden)
    storage.meld(tx, f"sollicitatie-{naar}".replace("_", "-"), id, vacature.werkgever, nu)
    leg_vast(tx, beller, "sollicitatie wijzigen", [dossier], nu)
    response.headers["Location"] = adres(request, f"/sollicitaties/{id}/statuswijzigingen")
    return models.SollicitatieStatus(
        sollicitatie_id=id,
        van=van,
        naar=naar,
        gewijzigd_op=nu,
        partij=partij,
        gebruiker=beller.gebruiker if partij is Partij.WERKGEVER else None,
        reden=wijziging.reden,
    )


@router.get(
    "/sollicitaties/{id}/statuswijzigingen",
    response_model=models.SollicitatieStatusPagina,
    dependencies=[eist("sollicitaties:lezen")],
    summary="Wanneer de sollicitatie welke status kreeg",
)
def list_sollicitatie_statuswijzigingen(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft het logboek, de oudste wijziging eerst, aan de kandidaat en aan de werkgever."""
    dossier, _, partij = van_beller(tx, id, beller, nu)
    rows, count = storage.list_log(tx, id, params.offset, params.limit)
    if partij is Partij.KANDIDAAT:
        rows = [row | {"gebruiker": None} for row in rows]
    leg_vast(tx, beller, "sollicitatie bekijken", [dossier], nu)
    return paging.page(request, response, params, rows, count if params.telling else None)
