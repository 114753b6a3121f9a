"""SCIM over the line: people, types and refusals as RFC 7643 and 7644 write them."""

import json
from typing import Any

from fastapi import Request, Response
from scim2_models import (
    Context,
    Error,
    ListResponse,
    Meta,
    ResourceType,
    ResponseParameters,
    Schema,
    SCIMException,
)

from services.gateway.medewerker import storage
from services.gateway.medewerker.routes.scimschema import Adres, Gebruiker, Leidinggevende, Werk
from services.gateway.medewerker.rules import scim

BASE = "/scim/v2"
MEDIA_TYPE = "application/scim+json"


def tag(row: storage.Row) -> str:
    """The label of this version of somebody."""
    return f'W/"{row.versie}-scim"'


def user(request: Request, row: storage.Row) -> Any:
    """Somebody as SCIM has it."""
    made = Gebruiker[Werk](
        id=str(row.id),
        user_name=row.gebruikersnaam or row.extern_id,
        external_id=row.extern_id,
        display_name=row.naam,
        emails=[Adres(value=row.email)] if row.email else None,
        active=row.actief,
    )
    if row.leidinggevende:
        made[Werk] = Werk(manager=Leidinggevende(value=str(row.leidinggevende)))
    found = located(request, made, f"/Users/{row.id}")
    if found.meta:
        found.meta.version = tag(row)
    return found


def resource_type(request: Request) -> Any:
    """The one type that there is."""
    return located(request, ResourceType.from_resource(Gebruiker[Werk]), "/ResourceTypes/User")


def schema(request: Request, een: Any) -> Any:
    """One schema, with its address."""
    found: Schema = een.to_schema()
    return located(request, found, f"/Schemas/{found.id}")


def located(request: Request, thing: Any, path: str) -> Any:
    """The thing with its kind and its address."""
    thing.meta = Meta(
        resource_type=type(thing).__name__.partition("[")[0].replace("Gebruiker", "User"),
        location=address(request, path),
    )
    return thing


def address(request: Request, path: str) -> str:
    """The public address: never the internal host."""
    base = str(request.app.state.settings.public_base_url).rstrip("/")
    return f"{base}{BASE}{path}"


def dump(thing: Any, request: Request | None) -> dict[str, Any]:
    """What goes over the line, with or without the attributes that the client names."""
    vraag = request.query_params if request is not None else {}
    names = ("attributes", "excludedAttributes")
    given = {name: vraag[name][:2000].split(",") for name in names if vraag.get(name)}
    try:
        # Not typed by the resource: what is not there is simply not shown.
        chosen: ResponseParameters[Any] | None
        chosen = ResponseParameters.model_validate(given) if given else None
        shown: dict[str, Any] = thing.model_dump(
            scim_ctx=Context.RESOURCE_QUERY_RESPONSE, response_parameters=chosen
        )
    except (ValueError, SCIMException):
        uitleg = "attributes of excludedAttributes is niet te lezen."
        raise scim.Scimfout("invalidPath", uitleg) from None
    return shown


def page(
    found: list[Any], total: int, start: int, request: Request | None = None
) -> dict[str, Any]:
    """A part of a list."""
    shown = [dump(een, request) for een in found]
    return {
        "schemas": [str(ListResponse.__schema__)],
        "totalResults": total,
        "startIndex": start,
        "itemsPerPage": len(shown),
        "Resources": shown,
    }


def answer(thing: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """An answer as SCIM has it."""
    body = thing
    if not isinstance(thing, dict):
        body = thing.model_dump(scim_ctx=Context.RESOURCE_QUERY_RESPONSE)
    text = json.dumps(body, ensure_ascii=False)
    return Response(text, status, headers, media_type=MEDIA_TYPE)


def refusal(status: int, detail: str | None, soort: str | None, headers: Any = None) -> Response:
    """A refusal as SCIM has it."""
    error = Error(status=status, detail=detail, scim_type=soort)
    return Response(
        json.dumps(error.model_dump()), status, dict(headers or {}), media_type=MEDIA_TYPE
    )


def facts(gelezen: scim.Scimgebruiker) -> dict[str, Any]:
    """What somebody is by SCIM, as fields of the room."""
    return {
        "extern_id": gelezen.extern_id or gelezen.gebruikersnaam,
        "gebruikersnaam": gelezen.gebruikersnaam,
        "naam": gelezen.naam,
        "email": gelezen.email,
        "leidinggevende": gelezen.leidinggevende,
        "actief": gelezen.actief,
    }


def known(row: storage.Row) -> scim.Scimgebruiker:
    """What we have of somebody, as SCIM has it."""
    return scim.Scimgebruiker(
        gebruikersnaam=row.gebruikersnaam or row.extern_id,
        extern_id=row.extern_id,
        naam=row.naam,
        email=row.email,
        leidinggevende=row.leidinggevende,
        actief=row.actief,
    )
