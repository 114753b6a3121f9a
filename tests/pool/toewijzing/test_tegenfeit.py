"""Counterfactuals: what is said to be different with one change is so when it is tried."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from hypothesis import given, settings

from services.pool.flexpool.rules import Niveau, Vaardigheid
from services.pool.toewijzing import feiten, tegenfeit, validator
from services.pool.toewijzing.feiten import Feiten
from services.pool.toewijzing.rules import Redencode, Regel
from services.pool.toewijzing.uitleg import Tegenfeit
from tests.pool.toewijzing import regio
from tests.pool.toewijzing.regio import PEIL, behoefte, lid
from tests.pool.toewijzing.test_uitleg import RUSTIG, leg_uit, regios, rijk, vol


def opnieuw(feit: Feiten, anders: Tegenfeit, vraag: UUID) -> Feiten:
    """The facts with the change made again, from what the counterfactual says alone."""
    [b] = [een for een in feit.behoeften if een.id == vraag]
    wie = {een.id: een for een in feit.leden}
    stand, wordt = feit.instellingen, anders.wordt
    if anders.soort == "urenblok":
        b = replace(b, urenblok=Decimal(wordt.replace(",", ".")))
    elif anders.soort in ("later-beginnen", "eerder-beginnen"):
        schuif = date.fromisoformat(wordt) - b.van
        b = replace(b, van=b.van + schuif, tot=b.tot + schuif if b.tot else None)
    elif anders.soort == "niveau":
        b = replace(b, niveau=Niveau(wordt))
    elif anders.soort == "minder-uren":
        b = replace(b, uren_min=Decimal(wordt))
    elif anders.soort == "rotatie":
        stand = replace(stand, rotatie_dagen=int(wordt))
    elif anders.soort == "kortste-inzet":
        stand = replace(stand, kortste_inzet_dagen=int(wordt))
    else:
        assert anders.lid is not None
        een, bij = wie[anders.lid], Decimal(0)
        if anders.soort.startswith("meer-uren"):
            bij = Decimal(wordt.replace(",", ".")) - een.uren_per_week
        wie[anders.lid] = {
            "reisafstand": lambda: replace(een, straal_km=int(wordt)),
            "maximum-inzetten": lambda: replace(een, maximum_inzetten=int(wordt)),
            "toestemming": lambda: replace(een, toestemming=True),
            "ervaring": lambda: replace(
                een, functies=(*een.functies, Vaardigheid(b.functie or "", Niveau(wordt)))
            ),
            "meer-uren": lambda: replace(een, uren_per_week=een.uren_per_week + bij),
            "meer-uren-in-perioden": lambda: replace(
                een,
                uren_per_week=een.uren_per_week + bij,
                perioden=tuple(
                    replace(deel, uren_per_week=deel.uren_per_week + bij) for deel in een.perioden
                ),
            ),
        }[anders.soort]()
    return tegenfeit.pas_toe(
        replace(feit, leden=tuple(wie.values())), next(iter(wie.values())), b, stand
    )


GEZIEN: set[str] = set()


@settings(RUSTIG, max_examples=150)
@given(regios)
def test_elk_tegenfeit_is_waar_als_je_het_probeert(feit: Feiten) -> None:
    regels = vol(feit)
    for vraag in feit.behoeften:
        anders = tegenfeit.zoek(feit, regels, vraag.id)
        if anders is None:
            continue
        GEZIEN.add(anders.soort)
        nieuw = opnieuw(feit, anders, vraag.id)
        if anders.lid is None:
            assert leg_uit(nieuw, vol(nieuw, regels))[vraag.id].code is Redencode.GEDEKT
            continue
        assert anders.van is not None
        erbij = Regel(anders.lid, vraag.id, anders.uren, anders.van, anders.tot)
        assert validator.bevindingen(nieuw, [*regels, erbij]) == []
        assert validator.bevindingen(feit, [*regels, erbij])  # and it was not so before


def test_er_zijn_veel_soorten_tegenfeit() -> None:
    """The test above tries many kinds of change; this one runs after it."""
    for zaad in range(60):
        feit = rijk(zaad, 4, 4)
        regels = vol(feit)
        for vraag in feit.behoeften:
            for een in (None, *(wie.id for wie in feit.leden)):
                if anders := tegenfeit.zoek(feit, regels, vraag.id, een):
                    GEZIEN.add(anders.soort)
    assert len(GEZIEN) >= 8, GEZIEN


def test_met_tien_kilometer_meer() -> None:
    hier = feiten.Plek("5611", "51.4392", "5.4778")
    daar = feiten.Plek("5701", "51.4793", "5.6570")
    feit = feiten.gesorteerd(
        regio.feiten(
            [lid(1, pc4="5611", straal_km=3)], [behoefte(1, pc4="5701")], plekken=(hier, daar)
        )
    )
    anders = tegenfeit.zoek(feit, (), UUID(int=1001))
    assert anders is not None
    assert (anders.soort, anders.was, anders.wordt) == ("reisafstand", "3", "14")
    assert anders.uitleg == (
        "Als een poollid 11 kilometer verder wil reizen, kan een poollid 16 uur per week komen, "
        "vanaf 12-8-2026 tot en met 9-2-2027."
    )


def test_meer_uren_in_perioden_alleen_als_zij_mogen() -> None:
    """More than 40 hours in a period cannot be said of a member."""
    later = PEIL + timedelta(weeks=12)

    def soort(daarna: int) -> str | None:
        perioden = (
            feiten.Beschikbaarheid(PEIL, later - timedelta(days=1), Decimal(2)),
            feiten.Beschikbaarheid(later, None, Decimal(daarna)),
        )
        wie = lid(1, uren_per_week=Decimal(16), perioden=perioden)
        feit = feiten.gesorteerd(regio.feiten([wie], [behoefte(1)], horizon_weken=12))
        anders = tegenfeit.zoek(feit, (), UUID(int=1001))
        return anders.soort if anders else None

    assert soort(32) == "meer-uren-in-perioden"
    assert soort(33) is None


def test_wie_niet_beschikbaar_is_komt_na_de_anderen_en_alleen_voor_de_eigen_werkgever() -> None:
    """Who reads the one as the other gets the same answer for both."""
    later = PEIL + timedelta(weeks=27)
    for stil in ({"toestemming": False}, {"van": later}):
        leden = [lid(1, **stil), lid(2, uren_per_week=Decimal(4))]
        feit = feiten.gesorteerd(regio.feiten(leden, [behoefte(1)]))
        vraag = UUID(int=1001)
        for gezien in (None, {UUID(int=1)}, {UUID(int=2)}):
            anders = tegenfeit.zoek(feit, (), vraag, eigen=gezien)
            assert anders is not None
            assert (anders.soort, anders.lid) == ("urenblok", UUID(int=2))
        assert tegenfeit.zoek(feit, (), vraag, UUID(int=1), {UUID(int=2)}) is None
        assert tegenfeit.zoek(feit, (), vraag, UUID(int=1), {UUID(int=1)}) is not None


def test_zonder_wijziging_die_helpt_is_er_geen_tegenfeit() -> None:
    feit = feiten.gesorteerd(regio.feiten([lid(1)], [behoefte(1, functie="jurist")]))
    assert tegenfeit.zoek(feit, (), UUID(int=1001)) is None
    gevuld = feiten.gesorteerd(regio.feiten([lid(1)], [behoefte(1)]))
    assert tegenfeit.zoek(gevuld, vol(gevuld), UUID(int=1001)) is None
