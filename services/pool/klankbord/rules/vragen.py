"""Een klankbordvraag: who may ask, who reads it, and when it is over. Pure."""

from dataclasses import dataclass
from uuid import UUID

from services.pool.flexpool.rules import Reden
from services.pool.klankbord.rules.woorden import (
    LOPEND,
    VRAGERS,
    Klankbordlezer,
    Klankbordsoort,
    Klankbordstatus,
    is_makelaar,
)

MEESTE_TEKENS = 300  # of a personal question: what it is about, not the story


@dataclass(frozen=True, slots=True)
class Klankbordvraag:
    """A request to think along, of an organisation or of one person."""

    id: UUID
    verband: UUID
    soort: Klankbordsoort
    onderwerpen: tuple[str, ...]
    tekst: str
    organisatie: str  # where the asker works: for the check on ties
    vrager: UUID | None  # the person, when asked with an own login
    ook_eigen_makelaar: bool = False  # of a personal one: may a makelaar of the employer read it
    status: Klankbordstatus = Klankbordstatus.OPEN


def is_persoonlijk(vraag: Klankbordvraag) -> bool:
    return vraag.soort is Klankbordsoort.PERSOONLIJK


def is_vrager(vraag: Klankbordvraag, lezer: Klankbordlezer) -> bool:
    """Whoever asked; for a question that is not personal also who speaks for the organisation."""
    if lezer.zelf is not None and lezer.zelf == vraag.vrager:
        return True
    eigen = lezer.organisatie == vraag.organisatie and bool(lezer.rollen & VRAGERS)
    return eigen and not is_persoonlijk(vraag)


def koppelt(vraag: Klankbordvraag, lezer: Klankbordlezer) -> bool:
    """The makelaars of the verband; of the own employer only when the person lets them."""
    if not is_makelaar(lezer, vraag.verband):
        return False
    eigen = lezer.organisatie == vraag.organisatie
    return not (is_persoonlijk(vraag) and eigen and not vraag.ook_eigen_makelaar)


def ziet_vraag(vraag: Klankbordvraag, lezer: Klankbordlezer) -> bool:
    return is_vrager(vraag, lezer) or koppelt(vraag, lezer)


def fouten_in_vraag(vraag: Klankbordvraag) -> list[Reden]:
    """Faults of a question; an empty list means it can be stored."""
    fouten = []
    if is_persoonlijk(vraag) and vraag.vrager is None:
        zin = "Een persoonlijke vraag stelt iemand zelf, met een eigen inlog."
        fouten.append(Reden("soort", "zelf-vragen", zin))
    if is_persoonlijk(vraag) and len(vraag.tekst) > MEESTE_TEKENS:
        zin = f"Houd een persoonlijke vraag onder de {MEESTE_TEKENS} tekens; vertel de rest zelf."
        fouten.append(Reden("tekst", "te-lang", zin))
    if vraag.ook_eigen_makelaar and not is_persoonlijk(vraag):
        zin = "Een vraag die niet persoonlijk is, leest elke makelaar."
        fouten.append(Reden("ookEigenMakelaar", "niet-persoonlijk", zin))
    if len(set(vraag.onderwerpen)) != len(vraag.onderwerpen):
        fouten.append(Reden("onderwerpen", "dubbel", "Noem elk onderwerp één keer."))
    return fouten


def beletselen_sluiten(vraag: Klankbordvraag, naar: Klankbordstatus) -> list[Reden]:
    """What keeps a question from being over."""
    if vraag.status not in LOPEND:
        return [Reden("status", "al-voorbij", "Deze vraag is al voorbij.")]
    if naar is Klankbordstatus.AFGEROND and vraag.status is not Klankbordstatus.GEKOPPELD:
        zin = "Er is nog geen deskundige; trek de vraag in als zij niet meer hoeft."
        return [Reden("status", "niet-gekoppeld", zin)]
    return []
