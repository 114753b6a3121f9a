"""Rows of a table as somebody reads them in the own file: as they would be in the API."""

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from pydantic.alias_generators import to_camel
from sqlalchemy import inspect


def regel(row: object, zonder: Collection[str]) -> dict[str, Any]:
    """The columns of a mapped row but for some: names in camelCase, values that JSON knows."""
    namen = (een.key for een in inspect(type(row)).column_attrs)
    return {to_camel(naam): _json(getattr(row, naam)) for naam in namen if naam not in zonder}


def _json(waarde: object) -> Any:
    if isinstance(waarde, Decimal):
        return float(waarde)
    if isinstance(waarde, datetime | date):
        return waarde.isoformat().replace("+00:00", "Z")
    return str(waarde) if isinstance(waarde, UUID) else waarde
