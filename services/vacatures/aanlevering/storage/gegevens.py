"""What a source said, as data and back."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from services.vacatures.vacature import rules as vacatureregels


def to_data(gegevens: vacatureregels.Gegevens) -> dict[str, Any]:
    return {
        name: str(value) if isinstance(value, date | Decimal | UUID) else value
        for name, value in asdict(gegevens).items()
        if value is not None and value != ()
    }


def to_gegevens(data: Mapping[str, Any]) -> vacatureregels.Gegevens:
    facts = dict(data)
    for field in fields(vacatureregels.Gegevens):
        if field.name in facts:
            facts[field.name] = _READ.get(field.name, lambda value: value)(facts[field.name])
    return vacatureregels.Gegevens(**facts)


_READ: Mapping[str, Any] = {
    "niveau": vacatureregels.Niveau,
    "contractsoort": vacatureregels.Contractsoort,
    "opleidingsniveau": vacatureregels.Opleidingsniveau,
    "uren_min": Decimal,
    "uren_max": Decimal,
    "start_datum": date.fromisoformat,
    "sluitings_datum": date.fromisoformat,
    "einde_datum": date.fromisoformat,
    "soort": vacatureregels.Vacaturesoort,
    "taalniveau": vacatureregels.Taalniveau,
    "afzender": vacatureregels.Afzendersoort,
    "competenties": tuple,
}
