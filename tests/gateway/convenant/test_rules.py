"""What a convenant may say, what it lacks, and which version holds on a day."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import date, timedelta
from itertools import pairwise, permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.convenant import rules
from services.gateway.convenant.rules import (
    STANDAARD,
    Afspraken,
    Beletsel,
    Catalogusfunctie,
    Categorie,
    Fase,
    Gebrekcode,
    Herkomst,
    Solliciteren,
    Status,
    Toegang,
    Zekerheid,
)
from services.gateway.convenant.rules.gebreken import TEKST

C = Categorie
VOLLEDIG = replace(
    STANDAARD,
    pool=replace(
        STANDAARD.pool,
        doelgroep="Schaarse experts in het fysieke domein",
        afzender="Streek Aa en Bee",
        roulatiesysteem="Wie het langst wachtte, is aan de beurt",
        doelen="Minder inhuur",
        kosten_en_uren="Gelijke verdeling",
    ),
)
INTERN, PARTNERS, OPENBAAR = STANDAARD.fasen
JA, WACHT = Toegang(True, Solliciteren.JA), Toegang(True, Solliciteren.AANGEHOUDEN)
ZICHT, DICHT = Toegang(True, Solliciteren.NEE), Toegang(False, Solliciteren.NEE)


def fase(basis: Fase, **toegang: Toegang) -> Fase:
    return replace(basis, toegang={**basis.toegang, **{C(k): v for k, v in toegang.items()}})


def zonder(basis: Fase, categorie: Categorie) -> Fase:
    return replace(basis, toegang={k: v for k, v in basis.toegang.items() if k != categorie})


def codes(afspraken: Afspraken) -> list[tuple[str, str]]:
    return [(gebrek.waar, gebrek.code) for gebrek in rules.gebreken(afspraken)]


def test_the_default_lacks_the_five_choices_and_nothing_else() -> None:
    assert codes(STANDAARD) == [
        ("pool.doelgroep", "keuze-ontbreekt"),
        ("pool.afzender", "keuze-ontbreekt"),
        ("pool.roulatiesysteem", "keuze-ontbreekt"),
        ("pool.doelen", "keuze-ontbreekt"),
        ("pool.kostenEnUren", "keuze-ontbreekt"),
    ]
    assert all(gebrek.mag_in_concept for gebrek in rules.gebreken(STANDAARD))
    assert rules.gebreken(VOLLEDIG) == []


def test_every_setting_has_its_ground() -> None:
    eenvoudig = {f.name for f in fields(Afspraken)} - {"pool", "functies", "zekerheden"}
    genoemd = {herkomst.instelling for herkomst in STANDAARD.zekerheden}
    # Two that an earlier issue settled: the words of the papers themselves.
    assert {camel(naam) for naam in eenvoudig} - genoemd == {
        "partnerTeltAlsIntern",
        "contractbehoud",
    }


def test_every_setting_of_the_pool_has_its_ground() -> None:
    genoemd = {herkomst.instelling: herkomst.zekerheid for herkomst in STANDAARD.zekerheden}
    velden = [f.name for f in fields(STANDAARD.pool)]
    keuzes = {"doelgroep", "afzender", "roulatiesysteem", "doelen", "kosten_en_uren"}
    eigen = {f"pool.{camel(naam)}" for naam in velden if naam not in keuzes}
    assert {naam for naam in genoemd if naam.startswith("pool.")} == eigen
    # Only what a source speaks of is more than a proposal.
    assert {naam for naam in eigen if genoemd[naam] != Zekerheid.C} == {
        "pool.langsteInzetDagen",
        "pool.waarschuwingMaanden",
        "pool.tariefGrondslag",
        "pool.betaaltermijnDagen",
        "pool.btwPercentage",
        "pool.btwVrijstellingTekst",
        "pool.btwBuitenTekst",
    }


def test_an_older_pool_gets_the_certainty_of_what_came_later() -> None:
    gezegd = {f.name for f in fields(Afspraken)}
    pool = {f.name for f in fields(STANDAARD.pool)}
    oud = replace(VOLLEDIG, zekerheden=())
    later = {"kortste_inzet_dagen", "langste_inzet_dagen"}
    aangevuld = rules.aangevuld(oud, gezegd, pool - later)
    assert {(h.instelling, h.zekerheid) for h in aangevuld.zekerheden} == {
        ("pool.kortsteInzetDagen", Zekerheid.C),
        ("pool.langsteInzetDagen", Zekerheid.B),
    }
    assert rules.aangevuld(oud, gezegd, pool) == oud


def pool(**anders: Any) -> Callable[[Afspraken], Afspraken]:
    return lambda afspraken: replace(afspraken, pool=replace(afspraken.pool, **anders))


@pytest.mark.parametrize(
    ("verander", "verwacht"),
    [
        (pool(kortste_inzet_dagen=364), []),
        (
            pool(kortste_inzet_dagen=365, horizon_weken=53),
            [("pool.kortsteInzetDagen", "kortste-langer-dan-langste")],
        ),
        (pool(kortste_inzet_dagen=28, horizon_weken=4), []),
        (
            pool(kortste_inzet_dagen=29, horizon_weken=4),
            [("pool.kortsteInzetDagen", "kortste-langer-dan-horizon")],
        ),
        (pool(tarief_grondslag=rules.Tariefgrondslag.INTEGRAAL), []),
        (
            pool(tarief_grondslag=rules.Tariefgrondslag.BRUTO_LOON, tarief_cent_per_uur=5000),
            [],
        ),
        (
            pool(tarief_cent_per_uur=0),
            [("pool.tariefGrondslag", "tarief-zonder-grondslag")],
        ),
        (
            pool(tarief_per_niveau={rules.Niveau.SENIOR: 9000}, langste_inzet_dagen=7),
            [
                ("pool.kortsteInzetDagen", "kortste-langer-dan-langste"),
                ("pool.tariefGrondslag", "tarief-zonder-grondslag"),
            ],
        ),
    ],
)
def test_the_settings_of_the_pool_fit_each_other(
    verander: Callable[[Afspraken], Afspraken], verwacht: list[tuple[str, str]]
) -> None:
    assert codes(verander(VOLLEDIG)) == verwacht


@pytest.mark.parametrize(("vooraf", "mag"), [(59, True), (60, False), (90, False)])
def test_a_reminder_of_silence_comes_after_the_closing(vooraf: int, mag: bool) -> None:
    afspraken = replace(VOLLEDIG, stilte_dagen=60, stilte_herinnering_dagen=vooraf)
    fout = ("stilteHerinneringDagen", "herinnering-voor-stilte")
    assert codes(afspraken) == ([] if mag else [fout])


def test_an_older_text_gets_the_certainty_of_what_came_later() -> None:
    later = {"kleinste_cel", "reactietermijn_dagen"}
    gezegd = {f.name for f in fields(Afspraken)} - later
    oud = replace(VOLLEDIG, zekerheden=())
    aangevuld = rules.aangevuld(oud, gezegd)
    assert {(h.instelling, h.zekerheid) for h in aangevuld.zekerheden} == {
        ("kleinsteCel", Zekerheid.C),
        ("reactietermijnDagen", Zekerheid.B),
    }
    assert rules.aangevuld(oud, gezegd | later) == oud
    assert rules.aangevuld(STANDAARD, gezegd) == STANDAARD


def camel(naam: str) -> str:
    eerste, *rest = naam.split("_")
    return eerste + "".join(deel.capitalize() for deel in rest)


def test_the_default_gives_each_category_its_phase() -> None:
    open_vanaf = {
        categorie: next(
            fase.naam
            for fase in STANDAARD.fasen
            if fase.toegang[categorie].solliciteren == Solliciteren.JA
        )
        for categorie in Categorie
    }
    assert open_vanaf == {
        C.HERPLAATSING: "intern",
        C.INTERN: "intern",
        C.INLEENKRACHT: "intern",
        C.HERPLAATSING_PARTNER: "partners",
        C.PARTNER: "partners",
        C.DOORVERWEZEN: "openbaar",
        C.EXTERN: "openbaar",
    }
    assert INTERN.toegang[C.HERPLAATSING_PARTNER] == WACHT
    assert PARTNERS.toegang[C.DOORVERWEZEN] == WACHT
    assert not INTERN.toegang[C.PARTNER].zichtbaar
    assert not PARTNERS.toegang[C.EXTERN].zichtbaar


def test_the_catalogue_starts_with_seven_and_five_functions() -> None:
    per_domein: dict[str, int] = {}
    for functie in STANDAARD.functies:
        per_domein[functie.domein] = per_domein.get(functie.domein, 0) + 1
    assert per_domein == {"fysiek domein": 7, "bedrijfsvoering": 5}


def met(**anders: Any) -> Callable[[Afspraken], Afspraken]:
    return lambda afspraken: replace(afspraken, **anders)


@pytest.mark.parametrize(
    ("verander", "verwacht"),
    [
        (met(fasen=()), [("fasen", "fase-ontbreekt")]),
        (
            met(fasen=(INTERN, fase(PARTNERS, doorverwezen=JA))),
            [("fasen.1.werkdagen", "laatste-fase-eindigt")],
        ),
        (
            met(fasen=(replace(INTERN, werkdagen=None), PARTNERS, OPENBAAR)),
            [("fasen.0.werkdagen", "fase-zonder-duur")],
        ),
        (met(fasen=(replace(INTERN, werkdagen=0), PARTNERS, OPENBAAR)), []),
        (met(fasen=(replace(INTERN, werkdagen=20), PARTNERS, OPENBAAR)), []),
        (
            met(fasen=(replace(INTERN, werkdagen=21), PARTNERS, OPENBAAR)),
            [("fasen.0.werkdagen", "fase-te-lang")],
        ),
        (
            met(maximum_werkdagen_per_fase=4),
            [(f"fasen.{n}.werkdagen", "fase-te-lang") for n in (0, 1)],
        ),
        (
            met(fasen=(INTERN, replace(PARTNERS, naam="Intern"), OPENBAAR)),
            [("fasen.1.naam", "fasenaam-dubbel")],
        ),
        (
            met(fasen=(zonder(INTERN, C.EXTERN), PARTNERS, OPENBAAR)),
            [("fasen.0.toegang.extern", "categorie-ontbreekt")],
        ),
        (
            met(fasen=(INTERN, fase(PARTNERS, herplaatsing_partner=DICHT), OPENBAAR)),
            [("fasen.1.toegang.herplaatsing_partner", "verliest-zicht")],
        ),
        (
            met(fasen=(INTERN, fase(PARTNERS, herplaatsing=WACHT), OPENBAAR)),
            [("fasen.1.toegang.herplaatsing", "verliest-toegang")],
        ),
        (
            met(fasen=(fase(INTERN, extern=Toegang(False, Solliciteren.JA)), PARTNERS, OPENBAAR)),
            [
                ("fasen.0.toegang.extern", "solliciteren-zonder-zicht"),
                ("fasen.1.toegang.extern", "verliest-toegang"),
            ],
        ),
        (
            met(fasen=(INTERN, PARTNERS, fase(OPENBAAR, doorverwezen=WACHT))),
            [("fasen.1.toegang.doorverwezen", "aangehouden-zonder-fase")],
        ),
        (met(fasen=(INTERN, PARTNERS, fase(OPENBAAR, extern=ZICHT))), []),
        (
            met(fasen=(fase(INTERN, inleenkracht=WACHT), PARTNERS, OPENBAAR)),
            [("fasen.0.toegang.inleenkracht", "inleenkracht-achtergesteld")],
        ),
        (
            met(kandidaatvolgorde=STANDAARD.kandidaatvolgorde[:-1]),
            [("kandidaatvolgorde.extern", "volgorde-onvolledig")],
        ),
        (
            met(kandidaatvolgorde=(*STANDAARD.kandidaatvolgorde, (C.INTERN,))),
            [
                ("kandidaatvolgorde.intern", "volgorde-dubbel"),
            ],
        ),
        (
            met(kandidaatvolgorde=(*STANDAARD.kandidaatvolgorde, ())),
            [("kandidaatvolgorde.6", "volgorde-leeg")],
        ),
        (
            met(
                kandidaatvolgorde=(
                    (C.HERPLAATSING,),
                    (C.INTERN,),
                    (C.INLEENKRACHT, C.HERPLAATSING_PARTNER),
                    (C.PARTNER, C.DOORVERWEZEN, C.EXTERN),
                )
            ),
            [("kandidaatvolgorde.inleenkracht", "inleenkracht-achtergesteld")],
        ),
        (met(functies=()), [("functies", "functie-ontbreekt")]),
        (
            met(
                functies=(
                    Catalogusfunctie("a", "Aa", "d"),
                    Catalogusfunctie("a", "Bee", "d"),
                    Catalogusfunctie("c", "AA", "d"),
                )
            ),
            [("functies.1.code", "functiecode-dubbel"), ("functies.2.naam", "functienaam-dubbel")],
        ),
        (
            met(zekerheden=(Herkomst("iets", Zekerheid.C, "nergens"),)),
            [("zekerheden.0.instelling", "instelling-onbekend")],
        ),
        (
            met(pool=replace(VOLLEDIG.pool, afzender=" ")),
            [("pool.afzender", "keuze-ontbreekt")],
        ),
    ],
)
def test_each_fault_has_its_place(
    verander: Callable[[Afspraken], Afspraken], verwacht: list[tuple[str, str]]
) -> None:
    assert codes(verander(VOLLEDIG)) == verwacht


def test_all_faults_at_once() -> None:
    slecht = replace(
        STANDAARD,
        fasen=(zonder(replace(INTERN, werkdagen=None), C.PARTNER),),
        kandidaatvolgorde=(),
        functies=(),
    )
    gevonden = {code for _, code in codes(slecht)}
    assert {
        "categorie-ontbreekt",
        "aangehouden-zonder-fase",
        "volgorde-onvolledig",
        "keuze-ontbreekt",
        "functie-ontbreekt",
    } <= gevonden


STAPPEN = [DICHT, ZICHT, WACHT, JA]
reeksen = st.lists(st.sampled_from(range(4)), min_size=3, max_size=3)
meestal_goed = st.one_of(reeksen.map(sorted), reeksen.map(sorted), reeksen)


@given(st.fixed_dictionaries(dict.fromkeys(Categorie, meestal_goed)))
def test_access_is_accepted_only_if_nobody_loses_it(reeks: dict[Categorie, list[int]]) -> None:
    gegeven = [
        replace(een, toegang={c: STAPPEN[reeks[c][nr]] for c in Categorie})
        for nr, een in enumerate(STANDAARD.fasen)
    ]
    gebreken = rules.gebreken(replace(VOLLEDIG, fasen=tuple(gegeven)))
    wacht, ja = STAPPEN.index(WACHT), STAPPEN.index(JA)
    verliest = {c for c, r in reeks.items() if any(b < a for a, b in pairwise(r))}
    zonder_beurt = {c for c, r in reeks.items() if wacht in r and ja not in r}
    achter = any(
        inleen < intern
        for inleen, intern in zip(reeks[C.INLEENKRACHT], reeks[C.INTERN], strict=True)
    )
    # Seeing without applying, and not seeing, differ in sight only.
    verwacht = verliest | zonder_beurt | ({C.INLEENKRACHT} if achter else set())
    assert {gebrek.waar.split(".")[-1] for gebrek in gebreken} == {str(c) for c in verwacht}


volgordes = st.permutations(list(Categorie)).flatmap(
    lambda rij: st.lists(st.integers(0, 6), max_size=4).map(
        lambda knips: [rij[a:b] for a, b in pairwise([0, *sorted(knips), 7])]
    )
)


@given(volgordes, st.none() | st.sampled_from(Categorie))
def test_an_order_has_every_category_once(
    volgorde: list[list[Categorie]], extra: Categorie | None
) -> None:
    if extra:
        volgorde = [*volgorde, [extra]]
    groepen = tuple(tuple(groep) for groep in volgorde)
    gevonden = {code for _, code in codes(replace(VOLLEDIG, kandidaatvolgorde=groepen))}
    plaats = {c: nr for nr, groep in enumerate(groepen) for c in groep}
    assert ("volgorde-dubbel" in gevonden) == (extra is not None)
    assert ("volgorde-leeg" in gevonden) == (() in groepen)
    assert ("inleenkracht-achtergesteld" in gevonden) == (plaats[C.INLEENKRACHT] > plaats[C.INTERN])
    assert "volgorde-onvolledig" not in gevonden


def test_every_code_has_its_words() -> None:
    assert set(TEKST) == set(Gebrekcode)


# ------------------------------------------------------------------ which version holds
D = date(2026, 8, 12)
EEN = timedelta(1)


@pytest.mark.parametrize(
    ("vastgesteld", "op", "verwacht"),
    [
        ({}, D, None),
        ({1: D}, D - EEN, None),
        ({1: D}, D, 1),
        ({1: D, 2: D + EEN}, D, 1),
        ({1: D, 2: D + EEN}, D + EEN, 2),
        ({1: D, 3: D}, D, 3),
    ],
)
def test_the_version_of_a_day(
    vastgesteld: Mapping[int, date], op: date, verwacht: int | None
) -> None:
    assert rules.van_kracht(vastgesteld, op) == verwacht


def test_the_status_follows_from_the_days() -> None:
    vastgesteld = {1: D - EEN, 2: D, 3: D + EEN}
    gezien = {versie: rules.status(versie, vastgesteld, D) for versie in (1, 2, 3, 4)}
    assert gezien == {
        1: Status.VERVANGEN,
        2: Status.VAN_KRACHT,
        3: Status.VASTGESTELD,
        4: Status.CONCEPT,
    }


@pytest.mark.parametrize(
    ("versie", "vanaf", "vastgesteld", "tot", "verwacht"),
    [
        (1, D, {}, None, []),
        (2, D, {1: D}, None, []),
        (2, D + EEN, {1: D}, D + EEN, []),
        (1, D, {1: D}, None, [Beletsel.AL_VASTGESTELD]),
        (1, D, {2: D}, None, [Beletsel.LATERE_VERSIE_VASTGESTELD]),
        (2, D, {1: D + EEN}, None, [Beletsel.GAAT_VOOR_EERDERE_VERSIE]),
        (1, D - EEN, {}, None, [Beletsel.DATUM_VOORBIJ]),
        (1, D + EEN, {}, D, [Beletsel.VERBAND_BEEINDIGD]),
    ],
)
def test_what_stops_a_version(
    versie: int,
    vanaf: date,
    vastgesteld: Mapping[int, date],
    tot: date | None,
    verwacht: list[Beletsel],
) -> None:
    assert rules.beletselen(versie, vanaf, vastgesteld, [], tot, D) == verwacht


def test_an_incomplete_version_is_stopped() -> None:
    gebreken = rules.gebreken(STANDAARD)
    assert rules.beletselen(1, D, {}, gebreken, None, D) == [Beletsel.ONVOLLEDIG]


@given(st.permutations(range(1, 6)), st.lists(st.integers(0, 5), min_size=5, max_size=5))
def test_the_number_in_force_only_rises(volgorde: list[int], dagen: list[int]) -> None:
    """In whatever order versions are adopted: what holds later has a higher number."""
    vastgesteld: dict[int, date] = {}
    for versie, dag in zip(volgorde, dagen, strict=True):
        vanaf = D + timedelta(dag)
        if not rules.beletselen(versie, vanaf, vastgesteld, [], None, D):
            vastgesteld[versie] = vanaf
    assert vastgesteld
    geldend = [rules.van_kracht(vastgesteld, D + timedelta(n)) or 0 for n in range(8)]
    assert geldend == sorted(geldend)
    assert geldend[-1] == max(vastgesteld)


def test_any_two_adopted_versions_have_one_order() -> None:
    for een, twee in permutations([D, D + EEN], 2):
        stop = rules.beletselen(2, twee, {1: een}, [], None, D)
        assert (stop == []) == (een <= twee)
