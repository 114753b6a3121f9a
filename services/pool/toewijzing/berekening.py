"""A whole calculation: facts → fair share → whole inzetten → validator → explanation.

Deterministic: sorted facts in, no clock, no lottery but the one that follows from the hash.
"""

from dataclasses import dataclass
from decimal import Decimal

from services.pool.toewijzing import (
    feiten as facts,
)
from services.pool.toewijzing import (
    hele_inzetten,
    kansen,
    rechtvaardig_deel,
    uitleg,
    validator,
)
from services.pool.toewijzing.feiten import Feiten
from services.pool.toewijzing.rules import Kans, Regel, Toetsing


@dataclass(frozen=True, slots=True)
class Aandeel:
    """What one organisation asked, could fairly expect, and gets: hours over the horizon."""

    organisatie: str
    gevraagd: Decimal
    rechtvaardig: Decimal
    toegewezen: Decimal
    groep: int | None  # number of its bottleneck in `groepen`


@dataclass(frozen=True, slots=True)
class Voorstel:
    """The outcome, with everything that is needed to check it."""

    invoer_hash: str
    regelversie: str
    regels: tuple[Regel, ...]
    toelichtingen: tuple[str, ...]  # one per line, for the person
    aandelen: tuple[Aandeel, ...]
    groepen: tuple[rechtvaardig_deel.Groep, ...]
    behoeften: tuple[uitleg.BehoefteUitleg, ...]
    bewezen_optimaal: bool


class OngeldigVoorstel(Exception):
    """The engine made a proposal that breaks a hard rule: a fault of ours, never stored."""


def _gevraagd(feiten: Feiten) -> dict[str, Decimal]:
    """Hours that every organisation asks inside the horizon."""
    stand = feiten.instellingen
    uren = dict.fromkeys(feiten.organisaties, Decimal(0))
    for behoefte in feiten.behoeften:
        begin = max(behoefte.van, stand.peildatum)
        dagen = max(0, (min(behoefte.tot or stand.einde, stand.einde) - begin).days + 1)
        uren[behoefte.inlener] += behoefte.uren_max * dagen / 7
    return {een: aantal.quantize(Decimal("0.01")) for een, aantal in uren.items()}


def _aandelen(
    feiten: Feiten, regels: tuple[Regel, ...], deel: rechtvaardig_deel.Deel
) -> tuple[Aandeel, ...]:
    gevraagd, gekregen = _gevraagd(feiten), uitleg.gekregen(feiten, regels)
    plaats = {
        organisatie: nummer
        for nummer, groep in enumerate(deel.groepen)
        for organisatie in groep.organisaties
    }
    return tuple(
        Aandeel(een, gevraagd[een], deel.uren[een], gekregen[een], plaats.get(een))
        for een in feiten.organisaties
    )


def _kans(toetsing: Toetsing, regel: Regel) -> Kans:
    kans = toetsing[regel.lid, regel.behoefte]
    assert isinstance(kans, Kans)
    return kans


def bereken(feiten: Feiten) -> Voorstel:
    """Compute a proposal. Errors: OngeldigVoorstel, when the validator finds a broken rule."""
    feiten = facts.gesorteerd(feiten)
    mogelijk = kansen.vind(feiten)
    deel = rechtvaardig_deel.bereken(feiten, mogelijk)
    oplossing = hele_inzetten.bereken(feiten, mogelijk, deel.uren)
    if bevindingen := validator.bevindingen(feiten, oplossing.regels):
        raise OngeldigVoorstel(f"{len(bevindingen)} bevindingen: {bevindingen[0].schending}")
    toetsing = kansen.toetsing(feiten, mogelijk)
    inlener = {behoefte.id: behoefte.inlener for behoefte in feiten.behoeften}
    return Voorstel(
        invoer_hash=facts.vingerafdruk(feiten),
        regelversie=feiten.regelversie,
        regels=oplossing.regels,
        toelichtingen=tuple(
            uitleg.zin_voor_medewerker(
                regel, _kans(toetsing, regel), deel.uren[inlener[regel.behoefte]]
            )
            for regel in oplossing.regels
        ),
        aandelen=_aandelen(feiten, oplossing.regels, deel),
        groepen=deel.groepen,
        behoeften=uitleg.leg_uit(feiten, toetsing, oplossing.regels, deel.uren),
        bewezen_optimaal=oplossing.bewezen,
    )
