"""What goes over the line: bodies and the kinds of values in them, as exact as their schema.

Pydantic is generous by nature: it makes a number of "5", a truth of 1 and a day of "0". A contract
that says integer, boolean or date must refuse those, or it is not the contract.
"""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any, cast

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
)
from pydantic.alias_generators import to_camel
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from shared import bsn

_PARTS = ("schema", "items_schema", "values_schema", "choices", "definitions")


def _exact(node: Any, is_root: bool = False) -> Any:
    """A JSON number is a number and true is a truth; only query parameters are text for all.

    Goes into every part of a schema, but not into other models: those did this themselves.
    """
    if isinstance(node, list):
        return [_exact(part, is_root) for part in node]
    if not isinstance(node, dict):
        return node
    match node["type"]:
        case "bool" | "float":
            return node | {"strict": True}
        case "int":  # not strict: to JSON Schema 5.0 is an integer too
            return core_schema.no_info_before_validator_function(_integer, cast(CoreSchema, node))
        case "decimal":
            return core_schema.no_info_before_validator_function(_number, cast(CoreSchema, node))
        case "model" if not is_root:
            return node
        case "model-fields":
            fields = {name: _exact(field) for name, field in node["fields"].items()}
            return node | {"fields": fields}
    return node | {name: _exact(node[name], is_root) for name in _PARTS if name in node}


def _integer(value: Any) -> Any:
    if isinstance(value, str | bool):
        raise PydanticCustomError("int_type", "")
    return value


def _number(value: Any) -> Any:
    """Not text; and 0.30000000000000004, as most programs write 3 × 0.1, is 0.3."""
    if isinstance(value, str):
        raise PydanticCustomError("decimal_type", "")
    return round(value, 9) if isinstance(value, float) else value


class Model(BaseModel):
    """camelCase outside, snake_case inside; unknown fields and look-alike values are refused."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        from_attributes=True,
        extra="forbid",
    )

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        exact: CoreSchema = _exact(handler(source), is_root=True)
        return exact


_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|(?!-00:00)[+-]\d{2}:\d{2})?")


def _iso_date(value: Any) -> Any:
    """Pydantic makes 1970-01-01 of 0 and of "0"; a day is written in one way only."""
    if isinstance(value, str):
        if not _DATE.fullmatch(value):
            raise PydanticCustomError("date_parsing", "")
    elif value is not None and not isinstance(value, date):
        raise ValueError("Moet tekst zijn volgens ISO 8601.")
    return value


def _iso_moment(value: Any) -> Any:
    """RFC 3339 with capitals, as the NLGov rules ask; a missing offset is told apart later."""
    if isinstance(value, str):
        if not _MOMENT.fullmatch(value):
            raise PydanticCustomError("datetime_parsing", "")
    elif value is not None and not isinstance(value, date):
        raise ValueError("Moet tekst zijn volgens ISO 8601.")
    return value


def _to_utc(value: datetime) -> datetime:
    try:
        return value.astimezone(UTC)
    except OverflowError:
        raise ValueError("Ligt buiten het bereik.") from None


def to_z(value: datetime) -> str:
    """A moment as it goes over the line."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


# PostgreSQL cannot store NUL, and XML readers choke on the other control characters.
NO_CONTROL = r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f]*$"


def niet_leeg(field: str) -> PydanticCustomError:
    """For a merge patch: null would empty a field that must stay filled. A code of our own."""
    return PydanticCustomError(
        "niet-leeg", "{veld} kan niet leeg worden.", {"veld": to_camel(field)}
    )


def no_control(value: str) -> str:
    if any(ord(c) < 32 and c not in "\n\r\t" for c in value):
        raise ValueError("Bevat een stuurteken.")
    return value


def zonder_bsn(value: str) -> str:
    """A free text about a person is kept without what can be a BSN (UAVG 46)."""
    return bsn.redigeer(value)[0]


ZonderBsn = AfterValidator(zonder_bsn)  # Annotated[LangeTekst, ZonderBsn]


class _OneDecimal:
    """Pydantic documents a Decimal as number or text; on our line it is a number."""

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        documented = handler(core)
        kinds = documented.pop("anyOf", [])
        number: dict[str, Any] = next((kind for kind in kinds if kind["type"] == "number"), {})
        return {**documented, **number, "multipleOf": 0.1}


Datum = Annotated[date, BeforeValidator(_iso_date)]
Tijdstip = Annotated[
    AwareDatetime,
    BeforeValidator(_iso_moment),
    AfterValidator(_to_utc),
    PlainSerializer(to_z, return_type=str, when_used="json"),
    Field(json_schema_extra={"format": "date-time"}),
]
Tekst = Annotated[
    str,
    Field(min_length=1, max_length=200, json_schema_extra={"pattern": NO_CONTROL}),
    AfterValidator(no_control),
]
LangeTekst = Annotated[
    str,
    Field(max_length=20_000, json_schema_extra={"pattern": NO_CONTROL}),
    AfterValidator(no_control),
]
Email = Annotated[
    str,
    Field(
        max_length=254,
        pattern=r"^[^@\s\x00]+@[^@\s\x00]+\.[^@\s\x00]+$",
        json_schema_extra={"format": "email"},
    ),
]
OIN = r"^[0-9]{8}([0-9A-Za-z]{9}0{3}|[0-9A-Za-z]{8}0{4})$"
Oin = Annotated[str, Field(pattern=OIN, min_length=20, max_length=20)]
Geheel = Annotated[int, Field(json_schema_extra={"format": "int32"})]
Uren = Annotated[
    Decimal,
    Field(ge=0, le=60, max_digits=3, decimal_places=1, description="Uren per week."),
    PlainSerializer(float, return_type=float, when_used="json"),
    _OneDecimal(),
]
Bedrag = Annotated[
    int, Field(ge=0, le=100_000_000, description="Eurocent.", json_schema_extra={"format": "int32"})
]


def absent(**limits: Any) -> Any:
    """Default of a field that a body may leave out and that is then not looked at.

    Such a field has no default: what is absent in a change stays as it is. So the document shows
    none, and a route looks at `model_fields_set`.
    """
    return Field(default_factory=lambda: None, **limits)
