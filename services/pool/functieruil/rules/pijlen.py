"""Kan deze mens op die plek? The arcs of the graph, with every reason against one. Pure rules."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import islice
from uuid import UUID

from services.pool.flexpool.rules import voldoet_aan
from services.pool.functieruil.rules.wensen import Ruilplek, Ruilwens

DAG = timedelta(days=1)


class Pijlbelemmering(StrEnum):
    """Why somebody cannot go to a place."""

    EIGEN_ORGANISATIE = "eigen_organisatie"
    FUNCTIE = "functie"
    NIVEAU = "niveau"
    ORGANISATIE = "organisatie"
    UREN = "uren"
    PERIODE = "periode"
    EERDER_AFGEVALLEN = "eerder_afgevallen"  # a ring over this arc did not go on


@dataclass(frozen=True, slots=True)
class Ruilafspraken:
    """What the verband agreed on about swaps; days, hours per week, people in a ring."""

    kortste_dagen: int = 28
    langste_dagen: int = 364
    langste_kring: int = 3
    urenverschil: Decimal = Decimal(4)


Afgevallen = Collection[tuple[UUID, UUID]]  # wish and place


def belemmeringen(
    wens: Ruilwens, plek: Ruilplek, afspraken: Ruilafspraken, afgevallen: Afgevallen
) -> list[Pijlbelemmering]:
    """Everything that keeps this person from that place; an empty list means an arc."""
    return list(_vind(wens, plek, afspraken, afgevallen))


def enige_belemmering(
    wens: Ruilwens, plek: Ruilplek, afspraken: Ruilafspraken, afgevallen: Afgevallen
) -> Pijlbelemmering | None:
    """What alone stands against it; None when nothing does, or more than one thing."""
    eerste = list(islice(_vind(wens, plek, afspraken, afgevallen), 2))
    return eerste[0] if len(eerste) == 1 else None


def _vind(
    wens: Ruilwens, plek: Ruilplek, afspraken: Ruilafspraken, afgevallen: Afgevallen
) -> Iterator[Pijlbelemmering]:
    if plek.organisatie == wens.plek.organisatie:
        yield Pijlbelemmering.EIGEN_ORGANISATIE
    if plek.functie not in wens.zoekt:
        yield Pijlbelemmering.FUNCTIE
    else:
        eigen = [een.niveau for een in wens.kan if een.functie == plek.functie]
        if not eigen:
            yield Pijlbelemmering.FUNCTIE
        elif not voldoet_aan(eigen[0], plek.niveau):
            yield Pijlbelemmering.NIVEAU
    if wens.organisaties and plek.organisatie not in wens.organisaties:
        yield Pijlbelemmering.ORGANISATIE
    if abs(plek.uren - wens.plek.uren) > afspraken.urenverschil:
        yield Pijlbelemmering.UREN
    if not venster([wens.plek, plek], afspraken.kortste_dagen):
        yield Pijlbelemmering.PERIODE
    if (wens.id, plek.id) in afgevallen:
        yield Pijlbelemmering.EERDER_AFGEVALLEN


def kan_naar(
    wens: Ruilwens, plek: Ruilplek, afspraken: Ruilafspraken, afgevallen: Afgevallen
) -> bool:
    """Whether nothing stands against it; the cheap questions first, for millions are asked."""
    if plek.organisatie == wens.plek.organisatie:
        return False
    if wens.organisaties and plek.organisatie not in wens.organisaties:
        return False
    if abs(plek.uren - wens.plek.uren) > afspraken.urenverschil:
        return False
    return not belemmeringen(wens, plek, afspraken, afgevallen)


def voorkeur(wens: Ruilwens, plek: Ruilplek) -> int:
    """How dear this function is: the first in the row counts most; at most ten are told apart."""
    return max(1, 10 - wens.zoekt.index(plek.functie)) if plek.functie in wens.zoekt else 0


def venster(plekken: Collection[Ruilplek], kortste: int) -> tuple[date, date] | None:
    """The days that all these places have in common; None: fewer than `kortste`."""
    van, tot = max(een.van for een in plekken), min(een.tot for een in plekken)
    return (van, tot) if (tot - van).days + 1 >= kortste else None


def periode(plekken: Collection[Ruilplek], afspraken: Ruilafspraken) -> tuple[date, date] | None:
    """When a ring takes place: all begin and end together, no longer than agreed on."""
    dagen = venster(plekken, afspraken.kortste_dagen)
    if dagen is None:
        return None
    van, tot = dagen
    return van, min(tot, van + DAG * (afspraken.langste_dagen - 1))
