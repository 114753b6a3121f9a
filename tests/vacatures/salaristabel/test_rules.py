"""Reading and checking a salary table, and the amounts between two scales."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from services.vacatures.convenant.rules import Zekerheid
from services.vacatures.salaristabel import rules
from services.vacatures.salaristabel.rules import (
    GEMEENTESCHALEN,
    HOOGSTE,
    LAAGSTE,
    Salarisbedragen,
    Salarisregel,
    Salaristabel,
    Tabelfout,
    Tabeluitkomst,
)
from tests.vacatures.conftest import AA

schalen = st.sampled_from(sorted(GEMEENTESCHALEN))
regels = st.lists(
    st.builds(Salarisregel, schalen, st.integers(0, 11), st.integers(LAAGSTE, HOOGSTE)),
    min_size=1,
    max_size=40,
)


def tabel(*lijst: Salarisregel, geldig_vanaf: date = date(2026, 1, 1)) -> Salaristabel:
    return Salaristabel(UUID(int=1), AA, "gemeenten", geldig_vanaf, 1, "cao", Zekerheid.B, lijst)


def namen(lijst: list[Salarisregel]) -> list[str]:
    return [f"regels.{nr}" for nr in range(len(lijst))]


@given(regels)
def test_a_table_without_faults_rises_and_has_each_step_once(lijst: list[Salarisregel]) -> None:
    fouten = rules.fouten("gemeenten", lijst, namen(lijst))
    stappen = [(r.schaal, r.periodiek) for r in lijst]
    dubbel = len(set(stappen)) < len(stappen)
    daalt = any(
        a.schaal == b.schaal and a.periodiek < b.periodiek and a.bedrag > b.bedrag
        for a in lijst
        for b in lijst
    )
    assert bool(fouten) is (dubbel or daalt)
    assert {f.code for f in fouten} <= {"dubbel", "daalt"}


@pytest.mark.parametrize(
    ("cao", "regel", "codes"),
    [
        ("gemeenten", Salarisregel("10A", 0, 300_000), []),
        ("gemeenten", Salarisregel("A", 0, 240_000), []),
        ("gemeenten", Salarisregel("12A", 0, 300_000), ["schaal-onbekend"]),
        ("waterschappen", Salarisregel("12A", 0, 300_000), []),
        ("eigen", Salarisregel("X", 0, 300_000), ["schaal-ongeldig"]),
        (
            "sgo",
            Salarisregel("19", 31, 4465),
            ["schaal-onbekend", "periodiek-ongeldig", "bedrag-onwaarschijnlijk"],
        ),
    ],
)
def test_what_is_wrong_with_a_row_is_said_at_once(
    cao: str, regel: Salarisregel, codes: list[str]
) -> None:
    assert [f.code for f in rules.fouten(cao, [regel], ["regels.0"])] == codes


def test_the_order_of_scales() -> None:
    geordend = sorted(GEMEENTESCHALEN, key=rules.schaalhoogte)
    assert geordend[:2] == ["A", "1"]
    assert geordend[9:15] == ["9", "10", "10A", "11", "11A", "12"]


@given(regels, schalen, schalen)
def test_the_range_of_a_vacancy(lijst: list[Salarisregel], laag: str, hoog: str) -> None:
    assume(not rules.fouten("gemeenten", lijst, namen(lijst)))
    assume(rules.schaalhoogte(laag) <= rules.schaalhoogte(hoog))
    uitkomst = rules.bedragen(tabel(*lijst), laag, hoog)
    bekend = {r.schaal for r in lijst}
    if not {laag, hoog} <= bekend:
        assert isinstance(uitkomst, list)
        assert [f.veld for f in uitkomst] == [
            veld for veld, s in (("schaal_min", laag), ("schaal_max", hoog)) if s not in bekend
        ]
        return
    assert isinstance(uitkomst, Salarisbedragen)
    # It rises inside a scale, so the first step is the lowest and the last the highest.
    assert uitkomst.laagste == min(r.bedrag for r in lijst if r.schaal == laag)
    assert uitkomst.hoogste == max(r.bedrag for r in lijst if r.schaal == hoog)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(-10, 800))
def test_older_than_a_year(begin: date, dagen: int) -> None:
    dag = begin + timedelta(days=dagen)
    oud = rules.is_oud(tabel(geldig_vanaf=begin), dag)
    if dagen <= 365:
        assert not oud
    if dagen > 366:
        assert oud


def test_exactly_a_year_is_not_old() -> None:
    assert not rules.is_oud(tabel(), date(2027, 1, 1))
    assert rules.is_oud(tabel(), date(2027, 1, 2))
    schrikkel = tabel(geldig_vanaf=date(2028, 2, 29))
    assert not rules.is_oud(schrikkel, date(2029, 3, 1))
    assert rules.is_oud(schrikkel, date(2029, 3, 2))


EEN = [Salarisregel("10", 0, 300_000), Salarisregel("10", 1, 310_000)]


@pytest.mark.parametrize(
    ("regels", "bron", "reden", "verwacht"),
    [
        (EEN, "cao", None, Tabeluitkomst.ONGEWIJZIGD),
        (EEN[::-1], "cao", None, Tabeluitkomst.ONGEWIJZIGD),
        (EEN[:1], "cao", None, "correctie-zonder-reden"),
        (EEN[:1], "cao", "Tikfout", Tabeluitkomst.GECORRIGEERD),
        (EEN, "brief", "Bron verbeterd", Tabeluitkomst.GECORRIGEERD),
    ],
)
def test_the_same_again_is_unchanged_another_is_a_correction(
    regels: list[Salarisregel], bron: str, reden: str | None, verwacht: object
) -> None:
    gevonden = rules.uitkomst(tabel(*EEN), regels, bron, Zekerheid.B, reden)
    code = gevonden.code if isinstance(gevonden, Tabelfout) else gevonden
    assert code == verwacht
    assert rules.uitkomst(None, regels, bron, Zekerheid.B, None) is Tabeluitkomst.TOEGEVOEGD


# ---- CSV


@given(st.integers(0, 99_999_999))
def test_amounts_as_people_write_them(centen: int) -> None:
    euro, rest = divmod(centen, 100)
    punten = f"{euro:,}".replace(",", ".")
    for tekst in (
        f"{euro},{rest:02}",
        f"{euro}.{rest:02}",
        f"{punten},{rest:02}",
        f" € {euro},{rest:02} ",
    ):
        assert rules.lees_bedrag(tekst) == centen
    if rest == 0:
        assert rules.lees_bedrag(str(euro)) == rules.lees_bedrag(punten) == centen


@given(st.text("0123456789.,€ -e", max_size=12))
def test_an_amount_is_exact_or_refused(tekst: str) -> None:
    centen = rules.lees_bedrag(tekst)
    if centen is not None:
        kaal = tekst.replace("€", "").strip()
        komma = kaal.replace(".", "").replace(",", ".") if kaal[-3:-2] != "." else kaal
        assert Decimal(centen) == Decimal(komma) * 100


@pytest.mark.parametrize("tekst", ["", "4.46", "4,4", "1.23,00", "12.3456", "-5", "1e5", "€", "٤٤"])
def test_what_is_no_amount(tekst: str) -> None:
    assert rules.lees_bedrag(tekst) in (None, 446 if tekst == "4.46" else None)


@given(regels, st.sampled_from([";", ","]), st.sampled_from(["\n", "\r\n"]))
def test_a_table_survives_csv(lijst: list[Salarisregel], teken: str, einde: str) -> None:
    kop = ["Bedrag", " schaal", "PERIODIEK", "opmerking"]
    rijen = [
        [f"{r.bedrag // 100}.{r.bedrag % 100:02}", r.schaal.lower(), str(r.periodiek), ""]
        for r in lijst
    ]
    tekst = "\ufeff" + einde.join(teken.join(rij) for rij in [kop, *rijen])
    gelezen, velden, fouten = rules.lees_csv(tekst)
    assert (gelezen, fouten) == (lijst, [])
    assert velden == [f"regel {nr}" for nr in range(2, len(lijst) + 2)]


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(tekst: str) -> None:
    gelezen, velden, fouten = rules.lees_csv(tekst)
    assert len(gelezen) == len(velden)
    assert gelezen or fouten


@pytest.mark.parametrize(
    ("tekst", "codes"),
    [
        ("", [("bestand", "leeg")]),
        ("schaal;periodiek;bedrag", [("bestand", "leeg")]),
        ("schaal;bedrag\n10;4", [("bestand", "kolom-ontbreekt")]),
        ("schaal;schaal;periodiek;bedrag\n", [("bestand", "kolom-ontbreekt")]),
        (
            "schaal;periodiek;bedrag\n10;x;y\n\n10;1;1000,00\n10;2",
            [
                ("regel 2.periodiek", "periodiek-ongeldig"),
                ("regel 2.bedrag", "bedrag-ongeldig"),
                ("regel 5.bedrag", "bedrag-ongeldig"),
            ],
        ),
    ],
)
def test_every_fault_of_a_file_at_once(tekst: str, codes: list[tuple[str, str]]) -> None:
    _, _, fouten = rules.lees_csv(tekst)
    assert [(f.veld, f.code) for f in fouten] == codes


def test_a_file_has_an_end() -> None:
    lang = "schaal;periodiek;bedrag\n" + "10;1;1000\n" * (rules.MAX_REGELS + 1)
    assert [f.code for f in rules.lees_csv(lang)[2]] == ["te-veel"]
    precies = "schaal;periodiek;bedrag\n" + "10;1;1000\n" * rules.MAX_REGELS
    assert len(rules.lees_csv(precies)[0]) == rules.MAX_REGELS


def test_rows_go_from_low_to_high() -> None:
    lijst = [Salarisregel(s, p, 300_000) for s in ("11", "A", "10A", "9") for p in (1, 0)]
    geordend = rules.geordend(lijst)
    assert [(r.schaal, r.periodiek) for r in geordend][:3] == [("A", 0), ("A", 1), ("9", 0)]
    assert replace(geordend[0], periodiek=0) == geordend[0]
