"""Een kring: everybody in it says yes, or it does not go on. Pure rules."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from services.pool.flexpool.rules import PLANNERS, Kijker, Reden, ziet_verband


class Kringstatus(StrEnum):
    """Life of a ring: the people are asked first, then a makelaar records it as inzetten."""

    GEVRAAGD = "gevraagd"
    AKKOORD = "akkoord"
    VASTGELEGD = "vastgelegd"
    VOLTOOID = "voltooid"
    VERVALLEN = "vervallen"


class Kringsoort(StrEnum):
    """Two who change places, more of them, or a chain from a free seat."""

    PAAR = "paar"
    KRING = "kring"
    KETEN = "keten"


OPEN = frozenset({Kringstatus.GEVRAAGD, Kringstatus.AKKOORD, Kringstatus.VASTGELEGD})


class Ruilverrekening(StrEnum):
    """Who pays what while they swap."""

    GESLOTEN_BEURZEN = "gesloten_beurzen"  # every employer goes on paying its own employee
    TARIEF = "tarief"  # the one tariff of the verband


@dataclass(frozen=True, slots=True)
class Schakel:
    """One person in a ring: from the own place to that of the next."""

    nr: int
    wens: UUID | None  # None: erased
    medewerker: UUID
    thuisorganisatie: str
    naar: UUID  # the place: a wish or a free seat
    inlener: str
    functie: str
    uren: Decimal
    antwoord: bool | None = None
    inzet: UUID | None = None


@dataclass(frozen=True, slots=True)
class Ruilkring:
    """People who swap together, with the days on which they do."""

    id: UUID
    verband: UUID
    soort: Kringsoort
    status: Kringstatus
    van: date
    tot: date
    reactie_voor: date
    schakels: tuple[Schakel, ...]
    vrije_plek: UUID | None = None
    allen_akkoord: bool = False  # once true: those who plan may know of it


def eigen_schakel(kring: Ruilkring, kijker: Kijker) -> Schakel | None:
    """The caller's own part."""
    eigen = [een for een in kring.schakels if een.medewerker == kijker.medewerker]
    return eigen[0] if kijker.medewerker is not None and eigen else None


def ziet_hele_kring(kring: Ruilkring, kijker: Kijker) -> bool:
    """Who plans in the verband or for one of the employers, after all people said yes."""
    organisaties = {o for een in kring.schakels for o in (een.thuisorganisatie, een.inlener)}
    deelt = kijker.organisatie in organisaties
    makelaar = ziet_verband(kring.verband, kijker) and "makelaar" in kijker.rollen
    return kring.allen_akkoord and (makelaar or (deelt and bool(kijker.rollen & PLANNERS)))


def beletselen_antwoord(kring: Ruilkring, schakel: Schakel, ja: bool, vandaag: date) -> list[Reden]:
    """Everything that stops this answer; after the recording the inzet itself is answered."""
    if kring.status not in (Kringstatus.GEVRAAGD, Kringstatus.AKKOORD):
        return [Reden("ja", "niets-gevraagd", "Over deze kring is nu geen antwoord gevraagd.")]
    if schakel.antwoord == ja:
        return [Reden("ja", "al-geantwoord", "Dit antwoord is al gegeven.")]
    if ja and vandaag > kring.reactie_voor:
        return [Reden("ja", "te-laat", "De laatste dag om te antwoorden is voorbij.")]
    return []


def is_akkoord(schakels: Iterable[Schakel]) -> bool:
    """Whether everybody said yes."""
    return all(een.antwoord for een in schakels)


def beletselen_vastleggen(kring: Ruilkring, vandaag: date) -> list[Reden]:
    """Everything that stops a ring from becoming inzetten."""
    if kring.status is not Kringstatus.AKKOORD:
        zin = "Alleen een kring waarin iedereen ja zei, is vast te leggen."
        return [Reden("status", "niet-akkoord", zin)]
    if kring.van <= vandaag:
        return [Reden("van", "begin-voorbij", "De begindatum is voorbij; bereken opnieuw.")]
    return []


def fouten_in_schakels(schakels: Sequence[Schakel], mag_leeg: Iterable[UUID]) -> list[Reden]:
    """What would make a ring unfair: somebody in it twice, a place taken twice, a host left short.

    Every place that somebody leaves is taken by another, or its employer said it may stay empty.
    """
    fouten = []
    if len({een.medewerker for een in schakels}) < len(schakels):
        fouten.append(Reden("schakels", "persoon-dubbel", "Iemand staat er twee keer in."))
    if len({een.naar for een in schakels}) < len(schakels):
        fouten.append(Reden("schakels", "plek-dubbel", "Een plek is twee keer gegeven."))
    verlaten = {een.wens for een in schakels} - {een.naar for een in schakels}
    if verlaten - set(mag_leeg):
        fouten.append(Reden("schakels", "plek-leeg", "Een werkgever houdt een lege plek over."))
    return fouten


def urensaldo(schakels: Iterable[Schakel], eigen_uren: dict[UUID, Decimal]) -> dict[str, Decimal]:
    """Hours per week that each organisation gets more (or, negative, less) than it gives."""
    saldo: dict[str, Decimal] = {}
    for een in schakels:
        weg = eigen_uren.get(een.wens, een.uren) if een.wens else een.uren
        saldo[een.thuisorganisatie] = saldo.get(een.thuisorganisatie, Decimal(0)) - weg
        saldo[een.inlener] = saldo.get(een.inlener, Decimal(0)) + een.uren
    return saldo
