"""Issuers (OpenID Connect) of an organisation: recorded by itself, allowed by the platform."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID, uuid4

from fastapi import Query, Request, Response
from pydantic import Field, SecretStr

from services.gateway.organisatie import storage as organisaties
from services.gateway.toegang.routes.clients import is_platform
from services.gateway.toegang.rules import uitgever as rules
from services.gateway.toegang.storage import uitgevers as storage
from shared import api, etag, fernet, paging, problem
from shared.api import Beller, Geheel, Model, Oin, Tekst, Tijdstip, Tx, eist
from shared.caller import Caller
from shared.model import NO_CONTROL
from shared.problem import Problem, found

BASE = "/toegang/v1"
router = api.router("uitgevers")
BEHEER = eist("toegang:beheren")
Naam = Annotated[str, Field(min_length=1, max_length=200, pattern=NO_CONTROL)]
Claimnaam = Annotated[str, Field(pattern=rules.VELDNAAM, max_length=100)]
Issuer = Annotated[str, Field(pattern=r"^https?://[!-~]+$", max_length=500)]
Namen = Annotated[list[Naam], Field(max_length=20)]


class Uitgeverclient(Model):
    """Een client bij de uitgever wiens tokens hier gelden."""

    id: Naam = Field(description="Zoals de uitgever hem noemt in `azp` of `client_id`.")
    client: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{2,60}$", max_length=61)] | None = (
        Field(None, description="Uw client hier, als hij voor zichzelf spreekt. Leeg: medewerker.")
    )


class Scopevertaling(Model):
    """Wat een scope van de uitgever hier waard is."""

    van: Naam
    naar: Namen


class UitgeverWijziging(Model):
    """Een uitgever zoals u die wilt gebruiken. Rollen komen nooit uit een token."""

    naam: Tekst
    publiek: Namen = Field(default_factory=list, description="Hoe wij heten in `aud`.")
    algoritmen: Namen = Field(default_factory=lambda: list(rules.ALGORITMEN))
    medewerker_claim: Claimnaam = Field(
        "sub", description="Claim met uw eigen kenmerk van de medewerker; nooit een BSN."
    )
    clients: list[Uitgeverclient] = Field(default_factory=list, max_length=50)
    organisatie_claim: Claimnaam | None = Field(
        None, description="Als u de uitgever deelt: claim die zegt van welke organisatie iemand is."
    )
    organisatie_waarde: Naam | None = None
    scopes: list[Scopevertaling] = Field(
        default_factory=list, max_length=50, description="Leeg: alles wat een medewerker zo mag."
    )
    inlog_client: Naam | None = Field(
        None, description="Als welke client wij ons daar melden, voor inloggen bij `/inloggen`."
    )
    inlog_geheim: SecretStr | None = Field(
        None,
        min_length=1,
        max_length=500,
        description="Alleen zonder `private_key_jwt`; weglaten: zoals het was.",
    )
    inlog_acr: Namen = Field(default_factory=list, description="Welke `acr` voldoet; leeg: elke.")
    actief: bool = True


class UitgeverInvoer(UitgeverWijziging):
    """Een nieuwe uitgever."""

    organisatie: Oin | None = Field(None, description="OIN; leeg: uw eigen organisatie.")
    issuer: Issuer = Field(description="Precies zoals in `iss`, met https.")


class Uitgever(Model):
    """Een vastgelegde uitgever."""

    id: UUID
    organisatie: Oin
    naam: Tekst
    issuer: Issuer
    publiek: Namen
    algoritmen: Namen
    medewerker_claim: Claimnaam
    clients: list[Uitgeverclient] = Field(max_length=50)
    organisatie_claim: Claimnaam | None
    organisatie_waarde: Naam | None
    scopes: list[Scopevertaling] = Field(max_length=50)
    inlog_client: Naam | None
    met_geheim: bool = Field(description="Of er een geheim bij ons ligt; het is niet op te vragen.")
    inlog_acr: Namen
    actief: bool
    toegelaten_op: Tijdstip | None = Field(description="Leeg: het platform liet hem nog niet toe.")
    versie: Geheel = Field(ge=1, le=2_147_483_647)
    aangemaakt_op: Tijdstip


class UitgeverPagina(paging.Pagina):
    """Een pagina met uitgevers."""

    results: list[Uitgever] = Field(max_length=paging.MAX_SIZE)


class Toelating(Model):
    """Of het platform deze uitgever toelaat."""

    toegelaten: bool


def _visible(tx: Any, id: UUID, beller: Caller, lock: bool = False) -> storage.Row:
    """The issuer if the caller manages it; else it does not exist."""
    row = storage.get(tx, id)
    own = row is not None and row.organisatie == beller.organisatie
    known = found(row if own or is_platform(beller) else None, "uitgever")
    # Only now: who may not know of it must not wait for it, or make others wait.
    return found(storage.get(tx, id, lock=True), "uitgever") if lock else known


@router.get("/uitgevers", response_model=UitgeverPagina, dependencies=[BEHEER], summary="Uitgevers")
def list_uitgevers(
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
) -> object:
    """De uitgevers van uw organisatie; voor het platform die van iedereen."""
    if not is_platform(beller) and beller.organisatie is None:
        return paging.page(request, response, params, [], 0 if params.telling else None)
    oin = None if is_platform(beller) else beller.organisatie
    count = storage.count(tx, oin) if params.telling else None
    shown = [_shown(row) for row in storage.find(tx, oin, params.offset, params.limit)]
    return paging.page(request, response, params, shown, count)


@router.post("/uitgevers", status_code=201, dependencies=[BEHEER], summary="Leg een uitgever vast")
def add_uitgever(
    invoer: UitgeverInvoer, request: Request, response: Response, tx: Tx, beller: Beller
) -> Uitgever:
    """Leg vast bij welke uitgever uw mensen en systemen hun token halen.

    Hij werkt zodra het platform hem toelaat.
    """
    oin = invoer.organisatie or beller.organisatie
    allowed = oin is not None and (is_platform(beller) or oin == beller.organisatie)
    if oin is None or not allowed or organisaties.get(tx, oin) is None:
        reden = "Kies een organisatie die u beheert."
        raise problem.invalid(("organisatie", "andere-organisatie", reden))
    if "?" in invoer.issuer or not request.app.state.ingang.buiten.mag(invoer.issuer):
        reden = "Geef een openbaar https-adres, zonder vraag- of kruisteken."
        raise problem.invalid(("issuer", "adres-niet-toegestaan", reden))
    facts = _facts(uuid4(), oin, invoer.issuer, invoer)
    _check(tx, facts, invoer)
    storage.lock_issuer(tx, invoer.issuer)
    if storage.exists(tx, oin, invoer.issuer):
        raise Problem(409, "Deze uitgever ligt al vast.", code="bestaat-al")
    row = storage.add(tx, facts, invoer.naam, datetime.now(UTC))
    row.actief = invoer.actief
    _keep_secret(request, row, invoer)
    response.headers["Location"] = f"{BASE}/uitgevers/{row.id}"
    etag.stamp(request, row.versie)
    return _shown(row)


@router.get("/uitgevers/{id}", dependencies=[BEHEER], summary="Eén uitgever")
def get_uitgever(id: UUID, request: Request, tx: Tx, beller: Beller) -> Uitgever:
    """Een uitgever van uw organisatie."""
    row = _visible(tx, id, beller)
    etag.stamp(request, row.versie)
    return _shown(row)


@router.put("/uitgevers/{id}", dependencies=[BEHEER], summary="Wijzig een uitgever")
def put_uitgever(
    id: UUID, wijziging: UitgeverWijziging, request: Request, tx: Tx, beller: Beller
) -> Uitgever:
    """Vervang wat er vastligt. Uit (`actief`): zijn tokens werken meteen niet meer.

    Gebruiken meer organisaties dezelfde uitgever, dan laat het platform een wijziging van clients
    of van de organisatieclaim opnieuw toe.
    """
    row = _visible(tx, id, beller)
    storage.lock_issuer(tx, row.issuer)
    row = _visible(tx, id, beller, lock=True)
    etag.require_match(request, row.versie)
    before, facts = storage.to_facts(row), _facts(row.id, row.organisatie, row.issuer, wijziging)
    _check(tx, facts, wijziging)
    if storage.others(tx, facts) and rules.kenmerk(before) != rules.kenmerk(facts):
        row.toegestaan_op = None
    storage.change(row, facts, wijziging.naam)
    row.actief = wijziging.actief
    row.versie += 1
    _keep_secret(request, row, wijziging)
    etag.stamp(request, row.versie)
    return _shown(row)


@router.delete(
    "/uitgevers/{id}", status_code=204, dependencies=[BEHEER], summary="Verwijder een uitgever"
)
def delete_uitgever(id: UUID, tx: Tx, beller: Beller) -> None:
    """Zijn tokens werken meteen niet meer."""
    storage.delete_one(tx, _visible(tx, id, beller, lock=True))


@router.put(
    "/uitgevers/{id}/toelating", dependencies=[BEHEER], summary="Laat een uitgever toe, of niet"
)
def put_toelating(
    id: UUID, toelating: Toelating, request: Request, tx: Tx, beller: Beller
) -> Uitgever:
    """Alleen door het platform. Een token mag nooit voor twee organisaties kunnen spreken."""
    row = _visible(tx, id, beller)
    if not is_platform(beller):
        raise Problem(403, "Alleen het platform laat een uitgever toe.", code="rol-ontbreekt")
    storage.lock_issuer(tx, row.issuer)
    row = _visible(tx, id, beller, lock=True)
    etag.require_match(request, row.versie)
    facts = storage.to_facts(row)
    if toelating.toegelaten and any(rules.botst(facts, een) for een in storage.others(tx, facts)):
        text = "Een token van deze uitgever zou ook voor een andere organisatie gelden."
        raise Problem(409, text, code="uitgever-botst")
    if toelating.toegelaten != (row.toegestaan_op is not None):
        row.toegestaan_op = datetime.now(UTC) if toelating.toegelaten else None
        row.versie += 1
    etag.stamp(request, row.versie)
    return _shown(row)


def _facts(id: UUID, oin: str, issuer: str, given: UitgeverWijziging) -> rules.Uitgever:
    return rules.Uitgever(
        id=id,
        organisatie=oin,
        issuer=issuer,
        publiek=frozenset(given.publiek),
        algoritmen=frozenset(given.algoritmen),
        medewerker_claim=given.medewerker_claim,
        clients={een.id: een.client for een in given.clients},
        organisatie_claim=given.organisatie_claim,
        organisatie_waarde=given.organisatie_waarde,
        scopes={een.van: frozenset(een.naar) for een in given.scopes},
        inlog_client=given.inlog_client,
        inlog_acr=frozenset(given.inlog_acr),
    )


def _check(tx: Any, facts: rules.Uitgever, given: UitgeverWijziging) -> None:
    """Error: Problem 400 with everything that is wrong."""
    own = storage.client_ids(tx, facts.organisatie)
    wrong = rules.bezwaren_uitgever(facts, own, given.inlog_geheim is not None)
    if wrong:
        raise problem.invalid(
            *((veld, een.value, rules.REDENEN_UITGEVER[een]) for veld, een in wrong)
        )


def _keep_secret(request: Request, row: storage.Row, given: UitgeverWijziging) -> None:
    if given.inlog_client is None:
        row.inlog_geheim = None
    if given.inlog_geheim is None:
        return
    kluis = fernet.open_keys(request.app.state.settings.webhook_keys)
    if kluis is None:
        text = "Deze installatie kan geen geheim bewaren; gebruik private_key_jwt."
        raise Problem(409, text, code="geheim-niet-te-bewaren")
    row.inlog_geheim = fernet.encrypt(kluis, given.inlog_geheim.get_secret_value().encode())


def _shown(row: storage.Row) -> Uitgever:
    return Uitgever(
        id=row.id,
        organisatie=row.organisatie,
        naam=row.naam,
        issuer=row.issuer,
        publiek=row.publiek,
        algoritmen=row.algoritmen,
        medewerker_claim=row.medewerker_claim,
        clients=[Uitgeverclient(id=id, client=own) for id, own in sorted(row.clients.items())],
        organisatie_claim=row.organisatie_claim,
        organisatie_waarde=row.organisatie_waarde,
        scopes=[Scopevertaling(van=van, naar=naar) for van, naar in sorted(row.scopes.items())],
        inlog_client=row.inlog_client,
        met_geheim=row.inlog_geheim is not None,
        inlog_acr=row.inlog_acr,
        actief=row.actief,
        toegelaten_op=row.toegestaan_op,
        versie=row.versie,
        aangemaakt_op=row.aangemaakt_op,
    )
