"""Complaints: made by the candidate, answered by a named person who had not judged."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from services.vacatures.openstelling import storage as openstellingen
from services.vacatures.sollicitatie import rules, storage
from services.vacatures.sollicitatie.routes import models
from services.vacatures.sollicitatie.routes.access import (
    eist_scope,
    leg_vast,
    mens,
    van_beller,
    van_kandidaat,
)
from services.vacatures.sollicitatie.rules import (
    Klachtsoort,
    Klachtstatus,
    Klachtuitkomst,
    Partij,
)
from services.vacatures.vacature.routes.models import adres, beletsels
from shared import api, etag, paging
from shared.api import Beller, Nu, Tx, Vandaag, eist
from shared.problem import Problem, found, invalid

router = api.router("klachten")


@router.post(
    "/sollicitaties/{id}/klachten",
    status_code=201,
    dependencies=[eist("sollicitaties:indienen")],
    summary="Dien een klacht in",
)
def add_klacht(
    id: UUID,
    invoer: models.KlachtInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Klacht:
    """Iemand van de werkgever die niet over u oordeelde, kijkt opnieuw en antwoordt op tijd."""
    dossier, vacature = van_kandidaat(tx, id, beller, nu, lock=True)
    if storage.heeft_klacht(tx, id, invoer.over):
        detail = "Hierover loopt al een klacht van u."
        raise Problem(409, detail, code="klacht-loopt-al")
    afspraken = openstellingen.instellingen(tx, [vacature.id])[vacature.id]
    uiterlijk = rules.uiterlijk(vandaag, afspraken.klachttermijn_dagen)
    row = storage.add_klacht(tx, id, invoer.over, invoer.tekst, uiterlijk, nu)
    storage.meld(tx, "klacht-ingediend", id, vacature, nu)
    tekst = rules.berichten.klacht_ontvangen(vacature.gegevens.titel, uiterlijk)
    storage.bericht(tx, dossier, tekst, f"klacht:{row.id}")
    leg_vast(tx, beller, "klacht indienen", [dossier], nu)
    response.headers["Location"] = adres(request, f"/klachten/{row.id}")
    etag.stamp(request, row.versie)
    return _toon(request, row, Partij.KANDIDAAT)


@router.get(
    "/sollicitaties/{id}/klachten",
    response_model=models.KlachtPagina,
    dependencies=[eist("sollicitaties:lezen")],
    summary="Klachten bij een sollicitatie",
)
def list_klachten(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft de klachten met hun antwoord, aan de kandidaat en aan de werkgever."""
    dossier, _, partij = van_beller(tx, id, beller, nu)
    rows, count = storage.list_klachten(tx, id, params.offset, params.limit)
    leg_vast(tx, beller, "klacht bekijken", [dossier], nu)
    shown = [_toon(request, row, partij) for row in rows]
    return paging.page(request, response, params, shown, count if params.telling else None)


@router.get("/klachten/{id}", dependencies=[eist("sollicitaties:lezen")], summary="Eén klacht")
def get_klacht(id: UUID, request: Request, tx: Tx, beller: Beller, nu: Nu) -> models.Klacht:
    """Geeft de klacht aan de kandidaat en aan de werkgever."""
    dossier, _, partij = van_beller(tx, id, beller, nu, wat="klacht", soort=storage.Klachtrij)
    row = found(storage.get_klacht(tx, id), "klacht")
    leg_vast(tx, beller, "klacht bekijken", [dossier], nu)
    etag.stamp(request, row.versie)
    return _toon(request, row, partij)


@router.post(
    "/klachten/{id}/statuswijzigingen",
    status_code=201,
    dependencies=[eist("sollicitaties:lezen")],
    summary="Neem een klacht in behandeling, handel haar af of trek haar in",
)
def add_klacht_statuswijziging(
    id: UUID,
    wijziging: models.KlachtWijziging,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> models.Klacht:
    """Een klacht behandelt wie niet zelf heeft beoordeeld of besloten; de kandidaat trekt in.

    Is de klacht gegrond, dan kan een afwijzing worden heropend voor een tweede blik.
    """
    dossier, vacature, partij = van_beller(
        tx, id, beller, nu, lock=True, wat="klacht", soort=storage.Klachtrij
    )
    eist_scope(beller, partij)
    row = found(storage.get_klacht(tx, id, lock=True), "klacht")
    etag.require_match(request, row.versie)
    gebruiker = mens(beller) if partij is Partij.WERKGEVER else None
    van, naar = Klachtstatus(row.status), Klachtstatus(wijziging.naar)
    fouten = rules.klacht_fouten(
        van,
        naar,
        partij,
        gebruiker,
        storage.list_betrokkenen(tx, dossier),
        wijziging.uitkomst,
        wijziging.reden,
    )
    if fouten and all(f.veld in ("uitkomst", "reden") for f in fouten):
        raise invalid(*((f.veld, f.code, f.reden) for f in fouten))
    if fouten:
        raise Problem(
            409,
            f"Van {van} naar {naar} kan zo niet.",
            code=fouten[0].code,
            beletselen=beletsels(fouten),
            mogelijk=[s.value for s in rules.klacht_mogelijk(van, partij)],
        )
    storage.set_klachtstatus(tx, row, naar, gebruiker, wijziging.uitkomst, wijziging.reden, nu)
    storage.meld(
        tx,
        f"klacht-{naar}".replace("_", "-"),
        dossier.kandidaat.sollicitatie,
        vacature,
        nu,
    )
    if naar is Klachtstatus.AFGEHANDELD:
        tekst = rules.berichten.klacht_afgehandeld(vacature.gegevens.titel)
        storage.bericht(tx, dossier, tekst, f"klacht:{id}:{naar}")
    leg_vast(tx, beller, "klacht behandelen", [dossier], nu)
    response.headers["Location"] = adres(request, f"/klachten/{id}")
    etag.stamp(request, row.versie)
    return _toon(request, row, partij)


def _toon(request: Request, row: storage.Klachtrij, partij: Partij) -> models.Klacht:
    status = Klachtstatus(row.status)
    return models.Klacht(
        id=row.id,
        url=adres(request, f"/klachten/{row.id}"),
        sollicitatie_id=row.sollicitatie_id,
        over=Klachtsoort(row.over),
        tekst=row.tekst,
        status=status,
        ingediend_op=row.ingediend_op,
        uiterlijk_op=row.uiterlijk_op,
        behandelaar=row.behandelaar,
        uitkomst=Klachtuitkomst(row.uitkomst) if row.uitkomst else None,
        reden=row.reden,
        afgehandeld_op=row.afgehandeld_op,
        mogelijk=rules.klacht_mogelijk(status, partij),
    )
