"""Public vacancies to make forms of, without a database."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from services.vacatures.uitgifte.opmaak import maak_op
from services.vacatures.uitgifte.rules import Uitgave, Uitgavewerkgever, tekst
from services.vacatures.vacature.rules import Contractsoort, Niveau, Opleidingsniveau
from tests.vacatures.conftest import AA, VERBAND

BASIS = "https://doorstroom.example"
TEKST = "U rekent aan gebiedsontwikkeling.\n\n- samen met collega's\n- aan échte plannen"
# What breaks readers: CDATA's end, a vertical tab, the end of a script, emoji, entities, tags.
VALLEN = "Val ]]> een\x0b twee </script> drie 👩‍💻 vier &nbsp; &amp; <b onclick='x'>vijf</b>"


def werkgever(nr: int = 1, **anders: Any) -> Uitgavewerkgever:
    feiten: dict[str, Any] = {
        "oin": AA if nr == 1 else f"0000009900000000{nr}000",
        "naam": f"Gemeente Aadorp {nr}",
        "merk": "Aadorp",
        "website": "https://werkenbij.aadorp.example/",
    }
    return Uitgavewerkgever(**feiten | anders)


def uitgave(nr: int = 1, **anders: Any) -> Uitgave:
    """A complete one; `titel` and `omschrijving` may be anything that an employer could type."""
    plat, html = maak_op(anders.pop("omschrijving", TEKST))
    feiten: dict[str, Any] = {
        "id": UUID(int=nr, version=4),
        "omschrijving": plat,
        "omschrijving_html": html,
        "werkgevers": (werkgever(),),
        "verbanden": (VERBAND,),
        "gepubliceerd_op": datetime(2026, 8, 26, 22, tzinfo=UTC),
        "gewijzigd_op": datetime(2026, 8, 27, 9, 30, tzinfo=UTC),
        "sluit_op": datetime(2026, 9, 30, 22, tzinfo=UTC),
        "sluitings_datum": date(2026, 9, 30),
        "kenmerk": f"VB-2026-{nr:03}",
        "functie": "planeconoom",
        "niveau": Niveau.SENIOR,
        "domein": "Ruimte",
        "uren_min": Decimal("32.0"),
        "uren_max": Decimal("36.0"),
        "schaal_min": "11",
        "schaal_max": "11",
        "salaris_min": 446_500,
        "salaris_max": 634_350,
        "cao": "Cao Gemeenten",
        "contractsoort": Contractsoort.VAST,
        "plaats": "Aadorp",
        "gemeente_code": "gm9901",
        "pc4": "1234",
        "opleidingsniveau": Opleidingsniveau.WO,
        "competenties": ("rekenen", "overleggen"),
    }
    titel = tekst.regel(anders.pop("titel", f"Planeconoom {nr}")) or "Vacature"
    return Uitgave(titel=titel, **feiten | anders)
