"""The chosen rings are the best there are: beside an independent solver, and by their own rules."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import permutations
from random import Random
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.pool.flexpool.rules import Niveau, Vaardigheid
from services.pool.functieruil import berekening, kringen
from services.pool.functieruil.feiten import Feiten, als_json, van_json, vingerafdruk
from services.pool.functieruil.optimaal import Doel, Grens, kies
from services.pool.functieruil.rules import (
    Ruilafspraken,
    Ruilplek,
    Ruiluitlegcode,
    Ruilwens,
    Schakel,
    VrijePlek,
    Zichtbaarheid,
    belemmeringen,
    fouten_in_schakels,
    kan_naar,
)
from tests.pool.functieruil.kep import instantie, meeste_mensen, zonder_dagen


def regio(seed: int, mensen: int, langste: int, plekken: int = 0, leeg: float = 0) -> Feiten:
    """Random people and seats, without days or hours that matter."""
    r = Random(seed)
    functies, niveaus = ["a", "b", "c", "d"], list(Niveau)

    def plek(nr: int) -> Ruilplek:
        van = date(2026, 10, 1) + timedelta(days=r.choice([0, 30, 90]))
        tot = van + timedelta(days=r.choice([60, 180]))
        organisatie, functie = str(r.randrange(6)), r.choice(functies)
        uren = Decimal(r.choice([28, 32, 36]))
        return Ruilplek(UUID(int=nr), organisatie, functie, r.choice(niveaus), uren, van, tot)

    wensen = []
    for nr in range(mensen):
        eigen = plek(nr + 1)
        kan = tuple(Vaardigheid(functie, r.choice(niveaus)) for functie in functies)
        zoekt = tuple(r.sample(functies, 2))
        wensen.append(
            Ruilwens(
                eigen.id,
                UUID(int=0),
                UUID(int=5000 + nr),
                eigen,
                kan,
                zoekt,
                (),
                Zichtbaarheid.ALLEEN_IK,
                date(2027, 1, 1),
                mag_leeg=r.random() < leeg,
            )
        )
    vrij = tuple(VrijePlek(plek(900 + nr), UUID(int=0), "vrij") for nr in range(plekken))
    return Feiten(date(2026, 8, 12), tuple(wensen), vrij, Ruilafspraken(langste_kring=langste))


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("langste", [3, 4])
def test_er_ruilen_er_zoveel_als_een_andere_oplosser_kan(seed: int, langste: int) -> None:
    """kep_solver: made for kidney exchange, by others, with another solver (CBC)."""
    feiten = zonder_dagen(regio(seed, 24, langste))
    net = berekening.maak_net(feiten)
    onze = berekening.bereken(feiten)
    assert onze.bewezen
    assert onze.mensen == meeste_mensen(instantie(net), langste)


def alle_keuzes(net: berekening.Net, ringen: list[tuple[int, ...]]) -> Iterator[list[int]]:
    """Every set of rings that share no place."""

    def verder(vanaf: int, bezet: frozenset[int]) -> Iterator[list[int]]:
        yield []
        for nr in range(vanaf, len(ringen)):
            if not bezet & set(ringen[nr]):
                for rest in verder(nr + 1, bezet | set(ringen[nr])):
                    yield [nr, *rest]

    yield from verder(0, frozenset())


@pytest.mark.parametrize("seed", range(6))
def test_eerst_mensen_dan_wensen_dan_zo_min_mogelijk_lange_kringen(seed: int) -> None:
    """All sets of rings tried by hand; also with free seats and places that may stay empty."""
    feiten = regio(seed, 9, 3, plekken=2, leeg=0.4)
    net = berekening.maak_net(feiten)
    ringen = berekening.zoek_kringen(net, feiten.afspraken)
    assert sorted(ringen) == sorted(_ringen_met_de_hand(net, feiten)), "no ring is overlooked"
    doelen = berekening.doelen_van(net, ringen, 3) if ringen else []
    beste = max(
        (tuple(sum(doel.waarden[nr] for nr in keuze) for doel in doelen)
         for keuze in alle_keuzes(net, ringen)),
        default=(),
    )  # fmt: skip
    onze = berekening.bereken(feiten)
    assert (onze.mensen, onze.voorkeur, -onze.langste)[: len(beste)] == beste


def _ringen_met_de_hand(net: berekening.Net, feiten: Feiten) -> Iterator[tuple[int, ...]]:
    from services.pool.functieruil.rules import venster

    for lengte in (2, 3, 4):
        for rij in permutations(range(len(net.plekken)), lengte):
            mensen = [nr for nr in rij if nr < net.aantal_mensen]
            rond = zip(rij, [*rij[1:], rij[0]], strict=True)
            if min(rij) == rij[0] and 0 < len(mensen) <= 3 and len(mensen) >= lengte - 1:
                past = venster([net.plekken[nr] for nr in rij], feiten.afspraken.kortste_dagen)
                if past and all(naar in net.pijlen[van] for van, naar in rond):
                    yield rij


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10_000), st.integers(2, 30), st.integers(2, 4))
def test_niemand_gaat_twee_keer_en_geen_werkgever_houdt_een_lege_plek(
    seed: int, mensen: int, langste: int
) -> None:
    feiten = regio(seed, mensen, langste, plekken=3, leeg=0.3)
    net = berekening.maak_net(feiten)
    uitkomst = berekening.bereken(feiten)
    schakels = []
    for kring in uitkomst.kringen:
        wie = berekening.mensen_in(net, kring)
        assert 1 <= len(wie) <= langste
        for nr in wie:
            wens, plek = net.wensen[nr], net.plekken[berekening.naar(kring, nr)]
            assert belemmeringen(wens, plek, feiten.afspraken, ()) == []
            schakels.append(
                Schakel(nr, wens.id, wens.medewerker, wens.plek.organisatie,
                        plek.id, plek.organisatie, plek.functie, plek.uren)
            )  # fmt: skip
    leeg = [een.id for een in feiten.wensen if een.mag_leeg]
    assert fouten_in_schakels(schakels, leeg) == []
    assert set(uitkomst.uitleg) == {een.id for een in feiten.wensen}, "everybody learns why"
    in_kring = {id for id, een in uitkomst.uitleg.items() if een.code is Ruiluitlegcode.IN_KRING}
    assert in_kring == {een.wens for een in schakels}
    for een in uitkomst.uitleg.values():
        if een.mensen_met_u is not None and een.mensen is not None:
            assert een.mensen_met_u <= een.mensen


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10_000))
def test_de_snelle_vraag_is_dezelfde_als_de_uitgelegde(seed: int) -> None:
    feiten = regio(seed, 2, 3)
    een, ander = feiten.wensen
    snel = kan_naar(een, ander.plek, feiten.afspraken, ())
    assert snel == (not belemmeringen(een, ander.plek, feiten.afspraken, ()))


def test_dezelfde_feiten_geven_dezelfde_uitkomst_ook_door_json() -> None:
    feiten = regio(3, 40, 4, plekken=2, leeg=0.2)
    tekst = als_json(feiten)
    terug = van_json(tekst)
    assert vingerafdruk(als_json(terug)) == vingerafdruk(tekst)
    assert berekening.bereken(feiten) == berekening.bereken(terug)


def test_wat_te_groot_is_wordt_gezegd(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kringen, "MEESTE", 1)
    with pytest.raises(kringen.TeVeelKringen):
        kringen.zoek([[1, 2], [0, 2], [0, 1]], [1, 1, 1], 3)


def test_doelen_na_elkaar_zijn_dezelfde_als_doelen_samen() -> None:
    """With a known range two goals are proved at once, without one one after the other."""
    r = Random(5)
    grenzen = [Grens(sorted(r.sample(range(30), 5)), 1) for _ in range(20)]
    eerste, tweede = ([r.randint(1, 9) for _ in range(30)] for _ in range(2))
    los = kies(30, grenzen, [Doel("een", eerste), Doel("twee", tweede)])
    samen = kies(30, grenzen, [Doel("een", eerste, 270), Doel("twee", tweede, 270)])
    assert los[1] == samen[1]
