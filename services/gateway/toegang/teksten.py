"""What the mails with a one-time link say; Dutch, B1. Nothing in them was typed by a visitor."""

from collections.abc import Mapping, Sequence

from services.gateway.toegang.rules import Inlogpersoon
from shared import kalender

ONDERWERP = "Uw persoonlijke link voor Doorstroom"
ADRES_GEWIJZIGD = "Uw e-mailadres bij Doorstroom is gewijzigd"
_VOET = """
Klik op de pagina die opent op de knop om in te loggen. De link werkt één keer, en niet
langer dan {uren} uur. Geef de link aan niemand door: wie hem heeft, kan bij uw gegevens.

Is de link verlopen? Vraag op dezelfde pagina een nieuwe."""


def hoedanigheid(persoon: Inlogpersoon, namen: Mapping[str, str]) -> str:
    """As what the person logs in with a link."""
    if persoon.organisatie is not None:
        return f"Als medewerker van {namen.get(persoon.organisatie, 'uw werkgever')}"
    assert persoon.sinds is not None
    return f"Als sollicitant sinds {kalender.dag(persoon.sinds):%d-%m-%Y}"


def aanmelding(regels: Sequence[tuple[str, str]], uren: int) -> str:
    """After somebody gave name and address to apply."""
    return (
        "U heeft uw gegevens opgegeven om te solliciteren. Met deze link ziet u hoe het staat met\n"
        "uw sollicitatie. U kunt haar ook verbeteren of intrekken.\n\n"
        f"{_opsomming(regels)}\n"
        f"{_voet(uren)}\n\n"
        "Heeft u niet gesolliciteerd? Dan heeft iemand anders uw e-mailadres gebruikt. Met de\n"
        "link kunt u de gegevens inzien en verwijderen."
    )


def gevraagd(regels: Sequence[tuple[str, str]], uren: int) -> str:
    """After somebody asked for a link."""
    return (
        "Er is een persoonlijke link gevraagd voor dit e-mailadres.\n\n"
        f"{_opsomming(regels)}\n"
        f"{_voet(uren)}\n\n"
        "Heeft u hier niet om gevraagd? Dan hoeft u niets te doen."
    )


def adres_gewijzigd() -> str:
    """To the address that somebody left."""
    return (
        "Iemand met uw persoonlijke link heeft bij Doorstroom een ander e-mailadres ingevuld.\n"
        "Berichten over uw sollicitatie gaan nu naar dat adres.\n\n"
        "Was u dit niet? Neem dan contact op met de werkgever waar u heeft gesolliciteerd."
    )


def _opsomming(regels: Sequence[tuple[str, str]]) -> str:
    return "\n".join(f"{wie}:\n{adres}\n" for wie, adres in regels)


def _voet(uren: int) -> str:
    return _VOET.strip("\n").format(uren=uren)
