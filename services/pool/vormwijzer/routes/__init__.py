"""The form guide over HTTP: open to everybody to try; an organisation keeps an advice."""

from collections.abc import Mapping
from typing import Annotated
from uuid import UUID

import httpx2
from fastapi import Query, Request, Response

from services.pool.flexpool.routes.gateway import Gateway
from services.pool.flexpool.rules import PLANNERS
from services.pool.inzet import opmaak
from services.pool.inzet import rules as inzetrules
from services.pool.inzet import storage as inzetten
from services.pool.kijker import Kijker, adres, eis_organisatie, eis_rol
from services.pool.vormwijzer import rules, storage
from services.pool.vormwijzer.routes import documenten, models
from services.pool.vormwijzer.rules import Sector
from shared import api, berichten, etag, formats, idempotency, openapi, paging, problem, verwerking
from shared.api import Beller, Nu, Tx, Vandaag, eist, mag_anoniem
from shared.http import Peer
from shared.problem import found, invalid

router = api.router("vormwijzer")
VOORGELEGD = "Advies over een vorm van samenwerken voorleggen"


@router.get(
    "/vormwijzer",
    dependencies=[mag_anoniem("pool:lezen")],
    summary="De vragen en vormen van de vormwijzer",
)
def get_vormwijzer(request: Request, vandaag: Vandaag) -> models.Vormwijzer:
    """Geeft twaalf vragen in vier stappen, en de vormen waar de vormwijzer uit kiest."""
    tabel = rules.in_werking(storage.beslistabellen(), vandaag)
    etag.stamp(request, tabel.geldig_vanaf.toordinal())
    return models.Vormwijzer(
        versie=tabel.versie,
        geldig_vanaf=tabel.geldig_vanaf,
        verantwoording=tabel.verantwoording,
        vragen=[
            models.WijzerVraag(
                code=een.code,
                stap=een.stap,
                vraag=een.vraag,
                antwoorden=[
                    models.Antwoordkeuze(code=c, tekst=t) for c, t in een.antwoorden.items()
                ],
            )
            for een in tabel.vragen
        ],
        vormen=[models.Vorm.model_validate(een) for een in tabel.vormen.values()],
    )


@router.post(
    "/vormwijzingen",
    status_code=200,
    dependencies=[mag_anoniem("pool:lezen")],
    summary="Vraag welke vormen passen",
)
def wijs_vormen(invoer: models.VormVraag, request: Request, vandaag: Vandaag) -> models.VormWijzing:
    """Zet de regels naast uw antwoorden en bewaart niets. Dit is geen juridisch advies."""
    idempotency.given(request)  # it changes nothing, so no key is kept
    tabel = rules.in_werking(storage.beslistabellen(), vandaag)
    _eis_antwoorden(tabel, invoer.antwoorden)
    return _wijzing(tabel, invoer.sector, invoer.antwoorden, vandaag)


@router.post(
    "/vormadviezen",
    status_code=201,
    dependencies=[eist("pool:schrijven")],
    responses=openapi.refuses(404),
    summary="Bewaar een advies van de vormwijzer",
)
def add_vormadvies(
    invoer: models.VormadviesInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Vormadvies:
    """Legt de antwoorden vast met de versie die vandaag geldt.

    Bij een inzet waarschuwt het advies als die later langer wordt dan u antwoordde.
    """
    organisatie = eis_organisatie(kijker)
    inzet = _van_partij(tx, invoer.inzet, kijker)
    eis_rol(kijker, PLANNERS)
    tabel = rules.in_werking(storage.beslistabellen(), vandaag)
    _eis_antwoorden(tabel, invoer.antwoorden)
    bewaard = storage.add_advies(
        tx, organisatie, invoer.inzet, tabel.versie, invoer.sector, invoer.antwoorden, nu
    )
    response.headers["Location"] = adres(request, f"/vormadviezen/{bewaard.id}")
    etag.stamp(request, 1)
    return _advies(bewaard, inzet, vandaag)


@router.get(
    "/vormadviezen",
    response_model=models.VormadviesPagina,
    dependencies=[eist("pool:lezen")],
    responses=openapi.refuses(404),
    summary="Bewaarde adviezen van de vormwijzer",
)
def list_vormadviezen(
    request: Request,
    response: Response,
    params: Annotated[models.VormadviesFilter, Query()],
    tx: Tx,
    kijker: Kijker,
    vandaag: Vandaag,
) -> object:
    """Geeft die van uw organisatie, of van een inzet waar u partij bij bent."""
    inzet = _van_partij(tx, params.inzet, kijker)
    organisatie = None if inzet else eis_organisatie(kijker)
    rijen = storage.list_adviezen(tx, organisatie, params.inzet, params.offset, params.limit)
    bij = inzetten.haal_alle(tx, {een.inzet for een in rijen if een.inzet})
    getoond = [
        _advies(een, bij[een.inzet].inzet if een.inzet in bij else None, vandaag) for een in rijen
    ]
    count = storage.count_adviezen(tx, organisatie, params.inzet) if params.telling else None
    return paging.page(request, response, params, getoond, count)


@router.get(
    "/vormadviezen/{id}",
    response_model=models.Vormadvies,
    dependencies=[eist("pool:lezen")],
    responses=formats.gives(opmaak.DOCX, opmaak.PDF),
    summary="Eén bewaard advies, ook als Word-bestand of pdf",
)
def get_vormadvies(id: UUID, request: Request, tx: Tx, kijker: Kijker, vandaag: Vandaag) -> object:
    """Geeft het advies onder de versie van toen, met een waarschuwing als de inzet veranderde.

    Met `Accept` komt het als document, voor wie het aan een jurist wil voorleggen.
    """
    bewaard, inzet = _eigen(tx, id, kijker)
    soort = next((een for een in (opmaak.DOCX, opmaak.PDF) if formats.wants(request, een)), None)
    etag.stamp(request, 1)
    if soort is None:
        return _advies(bewaard, inzet, vandaag)
    return documenten.antwoord(soort, bewaard, _let_op(bewaard, inzet, vandaag), vandaag)


@router.post(
    "/vormadviezen/{id}/voorleggingen",
    status_code=204,
    dependencies=[eist("pool:schrijven")],
    summary="Leg een advies voor aan iemand",
)
def leg_voor(
    id: UUID,
    invoer: models.Voorlegging,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    gateway: Gateway,
) -> Response:
    """Stuurt een collega, eenmaal, uw vraag en de weg naar het advies."""
    bewaard, _ = _eigen(tx, id, kijker)
    eis_rol(kijker, PLANNERS)
    _eis_collega(gateway, kijker, invoer.adviseur)
    verwerking.record(tx, beller, VOORGELEGD, [invoer.adviseur], nu)
    tekst = f"{invoer.vraag}\n\nHet advies: {adres(request, f'/vormadviezen/{id}')}"
    onderwerp = "Wilt u meekijken naar een vorm van samenwerken?"
    sleutel = f"vormadvies:{bewaard.id}:{invoer.adviseur}"
    berichten.record(tx, invoer.adviseur, onderwerp, tekst, sleutel=sleutel)
    return Response(status_code=204)


def _van_partij(tx: Tx, id: UUID | None, kijker: Kijker) -> inzetrules.Inzet | None:
    """The inzet for one of its parties; for everybody else it is not there (404)."""
    if id is None:
        return None
    bewaard = found(inzetten.get_inzet(tx, id, kijker), "inzet")
    return found(bewaard.inzet if inzetrules.is_partij(bewaard.inzet, kijker) else None, "inzet")


def _eigen(tx: Tx, id: UUID, kijker: Kijker) -> tuple[storage.Bewaard, inzetrules.Inzet | None]:
    """An advice of the own organisation, or of an inzet that one is a party to (404)."""
    return found(storage.get_advies(tx, id, kijker), "vormadvies")


def _eis_collega(gateway: Peer, kijker: Kijker, adviseur: UUID) -> None:
    """Refuse (400) who works elsewhere or is not known. Error: 503 when the gateway is away."""
    try:
        feiten = gateway.get(f"/intern/medewerkers/{adviseur}")
    except httpx2.HTTPStatusError as error:
        if error.response.status_code != 404:
            raise problem.unavailable("De gateway") from None
        feiten = {}
    except httpx2.HTTPError:
        raise problem.unavailable("De gateway") from None
    if kijker.organisatie is None or feiten.get("organisatie") != kijker.organisatie:
        raise invalid(("adviseur", "geen-collega", "Leg het voor aan een collega."))


def _eis_antwoorden(tabel: rules.Beslistabel, antwoorden: Mapping[str, str]) -> None:
    """Refuse (400) with every fault at once."""
    if fouten := rules.fouten(tabel, antwoorden):
        raise invalid(*((een.veld, een.code, een.uitleg) for een in fouten))


def _advies(
    bewaard: storage.Bewaard, inzet: inzetrules.Inzet | None, vandaag: Vandaag
) -> models.Vormadvies:
    tabel = found(storage.beslistabel(bewaard.versie), "beslistabel")
    let_op = _let_op(bewaard, inzet, vandaag)
    return models.Vormadvies(
        id=bewaard.id,
        organisatie=bewaard.organisatie,
        inzet=bewaard.inzet,
        sector=bewaard.sector,
        antwoorden=dict(bewaard.antwoorden),
        gegeven_op=bewaard.gegeven_op,
        wijzing=_wijzing(tabel, bewaard.sector, bewaard.antwoorden, vandaag),
        waarschuwing=models.VormWaarschuwing.model_validate(let_op) if let_op else None,
    )


def _let_op(
    bewaard: storage.Bewaard, inzet: inzetrules.Inzet | None, vandaag: Vandaag
) -> rules.Vormwaarschuwing | None:
    if inzet is None:
        return None
    tabel = found(storage.beslistabel(bewaard.versie), "beslistabel")
    return rules.waarschuwing(tabel, bewaard.antwoorden, inzet.van, inzet.tot, vandaag)


def _wijzing(
    tabel: rules.Beslistabel, sector: Sector, antwoorden: Mapping[str, str], vandaag: Vandaag
) -> models.VormWijzing:
    gewezen = rules.wijs(tabel, antwoorden, vandaag)
    return models.VormWijzing(
        versie=tabel.versie,
        verantwoording=tabel.verantwoording,
        opmerking=documenten.HANDREIKING if rules.buiten_handreiking(sector) else None,
        vormen=[models.VormOordeel.model_validate(een) for een in gewezen.vormen],
        regels=[
            models.VormRegel(
                nr=een.nr,
                werkgever=een.werkgever,
                medewerker=een.medewerker,
                aandachtspunten=[
                    models.Aandachtspunt(recht=recht, tekst=tekst)
                    for recht, tekst in een.punten.items()
                ],
                bron=een.bron,
                bron_url=een.url,
                zekerheid=een.zekerheid,
                herzien_voor=een.herzien_voor,
                te_herzien=een.nr in gewezen.te_herzien,
            )
            for een in gewezen.regels
        ],
        anders=[models.AndersAntwoord.model_validate(een) for een in gewezen.anders],
    )
