"""The OpenAPI document as the NLGov rules and their linter want it: Dutch, complete, RFC 9457."""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from shared.adr import HEADER_LIMITS
from shared.problem import MEDIA_TYPE, TITLES, Probleem

SUCCESS = {
    "200": "Gelukt",
    "201": "Aangemaakt",
    "202": "Aangenomen",
    "204": "Gelukt, zonder inhoud",
}
BARE = {"description"}
ALWAYS = (400, 406, 429, 500, 503, 504)
MAX_LENGTH = {"uuid": 36, "date": 10, "date-time": 35, "time-local": 15, "email": 254, "uri": 2000}
ANONIEM = "anoniem"  # pseudo-scope: the operation also serves a caller without a token
SCHEME = "oauth2"

HEADERS: dict[str, Any] = {
    "API-Version": {
        "description": "Volledige versie van de API (semver).",
        "schema": {"type": "string", "maxLength": 20, "pattern": r"^\d+\.\d+\.\d+$"},
    },
    "RateLimit": {
        "description": "Resterende verzoeken en seconden tot het venster opnieuw begint.",
        "schema": {"type": "string", "maxLength": 200},
    },
    "RateLimit-Policy": {
        "description": "De geldende grens: verzoeken per venster in seconden.",
        "schema": {"type": "string", "maxLength": 200},
    },
    "Retry-After": {
        "description": "Aantal seconden tot een nieuwe poging zin heeft.",
        "schema": {"type": "integer", "format": "int32", "minimum": 0, "maximum": 86400},
    },
    "ETag": {
        "description": "Kenmerk van deze versie, voor If-None-Match en If-Match.",
        "schema": {"type": "string", "maxLength": 100},
    },
    "Link": {
        "description": "Adressen van de eerste, vorige en volgende pagina (RFC 8288).",
        "schema": {"type": "string", "maxLength": 8000},
    },
    "Location": {
        "description": "Adres van wat is aangemaakt.",
        "schema": {"type": "string", "maxLength": 2000},
    },
}
DESCRIPTIONS = {
    "Probleem": "Waarom het niet kan (RFC 9457); `code` is vast en bedoeld voor machines.",
    "InvalidParam": "Eén fout: waar (`name`), welke (`code`, vast) en waarom (`reason`).",
}


def _header_parameter(name: str, description: str) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string", "maxLength": HEADER_LIMITS[name]}
    if name == "Idempotency-Key":
        schema["minLength"] = 1
    return {
        "name": name,
        "in": "header",
        "required": False,
        "description": description,
        "schema": schema,
    }


_ASKED = {
    "If-None-Match": "Een eerder gekregen ETag; is er niets veranderd, dan volgt een 304.",
    "If-Match": "De ETag van wat u wijzigt; is het intussen veranderd, dan volgt een 412.",
    "Idempotency-Key": "Zelf gekozen sleutel: hetzelfde verzoek binnen 24 uur wordt eenmaal"
    " uitgevoerd en krijgt hetzelfde antwoord.",
    "Audit-User-ID": "Wie in uw organisatie dit doet: uw eigen kenmerk van die gebruiker.",
    "Audit-User-Representation": "De naam van die gebruiker, voor het verslag.",
}
PARAMETERS = {name: _header_parameter(name, text) for name, text in _ASKED.items()}
NOT_MODIFIED = {
    "description": "Niet gewijzigd",
    "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in ("API-Version", "ETag")},
}


def document(app: FastAPI) -> dict[str, Any]:
    """Build the document once per app and keep it."""
    if app.openapi_schema:
        return app.openapi_schema
    doc = get_openapi(
        title=app.title,
        version=app.version,
        openapi_version="3.1.0",
        description=app.description,
        routes=app.routes,
        tags=app.openapi_tags,
        servers=app.servers,
        contact=app.contact,
        license_info=app.license_info,
    )
    components = doc.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    problem = Probleem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(problem.pop("$defs", {}))
    for part in problem["properties"].values():  # left out when there is none, and never null
        if part.get("default", "") is None:
            del part["default"]
    schemas["Probleem"] = problem
    for name, schema in schemas.items():
        if name in DESCRIPTIONS:
            schema["description"] = DESCRIPTIONS[name]
        elif "enum" in schema:  # the docstring of a rule is for programmers, and English
            schema.pop("description", None)
    components["headers"] = dict(HEADERS)
    components["parameters"] = dict(PARAMETERS)
    components["responses"] = {str(status): _error(status) for status in sorted(TITLES)}
    components["responses"]["304"] = NOT_MODIFIED
    for path, item in doc["paths"].items():
        for method, operation in item.items():
            _complete(path, operation)
            _conditions(path, method, operation)
    _prune(doc)
    _flatten(doc)
    _bound(doc)
    app.openapi_schema = doc
    return doc


def _ref(kind: str, name: str) -> dict[str, str]:
    return {"$ref": f"#/components/{kind}/{name}"}


def _header_refs(*names: str) -> dict[str, Any]:
    return {name: _ref("headers", name) for name in names}


def _error(status: int) -> dict[str, Any]:
    names = ["API-Version"]
    if status < 500:
        names += ["RateLimit", "RateLimit-Policy"]
    if status in (429, 503):
        names.append("Retry-After")
    example = {
        "type": "about:blank",
        "title": TITLES[status],
        "status": status,
        "detail": "Toelichting op de fout.",
    }
    schema = _ref("schemas", "Probleem")
    return {
        "description": TITLES[status],
        "headers": _header_refs(*names),
        "content": {MEDIA_TYPE: {"schema": schema, "example": example}},
    }


def refuses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """`responses` of a route that refuses with these too, which its kind does not tell."""
    return {status: {"description": TITLES[status]} for status in statuses}


def _complete(path: str, operation: dict[str, Any]) -> None:
    _security(operation)
    responses = operation["responses"]
    responses.pop("422", None)
    bare = {code for code, r in responses.items() if int(code) >= 400 and r.keys() == BARE}
    errors = {*ALWAYS, *(int(code) for code in bare)}
    for code in bare:
        del responses[code]
    if "{" in path:
        errors.add(404)
    if operation.get("security"):
        errors |= {401, 403}
    if "requestBody" in operation:
        errors |= {409, 412, 413, 415}
    for status in errors:
        responses.setdefault(str(status), _ref("responses", str(status)))
    for code, response in responses.items():
        if "$ref" in response:
            continue
        if response.get("description") in (None, "Successful Response"):
            response["description"] = SUCCESS.get(code, "Gelukt")
        known = response.setdefault("headers", {})
        for name, ref in _header_refs("API-Version", "RateLimit", "RateLimit-Policy").items():
            known.setdefault(name, ref)
    operation["responses"] = dict(sorted(responses.items()))


def _conditions(path: str, method: str, operation: dict[str, Any]) -> None:
    """Headers that every operation of its kind honours; a test holds the routes to it."""
    headers = {code: r.get("headers", {}) for code, r in operation["responses"].items()}
    wanted = [] if method == "get" else ["Audit-User-ID", "Audit-User-Representation"]
    match method:
        case "get" if path.endswith("}"):
            wanted.append("If-None-Match")
            headers["200"]["ETag"] = _ref("headers", "ETag")
            operation["responses"]["304"] = _ref("responses", "304")
        case "get" if "page" in {p.get("name") for p in operation.get("parameters", [])}:
            headers["200"]["Link"] = _ref("headers", "Link")
        case "put" | "patch":
            wanted.append("If-Match")
            headers["200"]["ETag"] = _ref("headers", "ETag")
        case "post":
            wanted.append("Idempotency-Key")
            if "201" in headers:
                headers["201"]["Location"] = _ref("headers", "Location")
    if method != "get":  # each waits for a lock, or for who used the key before
        known = {"409": _ref("responses", "409")} | operation["responses"]
        operation["responses"] = dict(sorted(known.items()))
    refs = [_ref("parameters", name) for name in wanted]
    if refs:
        operation["parameters"] = [*operation.get("parameters", []), *refs]


def _prune(doc: dict[str, Any]) -> None:
    """Leave out what no operation refers to."""
    components = doc["components"]
    used = set(_refs(doc["paths"]))
    components["responses"] = {
        name: one
        for name, one in sorted(components["responses"].items())
        if f"#/components/responses/{name}" in used
    }
    used |= set(_refs(components["responses"]))
    for kind in ("headers", "parameters"):
        components[kind] = {
            name: one
            for name, one in components[kind].items()
            if f"#/components/{kind}/{name}" in used
        }


def _refs(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from _refs(value)
    elif isinstance(node, list):
        for value in node:
            yield from _refs(value)


def _security(operation: dict[str, Any]) -> None:
    """Turn the pseudo-scope into what it means: a token, or none."""
    for scheme in operation.get("security", []):
        if ANONIEM in scheme.get(SCHEME, []):
            scheme[SCHEME] = [s for s in scheme[SCHEME] if s != ANONIEM]
            operation["security"] = [*operation["security"], {}]
            return


def _flatten(node: Any) -> None:
    """`anyOf: [X, null]` becomes `type: [X, null]`, or linters and generators miss the format."""
    if isinstance(node, dict):
        choices = node.get("anyOf")
        if isinstance(choices, list) and len(choices) == 2 and {"type": "null"} in choices:
            other = next(c for c in choices if c != {"type": "null"})
            if isinstance(other.get("type"), str):
                del node["anyOf"]
                node.update({**other, **node, "type": [other["type"], "null"]})
                if "enum" in node:
                    node["enum"] = [*node["enum"], None]
        for value in node.values():
            _flatten(value)
    elif isinstance(node, list):
        for value in node:
            _flatten(value)


def _bound(node: Any) -> None:
    """A string with a known format has a known longest value."""
    if isinstance(node, dict):
        kinds = node.get("type")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        if "string" in kinds and node.get("format") in MAX_LENGTH:
            node.setdefault("maxLength", MAX_LENGTH[node["format"]])
        for value in node.values():
            _bound(value)
    elif isinstance(node, list):
        for value in node:
            _bound(value)
