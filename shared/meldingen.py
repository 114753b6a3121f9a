"""Pydantic's reasons in Dutch: the user of this API is a Dutch municipality.

The input itself is never repeated: it may hold personal data, and answers get logged.
"""

from collections.abc import Mapping
from typing import Any

REASONS = {
    "missing": "Verplicht, maar ontbreekt.",
    "extra_forbidden": "Onbekend; bestaat hier niet.",
    "string_type": "Moet tekst zijn.",
    "string_too_short": "Te kort: minstens {min_length} tekens.",
    "string_too_long": "Te lang: hoogstens {max_length} tekens.",
    "string_pattern_mismatch": "Heeft niet de gevraagde vorm.",
    "int_type": "Moet een geheel getal zijn.",
    "int_parsing": "Moet een geheel getal zijn.",
    "int_from_float": "Moet een geheel getal zijn.",
    "float_type": "Moet een getal zijn.",
    "decimal_type": "Moet een getal zijn.",
    "decimal_parsing": "Moet een getal zijn.",
    "decimal_max_digits": "Heeft te veel cijfers.",
    "decimal_max_places": "Hoogstens {decimal_places} cijfer(s) achter de komma.",
    "finite_number": "Moet een eindig getal zijn.",
    "bool_type": "Moet true of false zijn.",
    "bool_parsing": "Moet true of false zijn.",
    "greater_than": "Moet meer zijn dan {gt}.",
    "greater_than_equal": "Moet minstens {ge} zijn.",
    "less_than": "Moet minder zijn dan {lt}.",
    "less_than_equal": "Mag hoogstens {le} zijn.",
    "enum": "Kies uit: {expected}.",
    "literal_error": "Kies uit: {expected}.",
    "uuid_parsing": "Moet een UUID zijn.",
    "uuid_type": "Moet een UUID zijn.",
    "date_parsing": "Moet een datum zijn als 2026-08-12.",
    "date_from_datetime_parsing": "Moet een datum zijn als 2026-08-12.",
    "date_from_datetime_inexact": "Moet een datum zijn, zonder tijd.",
    "datetime_parsing": "Moet een tijdstip zijn als 2026-08-12T09:00:00Z.",
    "datetime_from_date_parsing": "Moet een tijdstip zijn als 2026-08-12T09:00:00Z.",
    "timezone_aware": "Mist de tijdzone (Z of +02:00).",
    "list_type": "Moet een lijst zijn.",
    "dict_type": "Moet een object zijn.",
    "model_type": "Moet een object zijn.",
    "model_attributes_type": "Moet een object zijn.",
    "too_short": "Minstens {min_length} nodig.",
    "too_long": "Hoogstens {max_length} toegestaan.",
    "json_invalid": "Is geen geldige JSON.",
    "value_error": "{error}",
}


def reason(error: Mapping[str, Any]) -> str:
    """One sentence for one of pydantic's errors."""
    if "-" in error["type"]:  # a rule of our own, with its own Dutch words
        return str(error["msg"])
    context = error.get("ctx") or {}
    if error["type"] == "string_too_short" and context.get("min_length") == 1:
        return "Mag niet leeg zijn."
    try:
        return REASONS[error["type"]].format(**context).replace(" or ", " of ")
    except KeyError:
        return "Ongeldige waarde."
