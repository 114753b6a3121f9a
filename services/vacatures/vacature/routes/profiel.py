"""What a vacancy shows of who recruits; texts and brands are kept by the room `profiel`."""

from uuid import UUID

from fastapi import Request
from sqlalchemy.orm import Session

from services.vacatures.profiel import routes as profielen
from services.vacatures.profiel import storage as profielopslag
from services.vacatures.profiel.routes.models import Vacatureprofiel
from services.vacatures.vacature import rules
from shared.problem import invalid


def vacatureprofiel(
    tx: Session,
    request: Request,
    vacature: rules.Vacature,
    zichtperioden: list[rules.Zichtperiode],
    kijker: rules.Kijker,
) -> Vacatureprofiel:
    """The sender and the blocks: of a concept with the labels of the viewer's own verbanden."""
    gedeeld = {periode.verband for periode in zichtperioden if periode.verband}
    g = vacature.gegevens
    return profielen.bij_vacature(
        tx,
        request,
        vacature.werkgever,
        g.profielen,
        gedeeld if vacature.geopend_op else kijker.verbanden,
        vacature.geopend_op,
        g.afzender_naam,
        g.afzender,
    )


def eis_profielen(
    tx: Session, gegevens: rules.Gegevens, werkgevers: tuple[str, ...], houdt: tuple[UUID, ...] = ()
) -> None:
    """400 for a block that these employers cannot choose; another's is as unknown as no block.

    What the vacancy has already (`houdt`) it may keep, also when it is not active any more.
    """
    nieuw = set(gegevens.profielen) - set(houdt)
    onbekend = profielopslag.onbekende_blokken(tx, nieuw, werkgevers) if nieuw else set()
    if onbekend:
        fouten = [
            (f"profielen.{nr}", "onbekend", "Dit profielblok is er niet bij uw organisatie")
            for nr, id in enumerate(gegevens.profielen)
            if id in onbekend
        ]
        raise invalid(*fouten)
