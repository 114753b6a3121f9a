"""What goes over the line about offers and deviations."""

from uuid import UUID

from pydantic import Field

from services.vacatures.aanbod import rules
from services.vacatures.sollicitatie.routes.models import Reden
from services.vacatures.vacature.routes.models import Schaal, Webadres
from services.vacatures.vacature.rules import Contractsoort
from shared import paging
from shared.api import Bedrag, Datum, Model, Tijdstip, Uren


class AanbodInvoer(Model):
    """Wat u de kandidaat aanbiedt."""

    contractsoort: Contractsoort
    uren: Uren
    schaal: Schaal
    salaris: Bedrag | None = Field(None, description="Eurocent per maand bij voltijd.")
    afwijking: Reden | None = Field(
        None,
        description="Waarom u van de volgorde afwijkt: bij gelijke geschiktheid, of voorbij wie"
        " passend is en toch werd afgewezen. Wie u voorbijgaat, leest dit: noem niemand anders.",
    )
    reden_contractsoort: Reden | None = Field(
        None, description="Waarom wie een vast contract heeft, dat hier niet houdt."
    )


class Aanbod(AanbodInvoer):
    """Een gedaan aanbod."""

    id: UUID
    url: Webadres
    sollicitatie_id: UUID
    status: rules.Aanbodstatus
    afwijking: str | None = Field(None, max_length=4000, description="Alleen voor de werkgever.")
    akkoord_nodig: bool = Field(
        description="Minder dan het vaste contract dat de kandidaat heeft: die stemt eerst in."
    )
    kandidaat_akkoord: bool = Field(description="De kandidaat heeft zelf ingestemd.")
    akkoord_op: Tijdstip | None = None
    vroegste_start_datum: Datum = Field(description="Volgt uit de opzegtermijn in het convenant.")
    gebruiker: str = Field(max_length=200)
    gedaan_op: Tijdstip


class AanbodPagina(paging.Pagina):
    """Een pagina aanbiedingen, de oudste eerst."""

    results: list[Aanbod] = Field(max_length=paging.MAX_SIZE)


class Afwijking(Model):
    """Waarom een kandidaat die voorging, is gepasseerd."""

    id: UUID
    sollicitatie_id: UUID
    reden: str = Field(max_length=4000)
    gebruiker: str | None = Field(None, max_length=200, description="Alleen voor de werkgever.")
    vastgelegd_op: Tijdstip


class AfwijkingPagina(paging.Pagina):
    """Een pagina gemotiveerde afwijkingen, de oudste eerst."""

    results: list[Afwijking] = Field(max_length=paging.MAX_SIZE)
