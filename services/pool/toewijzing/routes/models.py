"""What goes over the line about proposals and decisions."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Request
from pydantic import Field

from services.pool.flexpool.routes.models import Webadres
from services.pool.kijker import adres
from services.pool.toewijzing import berekening, storage
from services.pool.toewijzing.rules import Besluit, Redencode
from shared import paging
from shared.api import Datum, Geheel, Model, Oin, Tekst, Tijdstip, Uren

MEESTE = 10_000  # lines, needs or candidates in one proposal
Weken = Annotated[Geheel, Field(ge=1, le=104)]
Totaal = Annotated[float, Field(ge=0, le=100_000_000, description="Uren over de hele horizon.")]
Uitleg = Annotated[str, Field(max_length=2000, description="In gewone woorden.")]
HeleUren = Annotated[Geheel, Field(ge=0, le=10_000, description="Hele uren per week.")]
Groepsnummer = Annotated[Geheel, Field(ge=0, le=10_000)]


class VoorstelInvoer(Model):
    """Waarvoor een voorstel wordt berekend."""

    horizon_weken: Weken = Field(52, description="Zoveel weken vooruit, vanaf vandaag.")


class Besloten(Model):
    """Wat een mens over een regel besloot."""

    besluit: Besluit
    reden: str = Field(max_length=1000)
    uren_per_week: Uren | None = Field(None, description="Alleen bij een gewijzigd besluit.")
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


class Kandidaat(Model):
    """Waarom een poollid wel of niet voor een behoefte is voorgesteld."""

    lid: UUID
    code: Redencode
    uitleg: Uitleg
    uren: HeleUren = Field(description="Voorgesteld, of mogelijk als niemand anders iets vraagt.")
    afstand_getoetst: bool = Field(description="Of de reisafstand bekend was en is getoetst.")


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


class Aandeel(Model):
    """Wat een organisatie vroeg, eerlijk mocht verwachten en in dit voorstel krijgt."""

    organisatie: Oin
    gevraagd: Totaal
    rechtvaardig: Totaal
    toegewezen: Totaal
    groep: Groepsnummer | None = Field(None, description="Plaats van haar knelpunt in `groepen`.")


class Groep(Model):
    """Organisaties die om dezelfde mensen vragen; samen is er niet meer dan `uren`."""

    organisaties: list[Oin] = Field(max_length=1000)
    leden: list[UUID] = Field(max_length=MEESTE, description="De poolleden om wie het gaat.")
    uren: Totaal
    vraag_gedekt: bool = Field(description="Of hun vraag helemaal gedekt kan worden.")


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


class Toewijzingsvoorstel(VoorstelKop):
    """Een berekend, uitlegbaar voorstel. Een mens besluit, per regel."""

    regels: list[Toewijzingsregel] = Field(max_length=MEESTE)
    aandelen: list[Aandeel] = Field(max_length=1000)
    groepen: list[Groep] = Field(max_length=1000)
    behoeften: list[BehoefteUitleg] = Field(max_length=MEESTE)


class VoorstelPagina(paging.Pagina):
    """Een pagina voorstellen."""

    results: list[VoorstelKop] = Field(max_length=paging.MAX_SIZE)


class VoorstelFilter(paging.PageParams):
    """De lijst van voorstellen heeft alleen paginering."""


class BesluitInvoer(Model):
    """Het besluit van een mens over één regel."""

    besluit: Besluit
    reden: Tekst
    uren: Annotated[Geheel, Field(ge=1, le=40)] | None = Field(
        None, description="Hele uren per week; alleen en altijd bij `gewijzigd`."
    )


def toon_kop(request: Request, kop: storage.Kop) -> VoorstelKop:
    return VoorstelKop.model_validate(_kop(request, kop))


def _kop(request: Request, kop: storage.Kop) -> dict[str, Any]:
    velden = {naam: getattr(kop, naam) for naam in VoorstelKop.model_fields if naam != "url"}
    return velden | {"url": adres(request, f"/toewijzingsvoorstellen/{kop.id}")}


def toon(
    request: Request, kop: storage.Kop, uitkomst: dict[str, Any], regels: list[storage.Regel]
) -> Toewijzingsvoorstel:
    """The whole proposal, with the decisions of this moment."""
    return Toewijzingsvoorstel(
        **_kop(request, kop),
        regels=[toon_regel(regel) for regel in regels],
        **uitkomst,
    )


def toon_regel(regel: storage.Regel) -> Toewijzingsregel:
    return Toewijzingsregel.model_validate(
        {naam: getattr(regel, naam) for naam in Toewijzingsregel.model_fields}
    )


def uitkomst(voorstel: berekening.Voorstel) -> dict[str, Any]:
    """What is stored of an outcome besides its lines, as plain JSON."""
    delen: dict[str, list[Model]] = {
        "aandelen": [Aandeel.model_validate(_getallen(een)) for een in voorstel.aandelen],
        "groepen": [Groep.model_validate(_getallen(een)) for een in voorstel.groepen],
        "behoeften": [BehoefteUitleg.model_validate(een) for een in voorstel.behoeften],
    }
    return {
        naam: [een.model_dump(mode="json", by_alias=False) for een in lijst]
        for naam, lijst in delen.items()
    }


def _getallen(een: Any) -> dict[str, Any]:
    """Hours as JSON numbers."""
    velden = {naam: getattr(een, naam) for naam in een.__dataclass_fields__}
    for naam in ("gevraagd", "rechtvaardig", "toegewezen", "uren"):
        if naam in velden:
            velden[naam] = float(velden[naam])
    for naam in ("organisaties", "leden"):
        if naam in velden:
            velden[naam] = list(velden[naam])
    return velden
