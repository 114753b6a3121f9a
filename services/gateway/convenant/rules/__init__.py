"""De regels van het convenant: its content, its defaults, its faults, and which version holds."""

from services.gateway.convenant.rules.afspraken import (
    Afspraken,
    Catalogusfunctie,
    Categorie,
    EigenEnPartner,
    Fase,
    Herkomst,
    Leegloopsleutel,
    Niveau,
    Poolafspraken,
    Solliciteren,
    Tariefgrondslag,
    Toegang,
    Verdeelsleutel,
    Voorrangsmodus,
    Zekerheid,
)
from services.gateway.convenant.rules.gebreken import Gebrek, Gebrekcode, gebreken
from services.gateway.convenant.rules.gelding import (
    Beletsel,
    Status,
    beletselen,
    status,
    van_kracht,
)
from services.gateway.convenant.rules.standaard import STANDAARD, aangevuld

__all__ = [
    "STANDAARD",
    "Afspraken",
    "Beletsel",
    "Catalogusfunctie",
    "Categorie",
    "EigenEnPartner",
    "Fase",
    "Gebrek",
    "Gebrekcode",
    "Herkomst",
    "Leegloopsleutel",
    "Niveau",
    "Poolafspraken",
    "Solliciteren",
    "Status",
    "Tariefgrondslag",
    "Toegang",
    "Verdeelsleutel",
    "Voorrangsmodus",
    "Zekerheid",
    "aangevuld",
    "beletselen",
    "gebreken",
    "status",
    "van_kracht",
]
