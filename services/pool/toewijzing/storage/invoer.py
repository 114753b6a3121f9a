"""Facts and outcomes as JSON, and back: what is kept of a calculation."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter

from services.pool.toewijzing import berekening, rules
from services.pool.toewijzing.feiten import Feiten

_FEITEN: TypeAdapter[Feiten] = TypeAdapter(Feiten)
_REGELS: TypeAdapter[list[rules.Regel]] = TypeAdapter(list[rules.Regel])
DELEN = ("aandelen", "groepen", "knelpunten", "behoeften", "gevraagd")
LEEG: dict[str, Any] = {naam: [] for naam in DELEN}


def van_json(invoer: dict[str, Any]) -> Feiten:
    """The facts that `feiten.als_json` wrote down; an older proposal lacks what came later."""
    return _FEITEN.validate_python(invoer)


def als_regels(regels: Iterable[Any]) -> list[rules.Regel]:
    """Stored lines as the engine knows them."""
    return [
        rules.Regel(een.lid, een.behoefte, int(een.uren_per_week), een.van, een.tot)
        for een in regels
    ]


def regels_van_json(regels: list[dict[str, Any]]) -> list[rules.Regel]:
    return _REGELS.validate_python(regels)


def _kaal(waarde: object) -> object:
    """Hours as numbers; ids and days as text."""
    return float(waarde) if isinstance(waarde, Decimal) else str(waarde)


def uitkomst_json(voorstel: berekening.Voorstel) -> dict[str, Any]:
    """A whole outcome as plain JSON: its lines, and the parts that are kept as they are."""
    velden = (*DELEN, "regels", "toelichtingen", "bewezen_optimaal")
    kaal = {naam: _als_dict(getattr(voorstel, naam)) for naam in velden}
    uit: dict[str, Any] = json.loads(json.dumps(kaal, default=_kaal))
    return uit


def _als_dict(waarde: object) -> object:
    if isinstance(waarde, tuple):
        return [_als_dict(een) for een in waarde]
    return asdict(waarde) if hasattr(waarde, "__dataclass_fields__") else waarde  # type: ignore[call-overload]
