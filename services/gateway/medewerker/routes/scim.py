"""SCIM 2.0: the employer's own system keeps its people up to date (RFC 7643 and 7644).

Its own address and its own kind of answer, for that is what such systems speak; the rules are
those of the room. What a client may see is its own organisation, and nobody else's.
"""

import json
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Annotated, Any
from uuid import UUID, uuid4

from fastapi import APIRouter, Depends, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from scim2_models import (
    AuthenticationScheme,
    Bulk,
    ChangePassword,
    ETag,
    Filter,
    Patch,
    ServiceProviderConfig,
    Sort,
)
from sqlalchemy.exc import DBAPIError

from services.gateway.medewerker import rules, storage
from services.gateway.medewerker.routes import scimvorm as vorm
from services.gateway.medewerker.routes.scimschema import Gebruiker, Werk
from services.gateway.medewerker.routes.scimvorm import BASE as BASE
from services.gateway.medewerker.routes.scimvorm import MEDIA_TYPE as MEDIA_TYPE
from services.gateway.medewerker.rules import scim
from shared import etag, verwerking
from shared.api import Beller, Nu, Tx, eist
from shared.caller import Caller
from shared.problem import Problem, from_exception

SCOPE = "medewerkers:aanleveren"
VASTLEGGEN, LEZEN = "personeelsgegevens vastleggen", "personeelsgegevens raadplegen"
PAGE, MAX_BODY = 100, 1_000_000
SCHEMAS = (Gebruiker, Werk)


class ScimRoute(APIRoute):
    """A route whose refusals are SCIM's (RFC 7644 3.12)."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def scim_handle(request: Request) -> Response:
            try:
                return await handle(request)
            except scim.Scimfout as error:
                return vorm.refusal(400, error.uitleg, error.soort)
            except (Problem, RequestValidationError, DBAPIError) as error:
                problem = from_exception(error)
                soort = "uniqueness" if problem.status == 409 else None
                return vorm.refusal(problem.status, problem.detail, soort, problem.headers)

        return scim_handle


router = APIRouter(prefix=BASE, route_class=ScimRoute, include_in_schema=False)


async def inhoud(request: Request) -> Any:
    """The body. Error: SCIM's invalidSyntax."""
    body = await request.body()
    if len(body) > MAX_BODY:
        raise Problem(413, "Het bericht is te groot.", code="te-groot")
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise scim.Scimfout("invalidSyntax", "Dit is geen JSON.") from None


def hr(beller: Beller) -> Caller:
    """A client of an organisation that keeps its people; nobody else finds anything here."""
    if not rules.mag_beheren(beller.organisatie or "", beller.organisatie, beller.rollen):
        raise Problem(403, "Dit kan alleen HR van een organisatie.", code="rol-ontbreekt")
    return beller


Inhoud = Annotated[Any, Depends(inhoud)]
Hr = Annotated[Caller, Depends(hr)]
MAG = eist(SCOPE)


@router.get("/ServiceProviderConfig", dependencies=[MAG])
def get_config(request: Request) -> Response:
    """What of SCIM we do."""
    scheme = AuthenticationScheme(
        type=AuthenticationScheme.Type.oauthbearertoken,
        name="OAuth Bearer",
        description="Token van deze installatie of van uw eigen uitgever",
        primary=True,
    )
    config = ServiceProviderConfig(
        patch=Patch(supported=True),
        bulk=Bulk(supported=False, max_operations=0, max_payload_size=0),
        filter=Filter(supported=True, max_results=PAGE),
        change_password=ChangePassword(supported=False),
        sort=Sort(supported=False),
        etag=ETag(supported=True),
        authentication_schemes=[scheme],
    )
    return vorm.answer(vorm.located(request, config, "/ServiceProviderConfig"))


@router.get("/ResourceTypes", dependencies=[MAG])
def list_types(request: Request) -> Response:
    """Users, and nothing else."""
    return vorm.answer(vorm.page([vorm.resource_type(request)], 1, 1))


@router.get("/ResourceTypes/{name}", dependencies=[MAG])
def get_type(name: str, request: Request) -> Response:
    """The one type that there is."""
    if name != "User":
        raise Problem(404, "Dit type is er niet.", code="niet-gevonden")
    return vorm.answer(vorm.resource_type(request))


@router.get("/Schemas", dependencies=[MAG])
def list_schemas(request: Request) -> Response:
    """Which attributes we know; all others are left out."""
    found = [vorm.schema(request, een) for een in SCHEMAS]
    return vorm.answer(vorm.page(found, len(found), 1))


@router.get("/Schemas/{urn}", dependencies=[MAG])
def get_schema(urn: str, request: Request) -> Response:
    """One schema."""
    for een in SCHEMAS:
        if str(een.__schema__).lower() == urn.lower():
            return vorm.answer(vorm.schema(request, een))
    raise Problem(404, "Dit schema is er niet.", code="niet-gevonden")


@router.get("/Users", dependencies=[MAG])
def list_users(request: Request, tx: Tx, beller: Hr, nu: Nu) -> Response:
    """The people of the own organisation; `filter=userName eq "…"` or `externalId eq "…"`."""
    vraag = request.query_params
    keuze = scim.lees_filter(vraag["filter"]) if vraag.get("filter") else None
    start, count = max(1, _number(vraag.get("startIndex"), 1)), _number(vraag.get("count"), PAGE)
    count = min(max(0, count), PAGE)
    oin = beller.organisatie or ""
    rows = storage.find_scim(tx, oin, keuze, start - 1, count)
    verwerking.record(tx, beller, LEZEN, [row.id for row in rows], nu)
    total = storage.count_scim(tx, oin, keuze)
    return vorm.answer(vorm.page([vorm.user(request, row) for row in rows], total, start, request))


@router.post("/Users", dependencies=[MAG])
def add_user(request: Request, bericht: Inhoud, tx: Tx, beller: Hr, nu: Nu) -> Response:
    """Record somebody. A user name or key that is there already: 409."""
    oin = beller.organisatie or ""
    storage.lock_delivery(tx, oin)
    gelezen = _with_known_manager(tx, oin, scim.lees(bericht))
    nieuw = rules.Medewerker(id=uuid4(), organisatie=oin, **vorm.facts(gelezen))
    _check(tx, nieuw)
    row = storage.add(tx, nieuw)
    return _saved(request, row, tx, beller, nu, 201, gelezen)


@router.get("/Users/{id}", dependencies=[MAG])
def get_user(id: str, request: Request, tx: Tx, beller: Hr, nu: Nu) -> Response:
    """One of the own people."""
    row = _found(tx, id, beller)
    verwerking.record(tx, beller, LEZEN, [row.id], nu)
    return vorm.answer(vorm.dump(vorm.user(request, row), request), headers={"ETag": vorm.tag(row)})


@router.put("/Users/{id}", dependencies=[MAG])
def put_user(id: str, request: Request, bericht: Inhoud, tx: Tx, beller: Hr, nu: Nu) -> Response:
    """Replace what is known by what the message says; contract and priority stay HR's."""
    return _change(id, request, scim.lees(bericht), tx, beller, nu)


@router.patch("/Users/{id}", dependencies=[MAG])
def patch_user(id: str, request: Request, bericht: Inhoud, tx: Tx, beller: Hr, nu: Nu) -> Response:
    """Change what the operations say."""
    row = _found(tx, id, beller, lock=True)
    return _change(id, request, scim.wijzig(vorm.known(row), bericht), tx, beller, nu)


@router.delete("/Users/{id}", dependencies=[MAG])
def remove_user(id: str, request: Request, tx: Tx, beller: Hr, nu: Nu) -> Response:
    """Forget somebody who works here no more; a pseudonym elsewhere then leads nowhere."""
    row = _found(tx, id, beller, lock=True)
    etag.require_match(request, row.versie)
    verwerking.record(tx, beller, VASTLEGGEN, [row.id], nu)
    storage.remove(tx, row)
    return Response(status_code=204)


@router.post("/.search", dependencies=[MAG])
@router.post("/Users/.search", dependencies=[MAG])
def search() -> Response:
    """Nobody searches among people by a message here; a filter finds the one that one knows."""
    return vorm.refusal(501, "Zoeken gaat met een filter op /Users.", None)


@router.get("/{rest:path}", dependencies=[MAG])
def nothing(rest: str) -> Response:
    """All else that SCIM can have: groups, bulk, own searches."""
    return vorm.refusal(404, f"Hier is niets: {rest[:100]}", None)


def _change(
    id: str, request: Request, gelezen: scim.Scimgebruiker, tx: Tx, beller: Caller, nu: Nu
) -> Response:
    storage.lock_delivery(tx, beller.organisatie or "")
    row = _found(tx, id, beller, lock=True)
    etag.require_match(request, row.versie)
    gelezen = _with_known_manager(tx, row.organisatie, gelezen)
    facts = vorm.facts(gelezen)
    if gelezen.extern_id is None:  # a system without keys of its own: ours stays
        facts["extern_id"] = row.extern_id
    oud = storage.to_facts(row)
    nieuw = rules.Medewerker(
        id=oud.id,
        organisatie=oud.organisatie,
        vast_contract=oud.vast_contract,
        herplaatsing=oud.herplaatsing,
        synthetisch=oud.synthetisch,
        **facts,
    )
    _check(tx, nieuw)
    storage.change(row, nieuw)
    tx.flush()
    return _saved(request, row, tx, beller, nu, 200, gelezen)


def _saved(
    request: Request,
    row: storage.Row,
    tx: Tx,
    beller: Caller,
    nu: Nu,
    status: int,
    gelezen: scim.Scimgebruiker,
) -> Response:
    verwerking.record(tx, beller, VASTLEGGEN, [row.id], nu)
    user = vorm.user(request, row)
    headers = {"ETag": vorm.tag(row)}
    if status == 201:
        headers["Location"] = str(user.meta.location) if user.meta else ""
    if gelezen.genegeerd:
        namen = ", ".join(sorted(gelezen.genegeerd))
        headers["Doorstroom-Genegeerd"] = namen.encode("ascii", "replace").decode()[:1000]
    return vorm.answer(user, status, headers)


def _with_known_manager(tx: Tx, oin: str, gelezen: scim.Scimgebruiker) -> scim.Scimgebruiker:
    """Systems send people in any order: a manager who is not here yet is left out, and told."""
    if storage.chain(tx, oin, gelezen.leidinggevende) is not None:
        return gelezen
    return replace(gelezen, leidinggevende=None, genegeerd=gelezen.genegeerd | {"manager"})


def _check(tx: Tx, medewerker: rules.Medewerker) -> None:
    naam = medewerker.gebruikersnaam or medewerker.extern_id
    bezet = storage.names_taken(tx, medewerker.organisatie, naam, medewerker.extern_id)
    if bezet - {medewerker.id}:
        raise Problem(409, "Deze userName of externalId is er al.", code="bestaat-al")
    if medewerker.leidinggevende is not None:
        storage.lock_lines(tx, medewerker.organisatie)
    keten = storage.chain(tx, medewerker.organisatie, medewerker.leidinggevende)
    if beletselen := rules.beletselen(medewerker, keten):
        raise scim.Scimfout("invalidValue", " ".join(rules.REDEN[een] for een in beletselen))


def _found(tx: Tx, id: str, beller: Caller, lock: bool = False) -> storage.Row:
    try:
        key = UUID(id)
    except ValueError:
        raise Problem(404, "Deze gebruiker is er niet.", code="niet-gevonden") from None
    row = storage.get(tx, key)
    if row is not None and row.organisatie == beller.organisatie:
        # Locked only now: who may not know of somebody must not wait, or make others wait.
        row = storage.get_locked(tx, key) if lock else row
    if row is None or row.organisatie != beller.organisatie:
        raise Problem(404, "Deze gebruiker is er niet.", code="niet-gevonden")
    return row


def _number(text: str | None, default: int) -> int:
    try:
        return int(text) if text is not None and len(text) <= 9 else default
    except ValueError:
        raise scim.Scimfout("invalidValue", "startIndex en count zijn getallen.") from None
