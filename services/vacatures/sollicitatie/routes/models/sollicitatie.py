"""An application as it comes in, is registered, corrected and shown; and the order of several."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field

from services.vacatures.convenant.rules import Categorie
from services.vacatures.sollicitatie.rules import Afwijsgrond, Oordeel, Sollicitatiestatus
from services.vacatures.vacature.routes.models import Webadres
from shared import paging
from shared.api import Datum, Geheel, LangeTekst, Model, Oin, Tijdstip, absent
from shared.model import NO_CONTROL, ZonderBsn, no_control

Reden = Annotated[
    str,
    Field(
        min_length=1,
        max_length=4000,
        description="Waarom, in uw eigen woorden. Wat een BSN kan zijn, wordt [nummer].",
        json_schema_extra={"pattern": NO_CONTROL},
    ),
    AfterValidator(no_control),
    ZonderBsn,
]


Kenmerk = Annotated[
    str,
    Field(
        min_length=1,
        max_length=100,
        description="Uw eigen kenmerk van deze kandidaat; geen naam en geen BSN.",
        json_schema_extra={"pattern": NO_CONTROL},
    ),
    AfterValidator(no_control),
]
Herkomst = Annotated[
    Literal["doorstroom", "werkgever"],
    Field(description="Hier gesolliciteerd, of bij de werkgever en door hem vastgelegd."),
]


class SollicitatieInvoer(Model):
    """Een sollicitatie; wie u bent en uw categorie volgen uit feiten."""

    motivatie: LangeTekst | None = None
    delen: list[UUID] = Field(
        default_factory=list,
        max_length=20,
        description="Bij een gezamenlijke vacature: welke delen u wilt; leeg: allemaal.",
    )


class Sollicitatie(Model):
    """Een sollicitatie, met de categorie zoals die bij het solliciteren is vastgelegd."""

    id: UUID
    url: Webadres
    vacature_id: UUID
    status: Sollicitatiestatus
    categorie: Categorie
    grond: str = Field(max_length=500, description="Waarop de categorie berust.")
    aangehouden: bool = Field(description="De fase van deze kandidaat is nog niet begonnen.")
    telt_vanaf_op: Tijdstip
    ontvangen_op: Tijdstip
    motivatie: LangeTekst | None = None
    reden: str | None = Field(None, max_length=4000, description="Reden bij de laatste status.")
    organisatie: Oin | None = Field(None, description="Werkgever van de kandidaat.")
    oordeel: Oordeel | None = Field(None, description="Alleen voor de werkgever.")
    redencode: Afwijsgrond | None = Field(None, description="Bij een afwijzing.")
    herkomst: Herkomst = "doorstroom"
    kenmerk: str | None = Field(None, max_length=100, description="Alleen voor de werkgever.")
    bewaard_tot_datum: Datum | None = Field(
        None, description="Laatste dag dat zij bewaard blijft; leeg: dat is nog niet bekend."
    )
    bewaargrond: str | None = Field(
        None, max_length=100, description="Waarom zij nog bewaard blijft; leeg: zij loopt."
    )
    melding: str | None = Field(
        None, max_length=500, description="Wat er met uw tekst is gebeurd, direct na het opslaan."
    )


class SollicitatieVerbetering(Model):
    """Wat de kandidaat kan verbeteren; wat ontbreekt, blijft zoals het is."""

    motivatie: LangeTekst | None = absent()


class RegistratieInvoer(Model):
    """Een sollicitatie die de werkgever zelf ontving; de categorie volgt ook hier uit feiten."""

    medewerker: UUID | None = Field(
        None, description="Pseudoniem, van een eigen medewerker of inleenkracht."
    )
    kenmerk: Kenmerk | None = None
    ontvangen_op: Tijdstip | None = Field(None, description="Leeg: nu.")


class Registratie(Sollicitatie):
    """Een vastgelegde sollicitatie; de koppelcode wordt één keer getoond."""

    koppelcode: str | None = Field(
        None,
        max_length=100,
        description="Geef deze aan de kandidaat: daarmee wordt het diens eigen sollicitatie.",
    )


class KoppelingInvoer(Model):
    """De code die de werkgever u gaf."""

    code: str = Field(min_length=10, max_length=100, pattern="^[A-Za-z0-9_-]+$")


class SollicitatieRegel(Model):
    """Een sollicitatie op haar plaats in de volgorde van het convenant."""

    id: UUID
    url: Webadres
    plaats: Geheel = Field(ge=1, le=100_000, description="Gelijk nummer: geen onderlinge volgorde.")
    categorie: Categorie
    grond: str = Field(max_length=500)
    aangehouden: bool
    telt_vanaf_op: Tijdstip
    ontvangen_op: Tijdstip
    status: Sollicitatiestatus
    oordeel: Oordeel | None = None
    organisatie: Oin | None = None
    herkomst: Herkomst = "doorstroom"
    kenmerk: str | None = Field(None, max_length=100)


class SollicitatieRegelPagina(paging.Pagina):
    """Een pagina sollicitaties op een vacature."""

    results: list[SollicitatieRegel] = Field(max_length=paging.MAX_SIZE)


class SollicitatiePagina(paging.Pagina):
    """Een pagina eigen sollicitaties."""

    results: list[Sollicitatie] = Field(max_length=paging.MAX_SIZE)
