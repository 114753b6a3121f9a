"""What goes over the line about what somebody can do elsewhere, and what people publish."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from services.vacatures.convenant.rules import Solliciteren
from services.vacatures.ondernemend.rules import Mogelijkheidsoort, Verhaalsoort, Verhaalstatus
from services.vacatures.vacature.routes.models import (
    Functie,
    Sollicitatieadres,
    Webadres,
    Zoektekst,
)
from services.vacatures.vacature.rules import Niveau
from services.vacatures.zoeken.routes.models import Merk
from shared import paging
from shared.api import Datum, LangeTekst, Model, Oin, Tekst, Tijdstip, Uren, absent
from shared.model import ZonderBsn

Veiligetekst = Annotated[Tekst, ZonderBsn]
Langverhaal = Annotated[LangeTekst, Field(min_length=1, max_length=5000), ZonderBsn]
Verbanden = Annotated[list[UUID], Field(max_length=20)]


class Mogelijkheidvraag(paging.PageParams):
    """Waar iemand naar zoekt."""

    q: Zoektekst | None = Field(None, description="Woorden, ook met een tikfout.")
    soort: list[Mogelijkheidsoort] = Field(
        default_factory=list, max_length=4, description="Een of meer soorten; leeg is alles."
    )
    werkgever: Oin | None = Field(None, description="OIN van wie het aanbiedt.")
    functie: Functie | None = Field(None, description="Code uit de functiecatalogus.")
    niveau: Niveau | None = Field(None, description="Ervaringsniveau.")
    uren_min: Uren | None = Field(None, description="Minstens zoveel uren per week mogelijk.")
    uren_max: Uren | None = Field(None, description="Hoogstens zoveel uren per week mogelijk.")
    na: Merk | None = Field(
        None,
        description="Plaats in de lijst, uit `next`: wat daarna komt, ook als er intussen iets"
        " openging of sloot.",
    )


class MogelijkheidRegel(Model):
    """Een vacature, klus, traineeplaats of functieruil in een lijst."""

    soort: Mogelijkheidsoort
    id: UUID
    url: Webadres
    titel: str = Field(max_length=200)
    werkgever: Oin
    werkgever_naam: str | None = Field(None, max_length=200)
    plaats: Tekst | None = None
    functie: Functie | None = None
    niveau: Niveau | None = None
    uren_min: Uren | None = None
    uren_max: Uren | None = None
    van_datum: Datum | None = Field(None, description="Eerste dag van het werk.")
    tot_datum: Datum | None = Field(None, description="Laatste dag van het werk; leeg: onbepaald.")
    sluitings_datum: Datum | None = Field(None, description="Laatste dag om te reageren.")
    geopend_op: Tijdstip
    mag_solliciteren: Solliciteren | None = Field(
        None, description="Alleen bij een vacature: of u nu mag solliciteren."
    )


class Mogelijkheid(MogelijkheidRegel):
    """Een vacature, klus, traineeplaats of functieruil, zoals u die nu mag zien."""

    omschrijving: LangeTekst | None = None
    sollicitatie_url: Sollicitatieadres | None = Field(
        None, description="Solliciteer hier, bij de werkgever; leeg: via Doorstroom."
    )
    bron_url: Webadres = Field(description="Waar alles over dit ene ding staat, en u reageert.")


class MogelijkheidPagina(paging.Pagina):
    """Een pagina van wat u mag zien."""

    results: list[MogelijkheidRegel] = Field(max_length=paging.MAX_SIZE)


# ---- what people publish
class Verhaalfilter(paging.PageParams):
    """Welke verhalen u zoekt."""

    q: Zoektekst | None = Field(None, description="Woorden in titel, naam of tekst.")
    soort: Verhaalsoort | None = Field(None, description="Profiel of succesverhaal.")
    werkgever: Oin | None = Field(None, description="OIN van de werkgever van wie het schreef.")


class VerhaalInvoer(Model):
    """Een nieuw profiel of succesverhaal; nog niet gepubliceerd."""

    soort: Verhaalsoort
    naam: Veiligetekst = Field(description="Hoe u genoemd wilt worden; ieder kan dit lezen.")
    titel: Veiligetekst
    tekst: Langverhaal
    contact: Veiligetekst | None = Field(
        None, description="Hoe een ander u bereikt; u kiest zelf wat u deelt."
    )
    verbanden: Verbanden = Field(
        default_factory=list,
        description="Wie het leest naast uw eigen organisatie: verbanden van uw werkgever.",
    )


class VerhaalWijziging(Model):
    """Merge patch: wat ontbreekt blijft staan; van een gepubliceerd verhaal geldt het meteen."""

    naam: Veiligetekst | None = absent()
    titel: Veiligetekst | None = absent()
    tekst: Langverhaal | None = absent()
    contact: Veiligetekst | None = absent()
    verbanden: Verbanden | None = absent()


class VerhaalStatuswijziging(Model):
    """Publiceren of intrekken."""

    naar: Literal[Verhaalstatus.GEPUBLICEERD, Verhaalstatus.INGETROKKEN]


class Verhaal(Model):
    """Wat iemand zelf over het eigen werk publiceert."""

    id: UUID
    url: Webadres
    soort: Verhaalsoort
    organisatie: Oin = Field(description="Waar de schrijver werkte bij het publiceren.")
    naam: Tekst
    titel: Tekst
    tekst: LangeTekst
    contact: Tekst | None = None
    gepubliceerd_op: Tijdstip | None = None
    gepubliceerd_tot: Tijdstip | None = Field(
        None, description="Daarna is het niet meer te lezen, tenzij de schrijver verlengt."
    )
    status: Verhaalstatus | None = Field(None, description="Alleen voor wie het schreef.")
    verbanden: Verbanden | None = Field(None, description="Alleen voor wie het schreef.")


class VerhaalPagina(paging.Pagina):
    """Een pagina verhalen."""

    results: list[Verhaal] = Field(max_length=paging.MAX_SIZE)
