"""What is shown of a proposal: all, the shares and the own employees, or one's own lines."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.pool.flexpool.rules import Kijker
from services.pool.toewijzing import storage
from services.pool.toewijzing.toegang import Zicht, zicht


@dataclass(frozen=True, slots=True)
class Blik:
    """What a caller gets to see, and about whom that is."""

    zicht: Zicht
    regels: list[storage.Regel]
    uitkomst: dict[str, Any]
    mensen: list[UUID]


def bekijk(
    kop: storage.Kop,
    invoer: dict[str, Any],
    uitkomst: dict[str, Any],
    regels: list[storage.Regel],
    kijker: Kijker,
) -> Blik:
    """Everything for a makelaar; for others no person but oneself and one's own employees."""
    hoe = zicht(kop.verband, {regel.medewerker for regel in regels}, kijker)
    if hoe is Zicht.ALLES:
        # The explanation tells about every member, proposed or not.
        return Blik(hoe, regels, uitkomst, [UUID(lid["medewerker"]) for lid in invoer["leden"]])
    if hoe is Zicht.EIGEN_REGEL:
        eigen = [regel for regel in regels if regel.medewerker == kijker.medewerker]
        leeg: dict[str, Any] = {"aandelen": [], "groepen": [], "behoeften": []}
        return Blik(hoe, eigen, leeg, [regel.medewerker for regel in eigen])
    mensen = {
        lid["id"]: UUID(lid["medewerker"])
        for lid in invoer["leden"]
        if lid["thuisorganisatie"] == kijker.organisatie
    }
    eigen = [regel for regel in regels if regel.thuisorganisatie == kijker.organisatie]
    return Blik(hoe, eigen, _delen(uitkomst, mensen.keys(), kijker), list(mensen.values()))


def _delen(uitkomst: dict[str, Any], leden: Any, kijker: Kijker) -> dict[str, Any]:
    """Shares and bottlenecks without persons; of needs the own ones and who of ours could."""
    behoeften = []
    for een in uitkomst["behoeften"]:
        kandidaten = [kandidaat for kandidaat in een["kandidaten"] if kandidaat["lid"] in leden]
        if kandidaten or een["inlener"] == kijker.organisatie:
            beste = een["alternatief"]
            behoeften.append(
                een
                | {
                    "kandidaten": kandidaten,
                    "alternatief": beste if beste and beste["lid"] in leden else None,
                }
            )
    return {
        "aandelen": uitkomst["aandelen"],
        "groepen": [een | {"leden": []} for een in uitkomst["groepen"]],
        "behoeften": behoeften,
    }
