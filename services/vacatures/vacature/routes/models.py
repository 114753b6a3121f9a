"""What goes over the line about vacancies."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Request
from pydantic import AfterValidator, Field
from pydantic.alias_generators import to_camel

from services.vacatures.convenant.rules import Solliciteren, Zekerheid
from services.vacatures.profiel.routes.models import Vacatureprofiel
from services.vacatures.vacature import rules, storage

# What others need for their bodies comes through here, so that one import serves them.
from services.vacatures.vacature.routes.kinds import Cao as Cao
from services.vacatures.vacature.routes.kinds import Competenties as Competenties
from services.vacatures.vacature.routes.kinds import Functie as Functie
from services.vacatures.vacature.routes.kinds import Gemeentecode as Gemeentecode
from services.vacatures.vacature.routes.kinds import Pc4 as Pc4
from services.vacatures.vacature.routes.kinds import Plaatsen as Plaatsen
from services.vacatures.vacature.routes.kinds import Profielen as Profielen
from services.vacatures.vacature.routes.kinds import Schaal as Schaal
from services.vacatures.vacature.routes.kinds import Sollicitatieadres as Sollicitatieadres
from services.vacatures.vacature.routes.kinds import Veldnaam as Veldnaam
from services.vacatures.vacature.routes.kinds import Webadres as Webadres
from services.vacatures.vacature.rules import (
    Afzendersoort,
    Contractsoort,
    Niveau,
    Opleidingsniveau,
    Salarisbron,
    Taalniveau,
    Vacaturesoort,
    Vacaturestatus,
)
from shared import paging
from shared.api import Bedrag, Datum, LangeTekst, Model, Oin, Tekst, Tijdstip, Uren
from shared.model import NO_CONTROL, no_control


class VacatureFeiten(Model):
    """Wat een werkgever over een vacature zegt; alles behalve de titel mag later komen."""

    omschrijving: LangeTekst | None = None
    kenmerk: Tekst | None = Field(None, description="Uw eigen kenmerk van deze vacature.")
    functie: Functie | None = None
    niveau: Niveau | None = None
    domein: Tekst | None = None
    uren_min: Uren | None = None
    uren_max: Uren | None = None
    schaal_min: Schaal | None = None
    schaal_max: Schaal | None = None
    salaris_min: Bedrag | None = Field(None, description="Eurocent per maand bij voltijd.")
    salaris_max: Bedrag | None = Field(None, description="Eurocent per maand bij voltijd.")
    contractsoort: Contractsoort | None = None
    plaats: Tekst | None = None
    gemeente_code: Gemeentecode | None = None
    pc4: Pc4 | None = None
    opleidingsniveau: Opleidingsniveau | None = None
    aantal_plaatsen: Plaatsen = 1
    start_datum: Datum | None = None
    sluitings_datum: Datum | None = Field(None, description="Laatste dag om te solliciteren.")
    bron_url: Webadres | None = None
    soort: Vacaturesoort = Vacaturesoort.VACATURE
    normfunctie: Tekst | None = Field(None, description="Normfunctie bij deze werkgever.")
    cao: Cao | None = None
    competenties: Competenties = Field((), description="Wat iemand moet kunnen.")
    taalniveau: Taalniveau | None = None
    taalniveau_reden: Tekst | None = Field(None, description="Waarom dit taalniveau nodig is.")
    overheidservaring_reden: Tekst | None = Field(
        None, description="Waarom ervaring bij de overheid nodig is."
    )
    profielen: Profielen = Field((), description="Profielblokken bij deze vacature.")
    afzender: Afzendersoort | None = Field(None, description="Onder wiens naam zij uitgaat.")
    afzender_naam: Tekst | None = None
    banenafspraak: bool = Field(False, description="Een plaats voor de banenafspraak.")
    alleen_herplaatsing: bool = Field(False, description="Telt niet als vacature bij het CBS.")
    vertrouwelijk: bool = Field(False, description="Topfunctie; vertrouwelijke werving.")
    sollicitatie_url: Sollicitatieadres | None = None
    poolplaats: UUID | None = Field(
        None, description="Pool waarvan lid wordt wie wordt aangenomen."
    )
    zsm: bool = Field(False, description="Zo snel mogelijk beginnen.")
    einde_datum: Datum | None = Field(None, description="Leeg: geen einde afgesproken.")


HOUDER = (
    "Vacaturehouder: pseudoniem van de leidinggevende die de kandidaten leest en meebeoordeelt."
)


class VacatureInvoer(VacatureFeiten):
    """Een nieuwe vacature."""

    titel: Tekst
    werkgever: Oin | None = Field(
        None, description="Leeg: uw eigen organisatie; van een andere alleen met mandaat."
    )
    werver: Oin | None = Field(
        None, description="Organisatie die voor de werkgever werft; leeg: de werkgever zelf."
    )
    houder: UUID | None = Field(None, description=HOUDER)


class VacatureWijziging(VacatureFeiten):
    """Merge patch: wat ontbreekt blijft staan, null maakt leeg."""

    titel: Tekst | None = None
    werver: Oin | None = Field(None, description="Alleen de werkgever wijst haar aan.")
    houder: UUID | None = Field(None, description=HOUDER)
    aantal_plaatsen: Plaatsen | None = None  # type: ignore[assignment]
    soort: Vacaturesoort | None = None  # type: ignore[assignment]
    competenties: Competenties | None = None  # type: ignore[assignment]
    profielen: Profielen | None = None  # type: ignore[assignment]
    banenafspraak: bool | None = None  # type: ignore[assignment]
    alleen_herplaatsing: bool | None = None  # type: ignore[assignment]
    vertrouwelijk: bool | None = None  # type: ignore[assignment]
    zsm: bool | None = None  # type: ignore[assignment]


class Opmerking(Model):
    """Wat goed is om te weten of nog niet klopt."""

    veld: Veldnaam
    code: Veldnaam
    reden: str = Field(max_length=1000)


class Salarisvoorstel(Model):
    """De bedragen als de vacature nu open zou gaan."""

    salaris_min: Bedrag | None
    salaris_max: Bedrag | None
    bron: Salarisbron | None
    tabel: UUID | None
    geldig_vanaf: Datum | None
    zekerheid: Zekerheid | None = Field(description="Hoe zeker de bedragen van de tabel zijn.")
    beletselen: list[Opmerking] = Field(max_length=10)
    waarschuwingen: list[Opmerking] = Field(max_length=10)


class VacatureKop(Model):
    """Waar elke weergave van een vacature mee begint."""

    id: UUID
    url: Webadres
    werkgever: Oin
    status: Vacaturestatus
    fase: str | None = Field(None, max_length=200, description="De fase die nu voor u loopt.")
    mag_solliciteren: Solliciteren = Field(
        description="Of u nu mag solliciteren; aangehouden: het telt vanaf uw eigen fase."
    )
    titel: str = Field(max_length=200)
    geopend_op: Tijdstip | None = None


class VacatureRegel(VacatureKop):
    """Een vacature in een lijst."""

    kenmerk: Tekst | None = None
    functie: Functie | None = None
    niveau: Niveau | None = None
    domein: Tekst | None = None
    uren_min: Uren | None = None
    uren_max: Uren | None = None
    schaal_min: Schaal | None = None
    schaal_max: Schaal | None = None
    salaris_min: Bedrag | None = None
    salaris_max: Bedrag | None = None
    contractsoort: Contractsoort | None = None
    plaats: Tekst | None = None
    gemeente_code: Gemeentecode | None = None
    pc4: Pc4 | None = None
    opleidingsniveau: Opleidingsniveau | None = None
    aantal_plaatsen: Plaatsen
    start_datum: Datum | None = None
    sluitings_datum: Datum | None = None
    bron_url: Webadres | None = None
    soort: Vacaturesoort = Vacaturesoort.VACATURE
    afzender: Afzendersoort | None = None
    afzender_naam: Tekst | None = None
    banenafspraak: bool = False
    zsm: bool = False
    einde_datum: Datum | None = None


class Vacature(VacatureRegel):
    """Een vacature, met wat u er nu mee mag doen."""

    werkgevers: list[Oin] = Field(
        max_length=50, description="Alle werkgevers; die de leiding heeft eerst."
    )
    werver: Oin | None = Field(None, description="Wie voor de werkgever werft.")
    houder: UUID | None = Field(
        None, description="Pseudoniem van de vacaturehouder; alleen voor uzelf."
    )
    normfunctie: Tekst | None = None
    cao: Cao | None = None
    competenties: Competenties = ()
    taalniveau: Taalniveau | None = None
    taalniveau_reden: Tekst | None = None
    overheidservaring_reden: Tekst | None = None
    profielen: Profielen = ()
    alleen_herplaatsing: bool = False
    vertrouwelijk: bool = False
    sollicitatie_url: Sollicitatieadres | None = Field(
        None, description="Solliciteer hier, bij de werkgever; leeg: via Doorstroom."
    )
    poolplaats: UUID | None = None
    salarisbron: Salarisbron | None = Field(
        None, description="Waar de bedragen vandaan komen; vast sinds de openstelling."
    )
    salaristabel: UUID | None = Field(None, description="De tabel waaruit de bedragen komen.")
    salaris_bij_openstelling: Salarisvoorstel | None = Field(
        None, description="Van een concept: wat de bedragen nu zouden worden; alleen voor uzelf."
    )
    profiel: Vacatureprofiel | None = Field(
        None, description="Wie haar uitbrengt, en hoe de werkgever zich laat zien."
    )
    omschrijving: LangeTekst | None = None
    wie_mag_solliciteren: str = Field(
        max_length=1000, description="Wie nu mag solliciteren, in woorden."
    )
    voorrang: str | None = Field(
        None, max_length=1000, description="Wat voorrang in deze fase betekent, in woorden."
    )
    ontbreekt: list[Veldnaam] | None = Field(
        None, max_length=50, description="Wat nog nodig is om open te stellen; alleen voor u zelf."
    )


class VacaturePagina(paging.Pagina):
    """Een pagina vacatures."""

    results: list[VacatureRegel] = Field(max_length=paging.MAX_SIZE)


Zoektekst = Annotated[
    str,
    Field(min_length=2, max_length=100, json_schema_extra={"pattern": NO_CONTROL}),
    AfterValidator(no_control),
]


class VacatureFilter(paging.PageParams):
    """Filters van de lijst."""

    status: Vacaturestatus | None = Field(None, description="Status op dit moment.")
    werkgever: Oin | None = Field(None, description="OIN van de werkgever.")
    functie: Functie | None = Field(None, description="Code uit de functiecatalogus.")
    niveau: Niveau | None = Field(None, description="Ervaringsniveau.")
    domein: Tekst | None = Field(None, description="Vakgebied, precies zoals vastgelegd.")
    uren_min: Uren | None = Field(None, description="Minstens zoveel uren per week mogelijk.")
    uren_max: Uren | None = Field(None, description="Hoogstens zoveel uren per week mogelijk.")
    q: Zoektekst | None = Field(None, description="Tekst in titel of omschrijving.")
    sluitings_datum_vanaf: Datum | None = Field(None, description="Vanaf deze dag.")
    sluitings_datum_tot: Datum | None = Field(None, description="Tot en met deze dag.")


def salarisvoorstel(salaris: rules.Salaris) -> Salarisvoorstel:
    """The amounts of a concept as they would become, with what stops and what to know."""
    tabel = salaris.tabel
    return Salarisvoorstel(
        salaris_min=salaris.gegevens.salaris_min,
        salaris_max=salaris.gegevens.salaris_max,
        bron=salaris.bron,
        tabel=tabel.id if tabel else None,
        geldig_vanaf=tabel.geldig_vanaf if tabel else None,
        zekerheid=tabel.zekerheid if tabel else None,
        beletselen=[Opmerking(**b) for b in beletsels(list(salaris.fouten))],
        waarschuwingen=[Opmerking(**b) for b in beletsels(list(salaris.waarschuwingen))],
    )


def adres(request: Request, pad: str) -> str:
    """The public address of something of this API."""
    return f"{request.app.state.settings.public_base_url.rstrip('/')}{storage.BASE_PATH}{pad}"


def camel(naam: str) -> str:
    """The name of a field on the line; a name that is one already stays as it is."""
    return to_camel(naam) if "_" in naam else naam


def beletsels(fouten: list[rules.Fout]) -> list[dict[str, Any]]:
    """Reasons as data in an answer."""
    return [{"veld": camel(f.veld), "code": f.code, "reden": f.reden} for f in fouten]
