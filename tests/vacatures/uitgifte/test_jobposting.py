"""JSON-LD of a vacancy, before three strangers (Adobe, schema-dts, extruct) and our own judge."""

import copy
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import extruct
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.vacatures.uitgifte.rules import Uitgave, feiten, pagina
from services.vacatures.uitgifte.rules.jobposting import als_script, dienstverband, jobposting
from services.vacatures.vacature.rules import Contractsoort, Opleidingsniveau, Vacaturesoort
from tests.vacatures.uitgifte import eigen, oordeel
from tests.vacatures.uitgifte.gemaakt import uitgaven
from tests.vacatures.uitgifte.voorbeelden import BASIS, VALLEN, uitgave, werkgever

OP = datetime(2026, 9, 1, 9, tzinfo=UTC)
Posting = dict[str, Any]


def _pagina(posting: Posting) -> str:
    script = f'<script type="application/ld+json">{als_script(posting)}</script>'
    return f"<!doctype html><html><head><title>x</title>{script}</head><body></body></html>"


def _goed(**anders: Any) -> Posting:
    return jobposting(uitgave(**anders), BASIS)


GOED: dict[str, Posting] = {
    "volledig": _goed(start_datum=date(2026, 11, 1)),
    "vallen": _goed(titel=f"Adviseur {VALLEN}", omschrijving=VALLEN),
    "html": _goed(omschrijving="<h2>Werk</h2><p>Een baan.</p><ul><li>een</li></ul>"),
    "stage": _goed(soort=Vacaturesoort.STAGE, contractsoort=Contractsoort.TIJDELIJK),
    "zonder bedrag": _goed(salaris_min=None, salaris_max=None),
    "kaal": _goed(
        werkgevers=(werkgever(website=None),),
        kenmerk=None,
        functie=None,
        pc4=None,
        opleidingsniveau=None,
        competenties=(),
    ),
    "gelijk aan titel": _goed(titel="Jurist", omschrijving="Jurist"),
}


def met(**anders: Any) -> Callable[[Posting], None]:
    return lambda posting: posting.update(anders)


def zonder(naam: str) -> Callable[[Posting], None]:
    return lambda posting: posting.pop(naam) and None


def diep(*pad: str, waarde: Any) -> Callable[[Posting], None]:
    """Set something deep inside, or take it away (None)."""

    def verander(posting: Posting) -> None:
        for naam in pad[:-1]:
            posting = posting[naam]
        posting.pop(pad[-1])
        if waarde is not None:
            posting[pad[-1]] = waarde

    return verander


ADOBE = {
    "zonder titel": zonder("title"),
    "zonder tekst": zonder("description"),
    "zonder datum": zonder("datePosted"),
    "zonder werkgever": zonder("hiringOrganization"),
    "zonder plek": zonder("jobLocation"),
    "zonder land": diep("jobLocation", "address", "addressCountry", waarde=None),
    "lege titel": met(title=""),
    "plek als tekst": met(jobLocation="Aadorp"),
    "ander soort": met(**{"@type": "Jobposting"}),
}
TSC = {
    "salaris als tekst": diep("baseSalary", "value", "minValue", waarde="3.400,00"),
    "direct ja": met(directApply="ja"),
    "onbekend veld": met(inLanguage="nl"),
    "andere context": met(**{"@context": "https://example.org"}),
    "twee plaatsen": met(totalJobOpenings="twee"),
}
EIGEN = {
    "datum-geen-iso": met(datePosted="02-11-2026"),
    "sluiting-zonder-tijdzone": met(validThrough="2026-09-30T23:59:59"),
    "verlopen": met(datePosted="2026-08-01", validThrough="2026-08-31T23:59:59+02:00"),
    "sluiting-voor-plaatsing": met(datePosted="2026-10-02"),
    "soort-dienstverband": met(employmentType="Voltijd"),
    "salaris-zonder-munt": diep("baseSalary", "currency", waarde=None),
    "salaris-per": diep("baseSalary", "value", "unitText", waarde="maand"),
    "salaris-min-boven-max": diep("baseSalary", "value", "minValue", waarde=9000),
    "werkgever-zonder-naam": met(hiringOrganization="Gemeente Aadorp"),
    "soort-werkplek": met(jobLocationType="HYBRIDE"),
    "omschrijving-is-titel": met(description="<p>Planeconoom 1</p>"),
    "titel-met-code-of-bedrag": met(title="VB-2026-042 Planeconoom"),
    "adres-niet-volledig": met(url="/vacature/1"),
}


def mutant(verander: Callable[[Posting], None]) -> Posting:
    posting = copy.deepcopy(GOED["volledig"])
    verander(posting)
    return posting


def test_adobe_finds_nothing_and_every_mutant() -> None:
    mutanten = {naam: mutant(verander) for naam, verander in ADOBE.items()}
    paginas = {naam: _pagina(posting) for naam, posting in (GOED | mutanten).items()}
    paginas["onleesbaar"] = '<script type="application/ld+json">{"a":</script>'
    paginas["afgebroken"] = _pagina(GOED["vallen"]).replace(r"\u003c/script\u003e", "</script>")
    gevonden = oordeel.adobe(paginas)
    assert {naam for naam, wat in gevonden.items() if wat} == {*ADOBE, "onleesbaar", "afgebroken"}


def test_types_of_schema_org_find_nothing_and_every_mutant(tmp_path: Path) -> None:
    mutanten = {naam: mutant(verander) for naam, verander in TSC.items()}
    gevonden = oordeel.tsc({**GOED, **mutanten}, tmp_path)
    assert {naam for naam, wat in gevonden.items() if wat} == set(TSC)


@pytest.mark.parametrize("naam", GOED)
def test_our_own_judge_finds_nothing(naam: str) -> None:
    assert eigen.bezwaren(GOED[naam], OP) == []


def test_our_own_judge_knows_every_rule_by_a_mutant() -> None:
    assert set(EIGEN) == set(eigen.REGELS)
    for naam, verander in EIGEN.items():
        assert naam in eigen.bezwaren(mutant(verander), OP)


@settings(max_examples=2)
@given(gemaakt=st.lists(uitgaven(), min_size=8, max_size=8))
def test_made_vacancies_pass_the_strangers(
    tmp_path_factory: pytest.TempPathFactory, gemaakt: list[Uitgave]
) -> None:
    postings = {f"p{nr}": jobposting(een, BASIS) for nr, een in enumerate(gemaakt)}
    paginas = {naam: _pagina(posting) for naam, posting in postings.items()}
    assert not any(oordeel.adobe(paginas).values())
    assert not any(oordeel.tsc(postings, tmp_path_factory.mktemp("tsc")).values())


# What an employer types as a title is the employer's; the help with writing says something of it.
_NIET_VAN_ONS = {"titel-met-code-of-bedrag"}


@settings(max_examples=40)
@given(gemaakt=uitgaven())
def test_a_stranger_reads_back_what_was_meant(gemaakt: Uitgave) -> None:
    html = pagina.vacature(gemaakt, BASIS)
    gelezen = extruct.extract(html, syntaxes=["json-ld"], errors="strict")["json-ld"]
    assert gelezen == [json.loads(json.dumps(jobposting(gemaakt, BASIS)))]
    assert html.count("<script") == html.count("</script") == 1
    bezwaren = set(eigen.bezwaren(gelezen[0], gemaakt.gepubliceerd_op))
    # Half an amount is no range, and a page has what is known only.
    assert bezwaren <= _NIET_VAN_ONS


def test_a_mutant_that_breaks_out_is_seen() -> None:
    html = pagina.vacature(uitgave(titel="Val </script>"), BASIS)
    stuk = html.replace(r"\u003c/script\u003e", "</script>", 1)
    with pytest.raises(ValueError):
        extruct.extract(stuk, syntaxes=["json-ld"], errors="strict")


def test_one_posting_with_every_fact_that_the_page_shows() -> None:
    posting = GOED["volledig"]
    assert posting["datePosted"] == "2026-08-27"
    assert posting["validThrough"] == "2026-09-30T23:59:59+02:00"
    assert posting["identifier"]["value"] == "VB-2026-001"
    assert posting["baseSalary"]["value"]["minValue"] == 4465
    assert posting["baseSalary"]["value"]["maxValue"] == 6343.5
    assert posting["educationRequirements"]["credentialCategory"] == "postgraduate degree"
    assert posting["directApply"] is True
    tekst = pagina.vacature(uitgave(start_datum=date(2026, 11, 1)), BASIS)
    for naam, waarde in feiten.regels(uitgave()):
        assert naam in tekst
        assert waarde in tekst


def test_an_application_elsewhere_is_no_direct_one() -> None:
    assert _goed(sollicitatie_url="https://werken.aa.example/")["directApply"] is False


def test_closing_in_winter_has_the_winter_offset() -> None:
    winter = {"sluit_op": datetime(2026, 12, 31, 23, tzinfo=UTC)}
    posting = _goed(**winter, sluitings_datum=date(2026, 12, 31))
    assert posting["validThrough"] == "2026-12-31T23:59:59+01:00"


VAST, TIJDELIJK = Contractsoort.VAST, Contractsoort.TIJDELIJK


@pytest.mark.parametrize(
    ("laag", "hoog", "contract", "soorten"),
    [
        ("36", "36", VAST, ["FULL_TIME"]),
        ("24", "32", VAST, ["PART_TIME"]),
        ("32", "36", VAST, ["FULL_TIME", "PART_TIME"]),
        ("32", "40", TIJDELIJK, ["FULL_TIME", "PART_TIME", "TEMPORARY"]),
        (None, "36", VAST, ["FULL_TIME"]),
        (None, None, Contractsoort.TIJDELIJK_MET_UITZICHT, ["TEMPORARY"]),
        (None, None, None, []),
    ],
)
def test_full_or_part_time_by_the_hours(
    laag: str | None, hoog: str | None, contract: Contractsoort | None, soorten: list[str]
) -> None:
    van, tot = (None if een is None else Decimal(een) for een in (laag, hoog))
    assert dienstverband(uitgave(contractsoort=contract, uren_min=van, uren_max=tot)) == soorten


def test_a_stage_is_an_internship_whatever_its_hours() -> None:
    assert dienstverband(uitgave(soort=Vacaturesoort.STAGE)) == ["INTERN"]


@pytest.mark.parametrize("niveau", [Opleidingsniveau.VMBO, Opleidingsniveau.MBO, None])
def test_levels_that_google_has_no_word_for_are_left_out(niveau: Opleidingsniveau | None) -> None:
    assert "educationRequirements" not in _goed(opleidingsniveau=niveau)
