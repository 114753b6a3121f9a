"""What becomes of a read item: new, unchanged, changed, double or refused."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from services.vacatures.aanlevering.rules.lezen import Geweigerd, Item, camel
from services.vacatures.aanlevering.rules.velden import Soort
from services.vacatures.openstelling.rules import dag_van
from services.vacatures.vacature import rules as vacature
from services.vacatures.vacature.rules import Fout, Gegevens, Vacature, Vacaturestatus


class Uitkomst(StrEnum):
    """What became of one delivered item; only a full snapshot gives the last two."""

    TOEGEVOEGD = "toegevoegd"
    ONGEWIJZIGD = "ongewijzigd"
    GEWIJZIGD = "gewijzigd"
    DUBBEL = "dubbel"
    GEWEIGERD = "geweigerd"
    VERVALLEN = "vervallen"
    BEHOUDEN = "behouden"


LEVEND = frozenset({Vacaturestatus.CONCEPT, Vacaturestatus.OPENGESTELD})


@dataclass(frozen=True, slots=True)
class Bekend:
    """A vacancy that came before along the same road, with what that road last said.

    `vervallen`: it was ended because it was missing from a snapshot.
    """

    vacature: Vacature
    geleverd: Gegevens
    vervallen: bool = False


@dataclass(frozen=True, slots=True)
class Afhandeling:
    """The outcome for one item and what to store for it."""

    uitkomst: Uitkomst
    vacature: UUID | None = None
    gegevens: Gegevens | None = None
    redenen: tuple[Fout, ...] = ()


@dataclass(frozen=True, slots=True)
class Elders:
    """A living vacancy of the employer, and the forms in which this client delivered it."""

    vacature: Vacature
    soorten: frozenset[Soort]


def beslis_alle(
    gelezen: Sequence[Item | Geweigerd],
    bekend: Mapping[str, Bekend],
    elders: Sequence[Elders],
    ids: Iterator[UUID],
    nu: datetime,
    gelijkenis: float,
) -> list[Afhandeling]:
    """Decide on every item in order; one that is refused changes nothing for the others.

    `ids` gives the id of each new vacancy. What an item adds counts for the items after it.
    `gelijkenis`: as `vacature.zelfde_vacature`.
    """
    kenbaar = dict(bekend)
    ook: dict[str, dict[UUID, Elders]] = {}
    for ander in elders:
        _onthoud(ook, ander)
    deze_keer: dict[str, str] = {}
    afhandelingen = []
    for item in gelezen:
        if isinstance(item, Geweigerd):
            afhandelingen.append(Afhandeling(Uitkomst.GEWEIGERD, redenen=item.redenen))
            continue
        if deze_keer.setdefault(item.bron, item.hash) != item.hash:
            afhandelingen.append(Afhandeling(Uitkomst.GEWEIGERD, redenen=(_VAKER,)))
            continue
        alle = [a for s in _sleutels(item.gegevens) for a in ook.get(s, {}).values()]
        lijkt = [a for a in alle if a.vacature.werkgever == item.werkgever]
        afhandeling = _beslis(item, kenbaar.get(item.bron), lijkt, nu, gelijkenis)
        if afhandeling.gegevens is not None:
            vacature_ = _na(afhandeling, kenbaar.get(item.bron), item, ids)
            afhandeling = replace(afhandeling, vacature=vacature_.id)
            kenbaar[item.bron] = Bekend(vacature_, item.gegevens)
            _onthoud(ook, Elders(vacature_, frozenset({item.soort})))
        afhandelingen.append(afhandeling)
    return afhandelingen


def _sleutels(gegevens: Gegevens) -> list[str]:
    """Under which keys the same vacancy is found; two that share none are not compared."""
    titel = vacature.titelsleutel(gegevens.titel, gegevens.sluitings_datum)
    return [titel, vacature.urlsleutel(gegevens.bron_url)] if gegevens.bron_url else [titel]


def _onthoud(ook: dict[str, dict[UUID, Elders]], ander: Elders) -> None:
    for sleutel in _sleutels(ander.vacature.gegevens):
        ook.setdefault(sleutel, {})[ander.vacature.id] = ander


_ANDERE_WERKGEVER = Fout(
    "kenmerk", "andere-werkgever", "Dit kenmerk hoort bij een vacature van een andere werkgever"
)
_VAKER = Fout(
    "kenmerk", "niet-uniek", "Dit kenmerk staat vaker in deze aanlevering, met andere inhoud"
)


def _na(
    afhandeling: Afhandeling, bekend: Bekend | None, item: Item, ids: Iterator[UUID]
) -> Vacature:
    """The vacancy as it is after the decision."""
    assert afhandeling.gegevens is not None
    if bekend is not None and afhandeling.uitkomst is Uitkomst.GEWIJZIGD:
        return replace(bekend.vacature, gegevens=afhandeling.gegevens)
    return Vacature(next(ids), item.werkgever, Vacaturestatus.CONCEPT, afhandeling.gegevens)


def _beslis(
    item: Item,
    bekend: Bekend | None,
    elders: Iterable[Elders],
    nu: datetime,
    gelijkenis: float,
) -> Afhandeling:
    if bekend is not None and not herleeft(item, bekend, nu):
        return _beslis_bekend(item, bekend, nu)
    for ander in elders:
        # The same client that gives two references in one form means two vacancies.
        if item.soort not in ander.soorten and vacature.zelfde_vacature(
            item.gegevens, ander.vacature.gegevens, gelijkenis
        ):
            return Afhandeling(Uitkomst.DUBBEL, ander.vacature.id)
    return Afhandeling(Uitkomst.TOEGEVOEGD, gegevens=item.gegevens)


def herleeft(item: Item, bekend: Bekend, nu: datetime) -> bool:
    """Whether the reference of a vacancy that has ended now means a new one.

    A source repeats itself every night, also about what has ended here. So only a new closing date
    that has not passed, or coming back after having been missing, makes the reference free.
    """
    if vacature.status_op(bekend.vacature, nu) in LEVEND:
        return False
    sluit = item.gegevens.sluitings_datum
    heropend = sluit is not None and sluit != bekend.geleverd.sluitings_datum
    return bekend.vervallen or (heropend and sluit is not None and sluit >= dag_van(nu))


def _beslis_bekend(item: Item, bekend: Bekend, nu: datetime) -> Afhandeling:
    if item.werkgever != bekend.vacature.werkgever:
        return Afhandeling(Uitkomst.GEWEIGERD, bekend.vacature.id, redenen=(_ANDERE_WERKGEVER,))
    if item.gegevens == bekend.geleverd:
        return Afhandeling(Uitkomst.ONGEWIJZIGD, bekend.vacature.id)
    nieuw = voeg_samen(bekend.vacature.gegevens, bekend.geleverd, item.gegevens)
    fouten = vacature.wijziging_beletselen(bekend.vacature, nieuw, nu)
    fouten += vacature.tegenstrijdig(nieuw)
    if fouten:
        redenen = tuple(replace(fout, veld=camel(fout.veld)) for fout in fouten)
        return Afhandeling(Uitkomst.GEWEIGERD, bekend.vacature.id, redenen=redenen)
    return Afhandeling(Uitkomst.GEWIJZIGD, bekend.vacature.id, nieuw)


def voeg_samen(nu: Gegevens, vorige: Gegevens, nieuw: Gegevens) -> Gegevens:
    """Only what the source changed since last time; what a recruiter added stays."""
    anders: dict[str, Any] = {
        veld: getattr(nieuw, veld) for veld in vacature.gewijzigd(vorige, nieuw)
    }
    return replace(nu, **anders)
