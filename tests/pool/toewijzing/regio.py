"""Synthetic regions for the tests of toewijzing: plain, seeded, any size."""

import random
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from services.pool.flexpool.rules import Niveau, Vaardigheid
from services.pool.toewijzing.feiten import Behoefte, Feiten, Instellingen, Lid, LopendeInzet

PEIL = date(2026, 8, 12)
FUNCTIES = ("planeconoom", "jurist", "projectleider", "verkeerskundige")


def oin(nummer: int) -> str:
    return f"00000099{nummer:09d}000"


def lid(nummer: int, **anders: object) -> Lid:
    basis: dict[str, object] = {
        "id": UUID(int=nummer),
        "medewerker": UUID(int=10_000 + nummer),
        "thuisorganisatie": oin(1),
        "functies": (Vaardigheid("planeconoom", Niveau.SENIOR),),
        "uren_per_week": Decimal(36),
        "van": PEIL,
        "tot": None,
        "pc4": None,
        "straal_km": None,
        "maximum_inzetten": 2,
    }
    return Lid(**{**basis, **anders})  # type: ignore[arg-type]


def behoefte(nummer: int, **anders: object) -> Behoefte:
    basis: dict[str, object] = {
        "id": UUID(int=1_000 + nummer),
        "inlener": oin(2),
        "titel": "Planeconoom",
        "functie": "planeconoom",
        "niveau": Niveau.MEDIOR,
        "uren_min": Decimal(16),
        "uren_max": Decimal(16),
        "urenblok": Decimal(8),
        "van": PEIL,
        "tot": PEIL + timedelta(weeks=26) - timedelta(days=1),
    }
    return Behoefte(**{**basis, **anders})  # type: ignore[arg-type]


def feiten(
    leden: list[Lid],
    behoeften: list[Behoefte],
    inzetten: list[LopendeInzet] | None = None,
    **anders: object,
) -> Feiten:
    stand = Instellingen(PEIL, **anders)  # type: ignore[arg-type]
    return Feiten(stand, tuple(leden), tuple(behoeften), tuple(inzetten or ()))


def regio(zaad: int, organisaties: int = 15, leden: int = 27, behoeften: int = 40) -> Feiten:
    """A region as in the seeds: 15 organisations, 27 people; everything drawn from `zaad`."""
    trek = random.Random(zaad)
    niveaus = list(Niveau)
    mensen = [
        lid(
            nummer + 1,
            thuisorganisatie=oin(trek.randrange(organisaties)),
            functies=tuple(
                Vaardigheid(functie, trek.choice(niveaus[1:]))
                for functie in sorted(trek.sample(FUNCTIES, trek.choice((1, 1, 2))))
            ),
            uren_per_week=Decimal(trek.choice(("16", "24", "28.8", "32", "36"))),
            van=PEIL + timedelta(days=trek.choice((0, 0, 30, 61))),
            tot=trek.choice((None, PEIL + timedelta(days=trek.choice((90, 200, 300))))),
            maximum_inzetten=trek.choice((1, 2, 2, 3)),
            ontwikkelwensen=tuple(trek.sample(FUNCTIES, trek.choice((0, 1)))),
        )
        for nummer in range(leden)
    ]
    vragen = []
    for nummer in range(behoeften):
        hoogste = trek.choice((8, 16, 24, 32, 36))
        begin = PEIL + timedelta(days=trek.choice((-20, 0, 14, 45, 90)))
        vragen.append(
            behoefte(
                nummer + 1,
                inlener=oin(trek.randrange(organisaties)),
                functie=trek.choice((*FUNCTIES, *FUNCTIES, "jurist", None)),
                niveau=trek.choice((None, *niveaus)),
                uren_min=Decimal(trek.choice((hoogste, max(8, hoogste - 8)))),
                uren_max=Decimal(hoogste),
                urenblok=Decimal(trek.choice((8, min(hoogste, 16)))),
                van=begin,
                tot=trek.choice((None, begin + timedelta(days=trek.choice((60, 120, 250))))),
            )
        )
    lopend = [
        LopendeInzet(
            UUID(int=5_000 + nummer),
            trek.choice(mensen).medewerker,
            None,
            oin(trek.randrange(organisaties)),
            Decimal(8),
            PEIL - timedelta(days=trek.choice((10, 100))),
            trek.choice((None, PEIL + timedelta(days=100))),
        )
        for nummer in range(leden // 5)
    ]
    return feiten(mensen, vragen, lopend)
