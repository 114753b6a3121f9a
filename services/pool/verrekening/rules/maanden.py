"""A month of a verband: computed anew until a person closes it, and then never changed."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.pool.flexpool.rules import MEEKIJKERS, PLANNERS, Kijker, Reden, ziet_verband
from services.pool.uren.rules import Urensoort, maand_van
from services.pool.verrekening.rules.btw import Btwroute
from services.pool.verrekening.rules.facturen import Factuur, facturen
from services.pool.verrekening.rules.regels import (
    REGELVERSIE,
    Urenpost,
    Verrekenregel,
    Wachtend,
    geldregels,
)
from services.pool.verrekening.rules.saldi import Betaling, Stroom, betalingen, saldi

LEZERS = PLANNERS | MEEKIJKERS
SLUITERS = frozenset({"hr_adviseur", "hr_hoofd", "makelaar", "secretaris", "beheerder"})
# Who reads the lines of single inzetten of the own organisation: they are about a person.
REGELLEZERS = frozenset({"hr_adviseur", "hr_hoofd", "leidinggevende"})
FACTUURBEHEER = frozenset({"hr_adviseur", "hr_hoofd", "secretaris", "beheerder"})


@dataclass(frozen=True, slots=True)
class Maandinstelling:
    """What the convenant says about the documents of a month."""

    convenant: int | None  # version; None: no convenant is known
    btw_percentage: int  # hundredths of a percent
    betaaltermijn_dagen: int
    vrijstelling: str
    buiten_btw: str


@dataclass(frozen=True, slots=True)
class Verrekening:
    """A month of a verband with everything that follows from its posten."""

    verband: UUID
    maand: str
    instelling: Maandinstelling
    posten: tuple[Urenpost, ...]
    wachtend: tuple[Wachtend, ...]
    regels: tuple[Verrekenregel, ...]
    facturen: tuple[Factuur, ...]
    saldi: dict[str, int]
    betalingen: tuple[Betaling, ...]


def verreken(
    verband: UUID,
    maand: str,
    instelling: Maandinstelling,
    posten: Iterable[Urenpost],
    wachtend: Iterable[Wachtend] = (),
) -> Verrekening:
    """Amounts, documents, balances and payments of these hours; the same hours give the same."""
    lijst = tuple(posten)
    regels = tuple(een for post in lijst for een in geldregels(post))
    stukken = tuple(facturen(regels, instelling.btw_percentage))
    per = saldi(Stroom(een.crediteur, een.debiteur, een.totaal) for een in stukken)
    return Verrekening(
        verband, maand, instelling, lijst, tuple(wachtend), regels, stukken, per,
        tuple(betalingen(per)),
    )  # fmt: skip


def controlegetal(wat: Verrekening) -> str:
    """What somebody saw: closing asks for it, so that nobody closes what he did not see."""
    delen = [REGELVERSIE, str(wat.verband), wat.maand, repr(wat.instelling)]
    delen += sorted(repr(een) for een in wat.posten)
    return hashlib.sha256("\n".join(delen).encode()).hexdigest()[:16]


def beletselen_sluiten(
    maand: str, laatste: str | None, vandaag: date, gezien: str, nu_geldig: str
) -> list[Reden]:
    """Everything that stops closing a month; `laatste`: the last one that is closed."""
    redenen = []
    if maand >= maand_van(vandaag):
        redenen.append(Reden("maand", "maand-loopt", "Deze maand is nog niet voorbij."))
    if laatste is not None and maand <= laatste:
        zin = f"De verrekening is gesloten tot en met {laatste}; een gesloten maand wijzigt niet."
        redenen.append(Reden("maand", "al-gesloten", zin))
    elif gezien != nu_geldig:
        zin = "Het concept is veranderd sinds u het zag; lees het opnieuw."
        redenen.append(Reden("controlegetal", "concept-gewijzigd", zin))
    return redenen


@dataclass(frozen=True, slots=True)
class Grootboekstroom:
    """All between two organisations of one kind, route and month of hours; never one person."""

    crediteur: str
    debiteur: str
    soort: Urensoort
    route: Btwroute
    maand: str
    kwartieren: int
    cent: int
    correctie: bool


def stromen(regels: Iterable[Verrekenregel]) -> list[Grootboekstroom]:
    """What every member sees: sums, so that no line of a person is in it.

    Hours of a shared line count where they are borne: nowhere, so only its cents are summed.
    """
    sleutel = tuple[str, str, Urensoort, Btwroute, str, bool]
    per: dict[sleutel, list[int]] = defaultdict(lambda: [0, 0])
    for een in regels:
        som = per[
            een.crediteur, een.debiteur, een.soort, een.route, een.maand,
            een.corrigeert is not None,
        ]  # fmt: skip
        som[0] += een.kwartieren if een.soort is Urensoort.INZET else 0
        som[1] += een.bedrag
    return [
        Grootboekstroom(c, d, soort, route, maand, kwartieren, cent, correctie)
        for (c, d, soort, route, maand, correctie), (kwartieren, cent) in sorted(per.items())
    ]


def samenwerkingsuren(posten: Iterable[Urenpost]) -> dict[str, int]:
    """Quarters for the co-operation per organisation, settled or not."""
    per: dict[str, int] = defaultdict(int)
    for een in posten:
        if een.regel.soort is Urensoort.SAMENWERKING:
            per[een.regel.uitlener] += een.regel.kwartieren
    return dict(sorted(per.items()))


def ziet_verrekening(verband: UUID, kijker: Kijker) -> bool:
    """Every member, with any role that plans, decides or advises: there are no secret deals."""
    return ziet_verband(verband, kijker) and bool(kijker.rollen & LEZERS)
