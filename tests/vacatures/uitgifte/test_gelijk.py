"""One vacancy in all nine forms: strangers read the same title, closing date, hours and salary."""

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import extruct
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from services.vacatures.uitgifte.rules import Uitgave, Uitgavevorm, pagina
from tests.vacatures.uitgifte.lezers import (
    LEZERS,
    Gelezen,
    Getallen,
    in_woorden,
    schrijf,
    verwacht,
)
from tests.vacatures.uitgifte.voorbeelden import BASIS, VALLEN, uitgave

HR = "{http://ns.hr-xml.org/2007-04-15}"


def paar(*waarden: Any) -> Getallen:
    return tuple(dict.fromkeys(Decimal(str(een)) for een in waarden if een is not None))


def lees_pagina(een: Uitgave) -> Gelezen:
    html = pagina.vacature(een, BASIS)
    (job,) = extruct.extract(html, syntaxes=["json-ld"], errors="strict")["json-ld"]
    assert job["description"].startswith(een.omschrijving_html)  # and then the facts in words
    bedrag = job["baseSalary"]["value"]
    uren, _ = in_woorden(None, job["workHours"])
    return Gelezen(
        job["title"],
        job["validThrough"][:10],
        uren,
        paar(bedrag.get("value"), bedrag.get("minValue"), bedrag.get("maxValue")),
    )


def lees_setu(een: Uitgave) -> Gelezen:
    feed = etree.fromstring(schrijf(Uitgavevorm.SETU, een))
    (opening,) = feed

    def tekst(*pad: str) -> str:
        return "".join(opening.find(".//" + "/".join(HR + deel for deel in pad)).itertext())

    return Gelezen(
        tekst("FunctionName", "Name"),
        tekst("FinalApplicationDate"),
        paar(tekst("HoursPerWeek", "Minimum"), tekst("HoursPerWeek", "Maximum")),
        paar(tekst("BasePay", "BasePayAmountMin"), tekst("BasePay", "BasePayAmountMax")),
    )


def lees_vum(een: Uitgave) -> Gelezen:
    (gelezen,) = json.loads(schrijf(Uitgavevorm.VUM, een))["vacatures"]
    voorwaarden = gelezen["arbeidsVoorwaarden"]
    uren, salaris = in_woorden(
        voorwaarden["salarisIndicatie"], voorwaarden["omschrijvingArbeidsvoorwaarden"]
    )
    return Gelezen(gelezen["naamVacature"], gelezen["sluitingsdatumVacature"], uren, salaris)


def van_feed(vorm: Uitgavevorm) -> Callable[[Uitgave], Gelezen]:
    return lambda een: LEZERS[vorm](schrijf(vorm, een))[str(een.id)]


VORMEN: dict[str, Callable[[Uitgave], Gelezen]] = {
    "pagina": lees_pagina,
    "setu": lees_setu,
    "vum": lees_vum,
    **{vorm.value: van_feed(vorm) for vorm in LEZERS},
}
HEEL = st.integers(1, 60).map(Decimal)
CENT = st.integers(100_000, 1_500_000)


def zelfde(gelezen: Gelezen, een: Uitgave) -> bool:
    """The facts; the HTML where a form has it."""
    goed = verwacht(een)
    salaris = tuple(bedrag.normalize() for bedrag in gelezen.salaris)
    return replace(gelezen, salaris=salaris, html=goed.html) == replace(
        goed, salaris=tuple(bedrag.normalize() for bedrag in goed.salaris)
    ) and gelezen.html in (goed.html, None)


@pytest.mark.parametrize("vorm", VORMEN)
@settings(max_examples=20, deadline=None)
@given(uren=st.tuples(HEEL, HEEL), cent=st.tuples(CENT, CENT))
def test_every_form_tells_the_same(
    vorm: str, uren: tuple[Decimal, Decimal], cent: tuple[int, int]
) -> None:
    een = uitgave(
        titel=f"Adviseur {VALLEN}"[:60],
        omschrijving=VALLEN,
        uren_min=min(uren),
        uren_max=max(uren),
        salaris_min=min(cent),
        salaris_max=max(cent),
    )
    assert zelfde(VORMEN[vorm](een), een), (VORMEN[vorm](een), verwacht(een))


@pytest.mark.parametrize("vorm", VORMEN)
@pytest.mark.parametrize(
    "anders", [{"salaris_max": 634_351}, {"uren_max": Decimal(35)}, {"titel": "Planeconoom 2"}]
)
def test_another_fact_is_noticed(vorm: str, anders: dict[str, Any]) -> None:
    assert not zelfde(VORMEN[vorm](uitgave(**anders)), uitgave())
