"""Approved hours per organisation of a verband: sums, without a person."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.pool.uren.rules import Urensoort, Urenstatus
from services.pool.uren.tables import Urenstaat


@dataclass(slots=True)
class Urentotaal:
    """Quarters of one organisation."""

    gegeven: int = 0
    gekregen: int = 0
    leegloop: int = 0
    samenwerking: int = 0


def get_totalen(
    tx: Session, verband: UUID, van: str, tot: str
) -> dict[tuple[str, str], Urentotaal]:
    """Per organisation and month (YYYY-MM, both included) what was given, received and spent."""
    rijen = tx.execute(
        select(
            Urenstaat.uitlener,
            Urenstaat.inlener,
            Urenstaat.soort,
            Urenstaat.maand,
            func.sum(Urenstaat.kwartieren),
        )
        .where(
            Urenstaat.verband == verband,
            Urenstaat.maand.between(van, tot),
            Urenstaat.status == Urenstatus.GOEDGEKEURD,
        )
        .group_by(Urenstaat.uitlener, Urenstaat.inlener, Urenstaat.soort, Urenstaat.maand)
    )
    gevonden: dict[tuple[str, str], Urentotaal] = defaultdict(Urentotaal)
    for uitlener, inlener, soort, maand, kwartieren in rijen:
        aantal = int(kwartieren)
        if soort == Urensoort.INZET:
            gevonden[uitlener, maand].gegeven += aantal
            if inlener is not None:
                gevonden[inlener, maand].gekregen += aantal
        elif soort == Urensoort.LEEGLOOP:
            gevonden[uitlener, maand].leegloop += aantal
        else:
            gevonden[uitlener, maand].samenwerking += aantal
    return dict(sorted(gevonden.items(), key=lambda een: (een[0][0], een[0][1])))
