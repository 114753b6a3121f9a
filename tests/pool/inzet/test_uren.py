"""No hour twice: exact on dates, against counting day by day; and the other pure rules."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.pool.flexpool.rules import InDienstVoor, Kijker
from services.pool.inzet import rules
from services.pool.inzet.rules import (
    Akkoord,
    Capaciteit,
    Inzet,
    InzetStatus,
    Partij,
    Terugkeerdoel,
    duur,
    waadi,
)
from tests.pool.conftest import NU
from tests.pool.inzet.test_rules import INZET

BEGIN = date(2026, 9, 1)
dagen = st.integers(0, 40).map(lambda n: BEGIN + timedelta(days=n))
uren = st.integers(1, 80).map(lambda n: Decimal(n) / 2)


@st.composite
def perioden(draw: st.DrawFn) -> tuple[date, date | None]:
    van = draw(dagen)
    return van, draw(st.none() | st.integers(0, 20).map(lambda n: van + timedelta(days=n)))


@st.composite
def inzetten(draw: st.DrawFn) -> Inzet:
    van, tot = draw(perioden())
    status = draw(st.sampled_from(list(InzetStatus)))
    return replace(INZET, van=van, tot=tot, uren_per_week=draw(uren), status=status)


@st.composite
def ruimtes(draw: st.DrawFn) -> Capaciteit:
    van, tot = draw(perioden())
    return Capaciteit(van, tot, draw(uren))


def _op(van: date, tot: date | None, dag: date) -> bool:
    return van <= dag and (tot is None or dag <= tot)


@given(st.lists(inzetten(), max_size=5), st.lists(ruimtes(), min_size=1, max_size=3), perioden())
def test_overschrijdingen_zijn_precies_de_dagen_met_te_veel_uren(
    lijst: list[Inzet], capaciteit: list[Capaciteit], wanneer: tuple[date, date | None]
) -> None:
    van, tot = wanneer
    gevonden = rules.overschrijdingen(lijst, capaciteit, van, tot)
    for n in range(80):
        dag = van + timedelta(days=n)
        if tot is not None and dag > tot:
            break
        bezet = sum(
            (i.uren_per_week for i in lijst if rules.houdt_bezet(i) and _op(i.van, i.tot, dag)),
            Decimal(0),
        )
        ruimte = max((c.uren for c in capaciteit if _op(c.van, c.tot, dag)), default=Decimal(0))
        assert any(_op(een.van, een.tot, dag) for een in gevonden) == (bezet > ruimte)


def test_zonder_lidmaatschap_is_er_niets_te_zeggen() -> None:
    assert rules.overschrijdingen([INZET], [], BEGIN, None) == []


antwoorden = st.lists(
    st.builds(
        Akkoord,
        partij=st.sampled_from(list(Partij)),
        versie=st.integers(1, 3),
        akkoord=st.booleans(),
        door=st.just("x"),
        op=st.just(NU),
        reden=st.just("waarom"),
    ),
    max_size=9,
)


@given(antwoorden, st.integers(1, 3))
def test_akkoord_is_het_laatste_woord_van_alle_drie(lijst: list[Akkoord], versie: int) -> None:
    laatste = dict.fromkeys(Partij, False)
    for een in lijst:
        if een.versie == versie:
            laatste[een.partij] = een.akkoord
    assert rules.is_akkoord(lijst, versie) == all(laatste.values())


@given(antwoorden, st.sampled_from(list(InzetStatus)))
def test_niemand_leest_het_nee_of_de_reden_van_een_ander(
    lijst: list[Akkoord], status: InzetStatus
) -> None:
    inzet = replace(INZET, status=status)
    for kijker, kant in (
        (Kijker(INZET.thuisorganisatie, frozenset({"hr_adviseur"})), Partij.THUISORGANISATIE),
        (Kijker(INZET.inlener, frozenset({"makelaar"})), Partij.INLENER),
        (
            Kijker(INZET.thuisorganisatie, frozenset({"medewerker"}), INZET.medewerker),
            Partij.MEDEWERKER,
        ),
        (Kijker("00000099000000009000", frozenset({"makelaar"}), None), None),
    ):
        zicht = rules.zichtbare_akkoorden(inzet, lijst, kijker)
        for een in zicht.akkoorden:
            if een.partij is not kant:
                assert (een.akkoord, een.reden) == (True, None)
                assert rules.telt_mee(inzet)
                assert rules.is_akkoord(lijst, een.versie)
        assert [e for e in zicht.akkoorden if e.partij is kant] == [
            e for e in lijst if e.partij is kant
        ]


@pytest.mark.parametrize(
    ("dienst", "tarief", "status"),
    [
        (InDienstVoor.EIGEN_WERK, "bruto_loon", waadi.Waadistatus.COLLEGIALE_INLEEN),
        (InDienstVoor.EIGEN_WERK, None, waadi.Waadistatus.LET_OP),
        (InDienstVoor.GEZAMENLIJK, "integraal", waadi.Waadistatus.LET_OP),
        (InDienstVoor.POOL, "bruto_loon", waadi.Waadistatus.TER_BESCHIKKING_STELLEN),
    ],
)
def test_waadi(dienst: InDienstVoor, tarief: str | None, status: waadi.Waadistatus) -> None:
    oordeel = waadi.beoordeel(dienst, tarief)
    assert oordeel.status is status
    assert oordeel.reden
    assert {een.code for een in oordeel.regels} >= {"R08", "R09"}
    assert all(een.zekerheid in "ABC" for een in waadi.REGELS)


def test_zeven_jaar_na_het_jaar_van_afloop() -> None:
    assert waadi.bewaren_tot(date(2026, 1, 1)) == date(2033, 12, 31)
    assert waadi.bewaren_tot(date(2026, 12, 31)) == date(2033, 12, 31)


AFSPRAAK = duur.Duurafspraak(364, 11, 8, 8, 2, 7)


def test_verlengingen_tellen_mee_voor_de_duur() -> None:
    eerder = replace(INZET, id=UUID(int=9), van=date(2026, 1, 1), tot=date(2026, 8, 31))
    elders = replace(eerder, inlener="00000099000000009000")
    met_gat = replace(eerder, tot=date(2026, 8, 30))
    assert duur.begin_van_verblijf(INZET, [eerder, INZET]) == date(2026, 1, 1)
    assert duur.begin_van_verblijf(INZET, [elders, met_gat]) == INZET.van
    codes = [e.code for e in duur.opmerkingen_over_duur(eerder.van, INZET.tot, AFSPRAAK)]
    assert codes == ["langer-dan-twaalf-maanden", "langer-dan-afgesproken"] or codes == [
        "bijna-twaalf-maanden",
        "langer-dan-afgesproken",
    ]
    assert duur.opmerkingen_over_duur(INZET.van, INZET.tot, AFSPRAAK) == []
    [zonder_einde] = duur.opmerkingen_over_duur(INZET.van, None, AFSPRAAK)
    assert zonder_einde.code == "geen-einde"


@given(dagen, st.integers(0, 800))
def test_de_waarschuwing_komt_voor_de_grens(begin: date, duurt: int) -> None:
    """Nobody passes twelve months without a warning one step earlier in time."""
    tot = begin + timedelta(days=duurt)
    codes = {een.code for een in duur.opmerkingen_over_duur(begin, tot, AFSPRAAK)}
    if tot >= duur.plus_maanden(begin, 12):
        assert "langer-dan-twaalf-maanden" in codes
    elif tot >= duur.plus_maanden(begin, 11):
        assert "bijna-twaalf-maanden" in codes
    assert ("langer-dan-afgesproken" in codes) == (duurt + 1 > 364)


def test_vervolg() -> None:
    later = replace(INZET, id=UUID(int=9), van=date(2027, 1, 1), tot=date(2027, 6, 30))
    assert duur.heeft_vervolg(INZET, [INZET, later], 8)
    assert not duur.heeft_vervolg(INZET, [INZET], 8)
    assert not duur.heeft_vervolg(INZET, [replace(later, status=InzetStatus.GEWEIGERD)], 8)
    assert INZET.tot is not None
    net = replace(later, van=INZET.tot + timedelta(weeks=8), tot=None)
    assert duur.heeft_vervolg(INZET, [net], 8)  # what begins months later leaves somebody idle
    assert not duur.heeft_vervolg(INZET, [replace(net, van=net.van + timedelta(days=1))], 8)
    dag = date(2026, 12, 1)
    doel = Terugkeerdoel.NADER_TE_BEPALEN
    zonder = duur.signalen(INZET, doel, INZET.van, False, AFSPRAAK, dag)
    assert zonder == [duur.Signaal.TERUGKEER, duur.Signaal.VERVOLG]
    oud = duur.signalen(INZET, Terugkeerdoel.OUDE_FUNCTIE, INZET.van, False, AFSPRAAK, dag)
    assert oud == [duur.Signaal.TERUGKEER]
    lang = replace(INZET, tot=None)
    assert duur.signalen(lang, doel, INZET.van, True, AFSPRAAK, date(2027, 8, 1)) == [
        duur.Signaal.TWAALF_MAANDEN
    ]
