"""The fair share: exact beside a row of linear programs, and asking for more brings nothing."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.pool.toewijzing import aanspraak, feiten, kansen, netwerk, rechtvaardig_deel, rules
from services.pool.toewijzing.feiten import Behoefte, Feiten
from services.pool.toewijzing.rules import Kans
from tests.benchmarks import pool_regions
from tests.pool.toewijzing import regio
from tests.pool.toewijzing.programma import Programma

HALVE_DAG = 4  # hours
RUSTIG = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def gewogen(zaad: int, organisaties: int = 5, leden: int = 5, behoeften: int = 8) -> Feiten:
    feit = feiten.gesorteerd(regio.regio(zaad, organisaties, leden, behoeften))
    gewichten = tuple((een, 1 + (nr + zaad) % 3) for nr, een in enumerate(feit.organisaties))
    return replace(feit, instellingen=replace(feit.instellingen, gewichten=gewichten))


def verschil(feit: Feiten) -> float:
    """Largest difference with the linear programs, in hours."""
    mogelijk = kansen.vind(feit)
    deel = rechtvaardig_deel.bereken(feit, mogelijk)
    gewicht = aanspraak.gewichten(feit, Fraction(deel.samen))
    verwacht = Programma(feit, mogelijk, gewicht).lexicografisch()
    return max(abs(float(deel.uren[een]) - verwacht[een]) for een in feit.organisaties)


@pytest.mark.parametrize("zaad", range(12))
def test_gelijk_aan_een_reeks_lineaire_programmas(zaad: int) -> None:
    assert verschil(gewogen(zaad)) <= 1e-3 * HALVE_DAG


@pytest.mark.parametrize("zaad", pool_regions.ZADEN)
def test_een_kleine_regio_is_exact(zaad: int) -> None:
    """Size S of the bench: by equal parts, by inhabitants, and with a saldo."""
    assert verschil(pool_regions.regio("S", zaad)) <= 1e-3 * HALVE_DAG


@pytest.mark.parametrize("zaad", range(6))
def test_groepen_dekken_elke_organisatie_die_iets_krijgt_een_keer(zaad: int) -> None:
    feit = feiten.gesorteerd(regio.regio(zaad, 6, 8, 12))
    deel = rechtvaardig_deel.bereken(feit)
    leden = [een for groep in deel.groepen for een in groep.organisaties]
    assert len(leden) == len(set(leden))
    assert {een for een, uren in deel.uren.items() if uren > 0} <= set(leden)
    for groep in deel.groepen:
        assert groep.leden
        samen = sum(deel.uren[een] for een in groep.organisaties)
        assert abs(samen - groep.uren) < Decimal("0.01")
    assert abs(sum(deel.uren.values()) - deel.samen) < Decimal("0.1")


@RUSTIG
@given(st.integers(0, 10_000), st.integers(2, 6), st.integers(1, 8), st.integers(1, 12))
def test_snel_zoeken_vindt_dezelfde_kansen_als_alles_toetsen(
    zaad: int, organisaties: int, leden: int, behoeften: int
) -> None:
    feit = feiten.gesorteerd(regio.regio(zaad, organisaties, leden, behoeften))
    alles = [een for een in rules.toets_alles(feit).values() if isinstance(een, Kans)]
    assert kansen.vind(feit) == alles


def test_snel_zoeken_kijkt_ook_naar_de_afstand() -> None:
    feit = pool_regions.regio("S", 1)
    alles = [een for een in rules.toets_alles(feit).values() if isinstance(een, Kans)]
    assert kansen.vind(feit) == alles
    codes = set(rules.toets_alles(feit).values()) - set(alles)
    assert rules.Redencode.REISAFSTAND in codes


def test_andere_uren_in_een_periode_tellen_ook_in_het_deel() -> None:
    """A member with eight hours for ten weeks: both roads count it the same."""
    basis = gewogen(3)
    begin, einde = regio.PEIL + timedelta(days=70), regio.PEIL + timedelta(days=139)
    leden = tuple(
        replace(een, perioden=(feiten.Beschikbaarheid(begin, einde, Decimal(8)),))
        for een in basis.leden
    )
    anders = replace(basis, leden=leden)
    assert verschil(anders) <= 1e-3 * HALVE_DAG
    minder, meer = rechtvaardig_deel.bereken(anders).samen, rechtvaardig_deel.bereken(basis).samen
    assert minder < meer


def test_de_voortgang_loopt_op_en_wie_stopt_stopt() -> None:
    class Stop(Exception):
        pass

    feit, gehoord = gewogen(5, 12, 12, 24), list[int]()
    rechtvaardig_deel.bereken(feit, None, gehoord.append)
    assert len(set(gehoord)) > 3
    assert gehoord == sorted(gehoord)
    assert (gehoord[0], gehoord[-1]) == (0, 99)

    def stop(percentage: int) -> None:
        if percentage:
            raise Stop

    with pytest.raises(Stop):
        rechtvaardig_deel.bereken(feit, None, stop)


# ------------------------------------------------------------------ asking for more
def nuttig(waar: Feiten, anderen: dict[str, Decimal], wie: str) -> float:
    """Most hours that `wie` can use for what it truly needs while all others get `anderen`."""
    invoer = netwerk.bouw(waar, kansen.vind(waar))
    per_uur = invoer.per_uur / invoer.noemer
    schaal = 1000
    af = np.zeros(invoer.net.knopen, dtype=np.int64)
    put = np.full(invoer.net.knopen, -1, dtype=np.int64)
    for knoop in np.flatnonzero(invoer.net.put >= 0).tolist():
        naam = invoer.organisaties[int(invoer.net.put[knoop])]
        if naam == wie:
            put[knoop] = 0
        else:
            af[knoop] = int(float(anderen[naam]) * per_uur * schaal)
    net = replace(
        invoer.net, ruimte=invoer.net.ruimte * schaal, bij=invoer.net.bij * schaal, af=af, put=put
    )
    return (netwerk.meest(net) - int(af.sum())) / schaal / per_uur


@RUSTIG
@given(
    st.integers(0, 10_000), st.integers(2, 6), st.integers(1, 8), st.integers(2, 12),
    st.integers(1, 5), st.booleans(),
)  # fmt: skip
def test_meer_vragen_dan_je_nodig_hebt_brengt_niets(
    zaad: int, organisaties: int, leden: int, behoeften: int, keer: int, erbij: bool
) -> None:
    """Inflate what one organisation asks, and add needs it does not have: no useful hour more."""
    waar = gewogen(zaad, organisaties, leden, behoeften)
    wie = waar.organisaties[zaad % len(waar.organisaties)]
    eerlijk = rechtvaardig_deel.bereken(waar)

    def groter(een: Behoefte) -> Behoefte:
        return replace(een, uren_max=een.uren_max * keer) if een.inlener == wie else een

    vragen = [groter(een) for een in waar.behoeften]
    if erbij:
        vragen += [
            replace(een, id=type(een.id)(int=een.id.int + 50_000), inlener=wie)
            for een in waar.behoeften
        ]
    opgeblazen = feiten.gesorteerd(replace(waar, behoeften=tuple(vragen)))
    deel = rechtvaardig_deel.bereken(opgeblazen)
    baat = min(nuttig(waar, dict(deel.uren), wie), float(deel.uren[wie]))
    assert baat <= float(eerlijk.uren[wie]) + 0.02


# ------------------------------------------------------------------ entitlement and saldo
def test_een_saldo_telt_tot_een_kwart_van_een_ronde() -> None:
    vragen = [
        regio.behoefte(nr, inlener=regio.oin(nr + 1), uren_min=None, uren_max=Decimal(36))
        for nr in (1, 2)
    ]

    def deel(saldo: int, procent: int = 25) -> list[Decimal]:
        feit = regio.feiten(
            [regio.lid(1)], vragen, saldi=((regio.oin(2), Decimal(saldo)),),
            saldo_maximum_procent=procent,
        )  # fmt: skip
        return list(rechtvaardig_deel.bereken(feit).uren.values())

    samen, helft = Decimal(36 * 26), Decimal(18 * 26)
    assert deel(0) == [helft, helft]
    rijk, arm = deel(1_000_000)
    assert (rijk + arm, round(rijk / arm, 4)) == (samen, Decimal("1.25"))
    assert deel(1_000_000, 0) == [helft, helft]
    assert deel(1_000_000, 100)[0] == round(samen * 2 / 3, 3)
    assert deel(-1_000_000)[0] < helft < deel(10)[0] < rijk


@pytest.mark.parametrize(
    ("gevraagd", "geweigerd", "gekregen", "saldo"),
    [
        (100, 0, 100, 0),  # got its right
        (100, 0, 60, 40),  # wanted, and there were no people
        (60, 0, 60, 0),  # what was never asked is no credit
        (100, 40, 60, 0),  # nor what was refused
        (200, 0, 150, -50),  # more than its right, while others had none
        (0, 0, 0, 0),
    ],
)
def test_alleen_gewilde_en_niet_gekregen_uren_zijn_tegoed(
    gevraagd: int, geweigerd: int, gekregen: int, saldo: int
) -> None:
    uitkomst = aanspraak.saldo_na(
        Decimal(0), aanspraak=Decimal(100), gevraagd=Decimal(gevraagd),
        geweigerd=Decimal(geweigerd), gekregen=Decimal(gekregen),
    )  # fmt: skip
    assert uitkomst == saldo


def test_een_saldo_dooft_uit() -> None:
    niets = Decimal(0)

    def over(procent: int) -> Decimal:
        return aanspraak.saldo_na(
            Decimal(80), aanspraak=niets, gevraagd=niets, geweigerd=niets, gekregen=niets,
            verval_procent=procent,
        )  # fmt: skip

    assert [over(een) for een in (0, aanspraak.VERVAL_PROCENT, 100)] == [80, 40, 0]
    rechten = aanspraak.aanspraken({"a": 1, "b": 3}, Decimal(400))
    assert rechten == {"a": 100, "b": 300}
