"""Templates of the agreement by version: what was made with one stays as it was made."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from services.pool.inzet.rules import overeenkomst
from services.pool.inzet.rules.overeenkomst import (
    SJABLOON,
    TITEL,
    Artikel,
    Overeenkomstfeiten,
)

EERSTE = "inzetovereenkomst-2026.1"  # of before the words were kept: it can still be made
NAAMPLEK = "\ufffc"  # where the person's name goes; the name itself is never kept


@dataclass(frozen=True, slots=True)
class Overeenkomsttekst:
    """The words of one agreement, with a place where the person's name goes."""

    titel: str
    kenmerk: str
    artikelen: tuple[Artikel, ...]


def tekst(id: UUID, feiten: Overeenkomstfeiten, sjabloon: str = SJABLOON) -> Overeenkomsttekst:
    """What is kept of the document: every word of it but the name."""
    kenmerk = f"Inzet {id}, versie {feiten.voorwaarden.versie} van de voorwaarden"
    return Overeenkomsttekst(TITEL, kenmerk, tuple(_artikelen(feiten, sjabloon)))


def _artikelen(feiten: Overeenkomstfeiten, sjabloon: str) -> list[Artikel]:
    nu = overeenkomst.artikelen(feiten, NAAMPLEK)
    anders = {een.code: een for een in _eerste(feiten)} if sjabloon == EERSTE else {}
    return [anders.get(een.code, een) for een in nu]


def met_naam(bewaard: Overeenkomsttekst, naam: str) -> list[Artikel]:
    """The articles with the person's name, for this once."""
    return [
        Artikel(een.code, een.kop, tuple(zin.replace(NAAMPLEK, naam) for zin in een.zinnen))
        for een in bewaard.artikelen
    ]


def _eerste(feiten: Overeenkomstfeiten) -> Sequence[Artikel]:
    """What the first version of the template said in other words."""
    v = feiten.voorwaarden
    eerder = (
        f"Elke partij kan de inzet eerder eindigen, met {v.opzegtermijn_weken} weken vooraf"
        " gezegd en met een reden. De medewerker legt de overdracht vast."
    )
    return (
        Artikel("werkzaamheden", "Werkzaamheden", (f"{v.werkzaamheden.strip()}.",)),
        Artikel("beeindiging", "Eerder eindigen", (eerder,)),
        overeenkomst.akkoorden(feiten, NAAMPLEK, lambda op: f"{op:%d-%m-%Y om %H:%M} UTC"),
    )
