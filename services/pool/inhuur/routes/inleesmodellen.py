"""What goes over the line about files of hires: the mapping, a try, and what became of one."""

from typing import Annotated
from uuid import UUID

from fastapi import Request
from pydantic import Field

from services.pool.flexpool.routes.models import Webadres
from services.pool.inhuur import rules, storage
from services.pool.inhuur.routes.waarden import Telling, Zin
from services.pool.inhuur.rules import Decimaalteken
from services.pool.kijker import adres
from shared import paging
from shared.api import Geheel, Model, Tijdstip
from shared.model import NO_CONTROL

Kolomnaam = Annotated[str, Field(min_length=1, max_length=100, pattern=NO_CONTROL)]
# Names of keys are judged by the rules: a schema cannot say it in a way that all tools read.
Woord = Annotated[str, Field(min_length=1, max_length=200, pattern=NO_CONTROL)]


class Inhuurindeling(Model):
    """Hoe uw administratie onze velden noemt, en welke woorden zij gebruikt."""

    kolommen: dict[str, Kolomnaam] = Field(
        default_factory=dict, max_length=30, description="Ons veld → uw kolom.",
        examples=[{"kosten": "Bedrag", "van": "Startdatum"}],
    )  # fmt: skip
    woorden: dict[str, dict[str, Woord]] = Field(
        default_factory=dict, max_length=30, description="Ons veld → uw woord → ons woord.",
        examples=[{"vorm": {"Uitzendkracht": "uitzenden"}}],
    )  # fmt: skip
    vast: dict[str, Woord] = Field(
        default_factory=dict, max_length=30, description="Ons veld → wat er geldt als het leeg is.",
        examples=[{"leverancierSoort": "privaat_met_winst"}],
    )  # fmt: skip
    decimaalteken: Decimaalteken = Decimaalteken.KOMMA


class InhuurvoorbeeldVraag(Model):
    """De eerste regels van een bestand, en een indeling om te proberen."""

    tekst: Annotated[str, Field(min_length=1, max_length=100_000, pattern=NO_CONTROL)]
    indeling: Inhuurindeling | None = Field(None, description="Leeg: die u bewaarde.")


class InhuurFout(Model):
    """Wat er met een cel of met het bestand is."""

    kolom: Zin
    code: Zin
    uitleg: Zin


class Inhuurvoorbeeldrij(Model):
    """Een rij zoals wij haar lezen, of wat eraan mankeert."""

    rij: Geheel = Field(ge=1, le=1_000_000)
    gelezen: dict[str, Zin] | None = Field(None, max_length=30)
    fouten: list[InhuurFout] = Field(max_length=50)


class Inhuurvoorbeeld(Model):
    """Wat wij van de eerste rijen maken; er is niets bewaard."""

    kolommen: list[Zin] = Field(max_length=100, description="De kop van het bestand.")
    niet_gebruikt: list[Zin] = Field(max_length=100, description="Kolommen die wij niet lezen.")
    fouten: list[InhuurFout] = Field(max_length=200, description="Over het hele bestand.")
    rijen: list[Inhuurvoorbeeldrij] = Field(max_length=20)


class Inhuurinlezing(Model):
    """Een bestand dat wordt ingelezen, en wat ervan werd. De aantallen zijn rijen."""

    id: UUID
    url: Webadres
    status: Annotated[str, Field(pattern="^(wacht|leest|klaar|mislukt)$", max_length=7)]
    voortgang: Geheel = Field(ge=0, le=100, description="Procent van de rijen dat is gelezen.")
    rijen: Telling
    toegevoegd: Telling
    gewijzigd: Telling
    ongewijzigd: Telling
    geweigerd: Telling
    ontvangen_op: Tijdstip
    klaar_op: Tijdstip | None = None


class InhuurinlezingPagina(paging.Pagina):
    """Een pagina van ingelezen bestanden, het nieuwste eerst."""

    results: list[Inhuurinlezing] = Field(max_length=paging.MAX_SIZE)


class Inhuurweigering(InhuurFout):
    """Eén reden waarom een rij niet is overgenomen; de kolom in uw woorden."""

    rij: Geheel = Field(
        ge=1, le=2_147_483_647, description="Zoals een rekenblad telt: de kop is 1."
    )


class InhuurweigeringPagina(paging.Pagina):
    """Een pagina van redenen, in de orde van het bestand."""

    results: list[Inhuurweigering] = Field(max_length=paging.MAX_SIZE)


def indeling_van(invoer: Inhuurindeling) -> rules.Inhuurindeling:
    return rules.Inhuurindeling(
        kolommen=invoer.kolommen,
        woorden=invoer.woorden,
        vast=invoer.vast,
        decimaalteken=invoer.decimaalteken,
    )


def toon_inlezing(request: Request, een: storage.Inlezing) -> Inhuurinlezing:
    return Inhuurinlezing(
        id=een.id,
        url=adres(request, f"/inhuurinlezingen/{een.id}"),
        status=een.status,
        voortgang=een.gedaan * 100 // een.rijen if een.rijen else 0,
        rijen=een.rijen,
        toegevoegd=een.toegevoegd,
        gewijzigd=een.gewijzigd,
        ongewijzigd=een.ongewijzigd,
        geweigerd=een.geweigerd,
        ontvangen_op=een.ontvangen_op,
        klaar_op=een.klaar_op,
    )
