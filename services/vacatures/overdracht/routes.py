"""Hand-over of applications to the employer's own system, and the outcome back."""

from typing import Annotated, Literal
from uuid import UUID

import httpx2
from fastapi import Query, Request, Response
from pydantic import Field

from services.vacatures.convenant.routes import Gateway, vraagt_gateway
from services.vacatures.document import storage as documenten
from services.vacatures.document.routes import Document, toon_document
from services.vacatures.document.rules import is_zichtbaar
from services.vacatures.overdracht import rules, storage
from services.vacatures.sollicitatie import storage as sollicitaties
from services.vacatures.sollicitatie.routes import mens, van_werkgever, wijzig_status
from services.vacatures.sollicitatie.routes.access import toon
from services.vacatures.sollicitatie.routes.models import (
    KandidaatGegevens,
    Reden,
    Sollicitatie,
    SollicitatieStatus,
)
from services.vacatures.sollicitatie.rules import Afwijsgrond, Partij, Sollicitatiestatus
from services.vacatures.vacature import storage as vacatures
from services.vacatures.vacature.routes.models import Webadres, adres
from services.vacatures.vacature.rules import Vacature
from shared import api, etag, paging, verwerking
from shared.api import Beller, Model, Nu, Tijdstip, Tx, eist
from shared.caller import Caller
from shared.problem import Problem, found, invalid

router = api.router("overdrachten")
BEHANDELEN = eist("sollicitaties:behandelen")
Kenmerk = Annotated[
    str,
    Field(
        min_length=1,
        max_length=100,
        pattern=r"^[A-Za-z0-9][A-Za-z0-9._:/-]*$",
        description="Zo heet de sollicitatie in uw systeem; geen naam van een mens.",
    ),
]


class OverdrachtRegel(Model):
    """Een sollicitatie die uw systeem kan overnemen."""

    id: UUID = Field(description="Nummer van de sollicitatie.")
    url: Webadres = Field(description="Het hele pakket.")
    vacature_id: UUID
    status: Sollicitatiestatus
    gewijzigd_op: Tijdstip = Field(description="Laatste wijziging van de status.")
    kenmerk: Kenmerk | None = Field(description="Leeg: nog niet bevestigd.")
    opgehaald_op: Tijdstip | None
    bevestigd_op: Tijdstip | None


class OverdrachtPagina(paging.Pagina):
    """Een deel van de sollicitaties."""

    results: list[OverdrachtRegel] = Field(max_length=paging.MAX_SIZE)


class OverdrachtFilter(paging.PageParams):
    """Waarop te kiezen is."""

    gewijzigd_sinds: Tijdstip | None = Field(None, description="Gewijzigd op of na dit moment.")
    bevestigd: bool | None = Field(None, description="Nee: wat uw systeem nog niet bevestigde.")


class Overdracht(Model):
    """Alles wat uw systeem van een sollicitatie nodig heeft; nog eens ophalen geeft hetzelfde."""

    sollicitatie: Sollicitatie = Field(description="Met categorie en de grond daarvan.")
    vacature_titel: str | None = Field(max_length=200)
    vacature_kenmerk: str | None = Field(max_length=200, description="Zoals u haar aanleverde.")
    kandidaat: KandidaatGegevens
    documenten: list[Document] = Field(max_length=100)
    kenmerk: Kenmerk | None
    opgehaald_op: Tijdstip
    bevestigd_op: Tijdstip | None


class Bevestiging(Model):
    """Dat uw systeem de sollicitatie heeft, en hoe zij daar heet."""

    kenmerk: Kenmerk


class Overgedragen(Bevestiging):
    """Een bevestigde overdracht."""

    id: UUID = Field(description="Nummer van de sollicitatie.")
    bevestigd_op: Tijdstip


class OverdrachtUitkomst(Model):
    """Wat een mens in uw systeem besliste; een aanbod gaat via aanbiedingen."""

    kenmerk: Kenmerk
    naar: Literal["in_behandeling", "afgewezen"]
    reden: Reden | None = None
    redencode: Afwijsgrond | None = Field(None, description="Bij een afwijzing; leeg: anders.")


@router.get(
    "/overdrachten",
    response_model=OverdrachtPagina,
    dependencies=[BEHANDELEN],
    summary="Sollicitaties die uw systeem kan overnemen",
)
def list_overdrachten(
    request: Request,
    response: Response,
    params: Annotated[OverdrachtFilter, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """De sollicitaties op vacatures die u behandelt, wat het langst niet wijzigde eerst.

    Vraag met `gewijzigdSinds` wat er sinds de vorige keer veranderde, en met `bevestigd=false`
    wat nog niet goed is aangekomen.
    """
    _systeem(beller)
    kijker = vacatures.kijker(tx, beller, nu)
    keuze = storage.Keuze(params.gewijzigd_sinds, params.bevestigd)
    rows = storage.find(tx, kijker, keuze, params.offset, params.limit)
    count = storage.count(tx, kijker, keuze) if params.telling else None
    seen = [row.medewerker for row in rows[: params.page_size]]
    verwerking.record(tx, beller, "overdrachten bekijken", seen, nu)
    shown = [
        OverdrachtRegel(
            id=row.sollicitatie,
            url=adres(request, f"/overdrachten/{row.sollicitatie}"),
            vacature_id=row.vacature_id,
            status=Sollicitatiestatus(row.status),
            gewijzigd_op=row.gewijzigd_op,
            kenmerk=row.kenmerk,
            opgehaald_op=row.opgehaald_op,
            bevestigd_op=row.bevestigd_op,
        )
        for row in rows
    ]
    return paging.page(request, response, params, shown, count)


@router.get("/overdrachten/{id}", dependencies=[BEHANDELEN], summary="Haal een sollicitatie op")
def get_overdracht(
    id: UUID, request: Request, tx: Tx, beller: Beller, nu: Nu, gateway: Gateway
) -> Overdracht:
    """De sollicitatie met motivatie, categorie en grond, de kandidaat en de documenten.

    Elke keer dat u dit ophaalt wordt vastgelegd; de kandidaat kan dat zien.
    """
    organisatie = _systeem(beller)
    dossier, vacature = van_werkgever(tx, id, beller, nu)
    row = storage.fetched(tx, id, dossier.medewerker, organisatie, beller.client or "", nu)
    lijst = [d for d in documenten.list_bij(tx, [id]) if is_zichtbaar(d, is_kandidaat=False)]
    contact = _contact(gateway, dossier)
    verwerking.record(tx, beller, "sollicitatie overdragen", [dossier.medewerker], nu)
    etag.stamp(request, row.versie)
    return Overdracht(
        sollicitatie=toon(request, dossier, Partij.WERKGEVER, nu),
        vacature_titel=vacature.gegevens.titel,
        vacature_kenmerk=vacature.gegevens.kenmerk,
        kandidaat=contact,
        documenten=[toon_document(request, d, Partij.WERKGEVER) for d in lijst],
        kenmerk=row.kenmerk,
        opgehaald_op=row.opgehaald_op,
        bevestigd_op=row.bevestigd_op,
    )


@router.put("/overdrachten/{id}", dependencies=[BEHANDELEN], summary="Bevestig de overdracht")
def put_overdracht(
    id: UUID, bevestiging: Bevestiging, request: Request, tx: Tx, beller: Beller, nu: Nu
) -> Overgedragen:
    """Zeg dat uw systeem de sollicitatie heeft, met uw eigen kenmerk. Herhalen kan."""
    organisatie = _systeem(beller)
    dossier, _ = van_werkgever(tx, id, beller, nu)
    row = storage.get(tx, id, organisatie, lock=True)
    if row is not None:
        etag.require_match(request, row.versie)
    bezet = storage.find_kenmerk(tx, organisatie, bevestiging.kenmerk)
    facts = storage.to_facts(row) if row else None
    if bezwaren := rules.bezwaren(facts, bevestiging.kenmerk, bezet):
        raise Problem(409, f"{bezwaren[0].reden}.", code=bezwaren[0].code)
    assert row is not None
    storage.confirm(tx, row, bevestiging.kenmerk, nu)
    verwerking.record(tx, beller, "overdracht bevestigen", [dossier.medewerker], nu)
    etag.stamp(request, row.versie)
    return Overgedragen(id=id, kenmerk=bevestiging.kenmerk, bevestigd_op=row.bevestigd_op or nu)


@router.post(
    "/overdracht-uitkomsten",
    status_code=201,
    dependencies=[BEHANDELEN],
    summary="Meld de uitkomst uit uw systeem",
)
def add_overdracht_uitkomst(
    uitkomst: OverdrachtUitkomst,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> SollicitatieStatus:
    """Neemt over wat een mens besliste, onder uw kenmerk en volgens dezelfde regels als hier.

    Noem wie het besliste (`Audit-User-ID`). Een aanbod loopt via aanbiedingen, omdat daar de
    volgorde van het convenant geldt.
    """
    organisatie = _systeem(beller)
    mens(beller)
    id, dossier, vacature = _bij_kenmerk(tx, organisatie, uitkomst.kenmerk, beller, nu)
    naar = Sollicitatiestatus(uitkomst.naar)
    if uitkomst.redencode is not None and naar is not Sollicitatiestatus.AFGEWEZEN:
        raise invalid(("redencode", "niet-gevraagd", "Alleen bij een afwijzing"))
    gewijzigd = wijzig_status(
        tx,
        request,
        dossier,
        vacature,
        naar,
        Partij.WERKGEVER,
        beller,
        nu,
        uitkomst.reden,
        uitkomst.redencode,
    )
    verwerking.record(tx, beller, "uitkomst overnemen", [dossier.medewerker], nu)
    response.headers["Location"] = adres(request, f"/sollicitaties/{id}/statuswijzigingen")
    return gewijzigd


def _bij_kenmerk(
    tx: Tx, organisatie: str, kenmerk: str, beller: Caller, nu: Nu
) -> tuple[UUID, sollicitaties.Dossier, Vacature]:
    """The application of a reference; one that may not be handled any more is unknown too."""
    id = storage.find_kenmerk(tx, organisatie, kenmerk)
    try:
        return found(id, "overdracht"), *van_werkgever(tx, id or UUID(int=0), beller, nu, lock=True)
    except Problem as no:
        if no.status != 404:
            raise
        reden = "Dit kenmerk is niet bekend; bevestig de overdracht eerst."
        raise invalid(("kenmerk", "kenmerk-onbekend", reden)) from None


def _systeem(beller: Caller) -> str:
    """The organisation whose system asks; 403 for anybody's own login and for other roles."""
    if not rules.mag_overnemen(beller.organisatie, beller.rollen, beller.medewerker):
        raise Problem(403, "Dit kan alleen het systeem van een werkgever.", code="geen-rol")
    assert beller.organisatie is not None
    return beller.organisatie


def _contact(gateway: Gateway, dossier: sollicitaties.Dossier) -> KandidaatGegevens:
    """Name and contact; empty for somebody whom only the employer knows."""
    with vraagt_gateway():
        try:
            known = gateway.get(f"/intern/medewerkers/{dossier.medewerker}")
        except httpx2.HTTPStatusError as error:
            if error.response.status_code != 404:
                raise
            known = {}
    shown = {name: known.get(name) for name in ("naam", "email", "telefoon")}
    return KandidaatGegevens(**shown, organisatie=dossier.organisatie)
