"""Machines that may come in: registered by the platform, or by the organisation's own beheerder."""

import secrets
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query, Request, Response
from pydantic import Field

from services.gateway.toegang import rules, storage
from shared import api, etag, idempotency, paging, problem, token
from shared.api import Beller, Geheel, Model, Oin, Tekst, Tijdstip, Tx, eist
from shared.caller import Caller
from shared.problem import Problem, found
from shared.settings import Modus

BASE = "/toegang/v1"
router = api.router("clients")
Namen = Annotated[list[Annotated[str, Field(max_length=60)]], Field(max_length=30)]
ClientId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{2,60}$", max_length=61)]
BEHEER = eist("toegang:beheren")
# A page on this very machine may do without TLS, in the demo and in tests: see `_eis_herkomsten`.
Herkomst = Annotated[
    str,
    Field(
        pattern=r"^(https://[a-z0-9.-]+|http://(localhost|127\.0\.0\.1))(:[0-9]{1,5})?$",
        max_length=260,
    ),
]
Herkomsten = Annotated[list[Herkomst], Field(max_length=rules.MAX_HERKOMSTEN)]
Seconden = Annotated[Geheel, Field(ge=300, le=rules.LANGSTE_TOKEN)]


class ClientInvoer(Model):
    """Een client zoals u die wilt vastleggen."""

    id: ClientId = Field(description="Zelf te kiezen, bijvoorbeeld `ats-eindhoven`.")
    naam: Tekst
    organisatie: Oin | None = Field(None, description="OIN; leeg voor een vacaturebank of portaal.")
    rollen: Namen = Field(default_factory=list)
    scopes: Namen | None = Field(None, description="Leeg: alles waar de rollen recht op geven.")
    namens_medewerkers: bool = Field(
        False, description="Mag instaan voor een eigen medewerker (RFC 7523)."
    )
    token_seconden: Seconden = Field(
        rules.TOKEN_SECONDS,
        description="Hoe lang een token leeft dat met `private_key_jwt` is gevraagd.",
    )
    herkomsten: Herkomsten = Field(
        default_factory=list, description="Pagina's waarvoor de client widgettokens vraagt."
    )


class ClientWijziging(Model):
    """Wat er verandert aan een client."""

    naam: Tekst | None = None
    actief: bool | None = None
    token_seconden: Seconden | None = None
    herkomsten: Herkomsten | None = None


class Client(Model):
    """Een geregistreerde client."""

    id: ClientId
    naam: Tekst
    organisatie: Oin | None
    rollen: Namen
    scopes: Namen
    namens_medewerkers: bool
    token_seconden: Seconden
    herkomsten: Herkomsten
    actief: bool
    versie: Geheel = Field(ge=1, le=2_147_483_647)
    aangemaakt_op: Tijdstip


class ClientPagina(paging.Pagina):
    """Een pagina met clients."""

    results: list[Client] = Field(max_length=paging.MAX_SIZE)


class SleutelInvoer(Model):
    """Een publieke sleutel (JWK), of niets: dan maken wij een geheim."""

    jwk: dict[str, Any] | None = Field(None, description="Publieke sleutel; RSA, EC of Ed25519.")
    verloopt_op: Tijdstip | None = None


class Sleutel(Model):
    """Een sleutel; het geheim staat er alleen in bij het aanmaken."""

    id: UUID
    soort: Annotated[str, Field(max_length=10)]
    aangemaakt_op: Tijdstip
    verloopt_op: Tijdstip | None
    geheim: Annotated[str, Field(max_length=100)] | None = None


class SleutelLijst(Model):
    """De sleutels van een client."""

    results: list[Sleutel] = Field(max_length=paging.MAX_SIZE)


class Ik(Model):
    """Wie u bent voor Doorstroom."""

    client: Annotated[str, Field(max_length=61)] | None
    organisatie: Oin | None
    medewerker: UUID | None
    rollen: Namen
    scopes: Namen
    verbanden: list[UUID] = Field(max_length=100)
    gebruiker: Annotated[str, Field(max_length=200)] | None


def visible(tx: Any, id: str, beller: Caller, lock: bool = False) -> storage.Client:
    """The client if the caller manages it; else it does not exist."""
    client = storage.get_client(tx, id)
    own = client is not None and client.organisatie == beller.organisatie
    known = found(client if own or is_platform(beller) else None, "client")
    # Only now: who may not know of it must not wait for it, or make others wait.
    return found(storage.get_client(tx, id, lock=True), "client") if lock else known


def is_platform(beller: Caller) -> bool:
    return rules.Rol.PLATFORMBEHEERDER in beller.rollen


@router.get("/clients", response_model=ClientPagina, dependencies=[BEHEER], summary="Clients")
def list_clients(
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
) -> object:
    """De clients van uw organisatie; voor het platform die van iedereen."""
    if not is_platform(beller) and beller.organisatie is None:
        return paging.page(request, response, params, [], 0 if params.telling else None)
    organisatie = None if is_platform(beller) else beller.organisatie
    rows = storage.list_clients(tx, organisatie, params.offset, params.limit)
    count = storage.count_clients(tx, organisatie) if params.telling else None
    shown = [Client.model_validate(row) for row in rows]
    return paging.page(request, response, params, shown, count)


@router.post("/clients", status_code=201, dependencies=[BEHEER], summary="Registreer een client")
def add_client(
    invoer: ClientInvoer, request: Request, response: Response, tx: Tx, beller: Beller
) -> Client:
    """Leg een client vast. Geef hem daarna een sleutel."""
    rollen = frozenset(invoer.rollen)
    scopes = rules.scopes_of(rollen) if invoer.scopes is None else frozenset(invoer.scopes)
    aanvraag = rules.Aanvraag(invoer.organisatie, rollen, scopes, invoer.namens_medewerkers)
    if bezwaren := rules.bezwaren(aanvraag, beller.organisatie, is_platform(beller)):
        raise problem.invalid(*((veld, b.value, rules.REDENEN[b]) for veld, b in bezwaren))
    _eis_herkomsten(request, invoer.herkomsten)
    if invoer.id == rules.PLATFORMBEHEER or storage.get_client(tx, invoer.id):
        raise Problem(409, "Deze client-id is al in gebruik.", code="bestaat-al")
    row = storage.Client(
        id=invoer.id,
        naam=invoer.naam,
        organisatie=invoer.organisatie,
        rollen=sorted(rollen),
        scopes=sorted(scopes),
        namens_medewerkers=invoer.namens_medewerkers,
        token_seconden=invoer.token_seconden,
        herkomsten=sorted(set(invoer.herkomsten)),
        actief=True,
        versie=1,
        aangemaakt_op=datetime.now(UTC),
    )
    storage.add_client(tx, row)
    response.headers["Location"] = f"{BASE}/clients/{row.id}"
    etag.stamp(request, row.versie)
    return Client.model_validate(row)


@router.get("/clients/{id}", dependencies=[BEHEER], summary="Eén client")
def get_client(id: ClientId, request: Request, tx: Tx, beller: Beller) -> Client:
    """Een client van uw organisatie."""
    row = visible(tx, id, beller)
    etag.stamp(request, row.versie)
    return Client.model_validate(row)


@router.patch("/clients/{id}", dependencies=[BEHEER], summary="Wijzig een client")
def patch_client(
    id: ClientId, wijziging: ClientWijziging, request: Request, tx: Tx, beller: Beller
) -> Client:
    """Hernoem een client, of zet hem aan of uit. Uit: zijn tokens werken meteen niet meer."""
    row = visible(tx, id, beller, lock=True)
    etag.require_match(request, row.versie)
    _eis_herkomsten(request, wijziging.herkomsten)
    changes = wijziging.model_dump(exclude_unset=True, exclude_none=True, by_alias=False)
    for name, value in changes.items():
        setattr(row, name, value)
    row.versie += bool(changes)
    etag.stamp(request, row.versie)
    return Client.model_validate(row)


@router.get("/clients/{id}/sleutels", dependencies=[BEHEER], summary="Sleutels van een client")
def list_sleutels(id: ClientId, tx: Tx, beller: Beller) -> SleutelLijst:
    """De sleutels, zonder hun geheim."""
    visible(tx, id, beller)
    return SleutelLijst(results=[_shown(row) for row in storage.list_sleutels(tx, id)])


@router.post(
    "/clients/{id}/sleutels", status_code=201, dependencies=[BEHEER], summary="Geef een sleutel"
)
def add_sleutel(
    id: ClientId,
    invoer: SleutelInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
) -> Sleutel:
    """Registreer een publieke sleutel, of laat een geheim maken (eenmaal getoond).

    Een tweede sleutel naast de eerste maakt wisselen mogelijk zonder onderbreking.
    """
    client = visible(tx, id, beller, lock=True)
    if invoer.jwk is not None and (reden := token.check_public_key(invoer.jwk)):
        raise problem.invalid(("jwk", "jwk-ongeldig", reden))
    if len(storage.list_sleutels(tx, client.id)) >= paging.MAX_SIZE:
        raise Problem(409, "Deze client heeft te veel sleutels; trek er eerst in.", code="te-veel")
    geheim = secrets.token_urlsafe(32) if invoer.jwk is None else None
    now = datetime.now(UTC)
    row = storage.add_sleutel(tx, client.id, now, geheim, invoer.jwk, invoer.verloopt_op)
    response.headers["Location"] = f"{BASE}/clients/{id}/sleutels/{row.id}"
    idempotency.once(request)
    return _shown(row, geheim)


@router.delete(
    "/clients/{id}/sleutels/{sleutelId}",
    status_code=204,
    dependencies=[BEHEER],
    summary="Trek een sleutel in",
)
def delete_sleutel(id: ClientId, sleutelId: UUID, tx: Tx, beller: Beller) -> None:
    """De sleutel werkt meteen niet meer."""
    visible(tx, id, beller)
    found(storage.delete_sleutel(tx, id, sleutelId) or None, "sleutel")


@router.get("/mij", dependencies=[eist()], summary="Wie ben ik")
def get_mij(beller: Beller) -> Ik:
    """Wat uw token zegt: organisatie, rollen, scopes en verbanden."""
    return Ik(
        client=beller.client,
        organisatie=beller.organisatie,
        medewerker=beller.medewerker,
        rollen=sorted(beller.rollen),
        scopes=sorted(beller.scopes),
        verbanden=[lid.verband for lid in beller.verbanden],
        gebruiker=beller.gebruiker,
    )


def _eis_herkomsten(request: Request, herkomsten: list[str] | None) -> None:
    """400 in production for a page without TLS, also when it says that it is on this machine."""
    productie = request.app.state.settings.modus is Modus.PRODUCTIE
    zonder = [een for een in herkomsten or () if not een.startswith("https://")]
    if productie and zonder:
        reden = "Een herkomst begint met https://; zonder mag alleen in de demo en in tests."
        raise problem.invalid(("herkomsten", "herkomst-onveilig", reden))


def _shown(row: storage.Sleutel, geheim: str | None = None) -> Sleutel:
    return Sleutel(
        id=row.id,
        soort="jwk" if row.jwk else "geheim",
        aangemaakt_op=row.aangemaakt_op,
        verloopt_op=row.verloopt_op,
        geheim=geheim,
    )
