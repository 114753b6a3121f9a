"""What changed since a proposal, in words that everybody reads: of every fact, with real values."""

import re
from dataclasses import fields, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from services.pool.flexpool.rules import Niveau, Vaardigheid
from services.pool.toewijzing import feiten, rules
from services.pool.toewijzing.rules import Verschil
from services.pool.toewijzing.uitleg.verschillen import in_woorden
from tests.pool.toewijzing import regio
from tests.pool.toewijzing.regio import PEIL, behoefte, lid

LATER = PEIL + timedelta(days=200)
# A value of a machine: a number of a thing, a day, a field, a list, an English number or nothing.
RUW = re.compile(r"[0-9a-f]{8}-|\d{4}-\d\d-\d\d|_|[\[{(]|\d\.\d|0000009|None|True|False")

LID = lid(1, uren_per_week=Decimal("32.5"), tot=LATER, pc4="5611", straal_km=10)
ANDER_LID = replace(
    LID, medewerker=UUID(int=7), thuisorganisatie=regio.oin(3), uren_per_week=Decimal(24),
    functies=(Vaardigheid("jurist", Niveau.MEDIOR),), van=LATER, tot=None, pc4=None,
    straal_km=None, maximum_inzetten=3, ontwikkelwensen=("jurist",), toestemming=False,
    perioden=(feiten.Beschikbaarheid(PEIL, None, Decimal(8)),),
)  # fmt: skip
BEHOEFTE = behoefte(1, groep=UUID(int=5))
ANDERE_BEHOEFTE = replace(
    BEHOEFTE, inlener=regio.oin(4), titel="Jurist", functie=None, niveau=None, uren_min=None,
    uren_max=Decimal("24.5"), urenblok=Decimal(4), van=LATER, tot=None, pc4="5701",
    groep=UUID(int=6), elders=(feiten.Elders(PEIL, None, Decimal(4)),),
)  # fmt: skip
INZET = feiten.LopendeInzet(
    UUID(int=9), UUID(int=10), UUID(int=11), regio.oin(2), Decimal(8), PEIL, None
)
ANDERE_INZET = feiten.LopendeInzet(
    UUID(int=9), UUID(int=12), None, regio.oin(3), Decimal("7.5"), LATER, LATER
)
STAND = feiten.Instellingen(PEIL)
ANDERE_STAND = feiten.Instellingen(
    LATER, 26, 14, "fte", ((regio.oin(1), 2),), (feiten.Plek("5611", "51.4", "5.4"),),
    ((regio.oin(1), Decimal("3.5")),), 364, 182, (feiten.Waarde(UUID(int=1), UUID(int=2), 50),),
    ((regio.oin(1), PEIL),), 30, 40,
)  # fmt: skip


def verschillen(soort: str, was: Any, nu: Any) -> list[Verschil]:
    """What is said to differ when this one thing does."""
    basis = feiten.Feiten(STAND, (), ())
    if soort == "instelling":
        paar = [replace(basis, instellingen=een) for een in (was, nu)]
    else:
        naam = {"lid": "leden", "behoefte": "behoeften", "inzet": "inzetten"}[soort]
        velden: list[dict[str, Any]] = [{naam: (een,)} for een in (was, nu)]
        paar = [replace(basis, **een) for een in velden]
    return rules.verschillen(*(feiten.als_json(een) for een in paar))


@pytest.mark.parametrize(
    ("soort", "een", "ander"),
    [
        ("lid", LID, ANDER_LID),
        ("behoefte", BEHOEFTE, ANDERE_BEHOEFTE),
        ("inzet", INZET, ANDERE_INZET),
        ("instelling", STAND, ANDERE_STAND),
    ],
    ids=["lid", "behoefte", "inzet", "instelling"],
)
def test_elk_feit_heeft_gewone_woorden(soort: str, een: Any, ander: Any) -> None:
    for was, nu in ((een, ander), (ander, een)):
        gevonden = verschillen(soort, was, nu)
        assert {een.veld for een in gevonden} == {een.name for een in fields(was)} - {"id"}
        zinnen = [in_woorden(een) for een in gevonden]
        assert [zin for zin in zinnen if RUW.search(zin) or "ander gegeven" in zin] == []
        assert len(set(zinnen)) == len(zinnen)


@pytest.mark.parametrize(
    ("een", "zin"),
    [
        (Verschil("inzet", "1", "bestaat", "ja", "nee"), "Een inzet telt niet meer mee."),
        (
            Verschil("lid", "1", "functies", "[{'functie': 'jurist'}]", "[]"),
            "Een poollid is gewijzigd: functies of niveaus.",
        ),
        (
            Verschil("behoefte", "1", "niveau", None, "senior"),
            "Een behoefte is gewijzigd: niveau was leeg, nu senior.",
        ),
        (
            Verschil("behoefte", "1", "tot", "2027-02-28", None),
            "Een behoefte is gewijzigd: laatste dag was 28-2-2027, nu zonder einde.",
        ),
        (
            Verschil("lid", "1", "uren_per_week", "32.5", "24"),
            "Een poollid is gewijzigd: uren per week was 32,5, nu 24.",
        ),
        (
            Verschil("behoefte", "1", "groep", str(UUID(int=5)), None),
            "Een behoefte is gewijzigd: groep van kleine behoeften.",
        ),
        (
            Verschil("instelling", "regels", "regelversie", "2026.10", "2026.11"),
            "De afspraken van de pool zijn gewijzigd: versie van de rekenregels"
            " was 2026.10, nu 2026.11.",
        ),
        (
            Verschil("lid", "1", "van_vroeger", "x", "y"),
            "Een poollid is gewijzigd: een ander gegeven.",
        ),
    ],
    ids=lambda een: een.veld if isinstance(een, Verschil) else "",
)
def test_de_zin(een: Verschil, zin: str) -> None:
    assert in_woorden(een) == zin
