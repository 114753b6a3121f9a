"""Who sees and who decides: the person, and who leads or advises at one of both organisations."""

from services.pool.flexpool.rules import Kijker
from services.pool.uren.rules.staten import Urenstaat, Urenstatus

# Who may read hours of a person of the own organisation, or of somebody who works there.
URENLEZERS = frozenset({"leidinggevende", "hr_adviseur", "hr_hoofd"})
GOEDKEURDERS = frozenset({"leidinggevende", "hr_adviseur"})


def is_eigen(staat: Urenstaat, kijker: Kijker) -> bool:
    return kijker.medewerker is not None and kijker.medewerker == staat.medewerker


def ziet_staat(staat: Urenstaat, kijker: Kijker) -> bool:
    """What is not sent yet is the person's alone; the rest of the verband never sees a person."""
    if is_eigen(staat, kijker):
        return True
    betrokken = kijker.organisatie in (staat.uitlener, staat.goedkeurder)
    return staat.status is not Urenstatus.CONCEPT and betrokken and bool(kijker.rollen & URENLEZERS)


def mag_besluiten(staat: Urenstaat, kijker: Kijker) -> bool:
    return kijker.organisatie == staat.goedkeurder and bool(kijker.rollen & GOEDKEURDERS)
