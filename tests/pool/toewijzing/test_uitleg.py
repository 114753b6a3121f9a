"""The explanation: one true reason for everybody, and counterfactuals that hold when tried."""

import random
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.pool.toewijzing import (
    aanvullen,
    berekening,
    feiten,
    kansen,
    uitleg,
    validator,
)
from services.pool.toewijzing.feiten import Beschikbaarheid, Feiten, LopendeInzet
from services.pool.toewijzing.rules import Kans, Redencode, Regel, Venster, toets_alles
from services.pool.toewijzing.uitleg import BehoefteUitleg, NietVol
from services.pool.toewijzing.validator import Schending
from tests.pool.toewijzing import regio
from tests.pool.toewijzing.regio import PEIL, behoefte, lid, oin

RUSTIG = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
DEEL = {oin(nr): Decimal(300) for nr in range(20)}


def rijk(zaad: int, leden: int, behoeften: int) -> Feiten:
    return feiten.gesorteerd(regio.verrijk(regio.regio(zaad, 4, leden, behoeften), zaad))


regios = st.builds(rijk, st.integers(0, 100_000), st.integers(1, 6), st.integers(1, 6))


def vol(feit: Feiten, begin: tuple[Regel, ...] = ()) -> tuple[Regel, ...]:
    """A maximal proposal, without the engine."""
    return aanvullen.vul_aan(feit, kansen.vind(feit), begin, DEEL)[0]


def leg_uit(feit: Feiten, regels: tuple[Regel, ...]) -> dict[UUID, BehoefteUitleg]:
    uit = uitleg.leg_uit(feit, toets_alles(feit), regels, DEEL)
    return {een.behoefte: een for een in uit}


# ------------------------------------------------------------------ maximal
def kan_nog(feit: Feiten, regels: tuple[Regel, ...], trek: random.Random) -> list[Regel]:
    """Lines that the validator would still take, by trying: any days, any hours."""
    weken = feit.instellingen.horizon_weken * 7
    einden = [een.tot for een in regels] + [een.tot for een in feit.inzetten]
    dagen = [(een - PEIL).days + 1 for een in einden if een is not None]
    randen = [0, weken, *(een for een in dagen if 0 < een <= weken)]
    uit = []
    for persoon in feit.leden:
        for vraag in feit.behoeften:
            if any((een.lid, een.behoefte) == (persoon.id, vraag.id) for een in regels):
                continue
            if any(
                (een.medewerker, een.behoefte) == (persoon.medewerker, vraag.id)
                for een in feit.inzetten
            ):
                continue  # an extension: the windows may be a little smaller than they could be
            for _ in range(6):
                van = min(max(0, trek.choice(randen) + trek.choice((0, 0, 1, 30))), weken - 1)
                na = trek.choice((van + 14, van + 28, van + 60, *randen))
                uren = max(1, int(vraag.urenblok))
                tot = PEIL + timedelta(days=min(max(van + 1, na), weken) - 1)
                regel = Regel(persoon.id, vraag.id, uren, PEIL + timedelta(days=van), tot)
                if not validator.bevindingen(feit, [*regels, regel]):
                    uit.append(regel)
    return uit


@RUSTIG
@given(regios, st.randoms(use_true_random=False))
def test_wie_nog_kan_staat_erin(feit: Feiten, trek: random.Random) -> None:
    """Nobody who could take a need by the hard rules is left without a line."""
    regels = vol(feit)
    assert validator.bevindingen(feit, regels) == []
    assert kan_nog(feit, regels, trek) == []


def test_deze_proef_kan_mislukken() -> None:
    feit = feiten.gesorteerd(regio.feiten([lid(1)], [behoefte(1)]))
    assert kan_nog(feit, (), random.Random(1))
    with pytest.raises(NietVol):
        leg_uit(feit, ())


@RUSTIG
@given(regios, st.integers(0, 50))
def test_precies_een_reden_voor_iedereen(feit: Feiten, zaad: int) -> None:
    regels = vol(feit)
    lijnen = {(een.lid, een.behoefte) for een in regels}
    toetsing = toets_alles(feit)
    for id, een in leg_uit(feit, regels).items():
        assert een.code in uitleg.VOOR_BEHOEFTE
        assert een.uitleg
        assert [kandidaat.lid for kandidaat in een.kandidaten] == [lid.id for lid in feit.leden]
        for kandidaat in een.kandidaten:
            assert (kandidaat.code is Redencode.TOEGEWEZEN) == ((kandidaat.lid, id) in lijnen)
            assert kandidaat.waarden
            assert all(w.wat and w.nodig and w.heeft for w in kandidaat.waarden)
            vooraf = toetsing[kandidaat.lid, id]
            if not isinstance(vooraf, Kans):
                assert kandidaat.code is vooraf
        if een.alternatief:
            assert (een.alternatief.lid, id) not in lijnen
            assert isinstance(toetsing[een.alternatief.lid, id], Kans)


@RUSTIG
@given(regios)
def test_wie_een_ander_verdringt_komt_als_die_ander_weg_is(feit: Feiten) -> None:
    """Busy with others, or the share reached: true, for without the lines the member can."""
    regels = vol(feit)
    for id, een in leg_uit(feit, regels).items():
        for kandidaat in een.kandidaten:
            if kandidaat.code in (
                Redencode.BEZET_BIJ_ANDEREN, Redencode.AANDEEL_BEREIKT,
            ):  # fmt: skip
                eigen = tuple(regel for regel in regels if regel.lid != kandidaat.lid)
                weer = toets_alles(feit)[kandidaat.lid, id]
                assert isinstance(weer, Kans)
                nog = aanvullen.vul_aan(feit, [weer], eigen, DEEL)[0]
                assert len(nog) == len(eigen) + 1


HARD: dict[Redencode, set[Schending]] = {
    Redencode.ROTATIE: {Schending.ROTATIE},
    Redencode.MAXIMUM_INZETTEN: {Schending.MAXIMUM_INZETTEN},
    Redencode.BEZET_BIJ_ANDEREN: {Schending.UREN_LID},
    Redencode.AANDEEL_BEREIKT: {Schending.UREN_LID, Schending.MAXIMUM_INZETTEN},
    Redencode.GEDEKT: {Schending.UREN_BEHOEFTE},
    Redencode.URENBLOK: {Schending.UREN_BEHOEFTE, Schending.TE_KORT},
}


@RUSTIG
@given(regios)
def test_de_reden_is_de_regel_die_de_validator_ook_vindt(feit: Feiten) -> None:
    """Whoever is turned down on the lines breaks, by the validator, the rule that is named."""
    regels, toetsing = vol(feit), toets_alles(feit)
    for id, een in leg_uit(feit, regels).items():
        for kandidaat in een.kandidaten:
            kans = toetsing[kandidaat.lid, id]
            if not isinstance(kans, Kans) or kandidaat.code is Redencode.TOEGEWEZEN:
                continue
            gevonden = {
                bevinding.schending
                for venster in kans.vensters
                for bevinding in validator.bevindingen(feit, [*regels, proefregel(kans, venster)])
            }
            assert gevonden & HARD[kandidaat.code], (kandidaat.code, gevonden)


def test_dagen_die_al_dicht_waren_zijn_geen_reden() -> None:
    """Another fills the days before the member's own inzet for the same need: that is the reason.

    After those days there is room, but not for this member, who then already does this need.
    """
    los = PEIL + timedelta(days=85)
    vraag = behoefte(1, uren_min=Decimal(28), uren_max=Decimal(36), urenblok=Decimal(16), tot=None)
    leden = [lid(1, tot=los - timedelta(days=1)), lid(2)]
    inzet = LopendeInzet(
        UUID(int=9), leden[1].medewerker, vraag.id, vraag.inlener, Decimal(4), los, None
    )
    feit = feiten.gesorteerd(regio.feiten(leden, [vraag], [inzet]))
    regels = (Regel(leden[0].id, vraag.id, 36, PEIL, leden[0].tot),)
    for deel in (Decimal(1), Decimal(10_000)):  # whatever the share of the organisation is
        [uit] = uitleg.leg_uit(feit, toets_alles(feit), regels, {vraag.inlener: deel})
        assert [een.code for een in uit.kandidaten] == [Redencode.TOEGEWEZEN, Redencode.URENBLOK]


def proefregel(kans: Kans, venster: Venster) -> Regel:
    """The smallest block on all days of a window."""
    van, tot = PEIL + timedelta(days=venster.van), PEIL + timedelta(days=venster.na - 1)
    return Regel(kans.lid, kans.behoefte, kans.uren_min, van, tot)


@RUSTIG
@given(regios)
def test_gedekt_is_alleen_wat_elke_dag_gevuld_is(feit: Feiten) -> None:
    """Counted here day by day."""
    regels, stand = vol(feit), feit.instellingen
    uit = leg_uit(feit, regels)
    for vraag in feit.behoeften:
        genoeg = vraag.uren_max if vraag.uren_min is None else vraag.uren_min
        dagen = (stand.peildatum + timedelta(days=nr) for nr in range(stand.horizon_weken * 7))
        binnen = [d for d in dagen if vraag.van <= d <= (vraag.tot or d)]
        hier = [(Decimal(een.uren), een.van, een.tot) for een in regels if een.behoefte == vraag.id]
        hier += [(een.uren, een.van, een.tot) for een in feit.inzetten if een.behoefte == vraag.id]
        laagst = min(
            sum((u for u, van, tot in hier if van <= dag <= (tot or dag)), Decimal(0))
            for dag in binnen
        )
        vol_ = laagst > 0 and laagst >= int(max(genoeg, vraag.urenblok))
        assert (uit[vraag.id].code is Redencode.GEDEKT) == vol_


# ------------------------------------------------------------------ known reasons
def een_reden(
    lid_: dict[str, object], inzetten: list[LopendeInzet] | None = None, **stand: object
) -> uitleg.Kandidaat:
    feit = feiten.gesorteerd(regio.feiten([lid(1, **lid_)], [behoefte(1)], inzetten, **stand))
    [uit] = leg_uit(feit, vol(feit)).values()
    [kandidaat] = uit.kandidaten
    assert uit.code is kandidaat.code
    return kandidaat


def eerder(tot: date, inlener: str = oin(2)) -> LopendeInzet:
    van = tot - timedelta(days=60)
    return LopendeInzet(UUID(int=9), UUID(int=10_001), None, inlener, Decimal(8), van, tot)


def test_toestemming_rotatie_en_andere_uren() -> None:
    nee = een_reden({"toestemming": False})
    assert nee.code is Redencode.GEEN_TOESTEMMING
    assert [(w.nodig, w.heeft) for w in nee.waarden] == [("ja", "nee")]
    terug = een_reden({}, [eerder(PEIL - timedelta(days=9))], rotatie_dagen=182)
    assert terug.code is Redencode.ROTATIE
    assert "minstens 182 dagen" in terug.uitleg
    weinig = een_reden({"perioden": (Beschikbaarheid(PEIL, None, Decimal(4)),)})
    assert weinig.code is Redencode.URENBLOK
    assert ("minstens 8", "4") in [(w.nodig, w.heeft) for w in weinig.waarden]


def test_na_de_rotatietermijn_of_een_lopende_inzet_kan_het_weer() -> None:
    """A member who is busy now can still come when that ends."""
    inzet = eerder(PEIL + timedelta(days=27), oin(5))
    feit = regio.feiten([lid(1, maximum_inzetten=1)], [behoefte(1)], [inzet])
    [regel] = vol(feiten.gesorteerd(feit))
    assert regel.van == PEIL + timedelta(days=28)
    inzet = eerder(PEIL - timedelta(days=1))
    feit = regio.feiten([lid(1)], [behoefte(1)], [inzet], rotatie_dagen=60)
    [regel] = vol(feiten.gesorteerd(feit))
    assert regel.van == PEIL + timedelta(days=60)


def test_een_deels_gevulde_behoefte_krijgt_wat_er_over_is() -> None:
    weg = PEIL + timedelta(days=55)
    ander = LopendeInzet(UUID(int=9), UUID(int=77), UUID(int=1001), oin(2), Decimal(8), PEIL, weg)
    vraag = behoefte(1, uren_max=Decimal(24), urenblok=Decimal(20))
    [regel] = vol(feiten.gesorteerd(regio.feiten([lid(1)], [vraag], [ander])))
    assert (regel.van, regel.uren) == (PEIL + timedelta(days=56), 24)


# ------------------------------------------------------------------ organisations and progress
def test_elke_organisatie_leest_haar_deel_en_haar_knelpunt() -> None:
    feit = regio.feiten(
        [lid(1, uren_per_week=Decimal(32))],
        [behoefte(nr, inlener=oin(nr + 1), uren_min=Decimal(8), uren_max=Decimal(32))
         for nr in (1, 2)],
    )  # fmt: skip
    voorstel = berekening.bereken(feit)
    for aandeel in voorstel.aandelen:
        assert aandeel.aanspraak == aandeel.rechtvaardig == Decimal(16 * 26)
        assert aandeel.verhouding == 1
        assert "416 uur" in aandeel.uitleg
    assert voorstel.knelpunten == (
        "Deze 2 organisaties vragen om dezelfde expert; samen krijgen zij hoogstens 832 uur.",
    )


def test_voortgang_loopt_op_en_stopt_als_iemand_annuleert() -> None:
    gehoord: list[int] = []

    def luister(percentage: int) -> bool:
        gehoord.append(percentage)
        return True

    feit = regio.regio(3, 4, 5, 6)
    berekening.bereken(feit, luister)
    assert gehoord == sorted(gehoord)
    assert (gehoord[0], gehoord[-1]) == (0, 100)
    for grens in (0, 10, 50, 95):
        with pytest.raises(berekening.Geannuleerd):
            berekening.bereken(feit, lambda percentage, grens=grens: percentage <= grens)  # type: ignore[misc]


def test_een_grote_pool_noemt_wie_het_kan_en_telt_de_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    feit = feiten.gesorteerd(regio.regio(5, 6, 20, 20))
    alles = toets_alles(feit)
    monkeypatch.setattr(kansen, "MEESTE_PAREN", 0)
    gevonden = kansen.vind(feit)
    genoemd, overige = kansen.toetsing(feit, gevonden), kansen.overige(feit)
    assert {paar: alles[paar] for paar in genoemd} == genoemd
    assert sum(isinstance(een, Kans) for een in genoemd.values()) == len(gevonden)
    for vraag in feit.behoeften:
        rest = sorted(
            str(alles[lid.id, vraag.id]) for lid in feit.leden if (lid.id, vraag.id) not in genoemd
        )
        assert sorted(str(code) for code, n in overige[vraag.id] for _ in range(n)) == rest
