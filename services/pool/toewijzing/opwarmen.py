"""Translate the engine before the first proposal asks for it: run when an image is made.

    python -m services.pool.toewijzing.opwarmen

It computes a made-up region once, too large for the exact mode alone, so that everything that can
be translated is; what it finds is thrown away.
"""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from services.pool.flexpool.rules import Niveau, Vaardigheid
from services.pool.toewijzing import berekening
from services.pool.toewijzing.feiten import Behoefte, Feiten, Instellingen, Lid

BEGIN = date(2026, 1, 5)
LEDEN, BEHOEFTEN, ORGANISATIES = 8, 24, 12


def regio() -> Feiten:
    """Members and needs of one function, who differ in hours and days."""
    kan = (Vaardigheid("planeconoom", Niveau.SENIOR),)
    leden = tuple(
        Lid(
            id=UUID(int=nr + 1),
            medewerker=UUID(int=1000 + nr),
            thuisorganisatie=f"{nr % ORGANISATIES:020d}",
            functies=kan,
            uren_per_week=Decimal(16 + 4 * (nr % 5)),
            van=BEGIN,
            tot=None,
            pc4=None,
            straal_km=None,
            maximum_inzetten=2,
        )
        for nr in range(LEDEN)
    )
    behoeften = tuple(
        Behoefte(
            id=UUID(int=5000 + nr),
            inlener=f"{nr * 7 % ORGANISATIES:020d}",
            titel="",
            functie="planeconoom",
            niveau=Niveau.MEDIOR,
            uren_min=Decimal(8),
            uren_max=Decimal(8 + 4 * (nr % 4)),
            urenblok=Decimal(8),
            van=BEGIN + timedelta(weeks=nr % 9),
            tot=BEGIN + timedelta(weeks=20 + nr % 13),
        )
        for nr in range(BEHOEFTEN)
    )
    langst = Instellingen(BEGIN, horizon_weken=26, langste_inzet_dagen=364, rotatie_dagen=91)
    return Feiten(langst, leden, behoeften)


if __name__ == "__main__":
    berekening.bereken(regio())
