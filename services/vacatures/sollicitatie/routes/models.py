"""What goes over the line about applications."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator

from services.vacatures.convenant.rules import Categorie
from services.vacatures.sollicitatie.rules import (
    Afwijsgrond,
    Herinneringsoort,
    Klachtsoort,
    Klachtstatus,
    Klachtuitkomst,
    Oordeel,
    Partij,
    Sollicitatiestatus,
    Stapsoort,
    Stapuitkomst,
)
from services.vacatures.vacature.routes.models import Webadres
from shared import paging
from shared.api import Datum, Geheel, LangeTekst, Model, Oin, Tijdstip, absent
from shared.model import NO_CONTROL, ZonderBsn, niet_leeg, no_control

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


class BeoordelingInvoer(Model):
    """Het oordeel van een mens, met de reden."""

    oordeel: Oordeel
    reden: Reden


class Beoordeling(BeoordelingInvoer):
    """Een vastgelegd oordeel."""

    id: UUID
    sollicitatie_id: UUID
    gebruiker: str = Field(max_length=200)
    beoordeeld_op: Tijdstip


class SollicitatieWijziging(Model):
    """Een volgende status; een aanbod gaat via aanbiedingen."""

    naar: Literal["in_behandeling", "afgewezen", "ingetrokken", "aangenomen"]
    reden: Reden | None = None
    redencode: Afwijsgrond | None = Field(None, description="Bij een afwijzing; leeg: anders.")


class SollicitatieStatus(Model):
    """Een gemaakte wijziging van de status."""

    sollicitatie_id: UUID
    van: Sollicitatiestatus | None = Field(description="Leeg bij het solliciteren.")
    naar: Sollicitatiestatus
    gewijzigd_op: Tijdstip
    partij: Partij
    gebruiker: str | None = Field(None, max_length=200, description="Alleen voor de werkgever.")
    reden: str | None = Field(None, max_length=4000)
    redencode: Afwijsgrond | None = None


class SollicitatieStatusPagina(paging.Pagina):
    """Een pagina wijzigingen van de status, de oudste eerst."""

    results: list[SollicitatieStatus] = Field(max_length=paging.MAX_SIZE)


class BeoordelingPagina(paging.Pagina):
    """Een pagina beoordelingen, de oudste eerst."""

    results: list[Beoordeling] = Field(max_length=paging.MAX_SIZE)


class KandidaatGegevens(Model):
    """Naam en bereikbaarheid van de kandidaat; staan alleen bij de eigen werkgever vast."""

    naam: str | None = Field(None, max_length=200)
    email: str | None = Field(None, max_length=254)
    telefoon: str | None = Field(None, max_length=30, description="Alleen van buiten.")
    organisatie: Oin | None = None


# ---- rejection, selection, durations
class AfwijsgrondUitleg(Model):
    """Een reden om af te wijzen, met wat zij betekent."""

    code: Afwijsgrond
    betekenis: str = Field(max_length=200)


class AfwijsgrondLijst(Model):
    """De redenen die een recruiter kan kiezen; er hoort altijd een eigen tekst bij."""

    results: list[AfwijsgrondUitleg] = Field(max_length=100)


class AfwijzingInvoer(Model):
    """Eén afwijzing, met een eigen reden."""

    sollicitatie: UUID
    redencode: Afwijsgrond = Afwijsgrond.ANDERS
    reden: Reden


class AfwijzingenInvoer(Model):
    """Afwijzingen van verschillende kandidaten; elke kandidaat krijgt een eigen reden."""

    afwijzingen: list[AfwijzingInvoer] = Field(min_length=1, max_length=100)


class Afwijzingen(Model):
    """Wat er is afgewezen; alles of niets."""

    results: list[SollicitatieStatus] = Field(max_length=100)


class SelectiestapInvoer(Model):
    """Een stap in de selectie."""

    soort: Stapsoort
    datum: Datum
    uitkomst: Stapuitkomst = Stapuitkomst.GEPLAND
    toelichting: Reden | None = Field(None, description="Ook de kandidaat leest dit.")


class SelectiestapWijziging(Model):
    """Wat er aan een stap verandert; wat ontbreekt, blijft zoals het is."""

    datum: Datum | None = absent()
    uitkomst: Stapuitkomst | None = absent()
    toelichting: Reden | None = absent()

    @model_validator(mode="after")
    def _gevuld(self) -> "SelectiestapWijziging":
        for naam in ("datum", "uitkomst"):
            if naam in self.model_fields_set and getattr(self, naam) is None:
                raise niet_leeg(naam)
        return self


class Selectiestap(SelectiestapInvoer):
    """Een vastgelegde stap."""

    id: UUID
    sollicitatie_id: UUID
    gebruiker: str | None = Field(None, max_length=200, description="Alleen voor de werkgever.")
    vastgelegd_op: Tijdstip


class SelectiestapPagina(paging.Pagina):
    """Een pagina stappen, op datum."""

    results: list[Selectiestap] = Field(max_length=paging.MAX_SIZE)


MAX_SECONDEN = 10_000_000_000  # some centuries


class StatusDuur(Model):
    """Hoe lang een sollicitatie een status had."""

    status: Sollicitatiestatus
    seconden: int = Field(ge=0, le=MAX_SECONDEN, json_schema_extra={"format": "int64"})


class Doorlooptijd(Model):
    """Hoe lang het duurde, uit het logboek; leeg: nog niet gebeurd."""

    sollicitatie_id: UUID
    reactietijd_seconden: int | None = Field(
        ge=0, le=MAX_SECONDEN, json_schema_extra={"format": "int64"}
    )
    wervingstijd_seconden: int | None = Field(
        ge=0, le=MAX_SECONDEN, json_schema_extra={"format": "int64"}
    )
    per_status: list[StatusDuur] = Field(max_length=10)


# ---- complaints and reminders
class KlachtInvoer(Model):
    """Waar u het niet mee eens bent."""

    over: Klachtsoort
    tekst: Reden


class Klacht(KlachtInvoer):
    """Een klacht, met wie haar behandelt en het antwoord."""

    id: UUID
    url: Webadres
    sollicitatie_id: UUID
    tekst: str = Field(max_length=4000)
    status: Klachtstatus
    ingediend_op: Tijdstip
    uiterlijk_op: Datum = Field(description="De laatste dag om te antwoorden.")
    behandelaar: str | None = Field(None, max_length=200, description="Wie haar behandelt.")
    uitkomst: Klachtuitkomst | None = None
    reden: str | None = Field(None, max_length=4000)
    afgehandeld_op: Tijdstip | None = None
    mogelijk: list[Klachtstatus] = Field(max_length=10)


class KlachtPagina(paging.Pagina):
    """Een pagina klachten, de oudste eerst."""

    results: list[Klacht] = Field(max_length=paging.MAX_SIZE)


class KlachtWijziging(Model):
    """Een volgende status; bij afhandelen met uitkomst en reden."""

    naar: Literal["in_behandeling", "afgehandeld", "ingetrokken"]
    uitkomst: Klachtuitkomst | None = None
    reden: Reden | None = None


class Herinnering(Model):
    """Iets wat een recruiter nog moet doen."""

    soort: Herinneringsoort
    vacature_id: UUID
    titel: str = Field(max_length=200)
    sollicitatie_id: UUID
    sollicitatie_url: Webadres
    klacht_id: UUID | None = None
    uiterlijk_op: Datum
    te_laat: bool


class HerinneringPagina(paging.Pagina):
    """Een pagina herinneringen, wat het eerst moet eerst."""

    results: list[Herinnering] = Field(max_length=paging.MAX_SIZE)
