"""A whole calculation: facts → fair share → whole inzetten → validator → explanation.

Deterministic: sorted facts in, no clock, no lottery but the one that follows from the hash. Every
step is a module of its own; what one step found goes to the next and nowhere else.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from services.pool.toewijzing import (
    aanspraak,
    aanvullen,
    gevraagd,
    hele_inzetten,
    kansen,
    rechtvaardig_deel,
    ruilen,
    tegenfeit,
    uitleg,
    validator,
)
from services.pool.toewijzing import feiten as facts
from services.pool.toewijzing.feiten import Feiten
from services.pool.toewijzing.gevraagd import Gevraagd
from services.pool.toewijzing.rules import Kans, Regel, Toetsing
from services.pool.toewijzing.uitleg import Aandeel, BehoefteUitleg

__all__ = ["Aandeel", "Geannuleerd", "OngeldigVoorstel", "Voorstel", "bereken"]

Voortgang = Callable[[int], bool]
# How far a calculation is, in percent, when a step begins.
KANSEN, DEEL, INZETTEN, AANVULLEN, UITLEG, KLAAR = 0, 5, 15, 90, 94, 100


@dataclass(frozen=True, slots=True)
class Voorstel:
    """The outcome, with everything that is needed to check it."""

    invoer_hash: str
    regelversie: str
    regels: tuple[Regel, ...]
    toelichtingen: tuple[str, ...]  # one per line, for the person
    aandelen: tuple[Aandeel, ...]
    groepen: tuple[rechtvaardig_deel.Groep, ...]
    behoeften: tuple[BehoefteUitleg, ...]
    bewezen_optimaal: bool
    knelpunten: tuple[str, ...] = ()  # one sentence per groep, in the same order
    gevraagd: tuple[Gevraagd, ...] = ()  # hours still asked, by organisation and function


class OngeldigVoorstel(Exception):
    """The engine made a proposal that breaks a hard rule: a fault of ours, never stored."""


class Geannuleerd(Exception):
    """Somebody cancelled while it was computed."""


@dataclass(frozen=True, slots=True)
class Vertrek:
    """Lines to begin with, which keep every hard rule, and how many rounds may improve them."""

    regels: tuple[Regel, ...]
    ronden: int


def bereken(
    feiten: Feiten,
    voortgang: Voortgang | None = None,
    *,
    tegenfeiten: bool = True,
    vanuit: Vertrek | None = None,
) -> Voorstel:
    """Compute a proposal; `voortgang` hears 0 to 100 and returns False to stop.

    `tegenfeiten`: also look what would have to change (in a small pool), which takes half a second.
    `vanuit`: go on from these lines with so many rounds, to see at once what a change would do.
    Errors: OngeldigVoorstel, when the validator finds a broken rule; Geannuleerd.
    """
    meld = _melder(voortgang)
    meld(KANSEN)
    feiten = facts.gesorteerd(feiten)
    mogelijk = kansen.vind(feiten)
    meld(DEEL)
    deel = rechtvaardig_deel.bereken(feiten, mogelijk, _melder(voortgang, DEEL, INZETTEN))
    meld(INZETTEN)
    if vanuit is None:
        melder = _melder(voortgang, INZETTEN, AANVULLEN)
        oplossing = hele_inzetten.bereken(feiten, mogelijk, deel.uren, melder)
    else:
        verder = ruilen.bereken(feiten, mogelijk, deel.uren, vanuit.ronden, vanuit.regels)
        oplossing = hele_inzetten.Oplossing(verder, bewezen=False)
    meld(AANVULLEN)
    regels, redenen = aanvullen.vul_aan(feiten, mogelijk, oplossing.regels, deel.uren)
    _keur(feiten, regels)
    meld(UITLEG)
    toetsing = kansen.toetsing(feiten, mogelijk)
    behoeften = uitleg.leg_uit(feiten, toetsing, regels, deel.uren, kansen.overige(feiten), redenen)
    if tegenfeiten and not kansen.is_groot(feiten):
        behoeften = _met_tegenfeit(feiten, regels, behoeften)
    voorstel = Voorstel(
        invoer_hash=facts.vingerafdruk(feiten),
        regelversie=feiten.regelversie,
        regels=regels,
        toelichtingen=_toelichtingen(feiten, regels, toetsing, deel),
        aandelen=_aandelen(feiten, regels, deel),
        groepen=deel.groepen,
        behoeften=behoeften,
        bewezen_optimaal=oplossing.bewezen and regels == oplossing.regels,
        knelpunten=tuple(_knelpunt(een) for een in deel.groepen),
        gevraagd=gevraagd.per_functie(feiten),
    )
    meld(KLAAR)
    return voorstel


def _melder(voortgang: Voortgang | None, van: int = 0, tot: int = 100) -> Voortgang:
    """Tell the caller how far we are; stop when the caller says so."""

    def meld(percentage: int) -> bool:
        if voortgang is not None and not voortgang(van + (tot - van) * percentage // 100):
            raise Geannuleerd
        return True

    return meld


def _keur(feiten: Feiten, regels: Sequence[Regel]) -> None:
    """Every proposal passes the independent validator, or is never seen."""
    if bevindingen := validator.bevindingen(feiten, regels):
        raise OngeldigVoorstel(f"{len(bevindingen)} bevindingen: {bevindingen[0].schending}")


def _met_tegenfeit(
    feiten: Feiten, regels: Sequence[Regel], behoeften: Sequence[BehoefteUitleg]
) -> tuple[BehoefteUitleg, ...]:
    """What would have to change for every need that is not full; of a large pool on demand."""
    return tuple(
        replace(een, tegenfeit=tegenfeit.zoek(feiten, regels, een.behoefte)) for een in behoeften
    )


def _aanspraken(feiten: Feiten, deel: rechtvaardig_deel.Deel) -> dict[str, Decimal]:
    """Hours that every organisation has a right to by the key and its saldo."""
    sleutel = aanspraak.gewichten(feiten, Fraction(deel.samen))
    recht = aanspraak.aanspraken(sleutel, deel.samen)
    return {een: aantal.quantize(Decimal("0.01")) for een, aantal in recht.items()}


def _aandelen(
    feiten: Feiten, regels: Sequence[Regel], deel: rechtvaardig_deel.Deel
) -> tuple[Aandeel, ...]:
    vraag, recht = gevraagd.per_organisatie(feiten), _aanspraken(feiten, deel)
    heeft = uitleg.gekregen(feiten, regels)
    plaats = {
        organisatie: nummer
        for nummer, groep in enumerate(deel.groepen)
        for organisatie in groep.organisaties
    }
    return tuple(
        Aandeel(
            organisatie=een,
            gevraagd=vraag[een],
            aanspraak=recht[een],
            rechtvaardig=deel.uren[een],
            toegewezen=heeft[een],
            verhouding=uitleg.verhouding(heeft[een], deel.uren[een]),
            groep=plaats.get(een),
            uitleg=uitleg.zin_voor_aandeel(vraag[een], recht[een], deel.uren[een], heeft[een]),
        )
        for een in feiten.organisaties
    )


def _knelpunt(groep: rechtvaardig_deel.Groep) -> str:
    return uitleg.zin_voor_knelpunt(
        len(groep.organisaties), len(groep.leden), groep.uren, groep.vraag_gedekt
    )


def _toelichtingen(
    feiten: Feiten, regels: Sequence[Regel], toetsing: Toetsing, deel: rechtvaardig_deel.Deel
) -> tuple[str, ...]:
    """One sentence per line, for the person."""
    inlener = {behoefte.id: behoefte.inlener for behoefte in feiten.behoeften}
    groep = {een.id: een.groep for een in feiten.behoeften if een.groep is not None}
    delen = Counter(groep.values())
    samen = Counter((een.lid, groep[een.behoefte]) for een in regels if een.behoefte in groep)

    def in_groep(een: Regel) -> str:
        welke = groep.get(een.behoefte)
        return uitleg.zin_voor_groep(samen[een.lid, welke], delen[welke]) if welke else ""

    return tuple(
        uitleg.zin_voor_medewerker(
            een, _kans(toetsing, een), deel.uren[inlener[een.behoefte]], in_groep(een)
        )
        for een in regels
    )


def _kans(toetsing: Toetsing, regel: Regel) -> Kans:
    kans = toetsing[regel.lid, regel.behoefte]
    assert isinstance(kans, Kans)
    return kans
