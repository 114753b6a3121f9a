"""What becomes of a read item: new, unchanged, changed, double or refused."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from services.vacatures.aanlevering.rules.lezen import Item
from services.vacatures.vacature import rules as vacature
from services.vacatures.vacature.rules import Fout, Gegevens, Vacature


class Uitkomst(StrEnum):
    """What became of one delivered item."""

    AANGEMAAKT = "aangemaakt"
    ONGEWIJZIGD = "ongewijzigd"
    GEWIJZIGD = "gewijzigd"
    DUBBEL = "dubbel"
    GEWEIGERD = "geweigerd"


@dataclass(frozen=True, slots=True)
class Bekend:
    """A vacancy that came before along the same road, with what that road last said."""

    vacature: Vacature
    geleverd: Gegevens
    hash: str


@dataclass(frozen=True, slots=True)
class Besluit:
    """The outcome for one item and what to store for it."""

    uitkomst: Uitkomst
    vacature: UUID | None = None
    gegevens: Gegevens | None = None
    redenen: tuple[Fout, ...] = ()


def beslis(item: Item, bekend: Bekend | None, elders: Sequence[Vacature], nu: datetime) -> Besluit:
    """Decide on one item; `elders` are living vacancies of the employer by another road."""
    if bekend is not None:
        return _beslis_bekend(item, bekend, nu)
    for ander in elders:
        if vacature.zelfde_vacature(item.gegevens, ander.gegevens):
            return Besluit(Uitkomst.DUBBEL, ander.id)
    return Besluit(Uitkomst.AANGEMAAKT, gegevens=item.gegevens)


def _beslis_bekend(item: Item, bekend: Bekend, nu: datetime) -> Besluit:
    if item.hash == bekend.hash:
        return Besluit(Uitkomst.ONGEWIJZIGD, bekend.vacature.id)
    nieuw = voeg_samen(bekend.vacature.gegevens, bekend.geleverd, item.gegevens)
    fouten = vacature.wijziging_beletselen(bekend.vacature, nieuw, nu)
    fouten += vacature.tegenstrijdig(nieuw)
    if fouten:
        return Besluit(Uitkomst.GEWEIGERD, bekend.vacature.id, redenen=tuple(fouten))
    return Besluit(Uitkomst.GEWIJZIGD, bekend.vacature.id, nieuw)


def voeg_samen(nu: Gegevens, vorige: Gegevens, nieuw: Gegevens) -> Gegevens:
    """Only what the source changed since last time; what a recruiter added stays."""
    anders: dict[str, Any] = {
        veld: getattr(nieuw, veld) for veld in vacature.gewijzigd(vorige, nieuw)
    }
    return replace(nu, **anders)
