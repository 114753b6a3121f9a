"""VUM v3: a vacancy before the contract itself, its limits, and what the contract does not see."""

import copy
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.vacatures.uitgifte.rules import (
    Uitgave,
    Uitgavekeuze,
    Uitgavestand,
    Uitgavevorm,
    adressen,
    vum,
)
from services.vacatures.uitgifte.standaarden import schrijf_vum
from services.vacatures.uitgifte.vormen import Kop
from services.vacatures.vacature.rules import Contractsoort, Vacaturesoort
from tests.vacatures.uitgifte import normen
from tests.vacatures.uitgifte.gemaakt import uitgaven
from tests.vacatures.uitgifte.voorbeelden import BASIS, VALLEN, uitgave, werkgever

GOED: dict[str, dict[str, Any]] = {
    "volledig": {"start_datum": date(2026, 11, 1), "einde_datum": date(2027, 11, 1)},
    "vallen": {"titel": VALLEN, "omschrijving": VALLEN},
    "lang": {"titel": "Adviseur " * 40, "omschrijving": "Dit is een zin. " * 400},
    "lang kenmerk": {"kenmerk": "VACATURE-2026-000042"},
    "halve uren": {"uren_min": Decimal("28.8"), "uren_max": Decimal("35.5")},
    "stage": {"soort": Vacaturesoort.STAGE, "contractsoort": None},
    "lange adressen": {
        "werkgevers": (werkgever(website="https://aa.example/" + "x" * 1500),),
        "sollicitatie_url": "https://aa.example/" + "x" * 1500,
    },
}


def vacature(**anders: Any) -> dict[str, Any]:
    return vum.vacature(uitgave(**anders), BASIS)


@pytest.mark.parametrize("naam", GOED)
def test_the_contract_says_nothing_against_it(naam: str) -> None:
    assert normen.vum(vacature(**GOED[naam])) == []


@settings(max_examples=40)
@given(gemaakt=uitgaven())
def test_the_contract_says_nothing_against_made_vacancies(gemaakt: Uitgave) -> None:
    assert normen.vum(vum.vacature(gemaakt, BASIS)) == []


def _met(**velden: Any) -> Callable[[dict[str, Any]], None]:
    return lambda inhoud: inhoud.update(velden)


MUTANTEN: dict[str, Callable[[dict[str, Any]], None]] = {
    "zonder id": lambda inhoud: inhoud.pop("idVacature"),
    "naam te lang": _met(naamVacature="x" * 121),
    "nummer te lang": _met(nummerVacature="VACATURE-2026"),
    "tekst te lang": _met(omschrijvingVacature="x" * 2001),
    "halve uren": _met(werktijden={"aantalWerkurenPerWeekMaximaal": 35.5}),
    "onbekend veld": _met(salaris=3400),
    "ander contract": _met(contractvorm=[{"codeTypeArbeidscontract": "V"}]),
    "nederlandse datum": _met(sluitingsdatumVacature="30-09-2026"),
    "postcode van vier": _met(adres={"postcode": "1234"}),
}


@pytest.mark.parametrize("naam", MUTANTEN)
def test_the_contract_finds_a_mutant(naam: str) -> None:
    inhoud = copy.deepcopy(vacature())
    MUTANTEN[naam](inhoud)
    assert normen.vum(inhoud)


@settings(max_examples=40)
@given(gemaakt=uitgaven(volledig=True))
def test_hours_hold_everybody_who_fits(gemaakt: Uitgave) -> None:
    tijden = vum.vacature(gemaakt, BASIS)["werktijden"]
    laag, hoog = (tijden[f"aantalWerkurenPerWeek{naam}"] for naam in ("Minimaal", "Maximaal"))
    assert gemaakt.uren_min is not None
    assert gemaakt.uren_max is not None
    assert laag <= gemaakt.uren_min <= gemaakt.uren_max <= hoog
    assert hoog - gemaakt.uren_max < 1 > gemaakt.uren_min - laag


@settings(max_examples=40)
@given(zinnen=st.lists(st.text(min_size=1, max_size=80), max_size=80))
def test_a_long_text_ends_with_where_the_rest_is(zinnen: list[str]) -> None:
    een = uitgave(omschrijving=". ".join(zinnen))
    tekst = vum.omschrijving(een, BASIS)
    assert len(tekst) <= vum.TEKST
    if len(een.omschrijving) <= vum.TEKST:
        assert tekst == een.omschrijving
    else:
        begin, _, adres = tekst.partition("\n\nLees verder: ")
        assert adres == adressen.pagina(BASIS, een.id)
        assert een.omschrijving.startswith(begin.removesuffix("…"))


def test_a_long_text_is_cut_after_a_sentence() -> None:
    tekst = vacature(omschrijving="Dit is een zin. " * 400)["omschrijvingVacature"]
    assert tekst.partition("\n")[0].endswith("Dit is een zin.")


def test_a_text_without_sentences_is_cut_after_a_word() -> None:
    tekst = vacature(omschrijving="woorden " * 400)["omschrijvingVacature"]
    assert tekst.partition("\n")[0].endswith("woorden…")
    assert len(vacature(omschrijving="x" * 4000)["omschrijvingVacature"]) <= vum.TEKST


def test_codes_of_a_permanent_job() -> None:
    assert vacature()["contractvorm"] == [
        {"codeTypeArbeidscontract": "O", "codeTypeOvereenkomst": "01"}
    ]
    assert vacature()["codeWerkEnDenkniveauMinimaal"] == "6"
    assert vacature()["sluitingsdatumVacature"] == "2026-09-30"
    assert vacature()["arbeidsVoorwaarden"]["salarisIndicatie"] == (
        "€ 4.465 - € 6.343,50 per maand (schaal 11)"
    )


def test_a_stage_is_none_of_the_kinds_of_agreement() -> None:
    stage = vacature(soort=Vacaturesoort.STAGE, contractsoort=Contractsoort.TIJDELIJK)
    assert stage["contractvorm"] == [{"codeTypeArbeidscontract": "B"}]


def test_an_address_that_is_too_long_is_left_out_and_not_cut() -> None:
    lang = vacature(**GOED["lange adressen"])
    assert "webadres" not in lang["werkgever"]
    assert lang["sollicitatiewijze"] == [{"codeSollicitatiewijze": "4"}]


def test_a_number_that_is_too_long_is_left_out_and_not_cut() -> None:
    assert vacature()["nummerVacature"] == "VB-2026-001"
    assert "nummerVacature" not in vacature(kenmerk="VACATURE-2026")


def test_a_feed_holds_each() -> None:
    stand = Uitgavestand("x", 2, datetime(2026, 9, 1, tzinfo=UTC))
    kop = Kop(BASIS, Uitgavevorm.VUM, Uitgavekeuze(), stand)
    een, twee = uitgave(1), uitgave(2)
    feed = json.loads(schrijf_vum(iter([een, twee]), kop))
    assert feed == {"vacatures": [vum.vacature(een, BASIS), vum.vacature(twee, BASIS)]}
