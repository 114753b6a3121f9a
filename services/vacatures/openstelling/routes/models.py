"""What goes over the line about openings."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from services.vacatures.convenant import rules as convenant
from services.vacatures.convenant.rules import Categorie, Solliciteren, Voorrangsmodus
from services.vacatures.vacature.rules import Vacaturestatus
from shared.api import Geheel, Model, Tekst, Tijdstip

MAX_VERBANDEN = 20


class EigenToegang(Model):
    """Wat een categorie in deze fase van deze openstelling mag."""

    zichtbaar: bool
    solliciteren: Solliciteren


class Fasewijziging(Model):
    """Wat een werkgever in één fase anders doet, binnen het convenant, met de reden."""

    fase: Tekst
    werkdagen: Annotated[Geheel, Field(ge=0, le=260)] | None = Field(
        None, description="Eigen lengte; 0 slaat de fase over; leeg: zoals afgesproken."
    )
    modus: Voorrangsmodus | None = Field(
        None, description="Eigen modus, een die het convenant voor deze fase noemt."
    )
    toegang: dict[Categorie, EigenToegang] = Field(
        {}, max_length=7, description="Ruimere toegang dan afgesproken, per categorie."
    )
    reden: Tekst
    verband: UUID | None = Field(None, description="Alleen voor dit verband; leeg: voor alle.")


class OpenstellingInvoer(Model):
    """Met wie u de vacature deelt; leeg: met alle verbanden van de werkgever."""

    verbanden: list[UUID] | None = Field(None, max_length=MAX_VERBANDEN)
    fasewijzigingen: list[Fasewijziging] = Field([], max_length=50)


class Fase(Model):
    """Een fase in de tijd; `tot` telt niet meer mee."""

    naam: str = Field(max_length=200)
    verband: UUID | None
    modus: Voorrangsmodus
    voorrang: str = Field(max_length=1000, description="Wie voor wie gaat, in woorden.")
    van_op: Tijdstip
    tot_op: Tijdstip


class Toegang(Model):
    """Wat een categorie op het gevraagde moment mag."""

    categorie: Categorie
    verband: UUID | None
    zichtbaar: bool
    solliciteren: Solliciteren
    fase: str | None = Field(max_length=200)
    telt_vanaf_op: Tijdstip | None = Field(description="Vanaf wanneer een sollicitatie dan telt.")
    in_woorden: str = Field(max_length=300)


class Instelling(Model):
    """Hoe zeker de grond van een afspraak is: A gelezen, B uit tweede hand, C een voorstel."""

    verband: UUID
    instelling: str = Field(max_length=200)
    zekerheid: convenant.Zekerheid
    bron: str = Field(max_length=500)


class Openstelling(Model):
    """De fasen van een vacature, en wie haar op een moment ziet."""

    vacature_id: UUID
    status: Vacaturestatus
    gevraagd_op: Tijdstip
    geopend_op: Tijdstip | None = Field(description="Leeg bij een concept: dan is dit een proef.")
    sluit_op: Tijdstip
    openbaar_vanaf_op: Tijdstip | None = Field(description="Vanaf wanneer iedereen haar ziet.")
    fasen: list[Fase] = Field(max_length=200)
    toegang: list[Toegang] = Field(max_length=200)
    wie_mag_solliciteren: str = Field(max_length=1000)
    fasewijzigingen: list[Fasewijziging] = Field(
        max_length=50, description="Wat de werkgever anders doet dan het convenant."
    )
    telt_voor_cbs: bool = Field(
        description="Het CBS telt een plaats alleen voor herplaatsing niet als vacature."
    )
    zekerheden: list[Instelling] = Field(max_length=500)
    toelichting: str = Field(max_length=300)


def wijziging(een: Any) -> Fasewijziging:
    """What an employer does otherwise, as it goes over the line."""
    return Fasewijziging.model_validate(een, from_attributes=True)
