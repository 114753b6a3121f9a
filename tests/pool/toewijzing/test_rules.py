"""One member against one need, what changed since, and what a person may decide."""

import json
from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from services.pool.flexpool.rules import Niveau, Vaardigheid, Verdeelsleutel
from services.pool.toewijzing import aanspraak, feiten, rules
from services.pool.toewijzing.feiten import LopendeInzet, Plek
from services.pool.toewijzing.rules import Beletsel, Besluit, Kans, Redencode, Stand, Verschil
from tests.pool.toewijzing import regio

PEIL = regio.PEIL
EINDHOVEN, HELMOND, GRONINGEN = (
    Plek("5611", "51.4392", "5.4778"),
    Plek("5701", "51.4793", "5.6570"),
    Plek("9711", "53.2194", "6.5665"),
)


def lopend(uren: int, **anders: object) -> LopendeInzet:
    basis: dict[str, object] = {
        "id": UUID(int=9),
        "medewerker": UUID(int=10_001),
        "behoefte": None,
        "inlener": regio.oin(3),
        "uren": Decimal(uren),
        "van": PEIL - timedelta(days=30),
        "tot": None,
    }
    return LopendeInzet(**{**basis, **anders})  # type: ignore[arg-type]


def toets(
    lid: dict[str, object],
    behoefte: dict[str, object],
    inzetten: list[LopendeInzet] | None = None,
) -> Kans | Redencode:
    feit = regio.feiten(
        [regio.lid(1, **lid)],
        [regio.behoefte(1, **behoefte)],
        inzetten,
        plekken=(EINDHOVEN, HELMOND, GRONINGEN),
    )
    [uitkomst] = rules.toets_alles(feit).values()
    return uitkomst


@pytest.mark.parametrize(
    ("lid", "behoefte", "code"),
    [
        ({}, {"functie": None}, Redencode.GEEN_FUNCTIE),
        ({}, {"functie": "jurist"}, Redencode.GEEN_VAARDIGHEID),
        (
            {"functies": (Vaardigheid("planeconoom", Niveau.JUNIOR),)},
            {"niveau": Niveau.MEDIOR},
            Redencode.NIVEAU,
        ),
        ({"thuisorganisatie": regio.oin(2)}, {}, Redencode.EIGEN_WERKGEVER),
        ({"pc4": "5611", "straal_km": 30}, {"pc4": "9711"}, Redencode.REISAFSTAND),
        ({"van": PEIL + timedelta(weeks=25)}, {}, Redencode.NIET_BESCHIKBAAR),
        ({"tot": PEIL - timedelta(days=1)}, {}, Redencode.NIET_BESCHIKBAAR),
        ({"uren_per_week": Decimal(7)}, {}, Redencode.URENBLOK),
    ],
)
def test_de_eerste_reden_waarom_niet(
    lid: dict[str, object], behoefte: dict[str, object], code: Redencode
) -> None:
    assert toets(lid, behoefte) is code


def test_lopende_inzetten_tellen() -> None:
    assert toets({}, {}, [lopend(30)]) is Redencode.LOPENDE_INZET
    assert toets({"maximum_inzetten": 1}, {}, [lopend(4)]) is Redencode.MAXIMUM_INZETTEN
    kans = toets({}, {}, [lopend(24)])
    assert isinstance(kans, Kans)
    assert kans.uren_max == 12
    voorbij = toets({}, {}, [lopend(30, tot=PEIL - timedelta(days=1))])
    assert isinstance(voorbij, Kans)
    vol = toets({}, {}, [lopend(16, behoefte=UUID(int=1001), medewerker=UUID(int=1))])
    assert vol is Redencode.GEDEKT


def test_een_kans_noemt_periode_uren_wens_en_afstand() -> None:
    kans = toets(
        {
            "uren_per_week": Decimal("28.8"),
            "van": PEIL + timedelta(days=10),
            "ontwikkelwensen": ("gebiedsontwikkeling",),
            "pc4": "5611",
            "straal_km": 30,
        },
        {"uren_max": Decimal(32), "titel": "Planeconoom Gebiedsontwikkeling", "pc4": "5701"},
    )
    assert isinstance(kans, Kans)
    assert (kans.uren_min, kans.uren_max) == (8, 28)
    assert kans.van == PEIL + timedelta(days=10)
    assert kans.past_bij_wens
    assert kans.afstand_getoetst


def test_onbekende_postcode_wordt_niet_getoetst_en_dat_is_te_zien() -> None:
    kans = toets({"pc4": "1234", "straal_km": 1}, {"pc4": "9711"})
    assert isinstance(kans, Kans)
    assert not kans.afstand_getoetst


def test_een_korte_behoefte_mag_korter_dan_de_kortste_inzet() -> None:
    kans = toets({}, {"tot": PEIL + timedelta(days=6)})
    assert isinstance(kans, Kans)
    assert kans.dagen == 7


def test_afstand_in_kilometers() -> None:
    assert 12 < rules.afstand_km(EINDHOVEN, HELMOND) < 15
    assert 200 < rules.afstand_km(EINDHOVEN, GRONINGEN) < 220
    assert rules.afstand_km(HELMOND, HELMOND) == 0


def test_wat_veranderde_staat_erbij() -> None:
    een = regio.feiten([regio.lid(1), regio.lid(2)], [regio.behoefte(1)])
    ander = regio.feiten(
        [regio.lid(1, uren_per_week=Decimal(24)), regio.lid(3)], [regio.behoefte(1)], [lopend(8)]
    )
    assert rules.verschillen(feiten.als_json(een), feiten.als_json(een)) == []
    assert rules.verschillen(feiten.als_json(een), feiten.als_json(ander)) == [
        Verschil("inzet", str(UUID(int=9)), "bestaat", "nee", "ja"),
        Verschil("lid", str(UUID(int=1)), "uren_per_week", "36", "24"),
        Verschil("lid", str(UUID(int=2)), "bestaat", "ja", "nee"),
        Verschil("lid", str(UUID(int=3)), "bestaat", "nee", "ja"),
    ]
    sleutel = regio.feiten([regio.lid(1), regio.lid(2)], [regio.behoefte(1)], verdeelsleutel="fte")
    [verschil] = rules.verschillen(feiten.als_json(een), feiten.als_json(sleutel))
    assert (verschil.veld, verschil.was, verschil.nu) == ("verdeelsleutel", "gelijk", "fte")


STAND = Stand(besloten=False, geldig_tot=date(2026, 9, 9), vandaag=PEIL, verschillen=())
OUD = Stand(False, date(2026, 8, 1), PEIL, (Verschil("lid", "1", "uren", "36", "24"),))


@pytest.mark.parametrize(
    ("besluit", "uren", "stand", "verwacht"),
    [
        (Besluit.BEVESTIGD, None, STAND, []),
        (Besluit.GEWIJZIGD, 8, STAND, []),
        (Besluit.GEWIJZIGD, None, STAND, [Beletsel.UREN_NODIG]),
        (Besluit.BEVESTIGD, 8, STAND, [Beletsel.UREN_ONGEWENST]),
        (Besluit.BEVESTIGD, None, OUD, [Beletsel.VERLOPEN, Beletsel.VEROUDERD]),
        (Besluit.AFGEWEZEN, None, OUD, []),
        (Besluit.AFGEWEZEN, None, Stand(True, PEIL, PEIL, ()), [Beletsel.AL_BESLOTEN]),
    ],
)
def test_beletselen(
    besluit: Besluit, uren: int | None, stand: Stand, verwacht: list[Beletsel]
) -> None:
    assert rules.beletselen(besluit, uren, stand) == verwacht


def test_een_andere_uitleg_loot_niet_opnieuw() -> None:
    feit = regio.regio(1)
    ander = replace(feit, regelversie="2099.1")
    assert feiten.lotingszaad(ander) == feiten.lotingszaad(feit)
    assert feiten.vingerafdruk(ander) != feiten.vingerafdruk(feit)


def test_gewichten_horen_bij_een_sleutel() -> None:
    def codes(sleutel: str, *gewichten: tuple[str, int]) -> list[str]:
        fouten = aanspraak.fouten_in_sleutel(
            Verdeelsleutel(sleutel), gewichten, Verdeelsleutel.INWONERS
        )
        return [fout.code for fout in fouten]

    wie = regio.oin(1)
    assert codes("gelijk") == codes("inwoners") == codes("fte", (wie, 3)) == []
    assert codes("fte") == ["ontbreekt"]
    assert codes("gelijk", (wie, 3)) == ["ongewenst"]
    assert codes("fte", (wie, 3), (wie, 4)) == ["organisatie-dubbel"]


# What the engine may know of a person and a need (AI Act annex III(4)(b)): a new field must be
# put here by somebody who asked whether it says something about behaviour or personality.
TOEGESTAAN = {
    feiten.Lid: {
        "id", "medewerker", "thuisorganisatie", "functies", "uren_per_week", "van", "tot", "pc4",
        "straal_km", "maximum_inzetten", "ontwikkelwensen", "perioden", "toestemming",
    },
    feiten.Beschikbaarheid: {"van", "tot", "uren_per_week"},
    feiten.Waarde: {"lid", "behoefte", "waarde"},
    feiten.Behoefte: {
        "id", "inlener", "titel", "functie", "niveau", "uren_min", "uren_max", "urenblok", "van",
        "tot", "pc4", "groep", "elders",
    },
    feiten.Elders: {"van", "tot", "uren"},
    feiten.LopendeInzet: {"id", "medewerker", "behoefte", "inlener", "uren", "van", "tot"},
    feiten.Instellingen: {
        "peildatum", "horizon_weken", "kortste_inzet_dagen", "saldi", "verdeelsleutel", "gewichten",
        "plekken", "langste_inzet_dagen", "rotatie_dagen", "waarden", "laatste_beurten",
        "saldo_maximum_procent", "saldo_verval_procent",
    },
    feiten.Plek: {"pc4", "breedte", "lengte"},
    Vaardigheid: {"functie", "niveau"},
    feiten.Feiten: {"instellingen", "leden", "behoeften", "inzetten", "regelversie"},
}  # fmt: skip
VERBODEN = (
    "beoordel", "prestatie", "gedrag", "score", "karakter", "persoonlijk", "leeftijd", "geboorte",
    "geslacht", "nationaliteit", "herkomst", "gezondheid", "ziek", "salaris", "loon", "naam",
)  # fmt: skip


def test_alleen_toegestane_feiten_bereiken_de_berekening() -> None:
    for soort, namen in TOEGESTAAN.items():
        assert {veld.name for veld in fields(soort)} == namen
    tekst = json.dumps(feiten.als_json(regio.regio(1)))
    sleutels = {naam for namen in TOEGESTAAN.values() for naam in namen}
    assert not [woord for woord in VERBODEN if any(woord in naam for naam in sleutels)]
    assert not [woord for woord in VERBODEN if f'"{woord}' in tekst]
