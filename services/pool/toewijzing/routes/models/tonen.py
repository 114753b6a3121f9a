"""From what is kept to what is shown."""

from collections.abc import Mapping
from typing import Any

from fastapi import Request

from services.pool.kijker import adres
from services.pool.toewijzing import storage
from services.pool.toewijzing.routes.models.voorstel import (
    Aandeel,
    BehoefteUitleg,
    Groep,
    Kandidaat,
    Tegenfeit,
    Toewijzingsregel,
    Toewijzingsvoorstel,
    VoorstelKop,
)
from services.pool.toewijzing.toegang import Zicht
from shared.api import Model


def toon_kop(request: Request, kop: storage.Kop) -> VoorstelKop:
    return VoorstelKop.model_validate(_kop(request, kop))


def _kop(request: Request, kop: storage.Kop) -> dict[str, Any]:
    velden = {naam: getattr(kop, naam) for naam in VoorstelKop.model_fields if naam != "url"}
    return velden | {"url": adres(request, f"/toewijzingsvoorstellen/{kop.id}")}


def toon(
    request: Request,
    kop: storage.Kop,
    uitkomst: dict[str, Any],
    regels: list[storage.Regel],
    zicht: Zicht,
) -> Toewijzingsvoorstel:
    """The proposal with the decisions of this moment, as far as it was laid open."""
    return Toewijzingsvoorstel(
        **_kop(request, kop),
        zicht=zicht,
        regels=[toon_regel(regel) for regel in regels],
        aandelen=[Aandeel(**_bekend(een, Aandeel)) for een in uitkomst["aandelen"]],
        groepen=_groepen(uitkomst),
        behoeften=[_behoefte(een) for een in uitkomst["behoeften"]],
    )


def _groepen(uitkomst: dict[str, Any]) -> list[Groep]:
    """The bottlenecks, each with its sentence when it was kept."""
    groepen = uitkomst["groepen"]
    zinnen = uitkomst.get("knelpunten") or [None] * len(groepen)
    return [
        Groep(**_bekend(een, Groep) | {"uitleg": zin})
        for een, zin in zip(groepen, zinnen, strict=True)
    ]


def _behoefte(een: Mapping[str, Any]) -> BehoefteUitleg:
    beste, tegenfeit = een.get("alternatief"), een.get("tegenfeit")
    velden = _bekend(een, BehoefteUitleg) | {
        "kandidaten": [_bekend(kandidaat, Kandidaat) for kandidaat in een["kandidaten"]],
        "alternatief": _bekend(beste, Kandidaat) if beste else None,
        "overige": [{"code": code, "aantal": aantal} for code, aantal in een.get("overige", [])],
        # What was kept before rule version 2026.9 may lack its first day.
        "tegenfeit": _bekend(tegenfeit, Tegenfeit) if tegenfeit and tegenfeit["van"] else None,
    }
    return BehoefteUitleg(**velden)


def _bekend(rij: Mapping[str, Any], model: type[Model]) -> dict[str, Any]:
    """What this version of the API shows of what was kept."""
    return {naam: waarde for naam, waarde in rij.items() if naam in model.model_fields}


def toon_regel(regel: storage.Regel) -> Toewijzingsregel:
    return Toewijzingsregel.model_validate(
        {naam: getattr(regel, naam) for naam in Toewijzingsregel.model_fields}
    )
