"""Documents with an application: announced, sent, looked into, read on record, removed."""

from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import Depends, Query, Request, Response
from pydantic import Field

from services.vacatures.document import proces, rules, storage
from services.vacatures.document.rules import Documentsoort, Documentstatus
from services.vacatures.sollicitatie import rules as sollicitatieregels
from services.vacatures.sollicitatie.routes import van_beller, van_kandidaat
from services.vacatures.sollicitatie.routes.access import eist_scope, is_houder
from services.vacatures.sollicitatie.rules import Partij
from services.vacatures.vacature.routes.models import Webadres, adres
from shared import api, berichten, bsn, etag, fernet, formats, paging, verwerking
from shared.api import Beller, Geheel, Model, Nu, Tekst, Tijdstip, Tx, eist
from shared.caller import Caller
from shared.problem import Problem, found, invalid

router = api.router("documenten")
BYTES = "application/octet-stream"
Bestandsnaam = Annotated[Tekst, Field(description="Wij maken er een veilige naam van.")]
Grootte = Annotated[Geheel, Field(ge=1, le=rules.MAX_GROOTTE, description="Bytes.")]


class DocumentInvoer(Model):
    """Een bestand dat u gaat sturen: pdf, docx of odt, hoogstens 10 MB."""

    bestandsnaam: Bestandsnaam
    media_type: Documentsoort
    grootte: Grootte


class Document(Model):
    """Een bestand bij een sollicitatie."""

    id: UUID
    url: Webadres
    inhoud_url: Webadres = Field(description="Stuur hierheen de inhoud (PUT), of haal die op.")
    sollicitatie_id: UUID
    bestandsnaam: str = Field(max_length=200)
    media_type: Documentsoort
    grootte: Grootte
    status: Documentstatus
    doorzoekbaar: bool | None = Field(
        description="Nee: er staat geen tekst in, zoals bij een scan; er is dan niet naar een BSN"
        " gezocht. Leeg: de inhoud is er nog niet."
    )
    aangekondigd_op: Tijdstip
    ontvangen_op: Tijdstip | None
    melding: str | None = Field(None, max_length=1000, description="Wat u nog moet doen.")


class DocumentPagina(paging.Pagina):
    """De bestanden bij een sollicitatie."""

    results: list[Document] = Field(max_length=paging.MAX_SIZE)


async def _inhoud(request: Request) -> bytes:
    return await request.body()


@router.post(
    "/sollicitaties/{id}/documenten",
    status_code=201,
    dependencies=[eist("sollicitaties:indienen")],
    summary="Kondig een document aan",
)
def add_document(
    id: UUID,
    invoer: DocumentInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> Document:
    """Zegt welk bestand u gaat sturen; het antwoord zegt waarheen. Daarna volgt de inhoud (PUT).

    Hoogstens drie documenten per sollicitatie. Komt de inhoud niet binnen een dag, dan vervalt
    de aankondiging.
    """
    dossier, _ = van_kandidaat(tx, id, beller, nu)
    # One at a time.
    _eis_lopend(found(storage.lock_sollicitatie(tx, id), "sollicitatie"))
    if not rules.past_erbij(storage.list_bij(tx, [id])):
        detail = f"Er kunnen hoogstens {rules.MAX_AANTAL} documenten bij; verwijder er eerst een."
        raise Problem(409, detail, code="te-veel-documenten")
    naam = rules.schone_naam(bsn.redigeer(invoer.bestandsnaam)[0], invoer.media_type)
    persoon = dossier.medewerker
    row = storage.add(tx, id, persoon, naam, invoer.media_type, invoer.grootte, nu)
    verwerking.record(tx, beller, "document aankondigen", [persoon], nu)
    shown = toon_document(request, storage.to_facts(row), Partij.KANDIDAAT)
    response.headers["Location"] = shown.url
    etag.stamp(request, row.versie)
    return shown


@router.get(
    "/sollicitaties/{id}/documenten",
    response_model=DocumentPagina,
    dependencies=[eist("sollicitaties:lezen")],
    summary="Documenten bij een sollicitatie",
)
def list_documenten(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """De bestanden, de oudste eerst. De werkgever ziet alleen wat er te lezen is.

    Ook voor de vacaturehouder.
    """
    partij, persoon = _partij(tx, id, beller, nu)
    is_kandidaat = partij is Partij.KANDIDAAT
    found_ = [d for d in storage.list_bij(tx, [id]) if rules.is_zichtbaar(d, is_kandidaat)]
    shown = [toon_document(request, document, partij) for document in found_]
    verwerking.record(tx, beller, "documenten bekijken", [persoon], nu)
    deel = shown[params.offset : params.offset + params.limit]
    return paging.page(request, response, params, deel, len(shown) if params.telling else None)


@router.get(
    "/sollicitaties/{id}/documenten/{document}",
    dependencies=[eist("sollicitaties:lezen")],
    summary="Eén document",
)
def get_document(
    id: UUID, document: UUID, request: Request, tx: Tx, beller: Beller, nu: Nu
) -> Document:
    """Wat er over een bestand vastligt; de inhoud staat op `inhoudUrl`."""
    partij, persoon = _partij(tx, id, beller, nu)
    facts = _zichtbaar(tx, id, document, partij)
    verwerking.record(tx, beller, "documenten bekijken", [persoon], nu)
    etag.stamp(request, facts.versie)
    return toon_document(request, facts, partij)


@router.put(
    "/sollicitaties/{id}/documenten/{document}/inhoud",
    dependencies=[eist("sollicitaties:indienen")],
    summary="Stuur de inhoud van een document",
    openapi_extra=formats.takes(BYTES, description="Het bestand zelf, hoogstens 10 MB."),
)
def put_documentinhoud(
    id: UUID,
    document: UUID,
    request: Request,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    inhoud: Annotated[bytes, Depends(_inhoud)],
) -> Document:
    """Stuur het bestand. Wij kijken of het is wat u zegt, en zoeken naar een BSN.

    Staat daar een nummer in dat een BSN kan zijn, dan bewaren wij de inhoud niet en staat de
    status op in_quarantaine; `melding` zegt wat u doet. Dezelfde inhoud nog eens verandert niets.
    """
    dossier, _ = van_kandidaat(tx, id, beller, nu)
    row = found(storage.get(tx, id, document), "document")
    etag.require_match(request, row.versie)
    kluis = _kluis(request)
    if row.status != Documentstatus.AANGEKONDIGD:
        return _nog_eens(tx, request, row, inhoud, kluis)
    onderzoek = _onderzocht(inhoud, storage.to_facts(row))
    # The application first, as whoever erases does.
    status = found(storage.lock_sollicitatie(tx, id), "sollicitatie")
    row = found(storage.get(tx, id, document, lock=True), "document")
    if row.status != Documentstatus.AANGEKONDIGD:  # another was faster
        return _nog_eens(tx, request, row, inhoud, kluis)
    _eis_lopend(status)
    storage.keep(tx, row, onderzoek, inhoud, kluis, nu)
    verwerking.record(tx, beller, "document sturen", [dossier.medewerker], nu)
    if row.status == Documentstatus.IN_QUARANTAINE:
        tekst = f"Het gaat om: {row.bestandsnaam}\n\n{rules.QUARANTAINE}"
        onderwerp = "Uw document kan zo niet naar de werkgever"
        sleutel = f"document-quarantaine:{row.id}"
        berichten.record(tx, dossier.medewerker, onderwerp, tekst, sleutel=sleutel)
    etag.stamp(request, row.versie)
    return toon_document(request, storage.to_facts(row), Partij.KANDIDAAT)


@router.get(
    "/sollicitaties/{id}/documenten/{document}/inhoud",
    dependencies=[eist("sollicitaties:lezen")],
    summary="Haal de inhoud van een document op",
    response_class=Response,
    responses=formats.gives(BYTES),
)
def get_documentinhoud(
    id: UUID, document: UUID, request: Request, tx: Tx, beller: Beller, nu: Nu
) -> Response:
    """Het bestand, om te bewaren en niet om in de browser te openen.

    Voor de kandidaat zelf, voor een recruiter van de werkgever (sollicitaties:behandelen) en voor
    de vacaturehouder.
    """
    partij, persoon = _partij(tx, id, beller, nu)
    facts = _zichtbaar(tx, id, document, partij)
    answer = stuur_inhoud(tx, request, facts)
    verwerking.record(tx, beller, "document ophalen", [persoon], nu)
    return answer


def stuur_inhoud(tx: Tx, request: Request, facts: rules.Document) -> Response:
    """The file itself, never to be opened by a browser; for the rooms above this one too."""
    try:
        data = found(storage.read(tx, facts.id, _kluis(request)), "inhoud")
    except fernet.Unreadable:
        detail = "Dit document is niet te ontsleutelen; vraag het de beheerder."
        raise Problem(503, detail, code="sleutel-ontbreekt") from None
    naam = quote(facts.bestandsnaam, safe="")
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{naam}",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    return Response(data, media_type=BYTES, headers=headers)


@router.delete(
    "/sollicitaties/{id}/documenten/{document}",
    status_code=204,
    dependencies=[eist("sollicitaties:indienen")],
    summary="Verwijder een document",
)
def delete_document(id: UUID, document: UUID, tx: Tx, beller: Beller, nu: Nu) -> Response:
    """Verwijdert het bestand met zijn inhoud. Alleen de kandidaat zelf kan dit."""
    dossier, _ = van_kandidaat(tx, id, beller, nu)
    row = found(storage.get(tx, id, document, lock=True), "document")
    storage.remove(tx, row)
    verwerking.record(tx, beller, "document verwijderen", [dossier.medewerker], nu)
    return Response(status_code=204)


def _partij(tx: Tx, id: UUID, beller: Caller, nu: Nu) -> tuple[Partij, UUID]:
    """Who looks, and whose application it is; a recruiter needs to handle, not only to read."""
    dossier, vacature, partij = van_beller(tx, id, beller, nu, ook_houder=True)
    if partij is Partij.WERKGEVER and not is_houder(tx, beller, vacature):
        eist_scope(beller, partij)
    return partij, dossier.medewerker


def _eis_lopend(status: sollicitatieregels.Sollicitatiestatus) -> None:
    """Nothing comes with an application that has ended. Error: 409."""
    if status in sollicitatieregels.AFGEROND:
        raise Problem(409, f"Deze sollicitatie is {status}.", code="afgerond")


def _zichtbaar(tx: Tx, id: UUID, document: UUID, partij: Partij) -> rules.Document:
    row = found(storage.get(tx, id, document), "document")
    facts = storage.to_facts(row)
    is_kandidaat = partij is Partij.KANDIDAAT
    return found(facts if rules.is_zichtbaar(facts, is_kandidaat) else None, "document")


def _kluis(request: Request) -> fernet.Kluis:
    kluis: fernet.Kluis | None = request.app.state.kluis
    if kluis is None:
        detail = "Documenten kunnen hier nog niet; er is geen sleutel ingesteld."
        raise Problem(503, detail, code="sleutel-ontbreekt")
    return kluis


def _onderzocht(inhoud: bytes, document: rules.Document) -> rules.Onderzoek:
    """What is in the file. Error: Problem 400, when it is not taken."""
    if len(inhoud) != document.grootte:
        onderzoek = rules.Onderzoek(rules.Afkeuring.GROOTTE_KLOPT_NIET)
    else:
        onderzoek = proces.onderzoek(inhoud, document.soort)
    if onderzoek.afkeuring is not None:
        raise invalid(("inhoud", onderzoek.afkeuring.value, rules.REDEN[onderzoek.afkeuring]))
    return onderzoek


def _nog_eens(
    tx: Tx, request: Request, row: storage.Row, inhoud: bytes, kluis: fernet.Kluis
) -> Document:
    """A repetition changes nothing; other content needs another document."""
    if row.status == Documentstatus.IN_QUARANTAINE:
        raise Problem(409, rules.QUARANTAINE, code="in-quarantaine")
    if storage.read(tx, row.id, kluis) != inhoud:
        detail = "De inhoud van dit document ligt vast; verwijder het en kondig een nieuw aan."
        raise Problem(409, detail, code="inhoud-ligt-vast")
    etag.stamp(request, row.versie)
    return toon_document(request, storage.to_facts(row), Partij.KANDIDAAT)


def toon_document(request: Request, facts: rules.Document, partij: Partij) -> Document:
    url = adres(request, f"/sollicitaties/{facts.sollicitatie}/documenten/{facts.id}")
    apart = facts.status is Documentstatus.IN_QUARANTAINE and partij is Partij.KANDIDAAT
    return Document(
        id=facts.id,
        url=url,
        inhoud_url=f"{url}/inhoud",
        sollicitatie_id=facts.sollicitatie,
        bestandsnaam=facts.bestandsnaam,
        media_type=facts.soort,
        grootte=facts.grootte,
        status=facts.status,
        doorzoekbaar=facts.doorzoekbaar,
        aangekondigd_op=facts.aangekondigd_op,
        ontvangen_op=facts.ontvangen_op,
        melding=rules.QUARANTAINE if apart else None,
    )
