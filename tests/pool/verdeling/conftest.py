"""Facts of a ledger straight into the tables: rounds and inzetten of any size."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from services.pool.flexpool.tables import Pool, PoolKeuzes
from services.pool.inzet.tables import Inzet
from services.pool.planning.tables import Behoefte
from services.pool.toewijzing import feiten as facts
from services.pool.toewijzing.tables import Aandeel, Spoedbeurt, Toewijzingsvoorstel
from tests.pool.conftest import VERBAND

OP = datetime(2026, 6, 1, 12, tzinfo=UTC)


def pool(**anders: Any) -> list[Any]:
    """A running pool with its choices."""
    basis = {
        "id": uuid4(),
        "verband": VERBAND,
        "naam": "Proefpool",
        "status": "actief",
        "keuzeversie": 1,
        "verdeelsleutel": "gelijk",
        "gewichten": [],
        "maximum_inzetten": 2,
        "versie": 1,
        "aangemaakt_op": OP,
    }
    een = Pool(**basis | anders)
    woorden = ("doelgroep", "afzender", "roulatiesysteem", "doelen", "kosten_en_uren")
    keuzes = PoolKeuzes(pool_id=een.id, versie=1, **dict.fromkeys(woorden, "x"), op=OP)
    return [een, keuzes]


def behoefte(inlener: str, functie: str | None = "jurist", **anders: Any) -> Behoefte:
    basis = {
        "id": uuid4(),
        "verband": VERBAND,
        "inlener": inlener,
        "titel": "Proef",
        "functie": functie,
        "uren_max": Decimal(16),
        "van": date(2026, 1, 1),
        "status": "open",
        "aangemaakt_op": OP,
    }
    return Behoefte(**basis | anders)


def inzet(thuis: str, inlener: str, **anders: Any) -> Inzet:
    basis = {
        "id": uuid4(),
        "verband": VERBAND,
        "medewerker": uuid4(),
        "thuisorganisatie": thuis,
        "inlener": inlener,
        "uren_per_week": Decimal(16),
        "van": date(2026, 3, 1),
        "tot": date(2026, 3, 28),
        "status": "beeindigd",
        "uitleg": "x",
        "reden": "x",
        "besloten_door": "x",
        "besloten_op": OP,
    }
    return Inzet(**basis | anders)


def ronde(
    pool: UUID, aandelen: dict[str, dict[str, int]], feit: facts.Feiten | None = None, **anders: Any
) -> list[Any]:
    """A closed round with what every organisation had of it."""
    invoer: Any = facts.als_json(feit) if feit else {"leden": [], "behoeften": [], "inzetten": []}
    voorstel = Toewijzingsvoorstel(
        **{
            "id": uuid4(),
            "pool_id": pool,
            "verband": VERBAND,
            "peildatum": date(2026, 6, 1),
            "horizon_weken": 52,
            "geldig_tot": date(2026, 7, 1),
            "gemaakt_op": OP,
            "invoer_hash": "0" * 64,
            "regelversie": "x",
            "invoer": invoer,
            "uitkomst": {},
            "bewezen_optimaal": False,
            "status": "afgerond",
        }
        | anders
    )
    namen = [
        een.key
        for een in Aandeel.__table__.columns
        if een.type.python_type is Decimal  # hours
    ]
    return [
        voorstel,
        *(
            Aandeel(
                voorstel_id=voorstel.id,
                pool_id=pool,
                verband=VERBAND,
                op=voorstel.peildatum,
                peildatum=voorstel.peildatum,
                einde=date(2027, 5, 30),
                organisatie=organisatie,
                **dict.fromkeys(namen, Decimal(0))
                | {naam: Decimal(aantal) for naam, aantal in uren.items()},
            )
            for organisatie, uren in aandelen.items()
        ),
    ]


def spoedbeurt(pool: UUID, inlener: str, inzet: UUID, nummer: int = 1) -> Spoedbeurt:
    return Spoedbeurt(
        pool_id=pool,
        verband=VERBAND,
        jaar=2026,
        nummer=nummer,
        lid_id=uuid4(),
        medewerker=uuid4(),
        thuisorganisatie=inlener,
        behoefte_id=uuid4(),
        inlener=inlener,
        uren_per_week=Decimal(8),
        van=date(2026, 6, 1),
        tot=None,
        reden="Brand.",
        door="x",
        op=OP,
        inzet_id=inzet,
    )


Zet = Callable[..., None]


@pytest.fixture
def zet(engine: Engine) -> Zet:
    """Store rows, in the order in which they are given."""

    def add(*rijen: Any) -> None:
        with Session(engine, expire_on_commit=False) as tx, tx.begin():
            for rij in rijen:
                tx.add(rij)
                tx.flush()

    return add
