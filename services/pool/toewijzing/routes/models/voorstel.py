"""What goes over the line about proposals."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from services.pool.flexpool.routes.models import Webadres
from services.pool.toewijzing.rondes import Weigergrond
from services.pool.toewijzing.rules import Besluit, Redencode
from services.pool.toewijzing.toegang import Status, Zicht
from shared import paging
from shared.api import Datum, Geheel, Model, Oin, Tekst, Tijdstip, Uren
from shared.model import ZonderBsn

MEESTE = 10_000  # lines, needs or candidates in one proposal
Weken = Annotated[Geheel, Field(ge=1, le=104)]
Totaal = Annotated[float, Field(ge=0, le=100_000_000, description="Uren over de hele horizon.")]
Uitleg = Annotated[str, Field(max_length=2000, description="In gewone woorden.")]
HeleUren = Annotated[Geheel, Field(ge=0, le=10_000, description="Hele uren per week.")]
Groepsnummer = Annotated[Geheel, Field(ge=0, le=10_000)]
Reden = Annotated[Tekst, ZonderBsn]


class VoorstelInvoer(Model):
    """Waarvoor een voorstel wordt berekend."""

    horizon_weken: Weken | None = Field(
        None, description="Zoveel weken vooruit, vanaf vandaag; leeg: zoals is afgesproken."
    )


class Besloten(Model):
    """Wat een mens over een regel besloot."""

    besluit: Besluit
    reden: str = Field(max_length=1000)
    uren_per_week: Uren | None = Field(None, description="Alleen als de uren zijn gewijzigd.")
    van: Datum | None = Field(None, description="Alleen als de eerste dag is gewijzigd.")
    tot: Datum | None = Field(None, description="Alleen als de laatste dag is gewijzigd.")
    grond: Weigergrond | None = Field(None, description="Alleen bij een afgewezen regel.")
    door: str = Field(max_length=200)
    op: Tijdstip
    inzet: UUID | None = Field(None, description="De inzet die hieruit ontstond.")


class Toewijzingsregel(Model):
    """Eén voorgestelde inzet; pas een besluit maakt er een inzet van."""

    id: UUID
    nr: Geheel = Field(ge=1, le=MEESTE)
    lid: UUID
    medewerker: UUID
    thuisorganisatie: Oin
    behoefte: UUID
    inlener: Oin
    uren_per_week: Uren
    van: Datum
    tot: Datum | None = None
    uitleg: Uitleg
    besluit: Besloten | None = None


class Vergelijking(Model):
    """Wat nodig is naast wat er is."""

    wat: str = Field(max_length=200)
    nodig: str = Field(max_length=200)
    heeft: str = Field(max_length=200)


class Tegenfeit(Model):
    """Wat er zou moeten veranderen; het is geprobeerd en dan klopt het."""

    soort: str = Field(max_length=100)
    onderwerp: str = Field(max_length=100, description="behoefte, lid of afspraak.")
    was: str = Field(max_length=200)
    wordt: str = Field(max_length=200)
    lid: UUID | None = None
    uren: HeleUren
    van: Datum
    tot: Datum | None = None
    uitleg: Uitleg


class Tegenfeitvraag(Model):
    """Het antwoord op: wat moet er veranderen? Zonder tegenfeit is dat niet gevonden."""

    behoefte: UUID
    tegenfeit: Tegenfeit | None = None


class RedenAantal(Model):
    """Hoeveel poolleden om deze reden niet zijn genoemd."""

    code: Redencode
    aantal: HeleUren


class Kandidaat(Model):
    """Waarom een poollid wel of niet voor een behoefte is voorgesteld."""

    lid: UUID
    code: Redencode
    uitleg: Uitleg
    uren: HeleUren = Field(description="Voorgesteld, of mogelijk als niemand anders iets vraagt.")
    afstand_getoetst: bool = Field(description="Of de reisafstand bekend was en is getoetst.")
    waarden: list[Vergelijking] = Field([], max_length=20)


class BehoefteUitleg(Model):
    """Wat een behoefte krijgt en waarom, met de beste andere mogelijkheid."""

    behoefte: UUID
    inlener: Oin
    code: Redencode
    uitleg: Uitleg
    gevraagd: Uren
    toegewezen: HeleUren
    alternatief: Kandidaat | None = None
    kandidaten: list[Kandidaat] = Field(max_length=MEESTE)
    overige: list[RedenAantal] = Field([], max_length=100, description="Wie niet is genoemd.")
    tegenfeit: Tegenfeit | None = None


class Aandeel(Model):
    """Wat een organisatie vroeg, eerlijk mocht verwachten en in dit voorstel krijgt."""

    organisatie: Oin
    gevraagd: Totaal
    aanspraak: Totaal | None = Field(
        None,
        description="Aanspraak met saldo: recht volgens de verdeelsleutel, met het verdeelsaldo.",
    )
    rechtvaardig: Totaal
    toegewezen: Totaal
    verhouding: float | None = Field(
        None, ge=0, le=1_000_000, description="Toegewezen gedeeld door rechtvaardig."
    )
    uitleg: Uitleg | None = None
    groep: Groepsnummer | None = Field(None, description="Plaats van haar knelpunt in `groepen`.")


class Groep(Model):
    """Organisaties die om dezelfde mensen vragen; samen is er niet meer dan `uren`."""

    organisaties: list[Oin] = Field(max_length=1000)
    leden: list[UUID] = Field(max_length=MEESTE, description="De poolleden om wie het gaat.")
    uren: Totaal
    vraag_gedekt: bool = Field(description="Of hun vraag helemaal gedekt kan worden.")
    uitleg: Uitleg | None = None


class VoorstelKop(Model):
    """Een voorstel in een lijst."""

    id: UUID
    url: Webadres
    pool: UUID
    peildatum: Datum
    geldig_tot: Datum = Field(description="Daarna vervalt wat niet bevestigd is.")
    gemaakt_op: Tijdstip
    gemaakt_door: str | None = Field(None, max_length=200)
    invoer_hash: str = Field(
        pattern="^[0-9a-f]{64}$",
        max_length=64,
        description="SHA-256 van alle feiten: dezelfde feiten geven hetzelfde voorstel.",
    )
    regelversie: str = Field(max_length=20)
    bewezen_optimaal: bool = Field(
        description="Of bewezen is dat geen voorstel beter is; zo niet, dan is het wel geldig."
    )
    status: Status
    berekening_percentage: Annotated[Geheel, Field(ge=0, le=100)] = Field(
        description="Hoe ver de berekening is."
    )
    faalcode: str | None = Field(None, max_length=100, description="Waarom de berekening mislukte.")
    klaar_op: Tijdstip | None = Field(None, description="Berekend, mislukt of geannuleerd.")
    afgerond_op: Tijdstip | None = None
    afgerond_door: str | None = Field(None, max_length=200)
    toelichting: str | None = Field(
        None, max_length=1000, description="Van wie het voorstel annuleerde of afrondde."
    )


class Toewijzingsvoorstel(VoorstelKop):
    """Een berekend, uitlegbaar voorstel. Een mens besluit, per regel."""

    zicht: Zicht = Field(description="Hoeveel u van dit voorstel ziet.")
    regels: list[Toewijzingsregel] = Field(max_length=MEESTE)
    aandelen: list[Aandeel] = Field(max_length=1000)
    groepen: list[Groep] = Field(max_length=1000)
    behoeften: list[BehoefteUitleg] = Field(max_length=MEESTE)


class VoorstelPagina(paging.Pagina):
    """Een pagina voorstellen."""

    results: list[VoorstelKop] = Field(max_length=paging.MAX_SIZE)


class VoorstelFilter(paging.PageParams):
    """De lijst van voorstellen heeft alleen paginering."""


class TegenfeitFilter(Model):
    """Over wie de vraag gaat."""

    lid: UUID | None = Field(None, description="Alleen wat dit poollid zou helpen.")


class AnnuleringInvoer(Model):
    """Waarom een berekening stopt."""

    reden: Reden
