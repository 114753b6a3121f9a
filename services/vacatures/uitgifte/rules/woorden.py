"""Facts of a vacancy in Dutch words, the same in every form that has only a place for text."""

from datetime import datetime, timedelta
from decimal import Decimal

from services.vacatures.openstelling.rules import AMSTERDAM
from services.vacatures.uitgifte.rules.uitgave import Uitgave


def euro(cent: int) -> str:
    """€ 4.465 or € 4.465,50."""
    heel, rest = divmod(cent, 100)
    duizend = f"{heel:,}".replace(",", ".")
    return f"€ {duizend},{rest:02}" if rest else f"€ {duizend}"


def getal(waarde: Decimal) -> str:
    """36 or 35,5."""
    return f"{waarde.normalize():f}".replace(".", ",")


def _van_tot(laag: str | None, hoog: str | None) -> str | None:
    delen = [deel for deel in (laag, hoog) if deel is not None]
    return " - ".join(dict.fromkeys(delen)) or None


def schaal(uitgave: Uitgave) -> str | None:
    """`schaal 10` or `schaal 10 - 11`."""
    tekst = _van_tot(uitgave.schaal_min, uitgave.schaal_max)
    return None if tekst is None else f"schaal {tekst}"


def salaris(uitgave: Uitgave) -> str | None:
    """`€ 3.400 - € 4.900 per maand (schaal 10)`; of a full working week."""
    laag, hoog = uitgave.salaris_min, uitgave.salaris_max
    bedrag = _van_tot(*(None if een is None else euro(een) for een in (laag, hoog)))
    in_schaal = schaal(uitgave)
    if bedrag is None:
        return in_schaal
    return f"{bedrag} per maand" + (f" ({in_schaal})" if in_schaal else "")


def uren(uitgave: Uitgave) -> str | None:
    """`32 - 36 uur per week`."""
    laag, hoog = uitgave.uren_min, uitgave.uren_max
    tekst = _van_tot(*(None if een is None else getal(een) for een in (laag, hoog)))
    return None if tekst is None else f"{tekst} uur per week"


def moment(waarde: datetime) -> str:
    """ISO 8601 in whole seconds, as the clock hangs in the Netherlands, with its offset."""
    return waarde.astimezone(AMSTERDAM).isoformat(timespec="seconds")


def einde(uitgave: Uitgave) -> str:
    """The last second to apply: who reads only the day reads the closing day."""
    return moment(uitgave.sluit_op - timedelta(seconds=1))


def gewijzigd(uitgave: Uitgave) -> datetime:
    """When what outsiders read of it last changed; never before it was published."""
    return max(uitgave.gewijzigd_op, uitgave.gepubliceerd_op)


def kort(uitgave: Uitgave) -> str:
    """The facts in one line, for a reader that has no fields for them."""
    delen = (
        uitgave.werkgever.naam,
        uitgave.plaats,
        uren(uitgave),
        salaris(uitgave),
        f"reageren tot en met {uitgave.sluitings_datum:%d-%m-%Y}",
    )
    return " · ".join(deel for deel in delen if deel)
