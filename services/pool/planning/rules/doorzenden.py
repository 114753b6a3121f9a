"""Een behoefte laten zien aan de pool van een ander verband: wie doet welke stap? Pure rules."""

from enum import StrEnum

from services.pool.flexpool.rules import Reden


class DoorzendingStatus(StrEnum):
    """Life of a need that was shown to a partner pool."""

    AANGEBODEN = "aangeboden"
    AANGENOMEN = "aangenomen"
    AFGEWEZEN = "afgewezen"
    INGETROKKEN = "ingetrokken"
    BEEINDIGD = "beeindigd"


class Kant(StrEnum):
    """Who takes a step: the inlener who asks, or the verband whose pool is asked."""

    VRAGER = "vrager"
    PARTNER = "partner"


OVERGANGEN: dict[tuple[DoorzendingStatus, DoorzendingStatus], frozenset[Kant]] = {
    (DoorzendingStatus.AANGEBODEN, DoorzendingStatus.AANGENOMEN): frozenset({Kant.PARTNER}),
    (DoorzendingStatus.AANGEBODEN, DoorzendingStatus.AFGEWEZEN): frozenset({Kant.PARTNER}),
    (DoorzendingStatus.AANGEBODEN, DoorzendingStatus.INGETROKKEN): frozenset({Kant.VRAGER}),
    (DoorzendingStatus.AANGENOMEN, DoorzendingStatus.BEEINDIGD): frozenset(Kant),
}


def toegestaan(van: DoorzendingStatus, kanten: frozenset[Kant]) -> list[DoorzendingStatus]:
    """To which statuses these sides may bring it."""
    return [naar for naar in DoorzendingStatus if OVERGANGEN.get((van, naar), frozenset()) & kanten]


def beletselen_doorzending(
    van: DoorzendingStatus, naar: DoorzendingStatus, kanten: frozenset[Kant]
) -> list[Reden]:
    """Everything that stops these sides from taking this step."""
    if (van, naar) not in OVERGANGEN:
        zin = f"Een doorzending die {van} is, kan niet {naar} worden."
        return [Reden("naar", "overgang-onbekend", zin)]
    if not OVERGANGEN[van, naar] & kanten:
        return [Reden("naar", "andere-kant", "Deze stap doet de andere kant.")]
    return []
