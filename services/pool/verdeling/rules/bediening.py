"""Who asked and got nothing within the horizon, and why: a warning, for all partners alike."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from services.pool.verdeling.rules.grootboek import Grootboekregel


class NietBediendcode(StrEnum):
    """Why an organisation received nothing. Public: add, never rename."""

    NOG_NIET_BEGONNEN = "nog-niet-begonnen"
    BEURT_GEGUND = "beurt-gegund"
    VOORSTEL_GEWEIGERD = "voorstel-geweigerd"
    NIEMAND_PASSEND = "niemand-passend"
    DESKUNDIGEN_ELDERS = "deskundigen-elders"
    GEEN_INZET = "geen-inzet"
    GEEN_RONDE = "geen-ronde"


UITLEG = {
    NietBediendcode.NOG_NIET_BEGONNEN: "Een inzet is afgesproken, maar nog niet begonnen.",
    NietBediendcode.BEURT_GEGUND: "De organisatie gunde haar beurt aan een ander.",
    NietBediendcode.VOORSTEL_GEWEIGERD: "Wat was voorgesteld, ging niet door.",
    NietBediendcode.NIEMAND_PASSEND: "Geen enkel poollid past bij wat de organisatie vroeg.",
    NietBediendcode.DESKUNDIGEN_ELDERS: "Er passen poolleden, maar die werken bij anderen.",
    NietBediendcode.GEEN_INZET: "Er is wel toegewezen, maar daar kwam geen inzet uit.",
    NietBediendcode.GEEN_RONDE: "Er staat een behoefte open, maar er was nog geen ronde.",
}


@dataclass(frozen=True, slots=True)
class NietBediend:
    """One organisation that asked and received nothing; hours."""

    organisatie: str
    gevraagd: Decimal
    rechtvaardig: Decimal
    code: NietBediendcode


def niet_bediend(
    regels: Iterable[Grootboekregel], wachtend: Collection[str] = ()
) -> list[NietBediend]:
    """`regels`: by organisation; `wachtend`: who has an open need now."""
    uit, gezien = [], set()
    for regel in regels:
        gezien.add(regel.organisatie)
        gevraagd = regel.gevraagd or Decimal(0)
        if regel.ontvangen > 0 or not (gevraagd > 0 or regel.organisatie in wachtend):
            continue
        deel = regel.rechtvaardig or Decimal(0)
        uit.append(NietBediend(regel.organisatie, gevraagd, deel, _code(regel)))
    nooit = sorted(set(wachtend) - gezien)
    nul = Decimal(0)
    uit += [NietBediend(een, nul, nul, NietBediendcode.GEEN_RONDE) for een in nooit]
    return sorted(uit, key=lambda een: een.organisatie)


def _code(regel: Grootboekregel) -> NietBediendcode:
    """The first reason that holds."""
    redenen = {
        NietBediendcode.NOG_NIET_BEGONNEN: regel.ingepland > 0,
        NietBediendcode.GEEN_RONDE: not regel.gevraagd,
        NietBediendcode.BEURT_GEGUND: bool(regel.gegund),
        NietBediendcode.VOORSTEL_GEWEIGERD: bool(regel.geweigerd),
        NietBediendcode.NIEMAND_PASSEND: not regel.rechtvaardig,
        NietBediendcode.DESKUNDIGEN_ELDERS: not regel.toegewezen,
    }
    return next((code for code, waar in redenen.items() if waar), NietBediendcode.GEEN_INZET)
