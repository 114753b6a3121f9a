"""When is a need complete, and what may happen to it?"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.pool.planning import rules
from services.pool.planning.rules import Behoefte, BehoefteStatus

VANDAAG = date(2026, 8, 12)
BEHOEFTE = Behoefte(
    verband=UUID(int=1),
    inlener="00000099000000001000",
    titel="Planeconoom",
    functie="planeconoom",
    uren_min=Decimal(24),
    uren_max=Decimal(36),
    van=date(2026, 9, 1),
    tot=date(2026, 12, 31),
)


def test_compleet_staat_open_en_onvolledig_is_concept() -> None:
    assert rules.ontbreekt(BEHOEFTE) == []
    assert rules.beginstatus(BEHOEFTE, VANDAAG) is BehoefteStatus.OPEN
    kaal = replace(BEHOEFTE, uren_max=None, van=None, tot=None, verband=None)
    assert rules.ontbreekt(kaal) == ["verband", "urenMax", "van", "tot"]
    assert rules.beginstatus(kaal, VANDAAG) is BehoefteStatus.CONCEPT


def test_een_einde_dat_niemand_noemt_is_geen_open_einde() -> None:
    assert rules.ontbreekt(replace(BEHOEFTE, tot=None)) == ["tot"]
    assert rules.ontbreekt(replace(BEHOEFTE, tot=None, open_einde=True)) == []
    assert rules.ontbreekt(replace(BEHOEFTE, tot=None, duur_maanden=6)) == []


def test_wat_voorbij_is_gaat_niet_open() -> None:
    oud = replace(BEHOEFTE, van=date(2025, 1, 1), tot=date(2026, 8, 11))
    [reden] = rules.beletselen(oud, BehoefteStatus.CONCEPT, BehoefteStatus.OPEN, VANDAAG)
    assert reden.code == "periode-voorbij"
    assert rules.beginstatus(replace(oud, tot=VANDAAG), VANDAAG) is BehoefteStatus.OPEN


@pytest.mark.parametrize(
    ("anders", "verwacht"),
    [
        ({}, (date(2026, 9, 1), date(2026, 12, 31))),
        ({"van": None, "zo_snel_mogelijk": True}, (VANDAAG, date(2026, 12, 31))),
        ({"tot": None, "duur_maanden": 6}, (date(2026, 9, 1), date(2027, 2, 28))),
        ({"tot": None, "open_einde": True}, (date(2026, 9, 1), None)),
        ({"van": None}, None),
    ],
)
def test_periode(anders: dict[str, object], verwacht: object) -> None:
    assert rules.periode(replace(BEHOEFTE, **anders), VANDAAG) == verwacht  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("dag", "maanden", "verwacht"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 3, 15), 12, date(2027, 3, 15)),
        (date(9999, 12, 1), 1, date.max),
    ],
)
def test_plus_maanden(dag: date, maanden: int, verwacht: date) -> None:
    assert rules.plus_maanden(dag, maanden) == verwacht


@given(st.dates(), st.integers(1, 120))
def test_later_is_later(dag: date, maanden: int) -> None:
    assert rules.plus_maanden(dag, maanden) >= dag


@pytest.mark.parametrize(
    ("anders", "code"),
    [
        ({"uren_min": Decimal(37)}, "uren-omgekeerd"),
        ({"uren_min": None, "uren_max": Decimal(0)}, "uren-nul"),
        ({"kleinste_urenblok": Decimal(40)}, "urenblok-te-groot"),
        ({"tot": date(2026, 8, 31)}, "periode-omgekeerd"),
        ({"open_einde": True}, "einde-dubbel"),
        ({"titel": " ", "functie": None}, "ontbreekt"),
    ],
)
def test_tegenstrijdig_is_fout(anders: dict[str, object], code: str) -> None:
    behoefte = replace(BEHOEFTE, **anders)  # type: ignore[arg-type]
    assert code in [een.code for een in rules.fouten_in_behoefte(behoefte)]
    assert rules.fouten_in_behoefte(BEHOEFTE) == []


@pytest.mark.parametrize("van", list(BehoefteStatus))
@pytest.mark.parametrize("naar", list(BehoefteStatus))
def test_alleen_de_tabel_laat_een_overgang_toe(van: BehoefteStatus, naar: BehoefteStatus) -> None:
    mag = rules.beletselen(BEHOEFTE, van, naar, VANDAAG) == []
    assert mag == ((van, naar) in rules.OVERGANGEN)


@pytest.mark.parametrize(
    ("laagste", "hoogste", "blok", "uren", "gedekt"),
    [
        ("24", "36", None, 24, True),
        ("24", "36", None, 23, False),
        ("28.8", "28.8", None, 28, True),
        ("0", "8", None, 8, True),
        ("0", "8", "4", 4, True),
        (None, "16", None, 8, False),
        ("0", "8", "4", 0, False),
    ],
)
def test_is_gedekt(
    laagste: str | None, hoogste: str, blok: str | None, uren: int, gedekt: bool
) -> None:
    behoefte = replace(
        BEHOEFTE,
        uren_min=Decimal(laagste) if laagste else None,
        uren_max=Decimal(hoogste),
        kleinste_urenblok=Decimal(blok) if blok else None,
    )
    assert rules.is_gedekt(behoefte, Decimal(uren)) is gedekt
