"""What goes over the line about referrals."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field

from services.vacatures.doorverwijzing.rules import (
    Aanleiding,
    Antwoord,
    Doorverwijzingsstatus,
    Rol,
)
from services.vacatures.sollicitatie.routes.models import Reden
from services.vacatures.toestemming.routes.models import EindDatum, Ontvangers
from services.vacatures.toestemming.rules import MAX_ONTVANGERS
from services.vacatures.vacature.routes.models import Webadres
from shared import paging
from shared.api import Datum, Geheel, Model, Oin, Tekst, Tijdstip
from shared.model import NO_CONTROL, ZonderBsn, no_control

Toelichting = Annotated[
    str,
    Field(min_length=1, max_length=4000, json_schema_extra={"pattern": NO_CONTROL}),
    AfterValidator(no_control),
    ZonderBsn,
]
Deel = Literal["contact", "motivatie", "documenten", "categorie"]
Delen = Annotated[
    list[Deel],
    Field(min_length=1, max_length=4, description="Welke gegevens de ontvangers mogen zien."),
]


class DoorverwijzingInvoer(Model):
    """Een voorstel om iemand door te verwijzen; noem óf de sollicitatie óf de medewerker."""

    sollicitatie_id: UUID | None = Field(
        None, description="De afgewezen sollicitatie op een vacature van uw organisatie."
    )
    medewerker: UUID | None = Field(
        None, description="Pseudoniem van een medewerker van uw organisatie."
    )
    op_verzoek_van_medewerker: bool = Field(
        False, description="Nodig bij een medewerker: deze vroeg er zelf om."
    )
    ontvangers: Ontvangers
    toelichting: Toelichting | None = Field(
        None, description="Voor de persoon; reist mee met het deel motivatie."
    )


class Instemming(Model):
    """De toestemming bij een voorstel. Niets is vooraf ingevuld."""

    ontvangers: Ontvangers
    gegevens: Delen
    eind_datum: EindDatum
    motivatie: Toelichting | None = Field(None, description="Wat u zelf wilt meegeven.")


class EigenDoorverwijzingInvoer(Instemming):
    """Uzelf laten doorverwijzen; daarmee geeft u ook de toestemming."""

    sollicitatie_id: UUID | None = Field(
        None, description="Een eigen sollicitatie die niet doorging, als die de aanleiding is."
    )


class Bestemming(Model):
    """Een organisatie waarnaar wordt doorverwezen, en haar antwoord."""

    organisatie: Oin
    toegestaan: bool = Field(description="De persoon koos deze organisatie.")
    antwoord: Antwoord | None
    antwoord_op: Tijdstip | None
    reden: str | None = Field(max_length=4000)


class DoorverwijzingRegel(Model):
    """Een doorverwijzing in een lijst."""

    id: UUID
    url: Webadres
    rol: Rol = Field(description="Wat u hier bent.")
    status: Doorverwijzingsstatus
    verwijzer: Oin | None = Field(description="Leeg: de persoon nam zelf het initiatief.")
    voorgesteld_op: Tijdstip
    eind_datum: Datum | None = Field(description="Laatste dag van de toestemming.")
    ontvangers: list[Bestemming] = Field(max_length=MAX_ONTVANGERS)


class DoorverwijzingPagina(paging.Pagina):
    """Een pagina doorverwijzingen."""

    results: list[DoorverwijzingRegel] = Field(max_length=paging.MAX_SIZE)


class Doorverwijzing(DoorverwijzingRegel):
    """Een doorverwijzing, met precies de gegevens die u mag zien."""

    aanleiding: Aanleiding | None
    vervalt_op: Tijdstip = Field(description="Wanneer een voorstel zonder antwoord vervalt.")
    maximum_maanden: Geheel = Field(
        ge=1, le=24, description="Hoelang een toestemming hoogstens mag gelden."
    )
    sollicitatie_id: UUID | None
    toelichting: str | None = Field(max_length=4000)
    gegevens: list[Deel] = Field(max_length=4)
    motivatie: str | None = Field(max_length=20_000)
    werkgever: Oin | None = Field(description="Werkgever van de persoon (deel categorie).")
    vast_contract: bool | None = Field(description="Deel categorie.")
    toestemming_id: UUID | None = Field(description="Alleen voor de persoon: waar in te trekken.")


class DoorverwijzingWijziging(Model):
    """De persoon weigert, of de verwijzer neemt het voorstel terug."""

    naar: Literal["geweigerd", "teruggenomen"]


class VerwijsantwoordInvoer(Model):
    """Het antwoord van een ontvanger; behalve bij bekeken met een reden voor de persoon."""

    antwoord: Antwoord
    reden: Reden | None = None


class Kandidaatgegevens(Model):
    """Naam en bereikbaarheid van wie naar u is doorverwezen."""

    naam: Tekst | None
    email: str | None = Field(max_length=254)
    telefoon: str | None = Field(max_length=50)


class PauzeInvoer(Model):
    """Of er nu nieuwe doorverwijzingen kunnen komen; lopende gaan door."""

    gepauzeerd: bool
    tot_datum: Datum | None = Field(None, description="Laatste dag van de pauze; leeg: open.")


class Pauze(PauzeInvoer):
    """De pauze zoals zij nu geldt."""

    sinds_op: Tijdstip | None


Aantal = Annotated[int, Field(ge=0, le=2_147_483_647, json_schema_extra={"format": "int32"})]


class Balansregel(Model):
    """Eén organisatie; leeg: te weinig om te tonen, of daaruit af te leiden."""

    organisatie: Oin
    verzonden: Aantal | None = Field(description="Elke ontvanger van een doorverwijzing telt.")
    ontvangen: Aantal | None
    aangenomen: Aantal | None = Field(description="Ontvangen en aangenomen.")


class Balans(Model):
    """Doorverwijzingen met toestemming in één jaar binnen één verband."""

    verband: UUID
    jaar: Geheel = Field(ge=2000, le=2100)
    kleinste_cel: Geheel = Field(ge=2, le=100)
    regels: list[Balansregel] = Field(max_length=10_000)
    zonder_verwijzer: Aantal | None = Field(
        None,
        description="Waar de persoon zelf om vroeg. Samen met alles wat is verzonden, is dit wat is"
        " ontvangen. Leeg: te weinig om te tonen.",
    )
