"""SETU Standard for Vacancies 1.1: read back, and before its own XSD and business rules."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from services.vacatures.uitgifte.rules import (
    Uitgave,
    Uitgavekeuze,
    Uitgavestand,
    Uitgavevorm,
    setu,
)
from services.vacatures.uitgifte.standaarden import schrijf_setu
from services.vacatures.uitgifte.vormen import Kop
from services.vacatures.vacature.rules import Contractsoort, Opleidingsniveau, Vacaturesoort
from tests.vacatures.uitgifte import normen
from tests.vacatures.uitgifte.gemaakt import uitgaven
from tests.vacatures.uitgifte.voorbeelden import BASIS, VALLEN, uitgave, werkgever

N = f"{{{setu.NAAMRUIMTE}}}"
GOED: dict[str, dict[str, Any]] = {
    "volledig": {"start_datum": date(2026, 11, 1), "einde_datum": date(2027, 11, 1)},
    "vallen": {"titel": VALLEN, "omschrijving": VALLEN},
    "zo snel mogelijk": {"zsm": True, "start_datum": date(2026, 11, 1)},
    "stage": {"soort": Vacaturesoort.STAGE, "contractsoort": Contractsoort.TIJDELIJK},
    "zonder cao": {"cao": None},
    "kaal": {
        "werkgevers": (werkgever(website=None, merk=None),),
        "kenmerk": None,
        "functie": None,
        "plaats": None,
        "pc4": None,
        "competenties": (),
        "opleidingsniveau": None,
        "niveau": None,
        "salaris_min": None,
        "salaris_max": None,
        "schaal_min": None,
        "schaal_max": None,
    },
}


def bericht(**anders: Any) -> bytes:
    return setu.bericht(uitgave(**anders), BASIS).encode()


def _een(document: Any, *pad: str) -> str | None:
    found = document.find("./" + "/".join(f"{N}{naam}" for naam in pad))
    return None if found is None else found.text


@pytest.mark.parametrize("naam", GOED)
def test_the_standard_says_nothing_against_it(naam: str) -> None:
    assert normen.setu(bericht(**GOED[naam])) == []


@settings(max_examples=30)
@given(gemaakt=uitgaven())
def test_the_standard_says_nothing_against_made_vacancies(gemaakt: Uitgave) -> None:
    assert normen.setu(setu.bericht(gemaakt, BASIS).encode()) == []


def _weg(naam: str) -> Callable[[Any], None]:
    def verander(document: Any) -> None:
        found = document.find(f".//{N}{naam}")
        found.getparent().remove(found)

    return verander


def _tekst(naam: str, waarde: str) -> Callable[[Any], None]:
    def verander(document: Any) -> None:
        document.find(f".//{N}{naam}").text = waarde

    return verander


def _zonder_taal(document: Any) -> None:
    del document.attrib["{http://www.w3.org/XML/1998/namespace}lang"]


def _andere_volgorde(document: Any) -> None:
    document.append(document[0])


MUTANTEN: dict[str, Callable[[Any], None]] = {
    "zonder status": _weg("PositionRecordInfo"),
    "zonder contract": _weg("ContractDetails"),
    "zonder uren": _weg("HoursPerWeek"),
    "zonder naam": _weg("EntityName"),
    "contract onbepaald": _tekst("ContractDuration", "onbepaald"),
    "soort contract": _tekst("TypeOfContract", "vast"),
    "opleiding 9": _tekst("EducationDegree", "9"),
    "vakgebied 30": _tekst("CategoryCode", "30"),
    "uren met komma": _tekst("Minimum", "32,5"),
    "nederlandse datum": _tekst("FinalApplicationDate", "30-09-2026"),
    "andere weg": _tekst("MethodType", "Website"),
    "zonder taal": _zonder_taal,
    "andere volgorde": _andere_volgorde,
}


@pytest.mark.parametrize("naam", MUTANTEN)
def test_the_standard_finds_a_mutant(naam: str) -> None:
    document = etree.fromstring(bericht())
    MUTANTEN[naam](document)
    assert normen.setu(etree.tostring(document))


@settings(max_examples=30)
@given(gemaakt=uitgaven(volledig=True))
def test_what_is_read_back_is_what_was_meant(gemaakt: Uitgave) -> None:
    """Also what the standard's own rules miss: both ends of a range, lowest first."""
    document = etree.fromstring(setu.bericht(gemaakt, BASIS).encode())
    detail = document.find(f"{N}PositionProfileNL/{N}PositionDetail")
    assert _een(detail, "FunctionName", "Name") == gemaakt.titel
    assert (_een(detail, "FunctionDescription") or "") == gemaakt.omschrijving
    uren = [float(_een(detail, "HoursPerWeek", naam) or 0) for naam in ("Minimum", "Maximum")]
    assert uren == [float(gemaakt.uren_min or 0), float(gemaakt.uren_max or 0)] == sorted(uren)
    loon = [
        float(_een(detail, "RemunerationPackageNL", "BasePay", f"BasePayAmount{naam}") or 0)
        for naam in ("Min", "Max")
    ]
    assert loon == [(gemaakt.salaris_min or 0) / 100, (gemaakt.salaris_max or 0) / 100]
    sluit = _een(document, "ApplicationInformationNL", "FinalApplicationDate")
    assert sluit == gemaakt.sluitings_datum.isoformat()


def test_a_feed_holds_a_message_for_each() -> None:
    stand = Uitgavestand("x", 2, datetime(2026, 9, 1, tzinfo=UTC))
    kop = Kop(BASIS, Uitgavevorm.SETU, Uitgavekeuze(), stand)
    een, twee = uitgave(1), uitgave(2, titel=VALLEN)
    feed = etree.fromstring(schrijf_setu(iter([een, twee]), kop))
    assert feed.get("bron") == f"{BASIS}/"
    assert [_een(deel, "PositionRecordInfo", "Id", "IdValue") for deel in feed] == [
        str(een.id),
        str(twee.id),
    ]
    leeg = etree.fromstring(schrijf_setu(iter([]), kop))
    assert len(leeg) == 0


@given(st.sampled_from(Opleidingsniveau))
def test_every_level_has_a_code(niveau: Opleidingsniveau) -> None:
    document = etree.fromstring(bericht(opleidingsniveau=niveau))
    assert document.findtext(f".//{N}EducationDegree") == setu.OPLEIDING[niveau]


def test_no_person_is_named() -> None:
    document = etree.fromstring(bericht())
    assert document.findtext(f".//{N}ContactName") == "Werving en selectie Gemeente Aadorp 1"
    for naam in ("ContactPersons", "Telephone", "InternetEmailAddress"):
        assert document.find(f".//{N}{naam}") is None


def test_the_site_of_the_employer_is_a_domain() -> None:
    document = etree.fromstring(bericht())
    assert document.findtext(f".//{N}InternetDomainName") == "werkenbij.aadorp.example"
