"""What goes over the line about klankbord. There is no field for age, day of birth or a fee."""

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from services.pool.flexpool.routes.models import Webadres
from services.pool.klankbord.rules import (
    Expertstatus,
    Klankbordsoort,
    Klankbordstatus,
    Koppelbelemmering,
    Koppelstatus,
    Onkostensoort,
    Onkostenstatus,
)
from shared import paging
from shared.api import Bedrag, Datum, Geheel, Model, Oin, Tijdstip, absent
from shared.model import NO_CONTROL, ZonderBsn, no_control

Onderwerp = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Onderwerpen = Annotated[list[Onderwerp], Field(min_length=1, max_length=20)]
Soorten = Annotated[list[Klankbordsoort], Field(min_length=1, max_length=3)]
Banden = Annotated[list[Oin], Field(max_length=50)]
LangeZin = Annotated[
    str,
    Field(min_length=1, max_length=2000, json_schema_extra={"pattern": NO_CONTROL}),
    AfterValidator(no_control),
    ZonderBsn,
]
Aantal = Annotated[Geheel, Field(ge=0, le=1_000_000)]
Reden = Annotated[str, Field(max_length=500)]
Jaar = Annotated[Geheel, Field(ge=2000, le=2100)]


class KlankbordexpertInvoer(Model):
    """Waarover u wilt meedenken, en met wie u een band heeft."""

    verband: UUID
    onderwerpen: Onderwerpen
    soorten: Soorten = Field(description="Over welk soort vragen u wilt meedenken.")
    ervaring: LangeZin = Field(description="In uw eigen woorden.")
    banden: Banden = Field(
        default_factory=list,
        description="Organisaties waarmee u een band heeft: u werkte er, of u bent er bij.",
    )
    onafhankelijk: bool = Field(
        description="U verklaart dat u onafhankelijk bent en geheim houdt wat u hoort."
    )
    beschikbaar: bool = True


class KlankbordexpertWijziging(Model):
    """Merge patch van uw inschrijving; `onafhankelijk` vernieuwt uw verklaring vandaag."""

    onderwerpen: Onderwerpen = absent()
    soorten: Soorten = absent()
    ervaring: LangeZin = absent()
    banden: Banden = absent()
    onafhankelijk: bool = absent()
    beschikbaar: bool = absent()


class Klankbordexpert(Model):
    """Een gepensioneerde deskundige; de naam staat bij de gateway."""

    id: UUID
    url: Webadres
    verband: UUID
    persoon: UUID = Field(description="Pseudoniem.")
    onderwerpen: list[Onderwerp] = Field(max_length=20)
    soorten: list[Klankbordsoort] = Field(max_length=3)
    ervaring: str = Field(max_length=2000)
    banden: list[Oin] = Field(max_length=50)
    onafhankelijk_op: Datum = Field(description="De dag waarop u dat verklaarde.")
    verklaring_geldt: bool = Field(description="Te oud: vernieuw de verklaring.")
    beschikbaar: bool
    status: Expertstatus


class KlankbordexpertPagina(paging.Pagina):
    """Een pagina deskundigen."""

    results: list[Klankbordexpert] = Field(max_length=paging.MAX_SIZE)


class ExpertOpname(Model):
    """Of een deskundige in het register komt."""

    opgenomen: bool


class KlankbordvraagInvoer(Model):
    """Een vraag waarover een onafhankelijke deskundige meedenkt."""

    verband: UUID
    soort: Klankbordsoort
    onderwerpen: Onderwerpen
    tekst: LangeZin = Field(
        description="Persoonlijk: hoogstens 300 tekens, alleen waar het over gaat."
    )
    ook_eigen_makelaar: bool = Field(
        False, description="Persoonlijk: mag een makelaar van uw eigen werkgever dit ook lezen?"
    )


class Klankbordvraag(Model):
    """Een klankbordvraag. Een persoonlijke gaat kort na afloop weg."""

    id: UUID
    url: Webadres
    verband: UUID
    soort: Klankbordsoort
    onderwerpen: list[Onderwerp] = Field(max_length=20)
    tekst: str = Field(max_length=2000)
    organisatie: Oin
    vrager: UUID | None = Field(None, description="Pseudoniem van wie zelf vroeg.")
    ook_eigen_makelaar: bool
    status: Klankbordstatus
    denkt_mee: UUID | None = Field(None, description="Pseudoniem van de deskundige die ja zei.")
    gesteld_op: Tijdstip
    gesloten_op: Tijdstip | None = None


class KlankbordvraagPagina(paging.Pagina):
    """Een pagina klankbordvragen."""

    results: list[Klankbordvraag] = Field(max_length=paging.MAX_SIZE)


class Koppelvoorstel(Model):
    """Een deskundige die gevraagd kan worden, met waarom; plaats 1 gaat voor."""

    expert: UUID
    plaats: Annotated[Geheel, Field(ge=1, le=100_000)]
    onderwerpen: list[Onderwerp] = Field(max_length=20)
    lopend: Aantal
    redenen: list[Reden] = Field(max_length=10)


class Koppelafvaller(Model):
    """Een deskundige die nu niet gevraagd kan worden."""

    expert: UUID
    belemmeringen: list[Koppelbelemmering] = Field(max_length=10)


class Koppelvoorstellen(Model):
    """Wie past er; de makelaar besluit."""

    voorstellen: list[Koppelvoorstel] = Field(max_length=100)
    afgevallen: list[Koppelafvaller] = Field(max_length=100)


class KoppelingInvoer(Model):
    """Vraag deze deskundige."""

    expert: UUID


class Klankbordkoppeling(Model):
    """Een deskundige die gevraagd is. Een persoonlijke vraag staat er pas na uw ja bij."""

    id: UUID
    url: Webadres
    vraag: UUID | None = Field(None, description="Leeg voor de deskundige.")
    expert: UUID
    persoon: UUID
    soort: Klankbordsoort
    onderwerpen: list[Onderwerp] = Field(max_length=20)
    tekst: str | None = Field(None, max_length=2000)
    organisatie: Oin | None = None
    vrager: UUID | None = None
    plaats: Annotated[Geheel, Field(ge=0, le=100_000)]
    status: Koppelstatus
    gevraagd_op: Tijdstip
    beantwoord_op: Tijdstip | None = None


class KlankbordkoppelingPagina(paging.Pagina):
    """Een pagina koppelingen."""

    results: list[Klankbordkoppeling] = Field(max_length=paging.MAX_SIZE)


class KoppelAntwoord(Model):
    """Denkt u mee? Een reden is niet nodig en wordt niet gevraagd."""

    ja: bool


class OnkostenInvoer(Model):
    """Wat u betaalde; een vergoeding voor uw tijd bestaat hier niet."""

    soort: Onkostensoort
    dag: Datum
    bedrag_cent: Annotated[Bedrag, Field(ge=1, le=1_000_000)]


class Onkostenwaarschuwing(Model):
    """Boven de grens die het verband instelde; het houdt niets tegen. Niet nagegaan."""

    jaar: Jaar
    totaal_cent: Annotated[Geheel, Field(ge=0, le=1_000_000_000)]
    grens_cent: Annotated[Geheel, Field(ge=0, le=1_000_000_000)]


class Klankbordonkosten(Model):
    """Onkosten van een deskundige, in eurocenten."""

    id: UUID
    url: Webadres
    koppeling: UUID | None = Field(None, description="Leeg: de vraag is gewist.")
    persoon: UUID
    organisatie: Oin | None = Field(None, description="Leeg: een makelaar besluit.")
    soort: Onkostensoort
    dag: Datum
    bedrag_cent: Annotated[Bedrag, Field(ge=1)]
    status: Onkostenstatus
    ingediend_op: Tijdstip
    besloten_op: Tijdstip | None = None
    waarschuwing: Onkostenwaarschuwing | None = None


class KlankbordonkostenPagina(paging.Pagina):
    """Een pagina onkosten."""

    results: list[Klankbordonkosten] = Field(max_length=paging.MAX_SIZE)


class OnkostenBesluit(Model):
    """Akkoord of niet."""

    akkoord: bool


class Klankbordtelling(Model):
    """Aantallen van een soort; leeg: te klein om te tonen."""

    soort: Klankbordsoort | None = Field(None, description="Leeg: alle soorten samen.")
    gesteld: Aantal | None = None
    gekoppeld: Aantal | None = None
    afgerond: Aantal | None = None


class Klankbordcijfers(Model):
    """Hoeveel klankbordvragen er in een jaar waren; nooit wie."""

    verband: UUID
    jaar: Jaar
    kleinste_cel: Annotated[Geheel, Field(ge=1, le=1000)]
    regels: list[Klankbordtelling] = Field(max_length=4)
