"""Public vacancies as hypothesis makes them: any text that could be typed, anything left out."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from services.vacatures.uitgifte.rules import Uitgave, tekst
from services.vacatures.vacature.rules import (
    Contractsoort,
    Niveau,
    Opleidingsniveau,
    Taalniveau,
    Vacaturesoort,
)
from tests.vacatures.uitgifte.voorbeelden import VALLEN, uitgave, werkgever

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
VAL = st.sampled_from(
    [
        VALLEN,
        "]]>",
        "</script><script>alert(1)</script>",
        "<!--",
        "\x0b",
        "&nbsp;",
        "👩‍💻",
        "\u2028",
    ]
)
# A text as it is after the door: with the traps of every reader in it.
TEKST = st.lists(st.one_of(st.text(max_size=30), VAL), min_size=1, max_size=6).map(" ".join)
REGEL = TEKST.map(tekst.regel).filter(bool)
DAG = st.dates(date(2026, 1, 1), date(2027, 12, 31))
UREN = st.decimals(Decimal(1), Decimal(60), places=1)
CENT = st.integers(100_000, 1_500_000)
SCHAAL = st.sampled_from(["A", "1", "10", "10A", "18"])


@st.composite
def uitgaven(draw: st.DrawFn, *, volledig: bool = False) -> Uitgave:
    """`volledig`: with what every opened vacancy has (hours, scale, amounts, contract, place)."""

    def soms(strategy: st.SearchStrategy[Any]) -> Any:
        return draw(strategy if volledig else st.none() | strategy)

    def paar(strategy: st.SearchStrategy[Any]) -> list[Any]:
        beide = draw(st.lists(strategy, min_size=2, max_size=2).map(sorted))
        return beide if volledig else [draw(st.sampled_from([None, een])) for een in beide]

    sluit, duur = draw(DAG), draw(st.integers(0, 60))
    einde = datetime.combine(sluit + timedelta(days=1), time(), AMSTERDAM).astimezone(UTC)
    begin = datetime.combine(sluit - timedelta(days=duur), time(0, 0, 1), AMSTERDAM)
    uren, salaris = paar(UREN), paar(CENT)
    feiten: dict[str, Any] = {
        "titel": draw(REGEL),
        "omschrijving": draw(TEKST),
        "werkgevers": tuple(
            werkgever(
                nr, naam=draw(REGEL), website=draw(st.none() | st.just("https://aa.example/"))
            )
            for nr in range(1, draw(st.integers(2, 3)))
        ),
        "gepubliceerd_op": begin.astimezone(UTC),
        "gewijzigd_op": begin.astimezone(UTC),
        "sluit_op": einde,
        "sluitings_datum": sluit,
        "kenmerk": draw(st.none() | REGEL),
        "functie": draw(st.none() | st.just("planeconoom")),
        "niveau": draw(st.none() | st.sampled_from(Niveau)),
        "domein": draw(st.none() | REGEL),
        "uren_min": uren[0],
        "uren_max": uren[1],
        "schaal_min": soms(SCHAAL),
        "schaal_max": soms(SCHAAL),
        "salaris_min": salaris[0],
        "salaris_max": salaris[1],
        "cao": draw(st.none() | st.sampled_from(["gemeenten", "sgo", "eigen-cao"])),
        "contractsoort": soms(st.sampled_from(Contractsoort)),
        "soort": draw(st.sampled_from(Vacaturesoort)),
        "plaats": soms(REGEL),
        "pc4": draw(st.none() | st.just("1234")),
        "opleidingsniveau": draw(st.none() | st.sampled_from(Opleidingsniveau)),
        "aantal_plaatsen": draw(st.integers(1, 1000)),
        "start_datum": draw(st.none() | DAG),
        "einde_datum": draw(st.none() | DAG),
        "zsm": draw(st.booleans()),
        "competenties": tuple(draw(st.lists(REGEL, max_size=3))),
        "taalniveau": draw(st.none() | st.sampled_from(Taalniveau)),
        "banenafspraak": draw(st.booleans()),
        "sollicitatie_url": draw(st.none() | st.just("https://werken.aa.example/doe?a=1&b=2")),
    }
    return uitgave(draw(st.integers(1, 99)), **feiten)
