"""Does this work fit this wish? Rules written by people, the same for everybody, nothing learned.

What is looked at is in `Wenscriteria` and `Werkcriteria` and nowhere else: function, level, domain,
hours, scale, distance, contract, competences. What one side left open never counts against anyone.
No sum is made of it but the number of hard criteria that fit, and nothing happens by it: a person
reads the list (our own proposal; see AVG 22 and the AI Act's recital 12).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from services.vacatures.vacature.rules import Contractsoort, Niveau


class Criteriumsoort(StrEnum):
    """What is compared, in reading order."""

    FUNCTIE = "functie"
    NIVEAU = "niveau"
    DOMEIN = "domein"
    UREN = "uren"
    SCHAAL = "schaal"
    AFSTAND = "afstand"
    CONTRACTSOORT = "contractsoort"
    COMPETENTIES = "competenties"


class Criteriumuitkomst(StrEnum):
    """What came of it; `onbekend`: one of the two sides did not say."""

    PAST = "past"
    PAST_NIET = "past_niet"
    ONBEKEND = "onbekend"


# By these the list is ordered. A domain is wide and competences can be learned: those are shown.
HARD = frozenset(Criteriumsoort) - {Criteriumsoort.DOMEIN, Criteriumsoort.COMPETENTIES}
# What the work is about. Without any of it a vacancy is not about this wish.
INHOUD = frozenset({Criteriumsoort.FUNCTIE, Criteriumsoort.DOMEIN, Criteriumsoort.COMPETENTIES})


@dataclass(frozen=True, slots=True)
class Wenscriteria:
    """What somebody wants. Hours per week; distance in km as the crow flies."""

    functies: frozenset[str] = frozenset()
    niveaus: frozenset[Niveau] = frozenset()
    domeinen: frozenset[str] = frozenset()
    uren_min: Decimal | None = None
    uren_max: Decimal | None = None
    schaal_min: str | None = None
    pc4: str | None = None
    maximum_afstand: int | None = None
    contractsoorten: frozenset[Contractsoort] = frozenset()
    competenties: frozenset[str] = frozenset()
    te_leren_competenties: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Werkcriteria:
    """What a vacancy offers and asks."""

    functie: str | None = None
    niveau: Niveau | None = None
    domein: str | None = None
    uren_min: Decimal | None = None
    uren_max: Decimal | None = None
    schaal_max: str | None = None
    pc4: str | None = None
    contractsoort: Contractsoort | None = None
    competenties: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Criterium:
    """One comparison, with both values in words; None: not said."""

    soort: Criteriumsoort
    uitkomst: Criteriumuitkomst
    gewenst: str | None
    aangeboden: str | None

    @property
    def is_hard(self) -> bool:
        """Whether it counts for the order."""
        return self.soort in HARD


Criteria = tuple[Criterium, ...]


def toets(wens: Wenscriteria, werk: Werkcriteria, afstand_km: float | None) -> Criteria:
    """Every criterion, in reading order. `afstand_km` None: a postcode or its place is unknown."""
    s = Criteriumsoort
    return (
        _in(s.FUNCTIE, wens.functies, werk.functie),
        _in(s.NIVEAU, wens.niveaus, werk.niveau),
        _in(s.DOMEIN, wens.domeinen, werk.domein),
        _uren(wens, werk),
        _schaal(wens, werk),
        _afstand(wens, afstand_km),
        _in(s.CONTRACTSOORT, wens.contractsoorten, werk.contractsoort),
        _competenties(wens, werk),
    )


def zelfde_werk(wens: Wenscriteria, werk: Werkcriteria) -> bool:
    """`gaat_erover` without the other criteria: most work is about something else."""
    return gaat_erover(
        (
            _in(Criteriumsoort.FUNCTIE, wens.functies, werk.functie),
            _in(Criteriumsoort.DOMEIN, wens.domeinen, werk.domein),
            _competenties(wens, werk),
        )
    )


def gaat_erover(criteria: Iterable[Criterium]) -> bool:
    """Whether the work is about what the wish is about: one thing fits, or nothing was said."""
    inhoud = {c.uitkomst for c in criteria if c.soort in INHOUD}
    return Criteriumuitkomst.PAST in inhoud or Criteriumuitkomst.PAST_NIET not in inhoud


def passend_aantal(criteria: Iterable[Criterium]) -> int:
    """How many hard criteria fit; by this alone lists are ordered, before the published tie."""
    return sum(c.is_hard and c.uitkomst is Criteriumuitkomst.PAST for c in criteria)


def _uitkomst(past: bool | None) -> Criteriumuitkomst:
    if past is None:
        return Criteriumuitkomst.ONBEKEND
    return Criteriumuitkomst.PAST if past else Criteriumuitkomst.PAST_NIET


def _in(soort: Criteriumsoort, gewenst: frozenset[str], werk: str | None) -> Criterium:
    """One of the wished values; capitals make no difference."""
    past = None
    if gewenst and werk is not None:
        past = werk.casefold() in {een.casefold() for een in gewenst}
    return Criterium(soort, _uitkomst(past), _lijst(gewenst), werk and str(werk))


def _uren(wens: Wenscriteria, werk: Werkcriteria) -> Criterium:
    """Both ranges have hours in common; an open end is no bound."""
    gewenst, werkt = (wens.uren_min, wens.uren_max), (werk.uren_min, werk.uren_max)
    past = None
    if gewenst != (None, None) and werkt != (None, None):
        past = _tot(werk.uren_min, wens.uren_max) and _tot(wens.uren_min, werk.uren_max)
    return Criterium(Criteriumsoort.UREN, _uitkomst(past), _bereik(*gewenst), _bereik(*werkt))


def _tot(laag: Decimal | None, hoog: Decimal | None) -> bool:
    return laag is None or hoog is None or laag <= hoog


def _schaal(wens: Wenscriteria, werk: Werkcriteria) -> Criterium:
    """The vacancy reaches the wished scale."""
    past = None
    if wens.schaal_min is not None and werk.schaal_max is not None:
        past = schaalhoogte(werk.schaal_max) >= schaalhoogte(wens.schaal_min)
    gewenst = f"schaal {wens.schaal_min} of hoger" if wens.schaal_min else None
    aangeboden = f"ten hoogste schaal {werk.schaal_max}" if werk.schaal_max else None
    return Criterium(Criteriumsoort.SCHAAL, _uitkomst(past), gewenst, aangeboden)


def schaalhoogte(schaal: str) -> tuple[int, bool]:
    """Order of scales: A comes first, 10A lies between 10 and 11."""
    cijfers = schaal.rstrip("A")
    return (int(cijfers), schaal.endswith("A")) if cijfers else (0, False)


def _afstand(wens: Wenscriteria, km: float | None) -> Criterium:
    past = None
    if wens.maximum_afstand is not None and km is not None:
        past = km <= wens.maximum_afstand
    gewenst = None if wens.maximum_afstand is None else f"ten hoogste {wens.maximum_afstand} km"
    aangeboden = None if km is None else f"ongeveer {round(km)} km"
    return Criterium(Criteriumsoort.AFSTAND, _uitkomst(past), gewenst, aangeboden)


def _competenties(wens: Wenscriteria, werk: Werkcriteria) -> Criterium:
    """Everything the vacancy asks is there; what is not, and what of it the person wants to learn.

    A wish that names no competence of its own, and wants to learn none that is asked, says nothing.
    """
    gevraagd, heeft, leert = (
        {een.casefold(): een for een in reeks}
        for reeks in (werk.competenties, wens.competenties, wens.te_leren_competenties)
    )
    wil = gevraagd.keys() & leert.keys() - heeft.keys()
    past = gevraagd.keys() <= heeft.keys() if gevraagd and (heeft or wil) else None
    delen = [_lijst(heeft.values())]
    if wil:
        delen.append(f"wil leren: {_lijst(leert[een] for een in wil)}")
    gewenst = "; ".join(deel for deel in delen if deel) or None
    return Criterium(
        Criteriumsoort.COMPETENTIES, _uitkomst(past), gewenst, _lijst(gevraagd.values())
    )


def _lijst(waarden: Iterable[str]) -> str | None:
    """In one order, whatever order they came in."""
    return ", ".join(sorted(str(een) for een in waarden)) or None


def _bereik(laag: Decimal | None, hoog: Decimal | None) -> str | None:
    match laag, hoog:
        case None, None:
            return None
        case _, None:
            return f"minstens {_getal(laag)} uur"
        case None, _:
            return f"ten hoogste {_getal(hoog)} uur"
    return f"{_getal(laag)} tot {_getal(hoog)} uur"


def _getal(waarde: Decimal | None) -> str:
    return f"{(waarde or Decimal(0)).normalize():f}".replace(".", ",")


# ---- in words ---------------------------------------------------------------------------------

_NAMEN = {
    Criteriumsoort.FUNCTIE: "De functie",
    Criteriumsoort.NIVEAU: "Het niveau",
    Criteriumsoort.DOMEIN: "Het domein",
    Criteriumsoort.UREN: "Het aantal uren",
    Criteriumsoort.SCHAAL: "De salarisschaal",
    Criteriumsoort.AFSTAND: "De afstand",
    Criteriumsoort.CONTRACTSOORT: "Het soort contract",
    Criteriumsoort.COMPETENTIES: "De gevraagde competenties",
}
_UITKOMSTEN = {
    Criteriumuitkomst.PAST: ("past", "passen"),
    Criteriumuitkomst.PAST_NIET: ("past niet", "passen niet alle"),
    Criteriumuitkomst.ONBEKEND: ("is niet te toetsen", "zijn niet te toetsen"),
}


def in_woorden(criterium: Criterium, *, met_waarden: bool = True) -> str:
    """One Dutch sentence; without the values it tells nothing that could point at a person."""
    meer = criterium.soort is Criteriumsoort.COMPETENTIES
    zin = f"{_NAMEN[criterium.soort]} {_UITKOMSTEN[criterium.uitkomst][meer]}"
    if not met_waarden:
        return f"{zin}."
    gewenst = criterium.gewenst or "niet gezegd"
    return f"{zin} (wens: {gewenst}; vacature: {criterium.aangeboden or 'niet gezegd'})."
