"""Regions of three sizes for the engine of toewijzing, drawn from a committed seed.

Synthetic people of synthetic organisations; functions of public work in families, so that a
member can do one to three that belong together. Scarce on purpose: more is asked than there is.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from services.pool.flexpool.rules import Niveau, Vaardigheid
from services.pool.toewijzing.feiten import (
    Behoefte,
    Feiten,
    Instellingen,
    Lid,
    LopendeInzet,
    Plek,
    gesorteerd,
)

PEIL = date(2026, 9, 7)
ZADEN = (1, 2, 3)
FAMILIES = (
    ("planeconoom", "stedenbouwkundige", "projectleider ruimte"),
    ("vergunningverlener", "toezichthouder", "jurist omgevingsrecht"),
    ("verkeerskundige", "beheerder openbare ruimte", "werkvoorbereider"),
    ("data-analist", "informatieadviseur", "informatiebeveiliger"),
    ("beleidsadviseur wonen", "beleidsadviseur klimaat", "ecoloog"),
    ("inkoopadviseur", "financieel adviseur", "subsidieadviseur"),
)


@dataclass(frozen=True, slots=True)
class Maat:
    """A size: how many of each, weeks ahead, families of functions, and kilometres around."""

    organisaties: int
    leden: int
    behoeften: int
    weken: int
    families: int
    straal_km: float


MATEN = {
    "klein": Maat(8, 6, 20, 26, 2, 18),  # for the exact mode
    "S": Maat(20, 15, 60, 26, 2, 18),
    "M": Maat(60, 200, 600, 52, 4, 35),
    "L": Maat(340, 2_000, 6_000, 104, 6, 110),
}


def oin(nummer: int) -> str:
    return f"00000099{nummer:09d}000"


def _plek(trek: random.Random, pc4: int, midden: tuple[float, float], km: float) -> Plek:
    noord, oost = trek.gauss(0, km), trek.gauss(0, km)
    return Plek(f"{pc4}", f"{midden[0] + noord / 111.2:.4f}", f"{midden[1] + oost / 68.7:.4f}")


def _lid(trek: random.Random, nr: int, thuis: int, maat: Maat, plekken: list[Plek]) -> Lid:
    familie = FAMILIES[trek.randrange(maat.families)]
    kan = sorted(trek.sample(familie, trek.choice((1, 1, 2, 2, 3))))
    niveau = trek.choices(list(Niveau), (2, 5, 4))[0]
    uren = trek.choice((8, 16, 16, 20, 24, 24, 28, 32, 36))
    begin = trek.choice((0, 0, 0, 0, 2, 4, 9))
    eind = trek.choice((None, None, None, trek.randrange(begin + 12, maat.weken + 20)))
    return Lid(
        id=UUID(int=10_000_000 + nr),
        medewerker=UUID(int=20_000_000 + nr),
        thuisorganisatie=oin(thuis),
        functies=tuple(Vaardigheid(een, niveau) for een in kan),
        uren_per_week=Decimal(uren),
        van=PEIL + timedelta(weeks=begin),
        tot=None if eind is None else PEIL + timedelta(weeks=eind, days=-1),
        pc4=plekken[maat.organisaties + nr].pc4,
        straal_km=trek.choice((25, 35, 45, 60)),
        maximum_inzetten=trek.choice((1, 2) if uren <= 16 else (2, 2, 2, 3)),
        ontwikkelwensen=(trek.choice(familie),) if trek.random() < 0.3 else (),
    )


def _behoefte(trek: random.Random, nr: int, maat: Maat, plekken: list[Plek]) -> Behoefte:
    inlener = nr if nr < maat.organisaties else trek.randrange(maat.organisaties)
    uren = trek.choices((8, 12, 16, 24, 32, 36), (3, 2, 5, 4, 2, 1))[0]
    begin = trek.randrange(-6, maat.weken - 8)
    duur = trek.choices((8, 13, 26, 39, 52), (1, 3, 4, 2, 2))[0]
    functie = trek.choice(FAMILIES[trek.randrange(maat.families)])
    return Behoefte(
        id=UUID(int=30_000_000 + nr),
        inlener=oin(inlener),
        titel=functie.capitalize(),
        functie=functie,
        niveau=trek.choices((None, *Niveau), (3, 2, 5, 2))[0],
        uren_min=Decimal(uren),
        uren_max=Decimal(uren),
        urenblok=Decimal(trek.choice((4, 8, 8, min(16, uren)))),
        van=PEIL + timedelta(weeks=begin),
        tot=None if trek.random() < 0.1 else PEIL + timedelta(weeks=begin + duur, days=-1),
        pc4=plekken[inlener].pc4,
    )


def regio(naam: str, zaad: int) -> Feiten:
    """The facts of a size and seed, sorted; the same on every machine."""
    maat, trek = MATEN[naam], random.Random(f"doorstroom {naam} {zaad}")
    midden = (52.1, 5.3)
    plekken = [
        _plek(trek, 1000 + nr, midden, maat.straal_km / 1.5) for nr in range(maat.organisaties)
    ]
    thuizen = [trek.randrange(maat.organisaties) for _ in range(maat.leden)]
    for nr, thuis in enumerate(thuizen, 1000 + maat.organisaties):
        plekken.append(_plek(trek, nr, _bij(plekken[thuis]), 8))
    leden = [_lid(trek, nr, thuis, maat, plekken) for nr, thuis in enumerate(thuizen)]
    behoeften = [_behoefte(trek, nr, maat, plekken) for nr in range(maat.behoeften)]
    lopend = [_lopend(trek, nr, maat, leden) for nr in range(maat.leden // 10)]
    gewichten = [(oin(nr), trek.randrange(2, 24)) for nr in range(maat.organisaties)]
    saldi = [(oin(nr), Decimal(trek.randrange(-300, 300))) for nr in range(0, maat.organisaties, 3)]
    stand = Instellingen(
        PEIL,
        horizon_weken=maat.weken,
        verdeelsleutel="inwoners" if zaad == 2 else "gelijk",
        gewichten=tuple(gewichten) if zaad == 2 else (),
        plekken=tuple(plekken),
        saldi=tuple(saldi) if zaad == 3 else (),
    )
    return gesorteerd(Feiten(stand, tuple(leden), tuple(behoeften), tuple(lopend)))


def _bij(plek: Plek) -> tuple[float, float]:
    return float(plek.breedte), float(plek.lengte)


def _lopend(trek: random.Random, nr: int, maat: Maat, leden: list[Lid]) -> LopendeInzet:
    """Something that a member does now, for some weeks more."""
    lid = leden[trek.randrange(len(leden))]
    return LopendeInzet(
        id=UUID(int=40_000_000 + nr),
        medewerker=lid.medewerker,
        behoefte=None,
        inlener=oin(trek.randrange(maat.organisaties)),
        uren=Decimal(8),
        van=PEIL - timedelta(weeks=trek.randrange(1, 30)),
        tot=PEIL + timedelta(weeks=trek.randrange(4, 16), days=-1),
    )
