"""From approved hours to amounts between two organisations, each traceable to its hours.

A settlement of a month takes every approved line of that month and before that was not settled.
What belongs to a month that is closed already, late hours and corrections, so comes in the next.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from services.pool.flexpool.rules import Leegloopsleutel
from services.pool.uren.rules import Urenregel, Urensoort
from services.pool.verrekening.rules.btw import (
    Btwroute,
    Btwvoorwaarde,
    Deelfeiten,
    Houdt,
    gemene_rekening,
    met_grondslag,
)
from services.pool.verrekening.rules.geld import bedrag, deel

REGELVERSIE = "verrekening-2026.3"


class Wachtreden(StrEnum):
    """Why approved hours are not settled yet."""

    TARIEF_ONTBREEKT = "tarief_ontbreekt"
    INZET_ONBEKEND = "inzet_onbekend"
    EERSTE_WACHT = "eerste_regel_wacht"


@dataclass(frozen=True, slots=True)
class Uurtarief:
    """Cents per hour, what they cover, and where it was agreed. Entered, never derived from pay."""

    cent: int
    grondslag: str | None
    herkomst: str


@dataclass(frozen=True, slots=True)
class Inzetprijs:
    """What an inzet says about money, as it is now."""

    tarief: Uurtarief | None  # None: not agreed
    route: Btwroute
    voorwaarden: tuple[Btwvoorwaarde, ...]
    functie: str | None = None


# What was erased before its price was kept: nobody can tell any more which conditions held.
GEWIST = Inzetprijs(
    None,
    Btwroute.BELAST_21,
    (
        Btwvoorwaarde(
            "inzet_gewist",
            "R12",
            Houdt.ONBEKEND,
            "De inzet is gewist; of de voorwaarden hielden, is niet meer na te gaan.",
            "C",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Urenpost:
    """Hours of one line with their price: what a settlement rests on, kept once per line.

    `gewichten`: who carries what part of leegloop or samenwerking; empty: the inlener does.
    """

    regel: Urenregel
    tarief: Uurtarief | None  # None: shown, not settled
    bedrag: int
    route: Btwroute
    voorwaarden: tuple[Btwvoorwaarde, ...] = ()
    gewichten: tuple[tuple[str, int], ...] = ()
    functie: str | None = None


@dataclass(frozen=True, slots=True)
class Verrekenregel:
    """An amount from one organisation to another, for (a part of) the hours of one line."""

    urenregel: UUID
    soort: Urensoort
    inzet: UUID | None
    maand: str  # in which the hours were
    crediteur: str
    debiteur: str
    kwartieren: int
    tarief_cent: int
    bedrag: int
    deel: int  # weight of the debtor in `geheel`; both 1 when it bears all
    geheel: int
    route: Btwroute
    corrigeert: UUID | None  # the line of hours that this one corrects


@dataclass(frozen=True, slots=True)
class Wachtend:
    """Approved hours that cannot be settled yet, and why."""

    regel: Urenregel
    reden: Wachtreden


@dataclass(frozen=True, slots=True)
class Sleutelfeiten:
    """By what shared costs go round, and what is known for it. `gebruik`: quarters received."""

    sleutel: Leegloopsleutel
    leden: tuple[str, ...]
    fte: Mapping[str, int]
    gebruik: Mapping[str, int]
    vooraf: bool | None = None  # the key was in force before the month began; None: not known

    def gewichten(self) -> dict[str, int]:
        """Per member; all the same when the key says nothing."""
        bron = {
            Leegloopsleutel.GELIJK: dict.fromkeys(self.leden, 1),
            Leegloopsleutel.FTE: self.fte,
            Leegloopsleutel.GEBRUIK: self.gebruik,
        }[self.sleutel]
        per = {een: max(0, bron.get(een, 0)) for een in self.leden}
        return per if any(per.values()) else dict.fromkeys(self.leden, 1)


def sleutel_vooraf(nu: Leegloopsleutel, toen: Leegloopsleutel | None) -> bool | None:
    """Whether the key was fixed before the month, given the one in force on its first day.

    None: not known. Weights of fte have no date, so whether those were fixed nobody can tell.
    """
    if toen is None or toen is not nu:
        return None if toen is None else False
    return None if nu is Leegloopsleutel.FTE else True


@dataclass(frozen=True, slots=True)
class Prijzen:
    """All that turns hours into amounts, besides the hours themselves."""

    inzetten: Mapping[UUID, Inzetprijs]
    pooltarief: Uurtarief | None  # for hours that were not for an inzet
    eerder: Mapping[UUID, Urenpost]  # what was settled before, by line of hours
    sleutels: Mapping[str, Sleutelfeiten]  # per month of the hours
    samenwerking: bool  # whether hours for the co-operation are settled
    bewaard: Mapping[UUID, Inzetprijs] = field(default_factory=dict)  # of an inzet that went
    gezegd: Mapping[UUID, Uurtarief] = field(default_factory=dict)  # what both employers agreed on


def prijs(regels: Iterable[Urenregel], feiten: Prijzen) -> tuple[list[Urenpost], list[Wachtend]]:
    """Every line with its price, first lines before corrections, and what has to wait."""
    posten: dict[UUID, Urenpost] = {}
    wachtend: list[Wachtend] = []
    # A correction follows what it corrects, whichever was approved first.
    for een in sorted(regels, key=lambda r: (r.correctie_van is not None, r.maand, str(r.id))):
        eerste = een.correctie_van and (
            posten.get(een.correctie_van) or feiten.eerder.get(een.correctie_van)
        )
        post = _post(een, eerste or None, feiten)
        if isinstance(post, Urenpost):
            posten[een.id] = post
        else:
            wachtend.append(Wachtend(een, post))
    return list(posten.values()), wachtend


def _post(regel: Urenregel, eerste: Urenpost | None, feiten: Prijzen) -> Urenpost | Wachtreden:
    if regel.correctie_van is not None:
        if eerste is None:
            return Wachtreden.EERSTE_WACHT
        # The price of then: a correction of hours does not change what was agreed on an hour.
        cent = bedrag(regel.kwartieren, eerste.tarief.cent) if eerste.tarief else 0
        return Urenpost(
            regel,
            eerste.tarief,
            cent,
            eerste.route,
            eerste.voorwaarden,
            eerste.gewichten,
            eerste.functie,
        )
    if regel.soort is Urensoort.INZET:
        return _van_inzet(regel, feiten)
    if regel.soort is Urensoort.SAMENWERKING and not feiten.samenwerking:
        return Urenpost(regel, None, 0, Btwroute.GEEN)
    tarief = feiten.pooltarief
    if tarief is None:
        return Wachtreden.TARIEF_ONTBREEKT
    # Without any member that is known, who employs bears all.
    sleutel = feiten.sleutels[regel.maand]
    per = sleutel.gewichten() or {regel.uitlener: 1}
    delers = sum(deel > 0 for deel in per.values())
    lijst = gemene_rekening(Deelfeiten(delers, len(per), sleutel.vooraf, tarief.grondslag))
    gewichten = tuple(sorted(per.items()))
    cent = bedrag(regel.kwartieren, tarief.cent)
    route = Btwroute.KOSTEN_GEMENE_REKENING
    return Urenpost(regel, tarief, cent, route, tuple(lijst), gewichten)


def _van_inzet(regel: Urenregel, feiten: Prijzen) -> Urenpost | Wachtreden:
    """The price of the inzet, or what was kept of it; without one what both employers say."""
    van_inzet = feiten.inzetten.get(regel.inzet) if regel.inzet else None
    wat, gezegd = van_inzet or feiten.bewaard.get(regel.id), feiten.gezegd.get(regel.id)
    if wat is None and gezegd is None:
        return Wachtreden.INZET_ONBEKEND
    wat = wat or GEWIST
    tarief = wat.tarief or gezegd
    if tarief is None:
        return Wachtreden.TARIEF_ONTBREEKT
    route = wat.route if wat.tarief or tarief.cent else Btwroute.GEEN
    lijst = wat.voorwaarden if wat.tarief else met_grondslag(wat.voorwaarden, tarief.grondslag)
    cent = bedrag(regel.kwartieren, tarief.cent)
    return Urenpost(regel, tarief, cent, route, lijst, (), wat.functie)


def geldregels(post: Urenpost) -> list[Verrekenregel]:
    """Who pays whom for this line; an own part is no payment."""
    regel = post.regel
    if post.tarief is None:
        return []
    if not post.gewichten:
        wie = {regel.inlener: post.bedrag} if regel.inlener else {}
        delen, gewichten, geheel = wie, dict.fromkeys(wie, 1), 1
    else:
        gewichten = dict(post.gewichten)
        geheel = sum(gewichten.values())
        delen = dict(deel(post.bedrag, gewichten, (regel.correctie_van or regel.id).int))
    return [
        Verrekenregel(
            urenregel=regel.id,
            soort=regel.soort,
            inzet=regel.inzet,
            maand=regel.maand,
            crediteur=regel.uitlener,
            debiteur=wie_betaalt,
            kwartieren=regel.kwartieren,
            tarief_cent=post.tarief.cent,
            bedrag=cent,
            deel=gewichten[wie_betaalt],
            geheel=geheel,
            route=post.route,
            corrigeert=regel.correctie_van,
        )
        for wie_betaalt, cent in delen.items()
        if wie_betaalt != regel.uitlener and gewichten[wie_betaalt]
    ]
