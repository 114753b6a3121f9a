"""What goes over the line about swaps."""

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from services.pool.flexpool.routes.models import Webadres
from services.pool.flexpool.rules import Niveau
from services.pool.functieruil.rules import (
    Bezoekstatus,
    Kringsoort,
    Kringstatus,
    Pijlbelemmering,
    Ruiluitlegcode,
    Ruilverrekening,
    Ruilwensstatus,
    Zichtbaarheid,
)
from services.pool.functieruil.storage.rondes import Rondestatus
from shared import paging
from shared.api import Datum, Geheel, Model, Oin, Tekst, Tijdstip, Uren, absent
from shared.model import NO_CONTROL, ZonderBsn, no_control

Functie = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Toelichting = Annotated[
    str,
    Field(max_length=1000, json_schema_extra={"pattern": NO_CONTROL}),
    AfterValidator(no_control),
    ZonderBsn,
]
Reden = Annotated[Tekst, ZonderBsn]
Aantal = Annotated[Geheel, Field(ge=0, le=1_000_000)]


class Ruilvaardigheid(Model):
    """Een functie die u kunt doen, met uw niveau."""

    functie: Functie
    niveau: Niveau


Functies = Annotated[list[Ruilvaardigheid], Field(min_length=1, max_length=10)]
Gezocht = Annotated[list[Functie], Field(min_length=1, max_length=10)]
Oins = Annotated[list[Oin], Field(max_length=50)]


class RuilwensInvoer(Model):
    """Wat u nu doet, wat u kunt en zoekt, wanneer, en wie het mag weten."""

    verband: UUID
    functie: Functie = Field(description="Uw eigen functie: de plek die vrijkomt.")
    niveau: Niveau
    uren_per_week: Uren
    van: Datum = Field(description="Vanaf deze dag kan het.")
    tot: Datum = Field(description="Tot en met deze dag kan het.")
    kan: Functies
    zoekt: Gezocht = Field(description="Functies die u wilt doen, de liefste eerst.")
    organisaties: Oins = Field(default_factory=list, description="Alleen daar; leeg: overal.")
    zichtbaarheid: Zichtbaarheid = Zichtbaarheid.ALLEEN_IK
    geldig_tot: Datum = Field(description="Zo lang staat de wens.")
    plaats: Tekst | None = None
    toelichting: Toelichting = ""


class RuilwensWijziging(Model):
    """Merge patch van een eigen wens."""

    functie: Functie = absent()
    niveau: Niveau = absent()
    uren_per_week: Uren = absent()
    van: Datum = absent()
    tot: Datum = absent()
    kan: Functies = absent()
    zoekt: Gezocht = absent()
    organisaties: Oins = absent()
    zichtbaarheid: Zichtbaarheid = absent()
    geldig_tot: Datum = absent()
    toelichting: Toelichting = absent()


class Ruiluitleg(Model):
    """Waarom de laatste berekening (nog) geen ruil voor u vond; alleen u leest dit."""

    code: Ruiluitlegcode
    uitleg: str = Field(max_length=1000)
    belemmeringen: list[Pijlbelemmering] = Field(
        max_length=10, description="Elk hield u als enige van een plek."
    )
    kringen: Aantal = Field(description="Kringen waar u in had gepast.")
    mensen: Aantal | None = Field(None, description="Zoveel mensen in uw deel kunnen ruilen.")
    mensen_met_u: Aantal | None = Field(None, description="En zoveel als u daar bij moet zijn.")
    op: Tijdstip


class Ruilwens(Model):
    """Iemand die een tijd ergens anders wil werken, en de plek die dan vrijkomt."""

    id: UUID
    url: Webadres
    verband: UUID
    medewerker: UUID | None = Field(None, description="Leeg voor wie alleen het werk mag zien.")
    organisatie: Oin
    functie: Functie
    niveau: Niveau
    uren_per_week: Uren
    van: Datum
    tot: Datum
    kan: list[Ruilvaardigheid] = Field(max_length=10)
    zoekt: list[Functie] = Field(max_length=10)
    organisaties: list[Oin] = Field(max_length=50)
    zichtbaarheid: Zichtbaarheid
    geldig_tot: Datum
    plaats: str | None = Field(None, max_length=200)
    toelichting: str = Field(max_length=1000)
    mag_leeg: bool = Field(description="De werkgever kan de plek zolang missen.")
    status: Ruilwensstatus
    uitleg: Ruiluitleg | None = None


class RuilwensPagina(paging.Pagina):
    """Een pagina ruilwensen."""

    results: list[Ruilwens] = Field(max_length=paging.MAX_SIZE)


class RuilFilter(paging.PageParams):
    """Filters van de lijst."""

    verband: UUID | None = Field(None, description="Alleen van dit verband.")
    organisatie: Oin | None = Field(None, description="Alleen bij deze organisatie.")
    functie: Functie | None = Field(None, description="Alleen plekken met deze functie.")
    status: Ruilwensstatus | None = Field(None, description="Alleen met deze status.")


class Vervanging(Model):
    """Of de plek van een medewerker zolang leeg mag blijven."""

    mag_leeg: bool


class VrijePlekInvoer(Model):
    """Een functie die vrij is, en die een keten kan beginnen."""

    verband: UUID
    titel: Tekst
    functie: Functie
    niveau: Niveau
    uren_per_week: Uren
    van: Datum
    tot: Datum


class VrijePlek(Model):
    """Een vrije plek bij een organisatie."""

    id: UUID
    url: Webadres
    verband: UUID
    organisatie: Oin
    titel: str = Field(max_length=200)
    functie: Functie
    niveau: Niveau
    uren_per_week: Uren
    van: Datum
    tot: Datum
    status: Ruilwensstatus


class VrijePlekPagina(paging.Pagina):
    """Een pagina vrije plekken."""

    results: list[VrijePlek] = Field(max_length=paging.MAX_SIZE)


class RuilrondeInvoer(Model):
    """Begin een berekening."""

    verband: UUID


class Ruilcijfers(Model):
    """Wat de berekening vond; geen mensen."""

    wensen: Aantal
    vrije_plekken: Aantal
    mensen: Aantal = Field(description="Zoveel mensen kunnen ruilen: meer kan niet, als bewezen.")
    kringen: Aantal
    mogelijke_kringen: Aantal
    bewezen: bool = Field(description="Bewezen dat geen keuze meer mensen laat ruilen.")


class Ruilronde(Model):
    """Een berekening van alle ruilwensen van een verband."""

    id: UUID
    url: Webadres
    verband: UUID
    peildatum: Datum
    langste_kring: Annotated[Geheel, Field(ge=2, le=4)]
    status: Rondestatus
    berekening_percentage: Annotated[Geheel, Field(ge=0, le=100)]
    faalcode: str | None = Field(None, max_length=100)
    cijfers: Ruilcijfers | None = None
    invoer_hash: str = Field(max_length=64, description="SHA-256 van de feiten van toen.")
    gemaakt_op: Tijdstip
    klaar_op: Tijdstip | None = None


class RuilrondePagina(paging.Pagina):
    """Een pagina berekeningen."""

    results: list[Ruilronde] = Field(max_length=paging.MAX_SIZE)


class Ruilschakel(Model):
    """Iemand in een kring: van de eigen plek naar die van een ander."""

    nr: Annotated[Geheel, Field(ge=0, le=10)]
    medewerker: UUID
    thuisorganisatie: Oin
    inlener: Oin
    functie: Functie
    uren_per_week: Uren
    antwoord: bool | None = Field(
        None, description="Uw eigen antwoord; of ja, als iedereen ja zei."
    )
    inzet: UUID | None = None


class Urensaldo(Model):
    """Uren per week die een organisatie meer (of minder) krijgt dan zij geeft."""

    organisatie: Oin
    uren_per_week: float = Field(ge=-1000, le=1000)


class Ruilkring(Model):
    """Mensen die samen ruilen; wie er in zit leest het eigen deel."""

    id: UUID
    url: Webadres
    verband: UUID
    soort: Kringsoort
    status: Kringstatus
    van: Datum
    tot: Datum
    reactie_voor: Datum
    mensen: Annotated[Geheel, Field(ge=1, le=10)]
    schakels: list[Ruilschakel] = Field(max_length=10)
    urensaldo: list[Urensaldo] = Field(max_length=10)
    verrekening: Ruilverrekening | None = None


class RuilkringPagina(paging.Pagina):
    """Een pagina kringen."""

    results: list[Ruilkring] = Field(max_length=paging.MAX_SIZE)


class KringAntwoord(Model):
    """Wilt u deze ruil?"""

    ja: bool


class Vastlegging(Model):
    """Een kring waarin iedereen ja zei, wordt een stel inzetten."""

    reden: Reden
    verrekening: Ruilverrekening = Ruilverrekening.GESLOTEN_BEURZEN


class WerkbezoekInvoer(Model):
    """U wilt een dag(deel) meekijken bij een andere organisatie."""

    verband: UUID
    gastheer: Oin
    onderwerp: Reden
    datum: Datum


class BezoekAntwoord(Model):
    """De gastheer zegt ja of nee; de dag mag anders."""

    ja: bool
    datum: Datum | None = None


class Werkbezoek(Model):
    """De lichte vorm: meekijken, zonder inzet."""

    id: UUID
    url: Webadres
    verband: UUID
    medewerker: UUID
    thuisorganisatie: Oin
    gastheer: Oin
    onderwerp: str = Field(max_length=200)
    datum: Datum
    status: Bezoekstatus


class WerkbezoekPagina(paging.Pagina):
    """Een pagina werkbezoeken."""

    results: list[Werkbezoek] = Field(max_length=paging.MAX_SIZE)
