"""Steps of the selection, and rejections: always by a person, each with a reason of its own."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from services.vacatures.sollicitatie import rules, storage
from services.vacatures.sollicitatie.routes import models
from services.vacatures.sollicitatie.routes.access import (
    begin_behandeling,
    leg_vast,
    mens,
    niet_te_zien,
    van_beller,
    van_werkgever,
    wijzig_status,
)
from services.vacatures.sollicitatie.rules import (
    Partij,
    Sollicitatiestatus,
    Stapsoort,
    Stapuitkomst,
)
from services.vacatures.vacature import storage as vacatures
from services.vacatures.vacature.routes import eigen_vacature
from services.vacatures.vacature.routes.models import adres, beletsels
from shared import api, etag, paging
from shared.api import Beller, Nu, Tx, eist
from shared.problem import Problem, found, invalid

router = api.router("sollicitaties")


@router.get(
    "/afwijsgronden",
    dependencies=[eist("sollicitaties:lezen")],
    summary="Redenen om af te wijzen",
)
def list_afwijsgronden() -> models.AfwijsgrondLijst:
    """Geeft de codes met hun betekenis; leeftijd, afkomst, geslacht en gezondheid zijn er niet."""
    return models.AfwijsgrondLijst(
        results=[
            models.AfwijsgrondUitleg(code=code, betekenis=betekenis)
            for code, betekenis in rules.AFWIJSGRONDEN.items()
        ]
    )


@router.post(
    "/vacatures/{id}/afwijzingen",
    status_code=201,
    dependencies=[eist("sollicitaties:behandelen")],
    summary="Wijs verschillende kandidaten af, elk met een eigen reden",
)
def add_afwijzingen(
    id: UUID,
    invoer: models.AfwijzingenInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> models.Afwijzingen:
    """Wijst ze allemaal af, of niemand. Een reden die twee keer voorkomt, wordt geweigerd."""
    kijker = vacatures.kijker(tx, beller, nu)
    vacature = eigen_vacature(tx, id, kijker, nu)
    mens(beller)
    _controleer(invoer)
    levend = storage.list_levend(tx, [a.sollicitatie for a in invoer.afwijzingen], lock=True)
    alle = {d.kandidaat.sollicitatie: d for d in storage.list_bij_vacature(tx, id)}
    dossiers = {nr: dossier for nr, dossier in alle.items() if nr in levend}
    verborgen = niet_te_zien(tx, vacature, kijker, list(dossiers))
    gewenst = [
        found(None if nr in verborgen else dossiers.get(nr), "sollicitatie")
        for nr in (a.sollicitatie for a in invoer.afwijzingen)
    ]
    gedaan = [
        wijzig_status(
            tx,
            request,
            dossier,
            vacature,
            Sollicitatiestatus.AFGEWEZEN,
            Partij.WERKGEVER,
            beller,
            nu,
            afwijzing.reden,
            afwijzing.redencode,
        )
        for dossier, afwijzing in zip(gewenst, invoer.afwijzingen, strict=True)
    ]
    leg_vast(tx, beller, "sollicitatie wijzigen", gewenst, nu)
    response.headers["Location"] = adres(request, f"/vacatures/{id}/sollicitaties")
    return models.Afwijzingen(results=gedaan)


def _controleer(invoer: models.AfwijzingenInvoer) -> None:
    fouten = rules.afwijzing_fouten([a.reden for a in invoer.afwijzingen])
    if fouten:
        raise invalid(*((f.veld, f.code, f.reden) for f in fouten))
    if len({a.sollicitatie for a in invoer.afwijzingen}) < len(invoer.afwijzingen):
        raise invalid(("afwijzingen", "dubbel", "Een sollicitatie staat er twee keer in"))


@router.post(
    "/sollicitaties/{id}/selectiestappen",
    status_code=201,
    dependencies=[eist("sollicitaties:behandelen")],
    summary="Plan een stap in de selectie",
)
def add_selectiestap(
    id: UUID,
    invoer: models.SelectiestapInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> models.Selectiestap:
    """Legt een gesprek, assessment of andere stap vast. De kandidaat krijgt bericht."""
    dossier, vacature = van_werkgever(tx, id, beller, nu, lock=True)
    mens(beller)
    if fouten := rules.stap_fouten(dossier.kandidaat.status):
        raise Problem(
            409,
            "Een stap vastleggen kan nu niet; zie beletselen.",
            code="stap-kan-niet",
            beletselen=beletsels(fouten),
        )
    begin_behandeling(tx, request, dossier, vacature, beller, nu)
    row = storage.add_stap(
        tx, id, invoer.soort, invoer.datum, invoer.uitkomst, invoer.toelichting, beller, nu
    )
    tekst = rules.berichten.stap(vacature.gegevens.titel)
    storage.bericht(tx, dossier, tekst, f"stap:{row.id}:{row.versie}")
    leg_vast(tx, beller, "selectiestap vastleggen", [dossier], nu)
    response.headers["Location"] = adres(request, f"/selectiestappen/{row.id}")
    etag.stamp(request, row.versie)
    return _toon(row, Partij.WERKGEVER)


@router.get(
    "/sollicitaties/{id}/selectiestappen",
    response_model=models.SelectiestapPagina,
    dependencies=[eist("sollicitaties:lezen")],
    summary="Stappen in de selectie",
)
def list_selectiestappen(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft de stappen op datum, aan de kandidaat en aan de werkgever."""
    dossier, _, partij = van_beller(tx, id, beller, nu, ook_houder=True)
    rows, count = storage.list_stappen(tx, id, params.offset, params.limit)
    leg_vast(tx, beller, "sollicitatie bekijken", [dossier], nu)
    shown = [_toon(row, partij) for row in rows]
    return paging.page(request, response, params, shown, count if params.telling else None)


@router.get(
    "/selectiestappen/{id}",
    dependencies=[eist("sollicitaties:lezen")],
    summary="Eén stap in de selectie",
)
def get_selectiestap(
    id: UUID, request: Request, tx: Tx, beller: Beller, nu: Nu
) -> models.Selectiestap:
    """Geeft de stap aan de kandidaat en aan de werkgever."""
    dossier, _, partij = van_beller(
        tx, id, beller, nu, wat="stap", soort=storage.Stap, ook_houder=True
    )
    row = found(storage.get_stap(tx, id), "stap")
    leg_vast(tx, beller, "sollicitatie bekijken", [dossier], nu)
    etag.stamp(request, row.versie)
    return _toon(row, partij)


@router.patch(
    "/selectiestappen/{id}",
    dependencies=[eist("sollicitaties:behandelen")],
    summary="Verzet een stap, of leg de uitkomst vast",
)
def change_selectiestap(
    id: UUID,
    wijziging: models.SelectiestapWijziging,
    request: Request,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> models.Selectiestap:
    """Wijst niemand af: dat besluit neemt een mens apart, met een reden."""
    dossier, vacature = van_werkgever(tx, id, beller, nu, lock=True, wat="stap", soort=storage.Stap)
    mens(beller)
    row = found(storage.get_stap(tx, id), "stap")
    etag.require_match(request, row.versie)
    if fouten := rules.stap_fouten(dossier.kandidaat.status):
        raise Problem(
            409,
            "Een stap wijzigen kan nu niet; zie beletselen.",
            code="stap-kan-niet",
            beletselen=beletsels(fouten),
        )
    gegeven = {naam: getattr(wijziging, naam) for naam in wijziging.model_fields_set}
    storage.update_stap(tx, row, gegeven, beller, nu)
    tekst = rules.berichten.stap(vacature.gegevens.titel)
    storage.bericht(tx, dossier, tekst, f"stap:{row.id}:{row.versie}")
    leg_vast(tx, beller, "selectiestap vastleggen", [dossier], nu)
    etag.stamp(request, row.versie)
    return _toon(row, Partij.WERKGEVER)


def _toon(row: storage.Stap, partij: Partij) -> models.Selectiestap:
    return models.Selectiestap(
        id=row.id,
        sollicitatie_id=row.sollicitatie_id,
        soort=Stapsoort(row.soort),
        datum=row.datum,
        uitkomst=Stapuitkomst(row.uitkomst),
        toelichting=row.toelichting,
        gebruiker=row.gebruiker if partij is Partij.WERKGEVER else None,
        vastgelegd_op=row.op,
    )
