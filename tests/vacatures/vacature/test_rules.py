"""What a vacancy needs, what may change, its transitions, and when two are the same."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.vacatures.vacature import rules
from services.vacatures.vacature.rules import (
    BEVROREN_NA_OPENSTELLING,
    OVERGANGEN,
    VERPLICHT_BIJ_OPENSTELLING,
    Contractsoort,
    Gegevens,
    Vacature,
    Vacaturestatus,
)
from tests.vacatures.conftest import AA, BEE, CEE, NU, VERBAND

S = Vacaturestatus
VOLLEDIG = Gegevens(
    titel="Planeconoom",
    omschrijving="Rekenen.",
    uren_min=Decimal(32),
    uren_max=Decimal(36),
    schaal_min="10A",
    schaal_max="11",
    salaris_min=446500,
    salaris_max=634300,
    contractsoort=Contractsoort.VAST,
    plaats="Aadorp",
    sluitings_datum=date(2026, 9, 30),
)


def vacature(status: S, gegevens: Gegevens = VOLLEDIG) -> Vacature:
    return Vacature(UUID(int=1), AA, status, gegevens, sluit_op=NU + timedelta(days=40))


@pytest.mark.parametrize("veld", VERPLICHT_BIJ_OPENSTELLING)
def test_each_mandatory_field_is_named(veld: str) -> None:
    assert rules.ontbreekt(VOLLEDIG) == []
    zonder = replace(VOLLEDIG, **{veld: None})  # type: ignore[arg-type]
    assert rules.ontbreekt(zonder) == [veld]
    [fout] = rules.overgang_beletselen(vacature(S.CONCEPT, zonder), S.OPENGESTELD, NU)
    assert (fout.veld, fout.code) == (veld, "ontbreekt")


@pytest.mark.parametrize("leeg", ["", " ", "\n\t "])
def test_blanks_say_nothing(leeg: str) -> None:
    assert rules.ontbreekt(replace(VOLLEDIG, omschrijving=leeg)) == ["omschrijving"]
    [fout] = rules.tegenstrijdig(replace(VOLLEDIG, titel=leeg))
    assert (fout.veld, fout.code) == ("titel", "leeg")


@pytest.mark.parametrize(
    ("anders", "velden"),
    [
        ({"uren_min": Decimal(40)}, ["uren_min"]),
        ({"salaris_min": 700000}, ["salaris_min"]),
        ({"schaal_min": "11A"}, ["schaal_min"]),
        ({"schaal_min": "10A", "schaal_max": "10"}, ["schaal_min"]),
        ({"schaal_min": "A"}, []),
        ({"schaal_min": "9", "schaal_max": "10"}, []),
        ({"salaris_min": 700000, "uren_min": Decimal(40)}, ["uren_min", "salaris_min"]),
        ({"uren_min": None, "salaris_max": None}, []),
        ({"zsm": True}, []),
        ({"zsm": True, "start_datum": date(2026, 10, 1)}, ["zsm"]),
        ({"einde_datum": date(2026, 10, 1)}, ["einde_datum"]),
        ({"einde_datum": date(2026, 10, 1), "contractsoort": Contractsoort.TIJDELIJK}, []),
        (
            {
                "start_datum": date(2026, 10, 2),
                "einde_datum": date(2026, 10, 1),
                "contractsoort": None,
            },
            ["einde_datum"],
        ),
        ({"competenties": ("Rekenen", "rekenen")}, ["competenties"]),
        ({"profielen": (UUID(int=1), UUID(int=2))}, []),
        (
            {"uren_min": Decimal(40), "profielen": (UUID(int=1), UUID(int=1)), "zsm": True}
            | {"start_datum": date(2026, 10, 1)},
            ["uren_min", "zsm", "profielen"],
        ),
    ],
)
def test_contradictions(anders: dict[str, object], velden: list[str]) -> None:
    gegevens = replace(VOLLEDIG, **anders)  # type: ignore[arg-type]
    assert [f.veld for f in rules.tegenstrijdig(gegevens)] == velden


TOEGESTAAN = {
    (S.CONCEPT, S.OPENGESTELD),
    (S.CONCEPT, S.INGETROKKEN),
    (S.OPENGESTELD, S.GESLOTEN),
    (S.OPENGESTELD, S.INGETROKKEN),
    (S.OPENGESTELD, S.VERVULD),
    (S.GESLOTEN, S.INGETROKKEN),
    (S.GESLOTEN, S.VERVULD),
}


@pytest.mark.parametrize(("van", "naar"), list(product(S, S)))
def test_every_transition(van: S, naar: S) -> None:
    beletselen = rules.overgang_beletselen(vacature(van), naar, NU)
    assert (beletselen == []) is ((van, naar) in TOEGESTAAN)
    assert (naar in rules.mogelijk(van)) is ((van, naar) in TOEGESTAAN)
    assert set(OVERGANGEN) == TOEGESTAAN


def test_an_opening_ends_by_the_clock() -> None:
    een = vacature(S.OPENGESTELD)
    assert een.sluit_op is not None
    assert rules.status_op(een, een.sluit_op - timedelta(microseconds=1)) is S.OPENGESTELD
    assert rules.status_op(een, een.sluit_op) is S.GESLOTEN
    gesloten = rules.overgang_beletselen(een, S.GESLOTEN, een.sluit_op)
    assert [f.code for f in gesloten] == ["overgang-bestaat-niet"]


ANDERS: dict[str, object] = {
    "functie": "jurist",
    "niveau": rules.Niveau.JUNIOR,
    "aantal_plaatsen": 2,
    "soort": rules.Vacaturesoort.STAGE,
    "normfunctie": "Adviseur",
    "cao": "cao-gemeenten",
    "taalniveau": rules.Taalniveau.B2,
    "banenafspraak": True,
    "alleen_herplaatsing": True,
    "poolplaats": UUID(int=7),
    "einde_datum": date(2027, 1, 1),
}


@pytest.mark.parametrize("veld", sorted(BEVROREN_NA_OPENSTELLING))
def test_frozen_once_opened(veld: str) -> None:
    anders = replace(VOLLEDIG, **{veld: ANDERS.get(veld)})  # type: ignore[arg-type]
    assert rules.wijziging_beletselen(vacature(S.CONCEPT), anders, NU) == []
    fouten = rules.wijziging_beletselen(vacature(S.OPENGESTELD), anders, NU)
    assert [(f.veld, f.code) for f in fouten] == [(veld, "bevroren")]
    voorbij = rules.wijziging_beletselen(vacature(S.VERVULD), anders, NU)
    assert {f.code for f in voorbij} == {"afgesloten"}


@pytest.mark.parametrize(
    ("een", "ander", "zelfde"),
    [
        (("Specialist Wmo", "https://www.x.nl/v/1"), ("specialist  WMO", "http://x.nl/v/1/"), True),
        (
            ("Specialist Wmo", "https://x.nl/v/1?utm_source=y"),
            ("Specialist Wmo (32-36)", "https://x.nl/v/1#boven"),
            True,
        ),
        # One article with several vacancies in it.
        (
            ("Coördinator Planning & Control", "https://x.nl/artikel"),
            ("Financieel Adviseur Samenleving", "https://x.nl/artikel"),
            False,
        ),
        (("Projectleider civiel", None), ("Projectleider Civiël", "https://x.nl/9"), True),
        (("Projectleider", None), ("Senior projectleider", None), False),
    ],
)
def test_the_same_vacancy(
    een: tuple[str, str | None], ander: tuple[str, str | None], zelfde: bool
) -> None:
    a, b = (Gegevens(titel, bron_url=url) for titel, url in (een, ander))
    assert rules.zelfde_vacature(a, b, 0.5) is rules.zelfde_vacature(b, a, 0.5) is zelfde


def test_the_same_title_with_another_closing_date_is_another_vacancy() -> None:
    a = Gegevens("Jurist", sluitings_datum=date(2026, 9, 1))
    assert not rules.zelfde_vacature(a, replace(a, sluitings_datum=date(2026, 10, 1)), 0.5)


@given(st.text("abZ &éÉïÏ!-09", max_size=60), st.dates())
def test_the_key_of_a_title_is_stable(titel: str, dag: date) -> None:
    sleutel = rules.titelsleutel(titel, dag)
    assert sleutel == rules.titelsleutel(f" {titel.upper().lower()}! ", dag)
    assert sleutel.endswith(str(dag))


def test_what_somebody_is() -> None:
    def soorten(kijker: rules.Kijker) -> list[str]:
        return [h.categorie for h in rules.hoedanigheden(kijker, vacature(S.CONCEPT), [VERBAND])]

    verband = frozenset({VERBAND})
    assert soorten(rules.Kijker()) == ["extern"]
    assert soorten(rules.Kijker(AA, verbanden=verband)) == ["intern", "extern"]
    assert soorten(rules.Kijker(AA, herplaatsing=True))[:2] == ["herplaatsing", "intern"]
    assert soorten(rules.Kijker(BEE, verbanden=verband)) == ["partner", "extern"]
    both = rules.Kijker(BEE, verbanden=verband, herplaatsing=True, inlener_bij=frozenset({AA}))
    assert soorten(both) == ["inleenkracht", "herplaatsing_partner", "partner", "extern"]
    assert soorten(rules.Kijker(CEE)) == ["extern"]
