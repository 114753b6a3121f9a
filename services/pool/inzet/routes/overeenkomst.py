"""The inzetovereenkomst: made from a template, told what is missing, and sent as docx or pdf."""

import hashlib
from datetime import datetime
from typing import Annotated
from uuid import UUID

import httpx2
from fastapi import Path, Query, Request, Response
from pydantic import Field
from sqlalchemy.orm import Session

from services.pool.flexpool import storage as pools
from services.pool.flexpool.routes.gateway import Gateway
from services.pool.flexpool.routes.models import Webadres
from services.pool.flexpool.rules import InDienstVoor
from services.pool.inzet import opmaak, rules, storage
from services.pool.inzet.routes import access, models
from services.pool.inzet.rules import overeenkomst as regels
from services.pool.inzet.rules import sjablonen, waadi
from services.pool.kijker import Kijker, adres, eis_mens
from shared import api, etag, formats, kalender, paging, verwerking
from shared.api import Beller, Geheel, Model, Nu, Tijdstip, Tx, eist
from shared.http import Peer
from shared.problem import Problem, found

router = api.router("inzetten")
ACTIVITEIT = "Inzetovereenkomst maken en raadplegen"
Nummer = Annotated[Geheel, Path(ge=1, le=10_000, description="Nummer van de overeenkomst.")]
Hash = Annotated[str, Field(pattern="^[0-9a-f]{64}$", max_length=64)]


class Inzetovereenkomst(Model):
    """Een overeenkomst over één inzet; het document zelf wordt niet bewaard."""

    url: Webadres
    nummer: Geheel = Field(ge=1, le=10_000)
    voorwaarden_versie: models.Versie
    sjabloon: str = Field(max_length=50)
    sha256_docx: Hash = Field(description="SHA-256 van het Word-bestand.")
    sha256_pdf: Hash = Field(description="SHA-256 van de pdf.")
    gemaakt_door: models.Door
    gemaakt_op: Tijdstip


class OvereenkomstPagina(paging.Pagina):
    """Een pagina overeenkomsten."""

    results: list[Inzetovereenkomst] = Field(max_length=paging.MAX_SIZE)


class OvereenkomstFilter(paging.PageParams):
    """De lijst van overeenkomsten heeft alleen paginering."""


def _toon(request: Request, wat: storage.Overeenkomst) -> Inzetovereenkomst:
    return Inzetovereenkomst(
        url=adres(request, f"/inzetten/{wat.inzet}/overeenkomsten/{wat.nummer}"),
        nummer=wat.nummer,
        voorwaarden_versie=wat.voorwaarden_versie,
        sjabloon=wat.sjabloon,
        sha256_docx=wat.sha256_docx,
        sha256_pdf=wat.sha256_pdf,
        gemaakt_door=wat.door,
        gemaakt_op=wat.op,
    )


@router.get(
    "/inzetten/{id}/overeenkomsten",
    response_model=OvereenkomstPagina,
    dependencies=[eist("pool:lezen")],
    summary="Overeenkomsten van een inzet",
)
def list_overeenkomsten(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[OvereenkomstFilter, Query()],
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
) -> object:
    """Geeft elke versie van de overeenkomst, de nieuwste eerst; alleen voor de drie partijen."""
    bewaard = access.van_partij(tx, id, kijker)
    verwerking.record(tx, beller, ACTIVITEIT, [bewaard.inzet.medewerker], nu)
    rijen = storage.list_overeenkomsten(tx, id, params.offset, params.limit)
    count = storage.count_overeenkomsten(tx, id) if params.telling else None
    return paging.page(request, response, params, [_toon(request, een) for een in rijen], count)


@router.post(
    "/inzetten/{id}/overeenkomsten",
    status_code=201,
    dependencies=[eist("pool:schrijven")],
    summary="Maak de overeenkomst van een inzet",
)
def add_overeenkomst(
    id: UUID,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    gateway: Gateway,
) -> Inzetovereenkomst:
    """Maakt een versie uit de voorwaarden die gelden; bij wat ontbreekt staat erbij wat.

    De naam van de medewerker komt op dat moment uit de gateway en wordt hier niet bewaard. De hash
    laat later zien of een document hetzelfde is.
    """
    bewaard = access.van_partij(tx, id, kijker, lock=True)
    access.eis_organisatie(kijker, bewaard.inzet)
    door = eis_mens(beller)
    feiten = _feiten(tx, gateway, bewaard, nu)
    detail = "De overeenkomst kan nog niet; zie beletselen."
    access.weiger(regels.ontbreekt(feiten), detail, "overeenkomst-onvolledig")
    naam = _naam(gateway, bewaard)
    tekst = sjablonen.tekst(id, feiten)
    docx, pdf = (
        _maak(tekst, soort, naam, nu, regels.SJABLOON) for soort in (opmaak.DOCX, opmaak.PDF)
    )
    nieuw = storage.Overeenkomst(
        inzet=id,
        nummer=storage.volgend_nummer(tx, id),
        voorwaarden_versie=feiten.voorwaarden.versie,
        sjabloon=regels.SJABLOON,
        feiten=feiten,
        tekst=tekst,
        sha256_docx=hashlib.sha256(docx).hexdigest(),
        sha256_pdf=hashlib.sha256(pdf).hexdigest(),
        door=door,
        op=nu,
    )
    storage.add_overeenkomst(tx, nieuw)
    verwerking.record(tx, beller, ACTIVITEIT, [bewaard.inzet.medewerker], nu)
    getoond = _toon(request, nieuw)
    response.headers["Location"] = getoond.url
    etag.stamp(request, nieuw.nummer)
    return getoond


@router.get(
    "/inzetten/{id}/overeenkomsten/{nummer}",
    response_model=Inzetovereenkomst,
    dependencies=[eist("pool:lezen")],
    responses=formats.gives(opmaak.DOCX, opmaak.PDF),
    summary="Eén overeenkomst, ook als Word-bestand of pdf",
)
def get_overeenkomst(
    id: UUID,
    nummer: Nummer,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    gateway: Gateway,
) -> object:
    """Geeft de gegevens van de overeenkomst, of met `Accept` het document zelf.

    Het document wordt opnieuw gemaakt, met de woorden van toen. Is het niet meer hetzelfde,
    bijvoorbeeld door een andere naam, dan komt het niet: maak dan een nieuwe versie.
    """
    bewaard = access.van_partij(tx, id, kijker)
    wat = found(storage.get_overeenkomst(tx, id, nummer), "overeenkomst")
    verwerking.record(tx, beller, ACTIVITEIT, [bewaard.inzet.medewerker], nu)
    soort = next((een for een in (opmaak.DOCX, opmaak.PDF) if formats.wants(request, een)), None)
    etag.stamp(request, wat.nummer)
    if soort is None:
        return _toon(request, wat)
    inhoud = _maak(wat.tekst, soort, _naam(gateway, bewaard), wat.op, wat.sjabloon)
    hash_ = wat.sha256_docx if soort == opmaak.DOCX else wat.sha256_pdf
    if hashlib.sha256(inhoud).hexdigest() != hash_:
        detail = "Het document is niet meer zoals het was; maak een nieuwe versie."
        raise Problem(409, detail, code="document-gewijzigd")
    einde = "docx" if soort == opmaak.DOCX else "pdf"
    headers = {
        "Content-Disposition": f'attachment; filename="inzetovereenkomst-{nummer}.{einde}"',
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    }
    return Response(inhoud, media_type=soort, headers=headers)


def _maak(
    tekst: sjablonen.Overeenkomsttekst, soort: str, naam: str, op: datetime, sjabloon: str
) -> bytes:
    maak = opmaak.als_docx if soort == opmaak.DOCX else opmaak.als_pdf
    return maak(sjablonen.met_naam(tekst, naam), tekst.kenmerk, op, tekst.titel, sjabloon)


def _feiten(
    tx: Session, gateway: Peer, bewaard: storage.Bewaard, nu: datetime
) -> regels.Overeenkomstfeiten:
    """What the agreement says, as it is now."""
    inzet = bewaard.inzet
    voorwaarden = storage.get_voorwaarden(tx, bewaard, bewaard.voorwaarden_versie)
    akkoorden = [
        een
        for een in storage.list_akkoorden(tx, inzet.id)
        if een.versie == voorwaarden.versie and een.akkoord
    ]
    oordeel = waadi.beoordeel(InDienstVoor(bewaard.in_dienst_voor), voorwaarden.tarief_grondslag)
    return regels.Overeenkomstfeiten(
        thuisorganisatie=_organisatie(gateway, inzet.thuisorganisatie),
        thuisorganisatie_oin=inzet.thuisorganisatie,
        inlener=_organisatie(gateway, inzet.inlener),
        inlener_oin=inzet.inlener,
        voorwaarden=voorwaarden,
        waadi_status=oordeel.status,
        waadi_reden=oordeel.reden,
        langste_inzet_dagen=pools.get_afspraken(tx, inzet.verband).langste_inzet_dagen,
        akkoorden=tuple(akkoorden) if rules.telt_mee(inzet) else (),
        gemaakt_op=kalender.dag(nu),
    )


def _organisatie(gateway: Peer, oin: str) -> str:
    return str(_vraag(gateway, f"/intern/organisaties/{oin}")["naam"])


def _naam(gateway: Peer, bewaard: storage.Bewaard) -> str:
    """The person's name, for this once. Error: 409 when the gateway knows none."""
    naam = _vraag(gateway, f"/intern/medewerkers/{bewaard.inzet.medewerker}").get("naam")
    if not naam:
        detail = "De naam van de medewerker is niet bekend; laat HR die vastleggen."
        raise Problem(409, detail, code="naam-onbekend")
    return str(naam)


def _vraag(gateway: Peer, pad: str) -> dict[str, str | None]:
    """What the gateway knows; empty when it does not. Error: 503 when it is away."""
    try:
        antwoord: dict[str, str | None] = gateway.get(pad)
    except httpx2.HTTPStatusError as error:
        if error.response.status_code == 404:
            return {"naam": None}
        raise Problem(503, "De gateway antwoordt nu niet.", code="gateway-weg") from error
    except httpx2.HTTPError as error:
        raise Problem(503, "De gateway antwoordt nu niet.", code="gateway-weg") from error
    return antwoord
