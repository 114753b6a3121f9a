"""The register's rules: exact sums, figures that follow from their rows, and mapped files."""

import csv
import itertools
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.pool.flexpool.rules import Niveau
from services.pool.inhuur import rules
from services.pool.inhuur.routes.regels import cellen
from services.pool.inhuur.rules import (
    Decimaalteken,
    Doelmaat,
    Inhuurdoel,
    Inhuurindeling,
    Inhuurmaat,
    Inhuurreden,
    Inhuurregel,
    Inhuurtoets,
    Inhuurvorm,
    Jaardeel,
    LeverancierSoort,
    Rijfouten,
    Toetsuitkomst,
    Toetsvondst,
)
from services.pool.inhuur.rules.cellen import lees_getal
from services.pool.inhuur.rules.cijfers import eigen_gezien
from services.pool.inhuur.rules.indeling import als_uren

REGEL = Inhuurregel(
    kenmerk="K1",
    functie="planeconoom",
    vorm=Inhuurvorm.COMMERCIELE_DETACHERING,
    leverancier_soort=LeverancierSoort.PRIVAAT_MET_WINST,
    uren=100_00,
    kosten_cent=10_000_00,
    van=date(2026, 1, 1),
    tot=date(2026, 6, 30),
    reden=Inhuurreden.VACATURE,
    zonder_toets="Van voor de toets.",
)
DAGEN = st.dates(date(2019, 1, 1), date(2028, 12, 31))
FUNCTIES = ("jurist", "planeconoom", "verkeerskundige", "ict-adviseur")
OINS = ("a", "b", "c")
DELEN = st.lists(
    st.builds(
        Jaardeel,
        organisatie=st.sampled_from(OINS),
        functie=st.sampled_from(FUNCTIES),
        vorm=st.sampled_from(Inhuurvorm),
        leverancier_soort=st.sampled_from(LeverancierSoort),
        kosten_cent=st.integers(0, 10**9),
        uren=st.integers(0, 10**7),
    ),
    max_size=40,
)


# ---- the register
@given(geheel=st.integers(0, 10**10), van=DAGEN, dagen=st.integers(0, 3000))
def test_the_years_of_a_row_are_together_the_row(geheel: int, van: date, dagen: int) -> None:
    tot = van + timedelta(days=dagen)
    jaren = range(van.year - 1, tot.year + 2)
    delen = [rules.in_jaar(geheel, van, tot, jaar) for jaar in jaren]
    assert sum(delen) == geheel
    assert min(delen) >= 0
    assert delen[0] == delen[-1] == 0


def test_a_year_gets_its_days() -> None:
    half = replace(REGEL, van=date(2025, 12, 31), tot=date(2026, 1, 1), kosten_cent=3)
    delen = [rules.jaardeel(half, jaar) for jaar in (2025, 2026)]
    assert [een.kosten_cent for een in delen if een] == [2, 1]  # half a cent goes up, once
    assert rules.jaardeel(half, 2024) is None


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**6))
def test_rounding_is_half_away_from_zero(teller: int, noemer: int) -> None:
    gerond = rules.rond(teller, noemer)
    assert abs(gerond * noemer - teller) * 2 <= noemer
    assert gerond == -rules.rond(-teller, noemer)


@pytest.mark.parametrize(
    ("anders", "code"),
    [
        ({"tot": date(2025, 1, 1)}, "periode-omgekeerd"),
        ({"tot": date(2040, 1, 1)}, "te-lang"),
        ({"van": date(1999, 12, 31), "tot": date(2000, 1, 1)}, "buiten-bereik"),
        ({"leverancier_soort": LeverancierSoort.OVERHEID}, "past-niet-bij-vorm"),
        ({"vorm": Inhuurvorm.COLLEGIALE_INLEEN}, "past-niet-bij-vorm"),
        ({"vorm": Inhuurvorm.ZZP, "leverancier": "Jansen"}, "is-een-mens"),
        ({"zonder_toets": None}, "toets-of-reden"),
        ({"toets": UUID(int=1)}, "toets-of-reden"),
    ],
    ids=["om", "lang", "ver", "overheid", "collega", "naam", "niets", "allebei"],
)
def test_what_a_row_cannot_say(anders: dict[str, object], code: str) -> None:
    assert rules.fouten(REGEL) == []
    assert [een.code for een in rules.fouten(replace(REGEL, **anders))] == [code]  # type: ignore[arg-type]


def test_a_row_refers_to_a_check_that_allowed_it() -> None:
    toets = Inhuurtoets(
        "planeconoom", None, Decimal(36), date(2026, 1, 1), date(2026, 6, 30), Toetsuitkomst.INHUUR
    )
    regel = replace(REGEL, toets=UUID(int=1), zonder_toets=None)
    bekend = {UUID(int=1): toets}
    assert rules.fouten_in_toets(regel, bekend) == []
    anders = {
        "onbekend": {},
        "geen-inhuur": {UUID(int=1): replace(toets, uitkomst=Toetsuitkomst.POOL)},
        "andere-functie": {UUID(int=1): replace(toets, functie="jurist")},
    }
    for code, toetsen in anders.items():
        assert [een.code for een in rules.fouten_in_toets(regel, toetsen)] == [code]


def test_hiring_past_the_pool_asks_for_more_words() -> None:
    vol = Toetsvondst(pools=1, leden=3, beschikbaar=2)
    for uitkomst, gevonden, reden, goed in (
        (Toetsuitkomst.INHUUR, vol, "Toch.", False),
        (Toetsuitkomst.INHUUR, vol, "Wij zoeken iemand met kennis van tunnels.", True),
        (Toetsuitkomst.INHUUR, Toetsvondst(), "Niemand.", True),
        (Toetsuitkomst.POOL, vol, "Past.", True),
    ):
        assert (rules.fouten_in_uitkomst(uitkomst, gevonden, reden, 20) == []) is goed
    assert rules.fouten_in_uitkomst(Toetsuitkomst.INHUUR, vol, "Toch.", 5) == []


# ---- figures
def uren_per_fte(oin: str) -> int:
    return {"a": 1872, "b": 1600, "c": 1976}[oin]


@given(DELEN, st.integers(0, 10**12))
def test_percentages_reproduce_from_the_rows_they_print(delen: list[Jaardeel], loon: int) -> None:
    """Only externe inhuur is in the rows; the rows are the numerator, and that is the share."""
    rijen = rules.per_functie(delen, uren_per_fte)
    totaal = rules.totaal_van(list(rijen.values()))
    extern = [d for d in delen if d.leverancier_soort is LeverancierSoort.PRIVAAT_MET_WINST]
    assert totaal.kosten_cent == sum(een.kosten_cent or 0 for een in rijen.values())
    assert totaal.kosten_cent == sum(d.kosten_cent for d in extern)
    assert totaal.aantal == len(extern)
    van_loon, van_alles = rules.percentages(totaal.kosten_cent or 0, loon)
    assert (van_loon.teller, van_loon.noemer) == (totaal.kosten_cent, loon)
    assert van_alles.noemer == loon + van_alles.teller
    for een in (van_loon, van_alles):
        if een.procent is None:
            assert een.noemer == 0
        else:
            echt = Decimal(een.teller) * 10_000 / een.noemer
            assert abs(een.procent - echt) <= Decimal("0.5")
    if van_loon.procent is not None and van_alles.procent is not None:
        assert van_alles.procent <= min(van_loon.procent, 10_000)


def test_seventeen_of_the_pay_is_less_of_the_whole() -> None:
    van_loon, van_alles = rules.percentages(17_00, 100_00)
    assert (van_loon.procent, van_alles.procent) == (1700, 1453)


def test_nothing_compares_with_another_kind() -> None:
    assert [een.naam for een in rules.normen_voor(Inhuurmaat.VAN_TOTAAL)] == ["Roemernorm"]
    assert rules.normen_voor(Inhuurmaat.VAN_LOONSOM) == ()
    assert "niet voor gemeenten" in rules.NORMEN[0].geldt_voor
    for maat, jaar in itertools.product(Inhuurmaat, range(2010, 2030)):
        for cijfer in rules.cijfers_voor(maat, jaar):
            assert cijfer.maat is maat
            assert (cijfer.jaar < 2021) == (jaar < 2021)
    assert {een.maat for een in rules.CIJFERS if een.sector == "provincies"} == {None}
    assert all(een.bron and een.zekerheid in "ABC" for een in (*rules.CIJFERS, *rules.NORMEN))
    assert set(rules.DEFINITIES) == set(Inhuurmaat)


def test_a_share_is_hired_of_all_fte_and_says_nothing_without_own() -> None:
    deel = Jaardeel(
        "a", "jurist", Inhuurvorm.ZZP, LeverancierSoort.PRIVAAT_MET_WINST, 1, 1872_00 * 3
    )
    rij = rules.per_functie([deel], uren_per_fte, {"jurist": 100})["jurist"]
    assert (rij.fte, rij.fte_eigen, rij.aandeel) == (300, 100, 7500)
    assert rules.per_functie([deel], uren_per_fte)["jurist"].aandeel is None


@given(DELEN)
def test_the_ranking_goes_down_and_loses_nothing(delen: list[Jaardeel]) -> None:
    rijen = rules.per_functie(delen, uren_per_fte)
    for orde in rules.Rangorde:
        lijst = rules.ranglijst(rijen, orde)
        assert {code for code, _ in lijst} == set(rijen)
    kosten = [som.kosten_cent or 0 for _, som in rules.ranglijst(rijen)]
    assert kosten == sorted(kosten, reverse=True)


@given(DELEN, st.integers(2, 8))
def test_what_partners_see_rests_on_enough_hires_of_others(delen: list[Jaardeel], k: int) -> None:
    """A shown row has no few hires of others, and no hidden one follows from the total."""
    samen = rules.per_functie(delen, uren_per_fte)
    eigen = rules.per_functie([d for d in delen if d.organisatie == "a"], uren_per_fte)
    tabel, is_getoond = rules.gezien(samen, eigen, k)
    anderen = {
        code: sum(d.functie == code and d.is_extern and d.organisatie != "a" for d in delen)
        for code in samen
    }
    weg = [code for code, som in tabel.items() if som.verborgen]
    for code, som in tabel.items():
        if code in weg:
            assert (som.aantal, som.kosten_cent, som.uren, som.fte) == (None,) * 4
        else:
            assert not 0 < anderen[code] < k
            assert som == samen[code]
    if is_getoond:
        assert len(weg) != 1
        verborgen_samen = sum(anderen[code] for code in weg)
        assert not weg or verborgen_samen - (len(weg) - 1) >= k


def test_own_fte_of_few_others_stay_hidden() -> None:
    assert eigen_gezien(1000, 1000, 5)
    assert not eigen_gezien(1000, 600, 5)
    assert eigen_gezien(1100, 600, 5)


# ---- goals
DOEL = Inhuurdoel(Doelmaat.INHUUR_VAN_LOONSOM, 2000, 2024, "Jaarrekening", 1000, 2028)


def test_a_goal_says_how_far_it_is() -> None:
    stand = rules.voortgang(DOEL, 2026, 1500)
    assert (stand.bereikt, stand.gehaald, stand.op_koers) == (5000, False, True)
    assert not rules.voortgang(DOEL, 2026, 1501).op_koers
    assert rules.voortgang(DOEL, 2026, 2100).bereikt == -1000
    assert rules.voortgang(DOEL, 2028, 900).gehaald
    oud = replace(DOEL, nulmeting_jaar=2019)
    assert rules.voortgang(oud, 2026, 1500).reeksbreuk
    assert not stand.reeksbreuk


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_target_up_and_a_target_down_are_alike(nul: int, doel: int, nu: int) -> None:
    if nul == doel:
        return
    een = replace(DOEL, maat=Doelmaat.INHUURKOSTEN, nulmeting=nul, streefwaarde=doel)
    stand = rules.voortgang(een, 2026, nu)
    assert stand.gehaald == (nu >= doel if doel > nul else nu <= doel)


@pytest.mark.parametrize(
    ("anders", "code"),
    [
        ({"functie": "jurist"}, "functie-of-niet"),
        ({"maat": Doelmaat.AANDEEL_FUNCTIE}, "functie-of-niet"),
        ({"streefjaar": 2024}, "te-vroeg"),
        ({"streefwaarde": 2000}, "geen-verschil"),
        ({"maat": Doelmaat.INHUUR_VAN_TOTAAL, "nulmeting": 10_001}, "te-hoog"),
    ],
    ids=["functie", "geen-functie", "jaar", "gelijk", "hoog"],
)
def test_a_goal_that_cannot_be(anders: dict[str, object], code: str) -> None:
    assert rules.fouten_in_doel(DOEL) == []
    assert [e.code for e in rules.fouten_in_doel(replace(DOEL, **anders))] == [code]  # type: ignore[arg-type]


# ---- files
KOP = list(rules.LEZERS)


@pytest.mark.parametrize(
    ("tekst", "teken", "honderdsten"),
    [
        ("1.234,56", "komma", 123456),
        ("€ 12.000", "komma", 1200000),
        ("7,5", "komma", 750),
        ("7,500", "komma", 750),
        ("1234", "komma", 123400),
        ("1,234.56", "punt", 123456),
        ("1234.5", "punt", 123450),
    ],
    ids=["nl", "euro", "half", "nullen", "kaal", "en", "en-half"],
)
def test_amounts_as_people_write_them(tekst: str, teken: str, honderdsten: int) -> None:
    assert lees_getal(tekst, Decimaalteken(teken)) == honderdsten


@given(st.integers(0, 10**10))
def test_an_amount_reads_as_it_was_written(honderdsten: int) -> None:
    assert lees_getal(rules.als_cel(als_uren(honderdsten)), Decimaalteken.KOMMA) == honderdsten


def lees(indeling: Inhuurindeling, inhoud: str) -> list[Inhuurregel | Rijfouten]:
    bestand, fouten = rules.lees_bestand(inhoud.encode())
    assert fouten == []
    assert bestand is not None
    assert rules.fouten_in_kop(indeling, bestand.kop) == []
    leest = rules.lezer(indeling, bestand.kop, frozenset({"planeconoom", "jurist"}))
    return [leest(rij) for rij in bestand.rijen]


EIGEN = Inhuurindeling(
    kolommen={
        "kenmerk": "Factuurnr", "functie": "Rol", "vorm": "Soort", "uren": "Uren (tot.)",
        "kosten": "Bedrag excl.", "van": "Start", "tot": "Eind",
    },
    woorden={"functie": {"Planeconoom sr": "planeconoom"}, "vorm": {"ZZP'er": "zzp"}},
    vast={"leverancierSoort": "privaat_met_winst", "reden": "deskundigheid"},
)  # fmt: skip
BESTAND = (
    "Factuurnr;Rol;Soort;Uren (tot.);Bedrag excl.;Start;Eind;Naam\r\n"
    "F1;Planeconoom SR;zzp'er;412,75;41.275,00;1-2-2026;30-06-2026;x\r\n"
    ";;;;;;;\r\n"
    "F2;tuinman;zzp'er;veel;-5;2026-02-30;2026-06-30;x\r\n"
    "F3;jurist;zzp'er;10;100;2026-06-30;2026-06-01;x\r\n"
)


def test_a_file_in_words_of_its_own() -> None:
    goed, fout, ook = lees(EIGEN, BESTAND)
    assert goed == Inhuurregel(
        kenmerk="F1",
        functie="planeconoom",
        vorm=Inhuurvorm.ZZP,
        leverancier_soort=LeverancierSoort.PRIVAAT_MET_WINST,
        uren=41275,
        kosten_cent=4127500,
        van=date(2026, 2, 1),
        tot=date(2026, 6, 30),
        reden=Inhuurreden.DESKUNDIGHEID,
        zonder_toets=rules.INGELEZEN,
    )
    assert isinstance(fout, Rijfouten)
    assert isinstance(ook, Rijfouten)
    assert fout.rij == 4  # as a spreadsheet counts: the empty row has a number too
    assert [(een.veld, een.code) for een in fout.redenen] == [
        ("Uren (tot.)", "geen-getal"),
        ("Bedrag excl.", "geen-getal"),
        ("Start", "geen-dag"),
        ("Rol", "functie-onbekend"),
    ]
    assert "tuinman" not in str(fout)
    assert [(een.veld, een.code) for een in ook.redenen] == [("Eind", "periode-omgekeerd")]


def test_a_mapping_that_cannot_be() -> None:
    fout = Inhuurindeling(
        kolommen={"kleur": "Kleur", "uren": "X", "kosten": "x"},
        vast={"vorm": "los", "reden": "piek"},
        woorden={"vorm": {"los\x00": "zzp"}, "reden": {"druk": "piek"}},
    )
    assert {(een.veld, een.code) for een in rules.fouten_in_indeling(fout)} == {
        ("kolommen.kleur", "veld-onbekend"),
        ("kolommen.uren", "dubbele-kolom"),
        ("kolommen.kosten", "dubbele-kolom"),
        ("vast.vorm", "waarde-onbekend"),
        ("woorden.vorm", "woord-onleesbaar"),
    }
    kop = ("Rol", "van", "tot")
    mist = {een.veld for een in rules.fouten_in_kop(EIGEN, kop)}
    assert mist == {"Factuurnr", "Soort", "Uren (tot.)", "Bedrag excl.", "Start", "Eind"}


def test_a_text_that_never_ends_swallows_no_rows() -> None:
    inhoud = b'functie;uren\nJurist;8\n"Planeconoom;8\nJurist;16\n'
    bestand, fouten = rules.lees_bestand(inhoud)
    assert (bestand, [een.code for een in fouten]) == (None, ["afgebroken"])
    # Two that are missing leave a cell as any other; only a text may go on over lines.
    twee = b'functie;Notitie\nJurist;"Eerst;\ndan"\n'
    bestand, fouten = rules.lees_bestand(twee)
    assert (bestand, [een.code for een in fouten]) == (None, ["afgebroken"])
    assert "Regel 2 tot en met 3" in fouten[0].uitleg
    indeling = Inhuurindeling(kolommen={"toelichting": "Notitie"})
    bestand, fouten = rules.lees_bestand(twee, rules.lange_teksten(indeling))
    assert (bestand is not None, fouten) == (True, [])


@given(st.binary(max_size=300))
def test_no_bytes_make_it_stumble(inhoud: bytes) -> None:
    bestand, fouten = rules.lees_bestand(inhoud)
    assert (bestand is None) == bool(fouten)
    if bestand is not None:
        leest = rules.lezer(Inhuurindeling(), bestand.kop, frozenset())
        for rij in bestand.rijen:
            leest(rij)


TEKSTEN = st.text("aé;\"'=-\n ", max_size=20).map(str.strip)
REGELS = st.builds(
    replace,
    st.just(REGEL),
    kenmerk=st.text("abc123=-+ ", min_size=1, max_size=8).map(str.strip).filter(bool),
    niveau=st.none() | st.sampled_from(Niveau),
    uren=st.integers(0, 10**8),
    kosten_cent=st.integers(0, 10**10),
    van=DAGEN.filter(lambda dag: dag < date(2026, 6, 30)),
    toelichting=st.none() | TEKSTEN.filter(bool),
)


@given(st.lists(REGELS, min_size=1, max_size=5))
def test_what_is_exported_reads_back_the_same(regels: list[Inhuurregel]) -> None:
    buffer = StringIO()
    csv.writer(buffer, delimiter=";").writerows([KOP, *map(cellen, regels)])
    bestand, _ = rules.lees_bestand(buffer.getvalue().encode())
    assert bestand is not None
    leest = rules.lezer(Inhuurindeling(), bestand.kop, frozenset())
    assert [leest(rij) for rij in bestand.rijen] == regels


def test_rows_without_a_number_get_one_that_stays() -> None:
    kaal = replace(REGEL, kenmerk="")
    anders = replace(kaal, uren=1)
    goed, fout = rules.genummerd([(2, kaal), (3, kaal), (4, anders)], "kenmerk")
    nog, _ = rules.genummerd([(2, anders), (3, kaal), (4, kaal)], "kenmerk")
    assert {r.kenmerk for _, r in goed} == {r.kenmerk for _, r in nog}
    assert len({r.kenmerk for _, r in goed}) == 3
    assert fout == []
    _, dubbel = rules.genummerd([(2, REGEL), (3, replace(REGEL, uren=5))], "Nr")
    assert [(een.rij, een.redenen[0].veld, een.redenen[0].code) for een in dubbel] == [
        (3, "Nr", "kenmerk-dubbel")
    ]
