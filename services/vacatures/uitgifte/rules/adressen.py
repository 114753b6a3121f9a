"""Where everything public stands: stable addresses, and in which operation of ours they end.

The gateway brings the public address to the operation (`services.gateway.poort`); a test of it
holds both tables side by side.
"""

from enum import StrEnum
from urllib.parse import urlencode
from uuid import UUID

from services.vacatures.uitgifte.rules.uitgave import Uitgavekeuze


class Uitgavevorm(StrEnum):
    """A form in which public vacancies leave, all of a choice together."""

    XML = "xml"
    ATOM = "atom"
    JSONFEED = "jsonfeed"
    CSV = "csv"
    SITEMAP = "sitemap"
    SETU = "setu"
    VUM = "vum"


BASIS = "/vacatures/v1/uitgifte"  # of the operations
# Public address ← form. Never changed: job boards have them in their settings.
PADEN = {
    Uitgavevorm.XML: "/vacatures.xml",
    Uitgavevorm.ATOM: "/vacatures.atom",
    Uitgavevorm.JSONFEED: "/vacatures.json",
    Uitgavevorm.CSV: "/vacatures.csv",
    Uitgavevorm.SITEMAP: "/sitemap.xml",
    Uitgavevorm.SETU: "/vacatures.setu.xml",
    Uitgavevorm.VUM: "/vacatures.vum.json",
}
ROBOTS = "/robots.txt"
LIJST = "/vacatures"  # of people: a page with all of them
STIJL = "/vacature/stijl.css"  # the look of these pages
# Forms of one vacancy: public address `/vacature/{id}` and what comes after it.
ENKEL = {"pagina": "", "setu": ".setu.xml", "vum": ".vum.json"}


def feed(basis: str, vorm: Uitgavevorm, keuze: Uitgavekeuze | None = None) -> str:
    """The public address of a feed, with its filter. `basis`: the installation's own address."""
    keuze = keuze or Uitgavekeuze()
    vraag = {"verband": keuze.verband, "werkgever": keuze.werkgever}
    gezet = {naam: str(waarde) for naam, waarde in vraag.items() if waarde is not None}
    return _adres(basis, PADEN[vorm] + (f"?{urlencode(gezet)}" if gezet else ""))


def pagina(basis: str, id: UUID) -> str:
    """The page of a vacancy: its canonical address, stable whatever its title becomes."""
    return _adres(basis, f"/vacature/{id}")


def enkel(basis: str, id: UUID, vorm: str) -> str:
    """One vacancy in a form of `ENKEL`."""
    return pagina(basis, id) + ENKEL[vorm]


def solliciteren(basis: str, id: UUID, bij_werkgever: str | None) -> str:
    """Where somebody applies: at the employer when it said so, else on our own page."""
    return bij_werkgever or _adres(basis, f"/solliciteren#{id}")


def lijst(basis: str, keuze: Uitgavekeuze | None = None, pagina: int = 1) -> str:
    """The list for people, a page of it."""
    keuze = keuze or Uitgavekeuze()
    vraag = {"verband": keuze.verband, "werkgever": keuze.werkgever}
    gezet = {naam: str(waarde) for naam, waarde in vraag.items() if waarde is not None}
    gezet |= {"pagina": str(pagina)} if pagina > 1 else {}
    return _adres(basis, LIJST + (f"?{urlencode(gezet)}" if gezet else ""))


def stijl(basis: str) -> str:
    """The style sheet of the pages."""
    return _adres(basis, STIJL)


def _adres(basis: str, pad: str) -> str:
    return f"{basis.rstrip('/')}{pad}"
