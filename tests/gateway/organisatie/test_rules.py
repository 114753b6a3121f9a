"""Which rows of a public register are taken, how, and what is said about them."""

import csv
import os
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.organisatie import rules
from services.gateway.organisatie.rules import Bevindingcode, Cao, Organisatie, Soort, Uitkomst
from services.gateway.organisatie.rules.kolommen import KOLOMMEN

VANDAAG = date(2026, 8, 12)
ID = "https://identifier.overheid.nl/tooi/id"
EINDHOVEN = {
    "gm_code": "GM0772",
    "naam": "Gemeente  Eindhoven ",
    "tooi_uri": f"{ID}/gemeente/gm0772",
    "oin": "00000001001902763000",
    "website": "www.eindhoven.nl",
    "postcode": "5611EM",
    "woonplaats": "EINDHOVEN",
    "cao": "CAO Gemeenten",
    "inwoners": "249054",
    "plaatsen": "Eindhoven",
}
DOMMEL = {
    "ws_code": "ws0539",
    "naam": "De Dommel",
    "tooi_uri": f"{ID}/waterschap/ws0539",
    "oin": "00000001003010219000",
    "cao": "1294 - WERKEN VOOR WATERSCHAPPEN",
    "roo_valid_until": "",
}


def een(rij: dict[str, str], bestaand: Organisatie | None = None) -> rules.Oordeel:
    return rules.beoordeel_alle([rij], None, [bestaand] if bestaand else [], VANDAAG)[0]


def codes(bevindingen: tuple[rules.Bevinding, ...]) -> list[str]:
    return [bevinding.code for bevinding in bevindingen]


def opgenomen(rij: dict[str, str], **meer: str) -> Organisatie:
    organisatie = een(rij | meer).organisatie
    assert organisatie is not None
    return organisatie


def test_a_row_of_the_real_file_is_read_column_by_column() -> None:
    oordeel = een(EINDHOVEN)
    assert oordeel.uitkomst == Uitkomst.TOEGEVOEGD
    assert oordeel.opmerkingen == ()
    assert oordeel.organisatie == Organisatie(
        oin="00000001001902763000",
        tooi=f"{ID}/gemeente/gm0772",
        naam="Gemeente Eindhoven",
        soort=Soort.GEMEENTE,
        cao=Cao.GEMEENTEN,
        website="https://www.eindhoven.nl",
        plaats="Eindhoven",
        pc4="5611",
        inwoners=249054,
    )


def test_columns_of_the_roo_export_are_known_too() -> None:
    rij = {
        "p:resourceIdentifierTOOI": f"{ID}/gemeente/gm0365",
        "naam": "Gemeente Graft-De Rijp",
        "OIN": "00000001001718402000",
        "begin-datum": "1970-01-01",
        "eindDatum": "2014-12-31",
        "opvolger_tooi": f"{ID}/gemeente/gm0361",
    }
    organisatie = opgenomen(rij)
    assert organisatie.actief_vanaf == date(1970, 1, 1)
    assert organisatie.actief_tot == date(2014, 12, 31)
    assert organisatie.opvolger == f"{ID}/gemeente/gm0361"
    assert not rules.is_actief(organisatie, VANDAAG)
    assert rules.is_actief(organisatie, date(2014, 12, 31))  # the last day counts
    assert not rules.is_actief(organisatie, date(2015, 1, 1))
    assert not rules.is_actief(organisatie, date(1969, 12, 31))


@pytest.mark.parametrize(
    ("meer", "verwacht"),
    [
        ({"tooi_uri": ""}, ["tooi-ontbreekt"]),
        ({"tooi_uri": f"{ID}/gemeente/772"}, ["tooi-ongeldig"]),
        ({"oin": ""}, ["oin-ontbreekt"]),
        ({"oin": "123"}, ["oin-ongeldig"]),
        ({"naam": "  "}, ["naam-ontbreekt"]),
        ({"naam": "x" * 201}, ["naam-te-lang"]),
        ({"soort": "bedrijf"}, ["soort-onbekend"]),
        ({"soort": "provincie"}, ["soort-tegenstrijdig"]),
        ({"einddatum": "morgen"}, ["datum-ongeldig"]),
        (
            {
                "begindatum": "2020-01-01",
                "einddatum": "2019-12-31",
                "opvolger": f"{ID}/gemeente/gm0001",
            },
            ["periode-omgekeerd"],
        ),
        (
            {"einddatum": "2026-01-01", "opvolger": EINDHOVEN["tooi_uri"]},
            ["opvolger-ongeldig"],
        ),
        (
            {"tooi_uri": "gm0772", "oin": "12", "naam": "", "einddatum": "x"},
            ["tooi-ongeldig", "oin-ongeldig", "naam-ontbreekt", "datum-ongeldig"],
        ),
    ],
)
def test_a_refused_row_says_everything_that_is_wrong(
    meer: dict[str, str], verwacht: list[str]
) -> None:
    oordeel = een(EINDHOVEN | meer)
    assert oordeel.uitkomst == Uitkomst.GEWEIGERD
    assert oordeel.organisatie is None
    assert codes(oordeel.redenen) == verwacht
    assert all(reden.toelichting for reden in oordeel.redenen)


@pytest.mark.parametrize(
    ("kolom", "waarde", "code"),
    [
        ("website", "geen website", "website-ongeldig"),
        ("website", f"https://a.nl/{'x' * 200}", "website-ongeldig"),
        ("postcode", "B-2300", "postcode-ongeldig"),
        ("inwoners", "veel", "inwoners-ongeldig"),
        ("cao", "CAO Zonnebloem", "cao-onbekend"),
        ("woonplaats", "x" * 101, "plaats-ongeldig"),
    ],
)
def test_a_description_that_cannot_be_right_is_left_out(kolom: str, waarde: str, code: str) -> None:
    oordeel = een(EINDHOVEN | {kolom: waarde})
    assert oordeel.uitkomst == Uitkomst.TOEGEVOEGD
    assert codes(oordeel.opmerkingen) == [code]


@pytest.mark.parametrize(
    ("einddatum", "verwacht", "opmerking"),
    [
        ("2040-10-17", None, ["einddatum-in-toekomst"]),
        ("2026-08-12", None, ["einddatum-in-toekomst"]),
        ("2026-05-10", None, ["einddatum-zonder-opvolger"]),
        ("", None, []),
    ],
)
def test_a_water_board_does_not_end_without_a_successor(
    einddatum: str, verwacht: date | None, opmerking: list[str]
) -> None:
    oordeel = een(DOMMEL | {"roo_valid_until": einddatum})
    assert oordeel.organisatie is not None
    assert oordeel.organisatie.actief_tot == verwacht
    assert codes(oordeel.opmerkingen) == opmerking


def test_a_successor_makes_the_end_real_also_when_it_lies_ahead() -> None:
    opvolger = f"{ID}/waterschap/ws0900"
    for einddatum in (date(2026, 5, 10), date(2027, 1, 1)):
        organisatie = opgenomen(DOMMEL, einddatum=str(einddatum), opvolger=opvolger)
        assert (organisatie.actief_tot, organisatie.opvolger) == (einddatum, opvolger)


def test_another_kind_may_end_without_a_successor() -> None:
    so = {"tooi_uri": f"{ID}/so/so0896", "naam": "1Stroom", "oin": "00000001858103242000"}
    organisatie = opgenomen(so, einddatum="2025-12-31")
    assert organisatie.soort == Soort.GEMEENSCHAPPELIJKE_REGELING
    assert organisatie.actief_tot == date(2025, 12, 31)


def test_a_successor_without_an_end_is_not_taken() -> None:
    oordeel = een(DOMMEL | {"opvolger": f"{ID}/waterschap/ws0900"})
    assert oordeel.organisatie is not None
    assert oordeel.organisatie.opvolger is None
    assert codes(oordeel.opmerkingen) == ["opvolger-zonder-einddatum"]


def test_an_absent_column_keeps_what_the_register_had() -> None:
    opgeheven = replace(
        opgenomen(EINDHOVEN),
        actief_tot=date(2026, 1, 1),
        opvolger=f"{ID}/gemeente/gm0001",
    )
    assert een(EINDHOVEN, opgeheven).uitkomst == Uitkomst.ONGEWIJZIGD
    alleen_tooi = {"tooi": EINDHOVEN["tooi_uri"]}
    assert een(alleen_tooi, opgeheven).uitkomst == Uitkomst.ONGEWIJZIGD


def test_an_empty_column_says_there_is_none() -> None:
    oordeel = een(EINDHOVEN | {"website": "", "inwoners": ""}, opgenomen(EINDHOVEN))
    assert oordeel.uitkomst == Uitkomst.GEWIJZIGD
    assert oordeel.organisatie == replace(opgenomen(EINDHOVEN), website=None, inwoners=None)


def test_an_oin_belongs_to_one_organisation_and_stays() -> None:
    eindhoven = opgenomen(EINDHOVEN)
    bezet = een(DOMMEL | {"oin": eindhoven.oin}, eindhoven)
    assert codes(bezet.redenen) == ["oin-bezet"]
    wijzigt = een(EINDHOVEN | {"oin": "00000001001902764000"}, eindhoven)
    assert codes(wijzigt.redenen) == ["oin-wijzigt"]


def test_rows_of_one_delivery_count_for_each_other() -> None:
    zelfde_oin = DOMMEL | {"oin": EINDHOVEN["oin"]}
    oordelen = rules.beoordeel_alle([EINDHOVEN, EINDHOVEN, zelfde_oin], None, [], VANDAAG)
    assert [codes(oordeel.redenen) for oordeel in oordelen] == [
        [],
        ["dubbel-in-levering"],
        ["oin-bezet"],
    ]


def test_a_refused_row_does_not_block_a_better_one() -> None:
    slecht = EINDHOVEN | {"naam": ""}
    oordelen = rules.beoordeel_alle([slecht, EINDHOVEN], None, [], VANDAAG)
    assert [oordeel.uitkomst for oordeel in oordelen] == ["geweigerd", "toegevoegd"]


def test_the_kind_comes_from_row_delivery_or_tooi() -> None:
    so = {"tooi_uri": f"{ID}/so/so0896", "naam": "1Stroom", "oin": "00000001858103242000"}
    assert opgenomen(so).soort == Soort.GEMEENSCHAPPELIJKE_REGELING
    for rij, verwacht in [(so, Soort.OVERIG), (so | {"type": "ZBO"}, Soort.ZBO)]:
        oordeel = rules.beoordeel(rij, Soort.OVERIG, None, None, VANDAAG)
        assert oordeel.organisatie is not None
        assert oordeel.organisatie.soort == verwacht


@pytest.mark.parametrize(
    ("bron", "plaats"),
    [
        ("'S-GRAVENHAGE", "'s-Gravenhage"),
        ("BERGEN OP ZOOM", "Bergen op Zoom"),
        ("IJSSELSTEIN", "IJsselstein"),
        ("DEN HELDER", "Den Helder"),
        ("CAPELLE AAN DEN IJSSEL", "Capelle aan den IJssel"),
        ("Hengelo (O)", "Hengelo (O)"),
    ],
)
def test_capitals_become_a_name(bron: str, plaats: str) -> None:
    assert opgenomen(EINDHOVEN, woonplaats=bron).plaats == plaats


kolomnamen = st.sampled_from([naam for namen in KOLOMMEN.values() for naam in namen])
waarden = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [*EINDHOVEN.values(), *DOMMEL.values(), "2026-05-10", "2030-01-01", "gemeente"]
    ),
)
rijen = st.lists(
    st.one_of(
        st.dictionaries(kolomnamen, waarden),
        st.dictionaries(kolomnamen, waarden).map(lambda rij: EINDHOVEN | rij),
        st.dictionaries(kolomnamen, waarden).map(lambda rij: DOMMEL | rij),
    ),
    max_size=6,
)


@given(rijen, st.none() | st.sampled_from(Soort))
def test_a_delivery_never_breaks_and_repeating_it_changes_nothing(
    levering: list[dict[str, str]], soort: Soort | None
) -> None:
    eerst = rules.beoordeel_alle(levering, soort, [], VANDAAG)
    register = [oordeel.organisatie for oordeel in eerst if oordeel.organisatie]
    assert len(eerst) == len(levering)
    assert len({o.tooi for o in register}) == len({o.oin for o in register}) == len(register)
    for oordeel in eerst:
        assert (oordeel.uitkomst == Uitkomst.GEWEIGERD) == bool(oordeel.redenen)
    nogmaals = rules.beoordeel_alle(levering, soort, register, VANDAAG)
    assert {oordeel.uitkomst for oordeel in nogmaals} <= {
        Uitkomst.ONGEWIJZIGD,
        Uitkomst.GEWEIGERD,
    }


def test_every_code_has_its_words() -> None:
    assert all(rules.Bevinding(code, "x").toelichting for code in Bevindingcode)


DATA = Path(os.environ.get("DOORSTROOM_DATA", "../shared/data")) / "organisaties"


@pytest.mark.skipif(not DATA.is_dir(), reason="the real register files are not here")
def test_the_real_registers_are_taken_whole() -> None:
    register: list[Organisatie] = []
    opmerkingen: Counter[str] = Counter()
    for bestand, soort in {
        "gemeenten_2026": Soort.GEMEENTE,
        "provincies": Soort.PROVINCIE,
        "waterschappen": Soort.WATERSCHAP,
    }.items():
        with (DATA / f"{bestand}.csv").open(encoding="utf-8-sig", newline="") as invoer:
            oordelen = rules.beoordeel_alle(list(csv.DictReader(invoer)), soort, register, VANDAAG)
        assert {oordeel.uitkomst for oordeel in oordelen} == {Uitkomst.TOEGEVOEGD}
        opmerkingen.update(b.code for oordeel in oordelen for b in oordeel.opmerkingen)
        register += [oordeel.organisatie for oordeel in oordelen if oordeel.organisatie]
    assert len(register) == 342 + 12 + 21
    assert all(
        rules.is_actief(organisatie, VANDAAG) and organisatie.pc4 for organisatie in register
    )
    assert opmerkingen == {"einddatum-in-toekomst": 2, "einddatum-zonder-opvolger": 1}
