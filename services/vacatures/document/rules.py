"""Which files go with an application, and who may have them."""

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

MAX_GROOTTE = 10_000_000  # bytes
MAX_AANTAL = 3  # per application; what is in quarantine does not count
MAX_NAAM = 120  # characters
WACHT_OP_INHOUD = timedelta(hours=24)


class Documentsoort(StrEnum):
    """What can be uploaded, by its media type."""

    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ODT = "application/vnd.oasis.opendocument.text"


EXTENSIE = {Documentsoort.PDF: ".pdf", Documentsoort.DOCX: ".docx", Documentsoort.ODT: ".odt"}


class Documentstatus(StrEnum):
    """Announced and waiting for its content; there; or put apart because of what is in it."""

    AANGEKONDIGD = "aangekondigd"
    BESCHIKBAAR = "beschikbaar"
    IN_QUARANTAINE = "in_quarantaine"


class Afkeuring(StrEnum):
    """Why a file is not taken. Public API: add, never rename."""

    ANDERE_SOORT = "andere-soort"
    ONLEESBAAR = "onleesbaar"
    MET_WACHTWOORD = "met-wachtwoord"
    MET_PROGRAMMA = "met-programma"
    MET_BIJLAGEN = "met-bijlagen"
    TE_GROOT_UITGEPAKT = "te-groot-uitgepakt"
    GROOTTE_KLOPT_NIET = "grootte-klopt-niet"


REDEN = {
    Afkeuring.ANDERE_SOORT: "De inhoud is geen bestand van de opgegeven soort.",
    Afkeuring.ONLEESBAAR: "Het bestand is beschadigd of niet te lezen.",
    Afkeuring.MET_WACHTWOORD: "Het bestand heeft een wachtwoord; haal dat eraf.",
    Afkeuring.MET_PROGRAMMA: "In het bestand zit een macro of script; sla het op zonder.",
    Afkeuring.MET_BIJLAGEN: "In het bestand zitten andere bestanden; sla het op zonder.",
    Afkeuring.TE_GROOT_UITGEPAKT: "Het bestand is uitgepakt te groot, of heeft te veel pagina's.",
    Afkeuring.GROOTTE_KLOPT_NIET: "Het bestand is niet zo groot als u heeft opgegeven.",
}
QUARANTAINE = (
    "In dit bestand staat een nummer dat een burgerservicenummer (BSN) kan zijn. Een werkgever mag"
    " dat van een kandidaat niet hebben. Daarom kan niemand het bestand lezen en hebben wij de"
    " inhoud niet bewaard. Haal het nummer weg en stuur het bestand opnieuw. Is het een ander"
    " nummer? Van de nummers met 8 of 9 cijfers lijkt 1 op de 11 op een BSN. Laat het dan weg, of"
    " schrijf er letters tussen."
)


@dataclass(frozen=True, slots=True)
class Onderzoek:
    """What was found inside a file."""

    afkeuring: Afkeuring | None = None
    bsn: bool = False  # something that can be one
    doorzoekbaar: bool = True  # False: no text in it, such as a scan; then nothing was looked for


@dataclass(frozen=True, slots=True)
class Document:
    """A file with an application, without its content."""

    id: UUID
    sollicitatie: UUID
    persoon: UUID  # pseudonym of who applied
    bestandsnaam: str
    soort: Documentsoort
    grootte: int  # bytes
    status: Documentstatus
    doorzoekbaar: bool | None
    aangekondigd_op: datetime
    ontvangen_op: datetime | None
    versie: int = 1


def oordeel(onderzoek: Onderzoek) -> Documentstatus:
    """Where a file goes that is taken."""
    return Documentstatus.IN_QUARANTAINE if onderzoek.bsn else Documentstatus.BESCHIKBAAR


def is_zichtbaar(document: Document, is_kandidaat: bool) -> bool:
    """The person sees every own document; the employer only what is there to read."""
    return is_kandidaat or document.status is Documentstatus.BESCHIKBAAR


def past_erbij(documenten: Collection[Document]) -> bool:
    """Whether one more can be announced."""
    tellen = [d for d in documenten if d.status is not Documentstatus.IN_QUARANTAINE]
    return len(tellen) < MAX_AANTAL


def is_verlopen(document: Document, nu: datetime) -> bool:
    """Announced long ago, and its content never came."""
    wacht = document.status is Documentstatus.AANGEKONDIGD
    return wacht and document.aangekondigd_op + WACHT_OP_INHOUD <= nu


def schone_naam(naam: str, soort: Documentsoort) -> str:
    """A name that is safe as a file name everywhere: no path, no hidden signs, own extension."""
    kort = unicodedata.normalize("NFC", naam).replace("\\", "/").rpartition("/")[2]
    leesbaar = "".join(c for c in kort if c.isprintable() and c not in '<>:"|?*')
    stam = leesbaar
    for extensie in EXTENSIE.values():
        if stam.lower().endswith(extensie):
            stam = stam[: -len(extensie)]
            break
    stam = stam.strip(" .")[: MAX_NAAM - 5].rstrip(" .") or "document"
    return stam + EXTENSIE[soort]


def op_volgorde(documenten: Sequence[Document]) -> list[Document]:
    """Oldest first, always the same."""
    return sorted(documenten, key=lambda d: (d.aangekondigd_op, d.id))
