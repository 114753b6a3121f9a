"""What goes over the line about deployments."""

from dataclasses import asdict
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Request
from pydantic import AfterValidator, Field
from pydantic.alias_generators import to_camel

from services.pool.flexpool.routes.models import Webadres
from services.pool.flexpool.rules import Kijker
from services.pool.inzet import rules, storage
from services.pool.inzet.rules import InzetStatus, Inzetvariant, Partij, Terugkeerdoel
from services.pool.kijker import adres
from shared import paging
from shared.api import Bedrag, Datum, Geheel, Model, Oin, Tekst, Tijdstip, Uren, absent
from shared.model import NO_CONTROL, ZonderBsn, no_control

Versie = Annotated[Geheel, Field(ge=1, le=100_000)]
Door = Annotated[str, Field(max_length=200)]
Reden = Annotated[Tekst, ZonderBsn]
Opzegtermijn = Annotated[Geheel, Field(ge=0, le=52, description="In weken.")]
Verschil = Annotated[Geheel, Field(ge=-10_000_000, le=10_000_000)]
Omschrijving = Annotated[
    str,
    Field(max_length=1000, json_schema_extra={"pattern": NO_CONTROL}),
    AfterValidator(no_control),
    ZonderBsn,
]


class Waarom(Model):
    """Waarom deze inzet er is: het voorstel, de uitleg, en het besluit van een mens."""

    voorstel: UUID | None
    uitleg: str = Field(max_length=2000)
    reden: str = Field(max_length=1000, description="De reden van wie besloot.")
    besloten_door: str = Field(max_length=200)
    besloten_op: Tijdstip


class Inzet(Model):
    """Een periode waarin een medewerker bij een inlener werkt."""

    id: UUID
    url: Webadres
    verband: UUID
    medewerker: UUID
    thuisorganisatie: Oin
    inlener: Oin
    behoefte: UUID | None = None
    pool: UUID | None = None
    soort: rules.Inzetsoort = Field(description="Waar de inzet vandaan komt.")
    groep: UUID | None = Field(
        None, description="De ruilkring of het traineeprogramma waar de inzet bij hoort."
    )
    uren_per_week: Uren
    van: Datum
    tot: Datum | None = Field(None, description="Laatste dag; leeg: zonder vastgesteld einde.")
    status: InzetStatus
    actief: bool = Field(description="Of de medewerker nu als inleenkracht telt.")
    terugkeer_datum: Datum | None = None
    terugkeer_doel: Terugkeerdoel | None = None
    teruggekeerd_op: Datum | None = Field(None, description="De dag van terugkeer, als die er is.")
    voorwaarden_versie: Versie = Field(
        description="De versie van de voorwaarden die geldt; leest u de voorwaarden niet, dan 1."
    )
    gevraagde_versie: Versie | None = Field(
        None, description="De versie waarover drie antwoorden worden gevraagd."
    )
    bevestigd_op: Tijdstip | None = None
    waarom: Waarom


class InzetPagina(paging.Pagina):
    """Een pagina inzetten."""

    results: list[Inzet] = Field(max_length=paging.MAX_SIZE)


class InzetFilter(paging.PageParams):
    """Filters van de lijst."""

    status: InzetStatus | None = Field(None, description="Alleen met deze status.")
    verband: UUID | None = Field(None, description="Alleen van dit verband.")
    inlener: Oin | None = Field(None, description="Alleen bij deze inlener (OIN).")
    thuisorganisatie: Oin | None = Field(None, description="Alleen uit deze organisatie (OIN).")


class InzetStatuswijziging(Model):
    """Een inzet beëindigen of intrekken."""

    naar: InzetStatus
    reden: Reden
    laatste_dag: Datum | None = Field(
        None, description="Bij beëindigen; zonder waarde vandaag. Een latere dag is opzeggen."
    )
    zonder_opzegtermijn: bool = Field(
        False,
        description="Alleen als doorgaan niet kan, bijvoorbeeld na uitdiensttreding; noem geen"
        " gezondheid. De andere partijen lezen dat de opzegtermijn niet is aangehouden.",
    )
    zonder_overdracht: Reden | None = Field(
        None, description="Waarom er geen overdrachtsnotitie is; anders is die nodig."
    )


class InzetWijziging(Model):
    """Merge patch: de afspraken over terugkeer."""

    terugkeer_datum: Datum | None = None
    terugkeer_doel: Terugkeerdoel | None = None


class Voorwaarden(Model):
    """Eén versie van de voorwaarden van een inzet."""

    versie: Versie
    uren_per_week: Uren
    van: Datum
    tot: Datum | None = None
    werkzaamheden: str = Field(max_length=1000)
    plaats: str | None = Field(None, max_length=200)
    leiding: str = Field(max_length=200, description="Wie leidt en toezicht houdt, als rol.")
    variant: Inzetvariant
    inkomensverschil_cent: Verschil | None = Field(
        None, description="Altijd leeg: wat het minder werken scheelt, wordt niet bewaard."
    )
    terugkeer_datum: Datum | None = None
    terugkeer_doel: Terugkeerdoel | None = None
    tarief_grondslag: str | None = Field(None, max_length=50)
    tarief_cent_per_uur: Bedrag | None = None
    opzegtermijn_weken: Opzegtermijn


class VoorwaardenWijziging(Model):
    """Nieuwe voorwaarden, ook een verlenging; wat ontbreekt, blijft zoals het was."""

    uren_per_week: Uren = absent()
    van: Datum = absent()
    tot: Datum | None = absent()
    werkzaamheden: Omschrijving = absent()
    plaats: Tekst | None = absent()
    leiding: Reden = absent(description="Wie leidt en toezicht houdt, als rol en niet als naam.")
    variant: Inzetvariant = absent()
    inkomensverschil_cent: Verschil | None = absent(
        description="Wordt aangenomen, en er gebeurt niets mee: de medewerker bekijkt zelf wat"
        " het minder werken scheelt. Bij een klus mag het niet (`niet-bewaard`)."
    )
    terugkeer_datum: Datum | None = absent()
    terugkeer_doel: Terugkeerdoel | None = absent()
    opzegtermijn_weken: Opzegtermijn = absent()
    reden: Reden = Field(description="Waarom de voorwaarden veranderen.")
    langer_omdat: Reden | None = Field(
        None, description="Nodig als de inzet langer duurt dan het verband afsprak."
    )


class Antwoord(Model):
    """Ja of nee van een van de drie partijen op één versie van de voorwaarden."""

    versie: Versie
    akkoord: bool
    partij: Partij | None = Field(None, description="Alleen nodig als u er meer dan een bent.")
    reden: Reden | None = Field(
        None, description="Alleen bij nee, en niet verplicht; alleen uw eigen kant leest dit."
    )


class Akkoord(Model):
    """Een antwoord dat u mag lezen."""

    partij: Partij
    versie: Versie
    akkoord: bool
    door: Door
    op: Tijdstip
    reden: str | None = Field(None, max_length=200)


class Opmerking(Model):
    """Iets om op te letten, met een vaste code."""

    code: str = Field(max_length=50)
    uitleg: str = Field(max_length=1000)
    zekerheid: str = Field(max_length=1, description="A: wettekst, B: andere bron, C: eigen keuze.")


class InzetAfspraken(Model):
    """De voorwaarden die gelden of gevraagd zijn, en de antwoorden die u mag lezen."""

    in_kracht: Voorwaarden | None = None
    gevraagd: Voorwaarden | None = None
    akkoorden: list[Akkoord] = Field(max_length=1000)
    opmerkingen: list[Opmerking] = Field(max_length=20)


OVERGENOMEN = (
    "behoefte",
    "groep",
    "pool",
    "terugkeer_datum",
    "terugkeer_doel",
    "teruggekeerd_op",
    "voorwaarden_versie",
    "gevraagde_versie",
    "bevestigd_op",
)


def toon(request: Request, bewaard: storage.Bewaard, kijker: Kijker, vandaag: date) -> Inzet:
    """An inzet as this caller may read it: the no of another side is not shown as one.

    Whether other terms are asked, and so whether they were refused, is the parties' own; so is the
    number of what is in force, for it counts what was refused too.
    """
    partij = bewaard.geweigerd_door
    eigen = partij is not None and rules.is_eigen_kant(partij, bewaard.inzet, kijker)
    feiten = asdict(bewaard.inzet) | {"status": rules.zichtbare_status(bewaard.inzet, eigen)}
    meer = {naam: getattr(bewaard, naam) for naam in OVERGENOMEN}
    if not rules.is_partij(bewaard.inzet, kijker):
        meer |= {"gevraagde_versie": None, "voorwaarden_versie": 1}
    return Inzet(
        **feiten,
        **meer,
        url=adres(request, f"/inzetten/{bewaard.inzet.id}"),
        actief=rules.is_actief(bewaard.inzet, vandaag),
        waarom=Waarom(
            voorstel=bewaard.voorstel,
            uitleg=bewaard.uitleg,
            reden=bewaard.reden,
            besloten_door=bewaard.besloten_door,
            besloten_op=bewaard.besloten_op,
        ),
    )


def toon_voorwaarden(voorwaarden: rules.Voorwaarden) -> Voorwaarden:
    waarden = asdict(voorwaarden)
    waarden.pop("effect_getoond")  # whether somebody looked at it already is nobody else's
    return Voorwaarden.model_validate(waarden)


def camel(naam: str) -> str:
    return to_camel(naam)
