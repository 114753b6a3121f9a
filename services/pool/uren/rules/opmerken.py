"""What is worth a look in a week and stops nothing."""

from collections.abc import Iterable
from uuid import UUID

from services.pool.flexpool.rules import Reden
from services.pool.uren.rules.invullen import Urenplek
from services.pool.uren.rules.staten import Urensoort
from services.pool.uren.rules.weekstaten import Weekstaat
from services.pool.uren.rules.weken import in_woorden

Werk = tuple[UUID, UUID | None]  # verband and inzet; None: leegloop


def opmerkingen(week: Weekstaat, plekken: Iterable[Urenplek]) -> list[Reden]:
    """More than was agreed on for an inzet, or more than the contract for the pool has."""
    geschreven = _som(
        ((een.verband, een.inzet), een.kwartieren)
        for een in week.staten
        if een.telt and een.soort is not Urensoort.SAMENWERKING
    )
    afspraak = _som(
        ((een.verband, een.inzet), een.afgesproken)
        for een in plekken
        if een.soort is not Urensoort.SAMENWERKING
    )
    gevonden = []
    for werk, aantal in sorted(geschreven.items(), key=lambda een: str(een[0])):
        if werk[1] is not None and aantal > afspraak.get(werk, aantal):
            zin = (
                f"U schrijft {in_woorden(aantal)} uur; voor deze inzet is deze week"
                f" {in_woorden(afspraak[werk])} uur afgesproken."
            )
            gevonden.append(Reden("uren", "meer-dan-afgesproken", zin))
    for verband in sorted({verband for verband, inzet in geschreven if inzet is None}):
        samen, ruimte = (
            sum(aantal for werk, aantal in soms.items() if werk[0] == verband)
            for soms in (geschreven, afspraak)
        )
        if geschreven[verband, None] and samen > ruimte:
            zin = (
                f"Leegloop en inzetten zijn samen {in_woorden(samen)} uur; uw contract voor de"
                f" pool is deze week {in_woorden(ruimte)} uur."
            )
            gevonden.append(Reden("uren", "meer-leegloop-dan-contract", zin))
    return gevonden


def _som(delen: Iterable[tuple[Werk, int]]) -> dict[Werk, int]:
    som: dict[Werk, int] = {}
    for werk, aantal in delen:
        som[werk] = som.get(werk, 0) + aantal
    return som
