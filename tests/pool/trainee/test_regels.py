"""The rooster and its reasons before an independent judge; who sees what; when it may hold."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from random import Random
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.pool.flexpool.rules import InDienstVoor, Kijker
from services.pool.trainee import feiten, rekenproces, rules
from services.pool.trainee.feiten import Feiten
from services.pool.trainee.rules import (
    Bestuurslaag,
    Evaluatierol,
    Evaluatiezicht,
    Gastplek,
    Programmastatus,
    Roosterstatus,
    Trainee,
    Traineeblok,
    Traineedeelname,
    Traineeplaats,
    Traineeprogramma,
    Traineestatus,
)
from tests.pool.trainee.onafhankelijk import Plek, klachten, waarde

ONDERWERPEN = ("water", "wonen", "data", "recht")
LAGEN = tuple(Bestuurslaag)[:4]
VERBAND, AA, BEE = UUID(int=9), "aa", "bee"


def verzin(seed: int, mensen: int, gasten: int, blokken: int, ruim: int) -> Feiten:
    """A programme as it is in its second block or later: some have been somewhere."""
    r = Random(seed)
    waar = tuple(
        Gastplek(
            f"org-{nr}", r.choice(LAGEN), tuple(r.randint(0, ruim) for _ in range(blokken)),
            tuple(r.sample(ONDERWERPEN, 2)),
        )
        for nr in range(gasten)
    )  # fmt: skip
    namen = [een.organisatie for een in waar]
    vast = tuple(
        Traineeplaats(UUID(int=nr + 1), 1, r.choice(namen))
        for nr in range(mensen)
        if r.random() < 0.5
    )
    lagen = {een.organisatie: een.laag for een in waar}
    wie = tuple(
        Trainee(
            UUID(int=nr + 1), "thuis", tuple(r.sample(ONDERWERPEN, r.randint(0, 2))),
            tuple(r.sample(namen, r.randint(0, min(3, gasten)))),
            lagen=tuple(r.sample(LAGEN, r.randint(0, 2))),
            gezien=frozenset(
                lagen[een.organisatie] for een in vast if een.trainee == UUID(int=nr + 1)
            ),
        )
        for nr in range(mensen)
    )  # fmt: skip
    return Feiten(date(2026, 8, 12), tuple(range(2, blokken + 2)), wie, waar, vast)


def plekken_van(wat: Feiten, uit: dict[str, Any]) -> list[Plek]:
    """The computed places, with blocks as positions."""
    return [
        (een["trainee"], wat.blokken.index(een["blok"]), een["organisatie"])
        for een in uit["plaatsen"]
        if een["organisatie"] is not None and een["uitleg"]["code"] != "vast"
    ]


def oordeel(wat: Feiten, plekken: list[Plek]) -> tuple[int, int, int]:
    return waarde(
        plekken,
        {een.organisatie: een.laag.value for een in wat.gasten},
        {str(een.id): (een.organisaties, een.lagen, een.onderwerpen) for een in wat.trainees},
        {een.organisatie: een.onderwerpen for een in wat.gasten},
        {str(een.id): een.gezien for een in wat.trainees},
    )


def ruimte(wat: Feiten) -> dict[str, tuple[int, ...]]:
    return {een.organisatie: een.ruimte for een in wat.gasten}


def eerder(wat: Feiten) -> set[tuple[str, str]]:
    return {(str(wie), waar) for wie, waar in wat.geweest}


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.integers(0, 10**6), st.integers(0, 7), st.integers(1, 7), st.integers(1, 4),
    st.integers(1, 3),
)  # fmt: skip
def test_geen_rooster_breekt_een_regel_en_elke_reden_klopt(
    seed: int, mensen: int, gasten: int, blokken: int, ruim: int
) -> None:
    wat = verzin(seed, mensen, gasten, blokken, ruim)
    assert feiten.van_json(feiten.als_json(wat)) == wat
    uit = rekenproces.reken(feiten.als_json(wat), lambda _: True)
    plekken = plekken_van(wat, uit)
    assert klachten(plekken, ruimte(wat), eerder(wat)) == []
    gevuld, lagen, _ = oordeel(wat, plekken)
    assert (uit["cijfers"]["gevuld"], uit["cijfers"]["lagen"]) == (gevuld, lagen)
    assert uit["cijfers"]["bewezen"]
    assert len(uit["plaatsen"]) == len(wat.trainees) * blokken + len(wat.vast)
    _controleer_wensen(wat, uit, plekken)
    _controleer_leeg(wat, uit, plekken)


def _controleer_wensen(wat: Feiten, uit: dict[str, Any], plekken: list[Plek]) -> None:
    """Every wished organisation is given or has a reason, and the reason can be seen to be true."""
    for trainee in wat.trainees:
        id = str(trainee.id)
        waarom = {een["organisatie"]: een["code"] for een in uit["wensen"][id]}
        gekregen = {g for t, _, g in plekken if t == id}
        assert set(waarom) | (gekregen & set(trainee.organisaties)) == set(trainee.organisaties)
        assert "rekengrens" not in waarom.values()
        for organisatie, code in waarom.items():
            gewisseld = [
                [*(p for p in plekken if p[:2] != (id, b)), (id, b, organisatie)]
                for b in range(len(wat.blokken))
            ]
            mag = [een for een in gewisseld if klachten(een, ruimte(wat), eerder(wat)) == []]
            nu, straks = oordeel(wat, plekken), [oordeel(wat, een) for een in mag]
            if code in ("vol", "al_geweest"):
                assert mag == []
            else:
                assert all(een <= nu for een in straks), "then it was not the best"
                minder_lagen = [een[2] > nu[2] and een[1] < nu[1] for een in straks]
                assert any(minder_lagen) == (code == "spreiding"), (code, nu, straks)


def _controleer_leeg(wat: Feiten, uit: dict[str, Any], plekken: list[Plek]) -> None:
    """Nobody has an empty block while there is room at a host where the person may come."""
    for een in uit["plaatsen"]:
        if een["organisatie"] is None:
            assert een["uitleg"]["code"] == "geen_ruimte"
            blok = wat.blokken.index(een["blok"])
            for gast in wat.gasten:
                erbij = [*plekken, (een["trainee"], blok, gast.organisatie)]
                assert klachten(erbij, ruimte(wat), eerder(wat)) != []


@pytest.mark.parametrize("seed", range(8))
def test_wat_eerder_was_telt_mee_en_het_is_het_beste(seed: int) -> None:
    """Every rotation of two trainees over three hosts in two blocks, tried by hand."""
    wat = verzin(seed, 2, 3, 2, 2)
    uit = rekenproces.reken(feiten.als_json(wat), lambda _: True)
    opties = [None, *(een.organisatie for een in wat.gasten)]
    waar = [(str(een.id), b) for een in wat.trainees for b in range(2)]
    beste = (0, 0, 0)
    for keuze in product(opties, repeat=len(waar)):
        plekken = [(*plek, o) for plek, o in zip(waar, keuze, strict=True) if o is not None]
        if not klachten(plekken, ruimte(wat), eerder(wat)):
            beste = max(beste, oordeel(wat, plekken))
    assert oordeel(wat, plekken_van(wat, uit)) == beste


# ------------------------------------------------------------------ adopting
def programma(**anders: Any) -> Traineeprogramma:
    begin = date(2026, 10, 1)
    blokken = tuple(
        Traineeblok(
            nr, begin + timedelta(days=180 * (nr - 1)), begin + timedelta(days=180 * nr - 1)
        )
        for nr in (1, 2, 3)
    )
    velden: dict[str, Any] = {
        "id": UUID(int=1), "verband": VERBAND, "organisatie": AA, "naam": "x", "convenant": "x",
        "label": None, "omschrijving": "", "blokken": blokken, "plaatsen": 5,
        "uren_per_week": Decimal(36), "aanmelden_tot": date(2026, 9, 1),
        "status": Programmastatus.OPEN,
    }  # fmt: skip
    return Traineeprogramma(**velden | anders)


def deelname(nr: int, **anders: Any) -> Traineedeelname:
    velden: dict[str, Any] = {
        "id": UUID(int=nr), "programma": UUID(int=1), "medewerker": UUID(int=100 + nr),
        "thuisorganisatie": AA, "in_dienst_voor": InDienstVoor.EIGEN_WERK,
        "status": Traineestatus.DEELNEMER,
    }  # fmt: skip
    return Traineedeelname(**velden | anders)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3), st.sampled_from("pqr")), max_size=8)
)
def test_geen_vastgesteld_rooster_breekt_een_regel(rijen: list[tuple[int, int, str]]) -> None:
    """Whatever a person made of it: adopted is only what the independent judge finds whole."""
    ruim = {"p": (1, 0, 2), "q": (1, 1, 1), "r": (2, 2, 0)}
    gasten = {naam: Gastplek(naam, LAGEN[0], een) for naam, een in ruim.items()}
    plaatsen = [Traineeplaats(UUID(int=t), b, g) for t, b, g in rijen]
    redenen = rules.beletselen_vaststelling(
        Roosterstatus.BEREKEND, programma(), plaatsen, gasten,
        {UUID(int=nr): deelname(nr) for nr in (1, 2, 3)}, [], date(2026, 8, 12),
    )  # fmt: skip
    fout = klachten([(str(t), b - 1, g) for t, b, g in rijen], ruim)
    assert bool(redenen) == (bool(fout) or not rijen)


def test_wat_vaststellen_tegenhoudt() -> None:
    gasten = {"p": Gastplek("p", LAGEN[0], (1, 1, 1))}
    plaats = [Traineeplaats(UUID(int=1), 1, "p")]
    mensen = {UUID(int=1): deelname(1)}

    def codes(**anders: Any) -> list[str]:
        velden: dict[str, Any] = {
            "status": Roosterstatus.BEREKEND, "programma": programma(), "plaatsen": plaats,
            "gasten": gasten, "mensen": mensen, "bezet": [], "vandaag": date(2026, 8, 12),
        }  # fmt: skip
        return [een.code for een in rules.beletselen_vaststelling(**velden | anders)]

    assert codes() == []
    assert codes(status=Roosterstatus.VASTGESTELD) == ["niet-berekend"]
    assert codes(programma=programma(status=Programmastatus.GESLOTEN)) == ["niet-open"]
    assert codes(vandaag=date(2026, 10, 1)) == ["niets-te-doen"]
    weg = {UUID(int=1): deelname(1, status=Traineestatus.GESTOPT)}
    assert codes(mensen=weg) == ["geen-deelnemer"]
    elders = rules.AndereInzet(UUID(int=101), date(2027, 3, 29), None)
    assert codes(bezet=[elders]) == ["heeft-inzet"]
    na = rules.AndereInzet(UUID(int=101), date(2027, 3, 30), None)
    assert codes(bezet=[na]) == []
    assert codes(plaatsen=[Traineeplaats(UUID(int=1), 4, "p")])[0] == "onbekend"


# ------------------------------------------------------------------ who sees what
def test_wie_leidt_en_wie_ziet() -> None:
    leider = Kijker(AA, frozenset({"makelaar"}), None, frozenset({VERBAND}))
    elders = Kijker(AA, frozenset({"makelaar"}), None, frozenset())
    partner = Kijker(BEE, frozenset({"makelaar"}), UUID(int=7), frozenset({VERBAND}))
    zelf = Kijker(AA, frozenset({"medewerker"}), UUID(int=101), frozenset({VERBAND}))
    concept = programma(status=Programmastatus.CONCEPT)
    assert [rules.ziet_programma(concept, k) for k in (leider, elders, partner, zelf)] == [
        True, False, False, False,
    ]  # fmt: skip
    een = deelname(1)
    mentor = rules.Mentoraanbod(UUID(int=5), UUID(int=1), UUID(int=7), BEE, ("water",), 1)

    def ziet(kijker: Kijker, met: rules.Mentoraanbod | None, *gasten: str) -> bool:
        return rules.ziet_trainee(een, programma(), met, gasten, kijker)

    assert ziet(leider, None)
    assert ziet(zelf, None)
    assert not ziet(partner, None)
    assert ziet(partner, mentor)
    assert ziet(partner, None, BEE)
    assert [rules.ziet_wensen(een, programma(), k) for k in (leider, zelf, partner)] == [
        True, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize("zicht", Evaluatiezicht)
def test_een_evaluatie_leest_alleen_wie_de_schrijver_koos(zicht: Evaluatiezicht) -> None:
    schrijver, ander, leider = UUID(int=101), UUID(int=7), UUID(int=8)
    wat = rules.Blokevaluatie(UUID(int=1), 1, Evaluatierol.TRAINEE, schrijver, "x", "y", zicht)
    verband = frozenset({VERBAND})
    zelf = Kijker(AA, frozenset(), schrijver, verband)
    partij = Kijker(BEE, frozenset(), ander, verband)
    leidt = Kijker(AA, frozenset({"makelaar"}), leider, verband)
    niemand = Kijker(None)
    ziet = [
        rules.ziet_evaluatie(wat, programma(), rol, kijker)
        for rol, kijker in (
            (Evaluatierol.TRAINEE, zelf), (Evaluatierol.MENTOR, partij), (None, leidt),
            (None, niemand), (None, partij),
        )
    ]  # fmt: skip
    verwacht = {"alleen_ik": (True, False, False), "elkaar": (True, True, False)}
    assert ziet == [*verwacht.get(zicht.value, (True, True, True)), False, False]


def test_een_kleine_groep_wordt_niet_geteld() -> None:
    assert not rules.is_te_tellen(4, vanaf=5)
    assert rules.is_te_tellen(5, vanaf=5)
