"""Synthetic regions for the tests of toewijzing: plain, seeded, any size."""

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from services.pool.flexpool.rules import Niveau, Vaardigheid
from services.pool.toewijzing.feiten import (
    Behoefte,
    Beschikbaarheid,
    Feiten,
    Instellingen,
    Lid,
    LopendeInzet,
)

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


def verrijk(feit: Feiten, zaad: int) -> Feiten:
    """The same region with all that the convenant may limit: periods, consent, rotation, stays."""
    trek = random.Random(f"rijk {zaad}")
    leden = [
        replace(
            een,
            perioden=_perioden(trek, een) if trek.random() < 0.5 else (),
            toestemming=trek.random() < 0.9,
        )
        for een in feit.leden
    ]
    lopend = [
        _eerder(trek, nr, feit.leden, feit.behoeften)
        for nr in range(trek.randrange(1 + 2 * len(leden)) if feit.behoeften else 0)
    ]
    stand = replace(
        feit.instellingen,
        langste_inzet_dagen=trek.choice((None, 90, 200, 364)),
        rotatie_dagen=trek.choice((0, 14, 60, 182)),
        kortste_inzet_dagen=trek.choice((14, 28)),
        horizon_weken=trek.choice((20, 52)),
    )
    inzetten = (*feit.inzetten, *lopend)
    return replace(feit, leden=tuple(leden), inzetten=inzetten, instellingen=stand)


def _perioden(trek: random.Random, een: Lid) -> tuple[Beschikbaarheid, ...]:
    """Other hours for some weeks, once or twice."""
    uit, dag = [], trek.randrange(-30, 100)
    for _ in range(trek.choice((1, 2))):
        duur = trek.choice((None, 27, 60, 100))
        tot = None if duur is None else PEIL + timedelta(days=dag + duur)
        uit.append(
            Beschikbaarheid(PEIL + timedelta(days=dag), tot, Decimal(trek.choice((0, 8, 24))))
        )
        if duur is None:
            break
        dag += duur + trek.randrange(1, 60)
    return tuple(uit)


def _eerder(
    trek: random.Random, nr: int, leden: tuple[Lid, ...], behoeften: tuple[Behoefte, ...]
) -> LopendeInzet:
    """An inzet that ended, runs or is about to start, at an organisation that asks again."""
    waar = trek.choice(behoeften)
    dag = trek.randrange(-150, 200)
    duur = trek.choice((None, 20, 40, 150))
    return LopendeInzet(
        UUID(int=6_000 + nr),
        trek.choice(leden).medewerker,
        trek.choice((None, waar.id)),
        waar.inlener,
        Decimal(trek.choice((4, 8))),
        PEIL + timedelta(days=dag),
        None if duur is None else PEIL + timedelta(days=dag + duur),
    )
