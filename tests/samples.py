"""A body that an OpenAPI schema allows, made from the document alone; the same every time."""

from typing import Any
from uuid import UUID

Schema = dict[str, Any]
_FORMATS = {
    "uuid": str(UUID(int=7, version=4)),
    "date": "2026-12-01",
    "date-time": "2026-12-01T09:00:00Z",
    "email": "proef@example.org",
    "binary": "x",
}
# Patterns cannot be turned round; these are the ones our documents use.
_PATTERNS = {
    "^[0-9]{8}([0-9A-Za-z]{9}0{3}|[0-9A-Za-z]{8}0{4})$": "00000099000000009000",
    "^(A|[0-9]{1,2}A?)$": "10",
    "^gm[0-9]{4}$": "gm9901",
    "^[1-9][0-9]{3}$": "1234",
    "^[a-z0-9][a-z0-9-]*$": "jurist",
}


def sample(schema: Schema, document: Schema, *, everything: bool = False) -> Any:
    """`everything`: optional members too."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return sample(document["components"]["schemas"][name], document, everything=everything)
    for choice in ("anyOf", "oneOf"):
        if choice in schema:
            kinds = [kind for kind in schema[choice] if kind.get("type") != "null"]
            return sample(kinds[0], document, everything=everything)
    if "allOf" in schema:
        parts = [sample(part, document, everything=everything) for part in schema["allOf"]]
        return {k: v for part in parts for k, v in part.items()} if len(parts) > 1 else parts[0]
    for fixed in ("const", "default"):
        if fixed in schema:
            return schema[fixed]
    if "enum" in schema:
        return schema["enum"][0]
    return _of_type(schema, document, everything)


def _of_type(schema: Schema, document: Schema, everything: bool) -> Any:
    kind = schema.get("type")
    kinds = kind if isinstance(kind, list) else [kind]
    match next((one for one in kinds if one != "null"), "null"):
        case "object":
            members = schema.get("properties", {})
            wanted = members if everything else schema.get("required", [])
            return {n: sample(members[n], document, everything=everything) for n in wanted}
        case "array":
            size = schema.get("minItems", 1 if everything else 0)
            item = schema.get("items", {})
            return [sample(item, document, everything=everything) for _ in range(size)]
        case "string":
            return _text(schema)
        case "integer" | "number":
            return max(schema.get("minimum", 1), 1)
        case "boolean":
            return True
    return {}


def _text(schema: Schema) -> str:
    if schema.get("format") in _FORMATS:
        return _FORMATS[schema["format"]]
    pattern = schema.get("pattern", "")
    if pattern.startswith("^https"):
        return "https://proef.example/x"
    if pattern in _PATTERNS:
        return _PATTERNS[pattern]
    return "proef".ljust(schema.get("minLength", 1), "x")[: schema.get("maxLength", 100)]
