"""The front page of the whole system: which APIs there are, and whether all of it works."""

from typing import Any
from uuid import UUID

from fastapi import Depends, Request
from fastapi.responses import JSONResponse

from services.gateway.poort import layer, rules, storage
from shared import api, health, token
from shared.api import SCOPES, Model, Oin, Tx
from shared.problem import found

router = api.router("voordeur")
intern = api.router("voordeur")
INLOGLINK = "urn:doorstroom:grant-type:inloglink"
ASSERTION = "urn:ietf:params:oauth:grant-type:jwt-bearer"


@router.get("/", include_in_schema=False)
async def front_page(request: Request) -> dict[str, Any]:
    """The APIs with their documents; SCIM has none but describes itself."""
    base = request.app.state.settings.public_base_url.rstrip("/")
    return {
        "naam": "Doorstroom",
        "omschrijving": "De gedeelde arbeidsmarkt van publieke werkgevers in een regio.",
        "modus": request.app.state.settings.modus,
        "apis": [
            {
                "naam": path.split("/")[1],
                "url": f"{base}{path}",
                "openapi": f"{base}{path}/openapi.json",
            }
            for path in rules.BESTEMMINGEN
            if path != rules.SCIM
        ],
        "scim": f"{base}{rules.SCIM}/ServiceProviderConfig",
        "token": f"{base}/toegang/v1/token",
        "paginas": {
            "mijn": f"{base}/mijn",
            "uren": f"{base}/uren",
            "solliciteren": f"{base}/solliciteren#<id>",
        },
        "widget": f"{base}/widget",
        "gereed": f"{base}/ready",
    }


@router.get("/ready", include_in_schema=False)
async def ready(request: Request) -> JSONResponse:
    """The whole system; a balancer that only wants to know the gateway asks `/ready/zelf`."""
    state = request.app.state
    own = await health.parts_async(state.sessions)
    urls = {name: state.settings.url_of(name) for name in ("vacatures", "pool")}
    return health.report(own | await layer.parts_of(state.proxy_client, urls))


@router.get("/.well-known/oauth-authorization-server", include_in_schema=False)
async def oauth_metadata(request: Request) -> dict[str, Any]:
    """RFC 8414, so that a client library needs one address only."""
    base = request.app.state.settings.public_base_url.rstrip("/")
    return {
        "issuer": base,
        "token_endpoint": f"{base}/toegang/v1/token",
        "jwks_uri": f"{base}/.well-known/jwks.json",
        "grant_types_supported": ["client_credentials", ASSERTION, INLOGLINK],
        "token_endpoint_auth_methods_supported": [
            "private_key_jwt",
            "client_secret_basic",
            "client_secret_post",
        ],
        "token_endpoint_auth_signing_alg_values_supported": token.STATEMENT_ALGORITHMS,
        "scopes_supported": sorted(SCOPES),
        "response_types_supported": [],
    }


@router.get("/.well-known/jwks.json", include_in_schema=False)
async def jwks(request: Request) -> dict[str, Any]:
    """The public keys behind our access tokens."""
    return token.public(request.app.state.keys)


class Verbandlid(Model):
    """Een verband van de werkgever, met het convenant dat nu geldt."""

    verband: UUID
    convenant: int


class Persoon(Model):
    """Wat van een persoon nu bepaalt wat zij mag zien; voor een dienst die haar bericht."""

    organisatie: Oin | None
    verbanden: list[Verbandlid]
    herplaatsing: bool
    vast_contract: bool | None = None


@intern.get("/bellers/{id}", dependencies=[Depends(api.dienst)])
def get_beller(id: UUID, tx: Tx) -> Persoon:
    """The person as the own login would bring it in at this moment; kept by nobody."""
    return Persoon.model_validate(found(storage.as_own(tx, id), "persoon"))
