"""No trainee meets an organisation twice, layers are spread, and both ways compute the same."""

from datetime import date
from itertools import product
from random import Random
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.pool.trainee import rooster
from services.pool.trainee.mentoren import kies_mentoren
from services.pool.trainee.rooster import gelijke_ruimte, wisselende_ruimte
from services.pool.trainee.rooster.opgave import waarde
from services.pool.trainee.rules import (
    Bestuurslaag,
    Gastplek,
    Trainee,
    Traineeblok,
    Traineementor,
    Traineeplaats,
    Wensgewichten,
    fouten_in_blokken,
    fouten_in_rooster,
    wens,
)

ONDERWERPEN = ("water", "wonen", "data", "recht")


def programma(
    seed: int, mensen: int, gasten: int, blokken: int, gelijk: bool
) -> tuple[list[Trainee], list[Gastplek]]:
    r = Random(seed)
    lagen = list(Bestuurslaag)[:4]
    waar = [
        Gastplek(
            f"org-{nr:02}",
            r.choice(lagen),
            (r.randint(0, 2),) * blokken
            if gelijk
            else tuple(r.randint(0, 2) for _ in range(blokken)),
            tuple(r.sample(ONDERWERPEN, 2)),
        )
        for nr in range(gasten)
    ]
    namen = [een.organisatie for een in waar]
    wie = [
        Trainee(
            UUID(int=nr + 1), "thuis", tuple(r.sample(ONDERWERPEN, 2)),
            tuple(r.sample(namen, min(2, gasten))),
        )
        for nr in range(mensen)
    ]  # fmt: skip
    return wie, waar


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.integers(0, 10_000), st.integers(1, 8), st.integers(1, 7), st.integers(1, 4), st.booleans()
)
def test_niemand_komt_twee_keer_bij_een_organisatie(
    seed: int, mensen: int, gasten: int, blokken: int, gelijk: bool
) -> None:
    wie, waar = programma(seed, mensen, gasten, blokken, gelijk)
    geweest = frozenset({(wie[0].id, waar[0].organisatie)})
    uit = rooster.bereken(wie, waar, blokken, geweest)
    per = {een.organisatie: een for een in waar}
    assert fouten_in_rooster(uit.plaatsen, per) == []
    assert geweest.isdisjoint((een.trainee, een.organisatie) for een in uit.plaatsen)
    assert uit.gevuld == len(uit.plaatsen)
    lagen = {(een.trainee, per[een.organisatie].laag) for een in uit.plaatsen}
    assert uit.lagen == len(lagen)
    id = {een.id: een for een in wie}
    assert uit.wensen == sum(wens(id[e.trainee], per[e.organisatie]) for e in uit.plaatsen)
    assert uit.bewezen


@pytest.mark.parametrize("seed", range(6))
def test_in_twee_stappen_of_in_een_keer_is_even_goed(seed: int) -> None:
    wie, waar = programma(seed, 5, 6, 3, gelijk=True)
    opgave = rooster.Opgave(wie, waar, 3)
    twee, een = gelijke_ruimte.per_gast(opgave), wisselende_ruimte.per_blok(opgave)
    assert (twee.gevuld, twee.lagen, twee.wensen) == (een.gevuld, een.lagen, een.wensen)


@pytest.mark.parametrize("seed", range(6))
def test_opnieuw_kiezen_komt_ook_bij_het_beste(seed: int) -> None:
    """What a large programme does, here from nothing: it stops at the bound and breaks no rule."""
    wie, waar = programma(seed, 8, 7, 3, gelijk=False)
    drie = [
        (t, g, b)
        for t in range(len(wie))
        for g, gast in enumerate(waar)
        for b in range(3)
        if gast.ruimte[b]
    ]
    opgave = rooster.Opgave(wie, waar, 3)
    _, beste, _ = wisselende_ruimte.ineens(opgave, drie)
    plaatsen, stand = wisselende_ruimte.verbeter(opgave, drie, [], beste)
    per = {een.organisatie: een for een in waar}
    regels = [Traineeplaats(wie[t].id, b, waar[g].organisatie) for t, g, b in plaatsen]
    assert fouten_in_rooster(regels, per) == []
    assert stand == beste == waarde(opgave, plaatsen)


@pytest.mark.parametrize("seed", range(4))
def test_het_is_het_beste_dat_er_is(seed: int) -> None:
    """Every rotation of two trainees over three hosts in two blocks, tried by hand."""
    wie, waar = programma(seed, 2, 3, 2, gelijk=False)
    per = {een.organisatie: een for een in waar}
    opties = [None, *(een.organisatie for een in waar)]
    plekken = [(t, b) for t in range(2) for b in range(2)]
    beste = (0, 0, 0)
    for keuze in product(opties, repeat=4):
        plaatsen = [
            Traineeplaats(wie[t].id, b, o)
            for (t, b), o in zip(plekken, keuze, strict=True)
            if o is not None
        ]
        if fouten_in_rooster(plaatsen, per):
            continue
        lagen = len({(een.trainee, per[een.organisatie].laag) for een in plaatsen})
        id = {een.id: een for een in wie}
        som = sum(wens(id[een.trainee], per[een.organisatie]) for een in plaatsen)
        beste = max(beste, (len(plaatsen), lagen, som))
    uit = rooster.bereken(wie, waar, 2)
    assert (uit.gevuld, uit.lagen, uit.wensen) == beste


def test_hoe_zwaar_een_wens_telt_is_een_afspraak() -> None:
    """One place: by default a named organisation wins, when layers count most a layer does."""
    waar = [
        Gastplek("naam", Bestuurslaag.GEMEENTE, (1,)),
        Gastplek("laag", Bestuurslaag.PROVINCIE, (1,)),
        Gastplek("vak", Bestuurslaag.GEMEENTE, (1,), ("water",)),
    ]
    wie = [
        Trainee(
            UUID(int=1), "x", ("water",), ("naam",), lagen=(Bestuurslaag.PROVINCIE,),
            gezien=frozenset({Bestuurslaag.GEMEENTE, Bestuurslaag.PROVINCIE}),
        )
    ]  # fmt: skip
    for gewichten, gekozen, telt in (
        (Wensgewichten(), "naam", 5),
        (Wensgewichten(1, 4, 1), "laag", 4),
        (Wensgewichten(1, 1, 2), "vak", 2),
    ):
        uit = rooster.bereken(wie, waar, 1, gewichten=gewichten)
        assert ([een.organisatie for een in uit.plaatsen], uit.wensen) == ([gekozen], telt)


def test_een_mentor_heeft_ervaring_in_wat_de_trainee_wil() -> None:
    wie = [Trainee(UUID(int=1), "x", ("water", "data")), Trainee(UUID(int=2), "x", ("recht",))]
    mentoren = [
        Traineementor(UUID(int=11), "y", ("water", "data")),
        Traineementor(UUID(int=12), "y", ("water",)),
        Traineementor(UUID(int=13), "y", ("wonen",)),
    ]
    assert kies_mentoren(wie, mentoren) == {UUID(int=1): UUID(int=11)}


def test_blokken_volgen_elkaar_op() -> None:
    een = Traineeblok(0, date(2026, 9, 1), date(2027, 2, 28))
    twee = Traineeblok(1, date(2027, 2, 1), date(2027, 1, 1))
    assert fouten_in_blokken([een]) == []
    codes = [fout.code for fout in fouten_in_blokken([een, twee])]
    assert codes == ["periode-omgekeerd", "overlap"]
