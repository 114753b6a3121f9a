"""What the employer does with an application: judge, change its status, reject, plan steps."""

from typing import Literal
from uuid import UUID

from pydantic import Field, model_validator

from services.vacatures.sollicitatie.routes.models.sollicitatie import Reden
from services.vacatures.sollicitatie.rules import (
    Afwijsgrond,
    Oordeel,
    Partij,
    Sollicitatiestatus,
    Stapsoort,
    Stapuitkomst,
)
from shared import paging
from shared.api import Datum, Model, Oin, Tijdstip, absent
from shared.model import niet_leeg


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
