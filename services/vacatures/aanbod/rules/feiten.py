"""An offer, the vacancy it is made on, and a reason that stops it: the facts of the other rules."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from services.vacatures.openstelling import rules as openstelling
from services.vacatures.vacature.rules import Contractsoort, Vacaturestatus


class Aanbodstatus(StrEnum):
    """Where an offer is; it follows the application it belongs to.

    Voorgelegd: it gives less than the permanent contract the candidate has, and stands only once
    the candidate agrees.
    """

    VOORGELEGD = "voorgelegd"
    OPEN = "open"
    AANVAARD = "aanvaard"
    VERVALLEN = "vervallen"


@dataclass(frozen=True, slots=True)
class Aanbod:
    """What is offered. Hours per week; money in euro cents per month."""

    contractsoort: Contractsoort
    uren: Decimal
    schaal: str
    salaris: int | None = None
    afwijking: str | None = None
    reden_contractsoort: str | None = None


@dataclass(frozen=True, slots=True)
class Beletsel:
    """One reason why an offer cannot be made now; `sollicitatie` is who stands before."""

    code: str
    reden: str
    sollicitatie: UUID | None = None
    met_afwijking: bool = False


@dataclass(frozen=True, slots=True)
class Situatie:
    """The vacancy at the moment of offering.

    `vast_contract`: permanent, with an employer that is left for this job; also that of who works
    here by an inzet, or at another employer of a joint vacancy.
    """

    status: Vacaturestatus
    openstelling: openstelling.Openstelling
    aantal_plaatsen: int
    vast_contract: bool | None
    nu: datetime
