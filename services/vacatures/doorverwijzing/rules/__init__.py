"""The rules of referrals: propose, look, answer (`verwijzen`), and the figures (`balans`)."""

from services.vacatures.doorverwijzing.rules.balans import (
    Balansregel,
    Balanstelling,
    balans,
)
from services.vacatures.doorverwijzing.rules.verwijzen import (
    ANTWOORDEN,
    REISGOED,
    Aanleiding,
    Antwoord,
    Besluit,
    Bestemming,
    Doorverwijzing,
    Doorverwijzingsstatus,
    Rol,
    Voorstel,
    antwoord_fouten,
    invoer_fouten,
    keuze_fouten,
    pauze_beletselen,
    rol_van,
    status_op,
    voorstel_beletselen,
    zicht,
)
from shared.verberging import Geteld

__all__ = [
    "ANTWOORDEN",
    "REISGOED",
    "Aanleiding",
    "Antwoord",
    "Balansregel",
    "Balanstelling",
    "Besluit",
    "Bestemming",
    "Doorverwijzing",
    "Doorverwijzingsstatus",
    "Geteld",
    "Rol",
    "Voorstel",
    "antwoord_fouten",
    "balans",
    "invoer_fouten",
    "keuze_fouten",
    "pauze_beletselen",
    "rol_van",
    "status_op",
    "voorstel_beletselen",
    "zicht",
]
