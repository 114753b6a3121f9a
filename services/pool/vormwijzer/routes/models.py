"""What goes over the line about the form guide."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from services.pool.vormwijzer.rules import Oordeel, Rechtsgebied, Sector, Stap, Zekerheid
from shared import paging
from shared.api import Datum, LangeTekst, Model, Oin, Tijdstip
from shared.model import ZonderBsn

Code = Annotated[str, StringConstraints(max_length=40, pattern=r"^[a-z0-9_]+$")]
Regelnr = Annotated[str, StringConstraints(max_length=3, pattern=r"^R[0-9]{2}$")]
Versie = Annotated[str, StringConstraints(max_length=8, pattern=r"^[0-9]{4}-[0-9]{1,3}$")]
Zin = Annotated[str, Field(max_length=2000)]


# One answer to every question of the table of 2026: shown in the document.
VOORBEELD = {
    "duur": "tijdelijk",
    "omvang": "genoeg",
    "functie": "anders",
    "wens": "geen",
    "leiding": "inlener",
    "vergoeding": "hoogstens_brutoloon",
    "dienst": "eigen_werk",
    "termijn": "hoogstens_12",
    "inlener": "overheid_publieke_taak",
    "btw_terug": "ja",
    "omvang_uitleen": "af_en_toe",
    "afspraken": "ja",
}


class Antwoordkeuze(Model):
    """Eén antwoord dat u kunt geven."""

    code: Code
    tekst: Zin


class WijzerVraag(Model):
    """Eén vraag van de vormwijzer."""

    code: Code
    stap: Stap
    vraag: Zin
    antwoorden: list[Antwoordkeuze] = Field(min_length=2, max_length=20)


class Vorm(Model):
    """Een vorm van samenwerken of inhuren."""

    code: Code
    naam: Zin
    omschrijving: Zin


class Aandachtspunt(Model):
    """Waar u op let, per rechtsgebied."""

    recht: Rechtsgebied
    tekst: Zin


class VormRegel(Model):
    """Een regel die op uw antwoorden past, met bron en zekerheid."""

    nr: Regelnr
    werkgever: Zin = Field(description="In gewone taal voor de werkgever.")
    medewerker: Zin = Field(description="In gewone taal voor de medewerker.")
    aandachtspunten: list[Aandachtspunt] = Field(max_length=4)
    bron: Zin
    bron_url: str | None = Field(None, max_length=300)
    zekerheid: Zekerheid = Field(
        description="A: gelezen in de bron; B: van anderen vernomen; C: eigen uitleg of open."
    )
    herzien_voor: Datum
    te_herzien: bool = Field(description="De dag waarvoor hij herzien moest zijn, is voorbij.")


class VormOordeel(Model):
    """Wat de regels samen van een vorm vinden."""

    vorm: Vorm
    oordeel: Oordeel
    voor: list[Regelnr] = Field(max_length=30)
    tegen: list[Regelnr] = Field(max_length=30)


class AndersAntwoord(Model):
    """Een ander antwoord waarmee wel een vorm past."""

    vraag: Code
    antwoord: Code
    vormen: list[Code] = Field(max_length=50)


class VormWaarschuwing(Model):
    """De inzet is langer geworden dan bij het advies bekend was."""

    vraag: Code
    gegeven: Code
    nu: Code
    vervallen: list[Code] = Field(max_length=50, description="Vormen die niet meer passen.")
    regels: list[Regelnr] = Field(max_length=30)


class Vormwijzer(Model):
    """De vormwijzer die nu geldt."""

    versie: Versie
    geldig_vanaf: Datum
    verantwoording: Zin
    vragen: list[WijzerVraag] = Field(max_length=30)
    vormen: list[Vorm] = Field(max_length=50)


class VormVraag(Model):
    """Uw antwoorden: vraag en antwoord, van elke vraag één."""

    sector: Sector
    antwoorden: dict[str, Code] = Field(max_length=30, examples=[VOORBEELD])


class VormWijzing(Model):
    """Wat de vormwijzer bij deze antwoorden zegt. Dit is geen juridisch advies."""

    versie: Versie
    verantwoording: Zin
    opmerking: Zin | None = None
    vormen: list[VormOordeel] = Field(max_length=50)
    regels: list[VormRegel] = Field(max_length=30)
    anders: list[AndersAntwoord] = Field(
        max_length=60, description="Alleen als geen vorm past: wat dan wel zou passen."
    )


class VormadviesInvoer(VormVraag):
    """Een advies dat u bewaart, eventueel bij een inzet."""

    inzet: UUID | None = None


class Vormadvies(Model):
    """Een bewaard advies, met wat er sindsdien veranderde."""

    id: UUID
    organisatie: Oin
    inzet: UUID | None = None
    sector: Sector
    antwoorden: dict[str, Code] = Field(max_length=30)
    gegeven_op: Tijdstip
    wijzing: VormWijzing
    waarschuwing: VormWaarschuwing | None = None


class VormadviesPagina(paging.Pagina):
    """Een pagina van adviezen, de nieuwste eerst."""

    results: list[Vormadvies] = Field(max_length=paging.MAX_SIZE)


class VormadviesFilter(paging.PageParams):
    """Welke adviezen."""

    inzet: UUID | None = Field(None, description="Van deze inzet; anders van uw organisatie.")


class Voorlegging(Model):
    """Aan wie u het advies voorlegt."""

    adviseur: UUID = Field(description="De medewerker die meekijkt.")
    vraag: Annotated[LangeTekst, ZonderBsn] = Field(min_length=1, max_length=2000)
