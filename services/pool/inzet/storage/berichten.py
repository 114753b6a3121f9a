"""Messages to the three parties of a deployment."""

from collections.abc import Callable, Iterable
from uuid import UUID

from sqlalchemy.orm import Session

from services.pool.inzet.rules import Inzet, Partij
from services.pool.inzet.rules.berichten import InzetBericht
from shared import berichten

Brief = Callable[[Inzet, Partij], InzetBericht]


def stuur(
    tx: Session, inzet: Inzet, brief: Brief, wat: str, aan: Iterable[Partij] = tuple(Partij)
) -> None:
    """Tell these parties; `wat` names the fact, so that nobody hears it twice."""
    ontvangers: dict[Partij, UUID | str] = {
        Partij.THUISORGANISATIE: inzet.thuisorganisatie,
        Partij.INLENER: inzet.inlener,
        Partij.MEDEWERKER: inzet.medewerker,
    }
    for partij in aan:
        bericht = brief(inzet, partij)
        sleutel = f"inzet/{inzet.id}/{wat}/{partij}"
        berichten.record(tx, ontvangers[partij], bericht.onderwerp, bericht.tekst, sleutel=sleutel)
