"""What goes over the line about subscriptions and deliveries."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from services.gateway.notificatie.rules import (
    Abonnementstatus,
    Afleveringsoort,
    Afleveringstatus,
)
from shared import paging
from shared.api import Geheel, Model, Tekst, Tijdstip, absent

# Refused further by the rules: what an address may be differs per installation.
Url = Annotated[str, Field(pattern=r"^https?://[!-~]+$", min_length=8, max_length=1000)]
Eventtype = Annotated[str, Field(pattern=r"^nl\.doorstroom\.[a-z.-]*$", max_length=200)]
Typen = Annotated[
    list[Eventtype],
    Field(
        max_length=50,
        description="Welke soorten gebeurtenissen; eindigt er een op een punt, dan alles wat zo"
        " begint. Leeg: alle.",
        json_schema_extra={"examples": [["nl.doorstroom.vacatures.", "nl.doorstroom.pool."]]},
    ),
]
Filter = Annotated[dict[str, Any], Field(min_length=1, max_length=1)]
Filters = Annotated[
    list[Filter],
    Field(
        max_length=50,
        description="Filters volgens CloudEvents Subscriptions: `all`, `any`, `not`, `exact`,"
        " `prefix`, `suffix`, op `type`, `source`, `subject` en `dataref`. Zij moeten alle passen.",
        json_schema_extra={
            "examples": [[{"not": {"suffix": {"type": "-ingetrokken"}}}]],
        },
    ),
]
Verband = Annotated[
    UUID | None,
    Field(description="Alleen wat bestemd is voor de leden van dit verband."),
]


class OAuthInvoer(Model):
    """Waarmee wij bij uw autorisatieserver een token halen (client credentials)."""

    token_url: Url
    client_id: Tekst
    client_secret: Tekst = Field(description="Wij bewaren het versleuteld en tonen het nooit.")
    scope: Tekst | None = None


class OAuthClient(Model):
    """Hoe wij ons melden, zonder het geheim."""

    token_url: Url
    client_id: Tekst
    scope: Tekst | None


class AbonnementInvoer(Model):
    """Wat u wilt horen, en waar."""

    naam: Tekst
    callback_url: Url = Field(description="Hier leveren wij af, met POST.")
    typen: Typen = Field(default_factory=list)
    filters: Filters = Field(default_factory=list)
    verband: Verband = None
    oauth: OAuthInvoer | None = Field(None, description="Leeg: zonder token, wel ondertekend.")


class AbonnementWijziging(Model):
    """Wat er verandert. Een ander adres of andere OAuth-gegevens bevestigen wij opnieuw."""

    naam: Tekst = absent()
    callback_url: Url = absent()
    typen: Typen = absent()
    filters: Filters = absent()
    verband: Verband = absent()
    oauth: OAuthInvoer | None = absent()
    status: Annotated[str, Field(pattern="^(actief|gepauzeerd)$", max_length=10)] = absent(
        description="`gepauzeerd`: stop even. `actief`: ga verder waar het bleef, na bevestiging."
    )


class Abonnement(Model):
    """Een abonnement en hoe het ermee staat."""

    id: UUID
    naam: Tekst
    callback_url: Url
    typen: Typen
    filters: Filters
    verband: Verband
    oauth: OAuthClient | None
    status: Abonnementstatus
    reden: Annotated[str, Field(max_length=100)] | None = Field(
        description="Waarom het niet (meer) loopt; een vaste code."
    )
    aangemaakt_op: Tijdstip
    bevestigd_op: Tijdstip | None = Field(description="Wanneer de ontvanger liet zien te willen.")
    laatst_gelukt_op: Tijdstip | None
    vorig_geheim_tot: Tijdstip | None = Field(
        description="Tot dan ondertekenen wij ook met het vorige geheim."
    )
    wachtend: Geheel = Field(
        ge=0, le=1_000_000, description="Afleveringen die opnieuw geprobeerd worden."
    )
    geparkeerd: Geheel = Field(
        ge=0, le=1_000_000, description="Afleveringen waarvan wij het opgaven."
    )
    versie: Geheel = Field(ge=1, le=2_147_483_647)
    geheim: Annotated[str, Field(max_length=100)] | None = Field(
        None, description="Voor Standard Webhooks; staat er alleen in bij het aanmaken."
    )


class AbonnementPagina(paging.Pagina):
    """Een pagina met abonnementen."""

    results: list[Abonnement] = Field(max_length=paging.MAX_SIZE)


class WebhookGeheim(Model):
    """Een nieuw geheim; het staat er alleen nu."""

    geheim: str = Field(max_length=100)
    vorig_geheim_tot: Tijdstip


class Aflevering(Model):
    """Wat niet meteen werd aangenomen, of een proefbericht."""

    id: UUID
    gebeurtenis: UUID = Field(description="De `id` waarmee de ontvanger haar kent.")
    soort: Afleveringsoort
    status: Afleveringstatus
    pogingen: Geheel = Field(ge=0, le=1000)
    volgende_op: Tijdstip | None = Field(description="Wanneer wij het opnieuw proberen.")
    laatste_status: Geheel | None = Field(ge=0, le=999, description="HTTP-status van de ontvanger.")
    laatste_fout: Annotated[str, Field(max_length=100)] | None = Field(
        description="Waarom er geen bruikbaar antwoord kwam; een vaste code."
    )
    aangemaakt_op: Tijdstip
    bijgewerkt_op: Tijdstip


class AfleveringPagina(paging.Pagina):
    """Een pagina met afleveringen."""

    results: list[Aflevering] = Field(max_length=paging.MAX_SIZE)


class AfleveringFilter(paging.PageParams):
    """Waarop te kiezen is."""

    status: Afleveringstatus | None = Field(None, description="Alleen afleveringen die zo staan.")


class Herhaling(Model):
    """Vanaf wanneer u alles nog eens wilt krijgen."""

    vanaf: Tijdstip
