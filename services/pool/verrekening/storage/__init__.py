"""Settlements as they are stored: what was entered, the concept of a month, and closed months."""

from services.pool.verrekening.storage.concept import Leden, concept, gedeelde_maanden
from services.pool.verrekening.storage.facturen import (
    Stuk,
    count_stukken,
    get_stuk,
    list_factuurregels,
    list_personen,
    list_stukken,
)
from services.pool.verrekening.storage.feiten import Convenanten, inzetprijzen
from services.pool.verrekening.storage.gegevens import (
    Keuze,
    Versie,
    add_gegevens,
    add_keuze,
    get_gegevens,
    get_gegevens_op,
    list_keuzes,
)
from services.pool.verrekening.storage.maanden import (
    Eigenregel,
    Maand,
    count_eigen,
    count_maanden,
    get_inhoud,
    get_maand,
    get_maand_van,
    laatste_maand,
    list_eigen,
    list_maanden,
    list_waardeposten,
    lock,
    sluit,
)
from services.pool.verrekening.storage.wachten import list_wachturen, set_woord

__all__ = [
    "Convenanten",
    "Eigenregel",
    "Keuze",
    "Leden",
    "Maand",
    "Stuk",
    "Versie",
    "add_gegevens",
    "add_keuze",
    "concept",
    "count_eigen",
    "count_maanden",
    "count_stukken",
    "gedeelde_maanden",
    "get_gegevens",
    "get_gegevens_op",
    "get_inhoud",
    "get_maand",
    "get_maand_van",
    "get_stuk",
    "inzetprijzen",
    "laatste_maand",
    "list_eigen",
    "list_factuurregels",
    "list_keuzes",
    "list_maanden",
    "list_personen",
    "list_stukken",
    "list_waardeposten",
    "list_wachturen",
    "lock",
    "set_woord",
    "sluit",
]
