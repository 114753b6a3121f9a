"""Every rule fires with its source; whatever one answers, there is an answer with a reason."""

from datetime import date, timedelta
from itertools import product
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.pool.vormwijzer import rules, storage
from services.pool.vormwijzer.rules import Oordeel

TABEL = storage.beslistabellen()[-1]
DAG = date(2026, 11, 22)
GEWOON = {
    "duur": "tijdelijk",
    "omvang": "genoeg",
    "functie": "anders",
    "wens": "geen",
    "leiding": "inlener",
    "vergoeding": "hoogstens_brutoloon",
    "dienst": "eigen_werk",
    "termijn": "hoogstens_12",
    "inlener": "overheid_publieke_taak",
    "btw_terug": "ja",
    "omvang_uitleen": "af_en_toe",
    "afspraken": "ja",
}
alle_antwoorden = st.fixed_dictionaries(
    {vraag.code: st.sampled_from(sorted(vraag.antwoorden)) for vraag in TABEL.vragen}
)


def bij(**anders: str) -> rules.Wijzing:
    return rules.wijs(TABEL, GEWOON | anders, DAG)


def oordeel(wijzing: rules.Wijzing, vorm: str) -> Oordeel | None:
    return next((een.oordeel for een in wijzing.vormen if een.vorm.code == vorm), None)


def test_twelve_questions_in_four_steps_and_thirty_rules() -> None:
    assert [len(TABEL.vragen), len(TABEL.regels)] == [12, 30]
    assert {vraag.stap for vraag in TABEL.vragen} == set(rules.Stap)
    assert [regel.nr for regel in TABEL.regels] == [f"R{nr:02}" for nr in range(1, 31)]
    assert GEWOON.keys() == {vraag.code for vraag in TABEL.vragen}


@pytest.mark.parametrize("regel", TABEL.regels, ids=lambda regel: regel.nr)
def test_every_rule_fires_with_its_source(regel: rules.Vormregel) -> None:
    for deel in regel.als:
        antwoorden = GEWOON | {code: min(waarden) for code, waarden in deel.items()}
        assert regel in rules.geraakt(TABEL, antwoorden)
        for uitkomst in regel.uitkomsten:
            if any(uitkomst.als.get(code, w).isdisjoint(w) for code, w in deel.items()):
                continue
            preciezer = antwoorden | {code: min(w) for code, w in uitkomst.als.items()}
            vorm = next(
                een
                for een in rules.wijs(TABEL, preciezer, DAG).vormen
                if een.vorm.code == uitkomst.vorm
            )
            assert regel.nr in (vorm.voor if uitkomst.past else vorm.tegen)
    assert regel.bron
    assert regel.werkgever
    assert regel.medewerker
    assert regel.punten


def test_every_outcome_can_happen_and_every_form_is_spoken_of() -> None:
    """A condition that contradicts its rule would be a line that nobody ever reads."""
    genoemd = set()
    for regel in TABEL.regels:
        for uitkomst in regel.uitkomsten:
            genoemd.add(uitkomst.vorm)
            assert any(
                all(not deel.get(code, w).isdisjoint(w) for code, w in uitkomst.als.items())
                for deel in regel.als
            ), (regel.nr, uitkomst)
    assert genoemd == TABEL.vormen.keys()


@settings(max_examples=300)
@given(alle_antwoorden)
def test_nobody_stays_without_an_answer(antwoorden: dict[str, str]) -> None:
    assert rules.fouten(TABEL, antwoorden) == []
    gewezen = rules.wijs(TABEL, antwoorden, DAG)
    assert gewezen.regels  # R28 always
    for een in gewezen.vormen:
        assert een.voor or een.tegen
        assert (een.oordeel is Oordeel.PASSEND) == bool(een.voor and not een.tegen)
        assert set(een.voor + een.tegen) <= {regel.nr for regel in gewezen.regels}
    past = [een for een in gewezen.vormen if een.oordeel is not Oordeel.NIET_PASSEND]
    assert past or gewezen.anders
    assert not (past and gewezen.anders)
    for ander in gewezen.anders:
        zo = rules.wijs(TABEL, antwoorden | {ander.vraag: ander.antwoord}, DAG)
        assert {een.vorm.code for een in zo.vormen if een.oordeel is Oordeel.PASSEND} == set(
            ander.vormen
        )


def test_a_temporary_secondment_between_authorities() -> None:
    gewezen = bij()
    assert oordeel(gewezen, "detachering_goedgekeurd") is Oordeel.PASSEND
    assert oordeel(gewezen, "collegiale_inleen") is Oordeel.PASSEND
    assert oordeel(gewezen, "dvo") is Oordeel.NIET_PASSEND
    assert oordeel(bij(inlener="privaat"), "detachering") is Oordeel.NADER_BEKIJKEN


def test_hired_for_the_pool_is_no_help_between_colleagues() -> None:
    gewezen = bij(dienst="pool")
    assert oordeel(gewezen, "collegiale_inleen") is Oordeel.NIET_PASSEND
    assert oordeel(gewezen, "pool") is Oordeel.PASSEND
    assert {"R06", "R08", "R09"} <= {regel.nr for regel in gewezen.regels}


@pytest.mark.parametrize(
    ("leiding", "verwacht"),
    [("uitvoerder", Oordeel.PASSEND), ("inlener", Oordeel.NIET_PASSEND)],
)
def test_zzp_only_for_a_real_assignment(leiding: str, verwacht: Oordeel) -> None:
    assert oordeel(bij(wens="zzp", leiding=leiding), "zzp") is verwacht


def test_without_any_form_it_says_which_answer_would_help() -> None:
    gewezen = bij(dienst="niet", vergoeding="geen")
    assert [een for een in gewezen.vormen if een.oordeel is not Oordeel.NIET_PASSEND] == []
    assert ("leiding", "uitvoerder") in {(een.vraag, een.antwoord) for een in gewezen.anders}


@pytest.mark.parametrize("regel", TABEL.regels, ids=lambda regel: regel.nr)
def test_a_rule_past_its_review_date_says_so(regel: rules.Vormregel) -> None:
    antwoorden = GEWOON | {code: min(waarden) for code, waarden in regel.als[0].items()}
    op_tijd = rules.wijs(TABEL, antwoorden, regel.herzien_voor)
    assert regel.nr not in op_tijd.te_herzien
    later = rules.wijs(TABEL, antwoorden, regel.herzien_voor + timedelta(days=1))
    assert regel.nr in later.te_herzien


def test_all_faults_at_once() -> None:
    gekregen = {"duur": "soms", "kleur": "groen"} | {
        code: GEWOON[code] for code in GEWOON if code not in {"duur", "functie"}
    }
    assert [(een.veld, een.code) for een in rules.fouten(TABEL, gekregen)] == [
        ("antwoorden.duur", "antwoord-onbekend"),
        ("antwoorden.functie", "antwoord-ontbreekt"),
        ("antwoorden.kleur", "vraag-onbekend"),
    ]


@pytest.mark.parametrize(
    ("van", "tot", "verwacht"),
    [
        (date(2026, 3, 1), date(2027, 2, 28), "hoogstens_12"),
        (date(2026, 3, 1), date(2027, 3, 1), "langer"),
        (date(2028, 2, 29), date(2029, 2, 28), "hoogstens_12"),
        (date(2028, 2, 29), date(2029, 3, 1), "langer"),
        (date(2026, 12, 31), date(2027, 12, 30), "hoogstens_12"),
        (date(2026, 12, 31), date(2027, 12, 31), "langer"),
        (date(2026, 3, 1), None, "onbekend"),
    ],
)
def test_twelve_months_to_the_day(van: date, tot: date | None, verwacht: str) -> None:
    assert rules.termijn(van, tot) == verwacht


def test_an_extension_past_twelve_months_warns() -> None:
    begin = date(2026, 3, 1)
    assert rules.waarschuwing(TABEL, GEWOON, begin, date(2027, 2, 28), DAG) is None
    gewaarschuwd = rules.waarschuwing(TABEL, GEWOON, begin, date(2027, 3, 1), DAG)
    assert gewaarschuwd is not None
    assert gewaarschuwd.vervallen == ("detachering_goedgekeurd",)
    assert "R12" in gewaarschuwd.regels
    lang = GEWOON | {"termijn": "langer"}
    assert rules.waarschuwing(TABEL, lang, begin, date(2028, 3, 1), DAG) is None


@given(st.dates(date(2026, 1, 1), date(2040, 1, 1)))
def test_the_version_of_a_day(dag: date) -> None:
    assert rules.in_werking(storage.beslistabellen(), dag).versie == "2026-1"


def _breek(hoe: str) -> dict[str, Any]:
    goed: dict[str, Any] = {
        "versie": "x",
        "geldig_vanaf": DAG,
        "verantwoording": "x",
        "vragen": [{"code": "v", "stap": "visie", "vraag": "?", "antwoorden": {"a": "A"}}],
        "vormen": {"f": ["F", "f"]},
        "regels": [
            {
                "nr": "R1",
                "als": [{"v": ["a"]}],
                "uitkomsten": [{"vorm": "f", "past": True}],
                "werkgever": "w",
                "medewerker": "m",
                "punten": {},
                "bron": "b",
                "zekerheid": "A",
                "herzien_voor": DAG,
            }
        ],
    }
    regel = goed["regels"][0]
    if hoe == "antwoord":
        regel["als"] = [{"v": ["b"]}]
    elif hoe == "vraag":
        regel["als"] = [{"w": ["a"]}]
    elif hoe == "vorm":
        regel["uitkomsten"] = [{"vorm": "g", "past": True}]
    elif hoe == "zekerheid":
        regel["zekerheid"] = "D"
    return goed


def test_a_table_that_does_not_hold_together_is_refused() -> None:
    assert rules.lees(_breek("niets")).versie == "x"
    for hoe in ("antwoord", "vraag", "vorm", "zekerheid"):
        with pytest.raises((KeyError, ValueError)):
            rules.lees(_breek(hoe))


def test_a_whole_grid_of_answers_ends_with_an_answer() -> None:
    """What hypothesis may miss: every answer to the five questions that decide most."""
    vragen = ("duur", "leiding", "vergoeding", "dienst", "wens")
    per_vraag = {vraag.code: sorted(vraag.antwoorden) for vraag in TABEL.vragen}
    for waarden in product(*(per_vraag[code] for code in vragen)):
        gewezen = bij(**dict(zip(vragen, waarden, strict=True)))
        past = [een for een in gewezen.vormen if een.oordeel is not Oordeel.NIET_PASSEND]
        assert past or gewezen.anders


def test_all_combinations_of_answers_end_with_an_answer() -> None:
    """Every one of them, in arrays: a form with a reason, or an answer that would help."""
    maten = [len(vraag.antwoorden) for vraag in TABEL.vragen]
    plaats = {vraag.code: nr for nr, vraag in enumerate(TABEL.vragen)}
    voor = {vorm: np.zeros(maten, bool) for vorm in TABEL.vormen}
    tegen = {vorm: np.zeros(maten, bool) for vorm in TABEL.vormen}

    def waar(voorwaarde: rules.Voorwaarde) -> Any:
        uit = np.ones([1] * len(maten), bool)
        for code, waarden in voorwaarde.items():
            keuzes = [een in waarden for een in TABEL.vragen[plaats[code]].antwoorden]
            vorm = [len(keuzes) if nr == plaats[code] else 1 for nr in range(len(maten))]
            uit = uit & np.array(keuzes).reshape(vorm)
        return uit

    for regel in TABEL.regels:
        for deel in regel.als:
            for uitkomst in regel.uitkomsten:
                kant = voor if uitkomst.past else tegen
                kant[uitkomst.vorm] |= waar(deel) & waar(uitkomst.als)
    past = np.logical_or.reduce(list(voor.values()))
    passend = np.logical_or.reduce([voor[een] & ~tegen[een] for een in voor])
    ernaast = np.logical_or.reduce(
        [passend.any(axis=nr, keepdims=True) & ~past for nr in range(len(maten))]
    )
    assert past.size == np.prod(maten) > 600_000
    assert (past | ernaast).all()
    # The arrays say what the rules say.
    r = Random(1)
    for _ in range(200):
        keus = [r.randrange(maat) for maat in maten]
        antwoorden = {
            vraag.code: list(vraag.antwoorden)[een]
            for vraag, een in zip(TABEL.vragen, keus, strict=True)
        }
        gewezen = rules.wijs(TABEL, antwoorden, DAG)
        oordelen = {een.vorm.code: een.oordeel for een in gewezen.vormen}
        for vorm in TABEL.vormen:
            pro, contra = voor[vorm][tuple(keus)], tegen[vorm][tuple(keus)]
            assert (vorm in oordelen) == bool(pro or contra)
            assert (oordelen.get(vorm) is Oordeel.PASSEND) == bool(pro and not contra)
