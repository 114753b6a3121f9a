"""Small needs of one group: with one person when that costs nobody an hour or a share."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from services.pool.toewijzing import berekening, bord, feiten, kansen, rechtvaardig_deel, ruilen
from services.pool.toewijzing import uitleg as woorden
from services.pool.toewijzing.feiten import Elders, Feiten
from services.pool.toewijzing.rules import Regel
from services.pool.toewijzing.validator import Schending, bevindingen
from tests.pool.toewijzing import regio
from tests.pool.toewijzing.regio import PEIL, behoefte, lid, oin

GROEP, ANDERE = UUID(int=77), UUID(int=78)
ACHT = Decimal(8)


def klein(nr: int, **anders: object) -> feiten.Behoefte:
    return behoefte(nr, inlener=oin(nr + 1), uren_min=ACHT, uren_max=ACHT, urenblok=ACHT, **anders)


def per_groep(feit: Feiten, regels: tuple[Regel, ...]) -> dict[UUID, set[UUID]]:
    """Who do the needs of each group."""
    groep = {een.id: een.groep for een in feit.behoeften if een.groep}
    uit: dict[UUID, set[UUID]] = {}
    for een in regels:
        if welke := groep.get(een.behoefte):
            uit.setdefault(welke, set()).add(een.lid)
    return uit


def paar(leden: int, **anders: object) -> Feiten:
    """Two groups of two small needs each, for members who can do two."""
    vragen = [klein(nr, groep=GROEP if nr % 2 else ANDERE) for nr in range(1, 5)]
    mensen = [lid(nr, uren_per_week=Decimal(16), **anders) for nr in range(10, 10 + leden)]
    return regio.feiten(mensen, vragen)


def test_een_groep_gaat_naar_een_mens_als_dat_niets_kost() -> None:
    for titel in "abcdef":  # another draw each time
        feit = paar(2)
        feit = replace(feit, behoeften=tuple(replace(een, titel=titel) for een in feit.behoeften))
        voorstel = berekening.bereken(feit)
        assert len(voorstel.regels) == 4
        wie = per_groep(feit, voorstel.regels)
        assert {groep: len(mensen) for groep, mensen in wie.items()} == {GROEP: 1, ANDERE: 1}
        assert all("dit poollid doet er 2" in zin for zin in voorstel.toelichtingen)


def test_uren_gaan_voor_een_groep() -> None:
    """Nobody has room for both, and nobody's hours are given up for the group."""
    een, twee = klein(1, groep=GROEP), klein(2, groep=GROEP)
    acht = {"uren_per_week": ACHT, "maximum_inzetten": 1}
    feit = regio.feiten([lid(10, **acht), lid(11, **acht)], [een, twee])
    voorstel = berekening.bereken(feit)
    assert len(voorstel.regels) == 2
    assert all("is niet gevonden" in zin for zin in voorstel.toelichtingen)


def test_zonder_groep_staat_er_niets_over() -> None:
    assert woorden.zin_voor_groep(0, 0) == woorden.zin_voor_groep(1, 1) == ""


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10_000))
def test_een_groep_kost_niemand_een_uur(zaad: int) -> None:
    """The last step with and without groups: the same stays, so the same hours for everybody."""
    feit = feiten.gesorteerd(regio.regio(zaad, 6, 8, 14))
    mogelijk = kansen.vind(feit)
    deel = rechtvaardig_deel.bereken(feit, mogelijk).uren
    regels = ruilen.bereken(feit, mogelijk, deel, 40)
    gegroepeerd = replace(
        feit,
        behoeften=tuple(
            replace(een, groep=UUID(int=nr % 3 + 1)) for nr, een in enumerate(feit.behoeften)
        ),
    )
    fijner = ruilen.verfijn_regels(gegroepeerd, mogelijk, deel, regels)
    assert bevindingen(gegroepeerd, fijner) == []

    def verblijven(lijst: tuple[Regel, ...]) -> list[tuple[object, ...]]:
        return sorted((r.behoefte, r.van, str(r.tot), r.uren) for r in lijst)

    def wensen(lijst: tuple[Regel, ...]) -> int:
        """What earlier steps reached, in hours times units."""
        spel = bord.maak(feit, mogelijk, deel)
        bord.zet(spel, lijst)
        return sum(
            int(spel.soort[nr, 0]) * (na - van) * uren
            for nr, (van, na, uren) in bord.verblijven(spel).items()
        )

    assert verblijven(fijner) == verblijven(regels)
    assert wensen(fijner) >= wensen(regels)


def test_wat_elders_gebeurt_is_hier_niet_gevraagd_en_niet_te_vullen() -> None:
    """Half of the need until a day is done by another pool: the rest is what is asked here."""
    tot = PEIL + timedelta(weeks=13) - timedelta(days=1)
    vraag = behoefte(1, urenblok=ACHT, elders=(Elders(PEIL, tot, ACHT),))
    feit = regio.feiten([lid(10, uren_per_week=Decimal(16))], [vraag])
    voorstel = berekening.bereken(feit)
    [deel] = voorstel.aandelen
    assert deel.gevraagd == 13 * 8 + 13 * 16
    assert bevindingen(feit, voorstel.regels) == []
    [regel] = voorstel.regels
    vol = replace(regel, uren=16, van=PEIL, tot=vraag.tot)
    assert Schending.UREN_BEHOEFTE in {een.schending for een in bevindingen(feit, [vol])}
    assert feiten.vingerafdruk(feit) != feiten.vingerafdruk(
        replace(feit, behoeften=(replace(vraag, elders=()),))
    )
