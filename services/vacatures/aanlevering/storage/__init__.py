"""Deliveries: for whom (`werkgevers`), what was said (`bronnen`), what became (`verslagen`)."""

from services.vacatures.aanlevering.storage.bronnen import (
    Aangeleverd,
    get_bron,
    houd_ontbrekend,
    laat_vervallen,
    list_bekend,
    list_bronnen,
    list_elders,
    list_levend,
    list_vacatures,
    set_bronnen,
    zie_weer,
)
from services.vacatures.aanlevering.storage.verslagen import (
    Verslag,
    add_aanlevering,
    get_aanlevering,
    list_aanleveringen,
    list_geweigerd,
)
from services.vacatures.aanlevering.storage.werkgevers import houd_op_volgorde, list_werkgevers

__all__ = [
    "Aangeleverd",
    "Verslag",
    "add_aanlevering",
    "get_aanlevering",
    "get_bron",
    "houd_ontbrekend",
    "houd_op_volgorde",
    "laat_vervallen",
    "list_aanleveringen",
    "list_bekend",
    "list_bronnen",
    "list_elders",
    "list_geweigerd",
    "list_levend",
    "list_vacatures",
    "list_werkgevers",
    "set_bronnen",
    "zie_weer",
]
