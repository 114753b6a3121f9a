"""What a pool is built on, how its choices grew, and who its partners are."""

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.pool.flexpool import rules
from services.pool.flexpool.rules import (
    VELD_VAN,
    Basis,
    Basissoort,
    Keuze,
    Keuzes,
    Keuzestand,
    Niveau,
    Partnerstatus,
    PoolStatus,
    Vaardigheid,
)

OPGAVE = UUID(int=5)
FUNCTIES = Basis(Basissoort.FUNCTIEGROEP, functies=("jurist", "planeconoom"))
NIVEAUS = Basis(Basissoort.NIVEAU, niveaus=(Niveau.MEDIOR, Niveau.SENIOR))
OPGAVEN = Basis(Basissoort.OPGAVE, opgaven=(OPGAVE,))
DOELGROEP = Basis(Basissoort.DOELGROEP, doelgroep="Trainees")


# ------------------------------------------------------------------ basis
@pytest.mark.parametrize(
    ("basis", "behoefte", "hoort"),
    [
        (None, (None, None), True),
        (FUNCTIES, ("jurist", None), True),
        (FUNCTIES, ("inkoper", None), False),
        (FUNCTIES, (None, None), False),
        (NIVEAUS, (None, Niveau.SENIOR), True),
        (NIVEAUS, (None, Niveau.JUNIOR), False),
        (NIVEAUS, (None, None), True),
        (OPGAVEN, ("x", None, OPGAVE), True),
        (OPGAVEN, ("x", None, UUID(int=6)), False),
        (OPGAVEN, ("x", None), False),
        (DOELGROEP, ("x", None, None, "trainees"), True),
        (DOELGROEP, ("x", None, None, "directeuren"), False),
        (DOELGROEP, ("x", None), True),
    ],
)
def test_which_needs_are_for_a_pool(
    basis: Basis | None, behoefte: tuple[Any, ...], hoort: bool
) -> None:
    reden = rules.hoort_bij(basis, *behoefte)
    assert (reden is None) is hoort
    if reden:
        assert reden.code == "buiten-basis"


@pytest.mark.parametrize(
    ("basis", "functie", "niveau", "past"),
    [
        (None, "x", Niveau.JUNIOR, True),
        (FUNCTIES, "jurist", Niveau.JUNIOR, True),
        (FUNCTIES, "inkoper", Niveau.SENIOR, False),
        (NIVEAUS, "x", Niveau.MEDIOR, True),
        (NIVEAUS, "x", Niveau.JUNIOR, False),
        (OPGAVEN, "x", Niveau.JUNIOR, True),
        (DOELGROEP, "x", Niveau.JUNIOR, True),
    ],
)
def test_which_members_fit_a_pool(
    basis: Basis | None, functie: str, niveau: Niveau, past: bool
) -> None:
    assert (rules.past_in(basis, [Vaardigheid(functie, niveau)]) is None) is past


def test_a_basis_fills_the_field_of_its_kind_and_no_other() -> None:
    for goed in (FUNCTIES, NIVEAUS, OPGAVEN, DOELGROEP):
        assert rules.fouten_in_basis(goed) == []
    leeg = Basis(Basissoort.OPGAVE, functies=("jurist",), doelgroep="x")
    assert {(fout.veld, fout.code) for fout in rules.fouten_in_basis(leeg)} == {
        ("basis.opgaven", "ontbreekt"),
        ("basis.functies", "hoort-niet-bij-soort"),
        ("basis.doelgroep", "hoort-niet-bij-soort"),
    }


# ------------------------------------------------------------------ choices
teksten = st.sampled_from(["", "a", "b", "c"])
keuzes = st.builds(Keuzes, *[teksten] * 5)
herkomsten = st.dictionaries(st.sampled_from(list(VELD_VAN.values())), st.integers(1, 3))


def stand(nr: int, keuzes: Keuzes, herkomst: Mapping[str, int]) -> Keuzestand:
    op = datetime(2026, 1, 1, nr % 24, tzinfo=UTC)
    return Keuzestand(nr, keuzes, f"mens {nr}", "0" * 20, op, herkomst)


@given(st.lists(st.tuples(keuzes, herkomsten), min_size=1, max_size=8))
def test_each_choice_has_its_own_versions(rijen: list[tuple[Keuzes, dict[str, int]]]) -> None:
    standen = [stand(nr, *rij) for nr, rij in enumerate(rijen, 1)]
    for keuze, veld in VELD_VAN.items():
        versies = rules.geschiedenis(keuze, reversed(standen))
        assert [een.versie for een in versies] == list(range(1, len(versies) + 1))
        # What is said now is the last version, and no version repeats the one before.
        assert versies[-1].tekst == getattr(standen[-1].keuzes, veld)
        paren = [(een.tekst, een.convenant) for een in versies]
        assert all(een != volgend for een, volgend in pairwise(paren))
        # Whoever is named made that change.
        for een in versies:
            [bron] = [s for s in standen if s.door == een.door]
            assert getattr(bron.keuzes, veld) == een.tekst


@given(keuzes, herkomsten, keuzes, herkomsten)
def test_where_a_choice_comes_from(
    oud: Keuzes, herkomst: dict[str, int], nieuw: Keuzes, over: dict[str, int]
) -> None:
    uit = rules.nieuwe_herkomst(oud, herkomst, nieuw, over)
    for veld in VELD_VAN.values():
        if veld in over:
            assert uit[veld] == over[veld]
        elif getattr(oud, veld) == getattr(nieuw, veld):
            assert uit.get(veld) == herkomst.get(veld)
        else:
            assert veld not in uit


def test_the_names_on_the_line_are_those_of_the_convenant() -> None:
    assert [keuze.value for keuze in Keuze] == [
        "doelgroep",
        "afzender",
        "roulatiesysteem",
        "doelen",
        "kostenEnUren",
    ]


# ------------------------------------------------------------------ partners
@pytest.mark.parametrize(
    ("wij", "zij", "status"),
    [
        (True, True, Partnerstatus.PARTNER),
        (True, None, Partnerstatus.GEVRAAGD),
        (None, True, Partnerstatus.ONTVANGEN),
        (True, False, Partnerstatus.INGETROKKEN),
        (False, True, Partnerstatus.INGETROKKEN),
        (False, None, Partnerstatus.INGETROKKEN),
        (None, False, Partnerstatus.INGETROKKEN),
    ],
)
def test_two_yeses_make_partners(wij: bool | None, zij: bool | None, status: Partnerstatus) -> None:
    assert rules.partnerstatus(wij, zij) is status


def test_what_stops_partners() -> None:
    een, ander = UUID(int=1), UUID(int=2)
    actief, klaar = PoolStatus.ACTIEF, PoolStatus.BEEINDIGD

    def codes(*args: Any) -> list[str]:
        return [reden.code for reden in rules.beletselen_partner(*args)]

    assert codes(een, actief, ander, actief, True) == []
    assert codes(een, actief, een, actief, True) == ["zelfde-pool"]
    assert codes(een, actief, ander, klaar, True) == ["pool-beeindigd"]
    assert codes(een, klaar, ander, actief, True) == ["pool-beeindigd"]
    assert codes(een, klaar, ander, actief, False) == []
