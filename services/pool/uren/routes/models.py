"""What goes over the line about hours."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Request
from pydantic import AfterValidator, Field

from services.pool.flexpool.routes.models import Webadres
from services.pool.flexpool.rules import Leegloopsleutel
from services.pool.kijker import adres
from services.pool.uren import rules
from services.pool.uren.rules import Urensoort, Urenstatus
from services.pool.uren.storage import Bewaard, Stap
from shared import paging
from shared.api import Datum, Model, Oin, Tekst, Tijdstip
from shared.model import NO_CONTROL, ZonderBsn, no_control

Week = Annotated[str, Field(pattern=rules.WEEKPATROON, max_length=8)]
Maand = Annotated[str, Field(pattern=rules.MAANDPATROON, max_length=7)]
# A quarter is exact in binary, so a float loses nothing.
Urental = Annotated[
    float, Field(ge=0, le=168, multiple_of=0.25, description="Uren, op kwartieren.")
]
Verschil = Annotated[
    float, Field(ge=-168, le=168, multiple_of=0.25, description="Van een correctie het verschil.")
]
Som = Annotated[float, Field(ge=-1e9, le=1e9, multiple_of=0.25)]
Toelichting = Annotated[
    str,
    Field(max_length=500, json_schema_extra={"pattern": NO_CONTROL}),
    AfterValidator(no_control),
    ZonderBsn,
]
Reden = Annotated[Tekst, ZonderBsn]
Naam = Annotated[str, Field(max_length=200)]
MEESTE_REGELS = 100


class Urenregelinvoer(Model):
    """Eén regel van een week."""

    soort: Urensoort
    inzet: UUID | None = Field(None, description="Bij soort inzet.")
    verband: UUID | None = Field(None, description="Bij leegloop en samenwerking.")
    maand: Maand | None = Field(None, description="Nodig als de week in twee maanden valt.")
    uren: Urental
    toelichting: Toelichting = ""


class UrenweekInvoer(Model):
    """De uren van een week. Een concept dat er niet meer bij staat, verdwijnt."""

    regels: list[Urenregelinvoer] = Field(max_length=MEESTE_REGELS)
    indienen: bool = Field(False, description="Dien de regels meteen in.")


class Urenplek(Model):
    """Waarvoor in een deel van een week uren te schrijven zijn."""

    soort: Urensoort
    verband: UUID
    inzet: UUID | None
    maand: Maand
    van: Datum
    tot: Datum
    afgesproken_uren: Urental


class Urenweekregel(Urenplek):
    """Een regel van een week: ingevuld, of nog een voorstel."""

    urenstaat: UUID | None = Field(description="Leeg: een voorstel, er is nog niets vastgelegd.")
    uren: Verschil
    status: Urenstatus | None
    toelichting: str = Field(max_length=500)
    reden: str | None = Field(max_length=200, description="Van een correctie, of van terugsturen.")
    correctie_van: UUID | None


class Urenopmerking(Model):
    """Iets om na te kijken; het houdt niets tegen."""

    code: str = Field(max_length=100)
    reden: str = Field(max_length=1000)


class Urenweek(Model):
    """Uw week: wat u invulde, wat het voorstel is, en wat u nog meer kunt invullen."""

    week: Week
    van: Datum
    tot: Datum
    uren: Urental = Field(description="Wat is ingevuld; een voorstel telt niet.")
    regels: list[Urenweekregel] = Field(max_length=2000)
    andere_plekken: list[Urenplek] = Field(max_length=2000)
    opmerkingen: list[Urenopmerking] = Field(max_length=2000)


class Urenstaat(Model):
    """De uren van één mens voor één stuk werk, in een week of het deel ervan in een maand."""

    id: UUID
    url: Webadres
    verband: UUID
    soort: Urensoort
    medewerker: UUID
    uitlener: Oin
    inlener: Oin | None = Field(description="Leeg bij leegloop en samenwerking.")
    inzet: UUID | None
    week: Week
    maand: Maand
    van: Datum
    tot: Datum
    uren: Verschil
    status: Urenstatus
    toelichting: str = Field(max_length=500)
    correctie_van: UUID | None
    reden: str | None = Field(max_length=200, description="Van een correctie, of van terugsturen.")
    ingediend_door: Naam | None = Field(description="Leeg: de medewerker zelf.")
    ingediend_op: Tijdstip | None
    goedgekeurd_op: Tijdstip | None


class Urenstap(Model):
    """Wie de uren waar bracht, wanneer en waarom."""

    van: Urenstatus | None
    naar: Urenstatus
    reden: str | None = Field(max_length=200)
    door: Naam
    op: Tijdstip


class UrenstaatMetVerloop(Urenstaat):
    """Een urenstaat met alles wat ermee gebeurde, het oudste eerst."""

    verloop: list[Urenstap] = Field(max_length=10_000)


class UrenstaatPagina(paging.Pagina):
    """Een pagina urenstaten, de laatste week eerst."""

    results: list[Urenstaat] = Field(max_length=paging.MAX_SIZE)


class UrenstaatFilter(paging.PageParams):
    """Filters van de lijst."""

    verband: UUID | None = Field(None, description="Alleen van dit verband.")
    inzet: UUID | None = Field(None, description="Alleen van deze inzet.")
    soort: Urensoort | None = Field(None, description="Alleen van deze soort.")
    status: Urenstatus | None = Field(None, description="Alleen met deze status.")
    week: Week | None = Field(None, description="Alleen van deze week.")
    maand: Maand | None = Field(None, description="Alleen van deze maand.")
    uitlener: Oin | None = Field(None, description="Alleen van deze thuisorganisatie (OIN).")
    inlener: Oin | None = Field(None, description="Alleen bij deze inlener (OIN).")


class Urenbesluit(Model):
    """Goedkeuren, of terugsturen met een reden."""

    akkoord: bool
    reden: Reden | None = Field(None, description="Nodig bij terugsturen.")


class Urenbesluiten(Urenbesluit):
    """Hetzelfde besluit over meer urenstaten tegelijk: allemaal, of geen."""

    urenstaten: list[UUID] = Field(min_length=1, max_length=500)


class UrenbesluitUitkomst(Model):
    """De urenstaten waarover is besloten."""

    urenstaten: list[Urenstaat] = Field(max_length=500)


class UrencorrectieInvoer(Model):
    """Hoeveel uur het had moeten zijn, en waarom. Het verschil wordt een nieuwe regel."""

    uren: Urental
    reden: Reden


class Urenmaandtotaal(Model):
    """Goedgekeurde uren van één organisatie in één maand."""

    organisatie: Oin
    maand: Maand
    gegeven_uren: Som
    gekregen_uren: Som
    leegloop_uren: Som
    samenwerking_uren: Som


class Urentotalen(Model):
    """De uren per organisatie in een verband; zonder personen, voor elke partner hetzelfde."""

    verband: UUID
    van: Maand
    tot: Maand
    leegloop_sleutel: Leegloopsleutel = Field(
        description="Waarnaar het verband de kosten van leegloop deelt."
    )
    regels: list[Urenmaandtotaal] = Field(max_length=100_000)
    uitleg: str = Field(max_length=1000)


# ---- from facts to what is shown
def uren(kwartieren: int) -> float:
    return float(rules.als_uren(kwartieren))


def kwartieren(aantal: float) -> int:
    return round(aantal * rules.KWARTIEREN_PER_UUR)


def toon_plek(plek: rules.Urenplek) -> Urenplek:
    return Urenplek(**_plek(plek))


def _plek(plek: rules.Urenplek) -> dict[str, object]:
    return {
        "soort": plek.soort,
        "verband": plek.verband,
        "inzet": plek.inzet,
        "maand": plek.deel.maand,
        "van": plek.deel.van,
        "tot": plek.deel.tot,
        "afgesproken_uren": uren(plek.afgesproken),
    }


def toon_voorstel(plek: rules.Urenplek) -> Urenweekregel:
    return Urenweekregel.model_validate(
        _plek(plek)
        | {
            "urenstaat": None,
            "uren": uren(plek.voorstel or 0),
            "status": None,
            "toelichting": "",
            "reden": None,
            "correctie_van": None,
        }
    )


def toon_weekregel(staat: rules.Urenstaat, plek: rules.Urenplek | None) -> Urenweekregel:
    """`plek` None: the inzet is no longer known here; then the days of the week are shown."""
    van, tot = _dagen(staat)
    return Urenweekregel(
        soort=staat.soort,
        verband=staat.verband,
        inzet=staat.inzet,
        maand=staat.maand,
        van=van,
        tot=tot,
        afgesproken_uren=uren(plek.afgesproken if plek else 0),
        urenstaat=staat.id,
        uren=uren(staat.kwartieren),
        status=staat.status,
        toelichting=staat.toelichting,
        reden=staat.reden,
        correctie_van=staat.correctie_van,
    )


def _dagen(staat: rules.Urenstaat) -> tuple[date, date]:
    deel = rules.deel_van(staat.week, staat.maand)
    assert deel is not None  # only parts of real weeks are stored
    return deel.van, deel.tot


def toon_staat(request: Request, wat: Bewaard) -> Urenstaat:
    return Urenstaat.model_validate(_staat(request, wat))


def _staat(request: Request, wat: Bewaard) -> dict[str, object]:
    staat = wat.staat
    van, tot = _dagen(staat)
    gelijk = (
        "id", "verband", "soort", "medewerker", "uitlener", "inlener", "inzet", "week", "maand",
        "status", "toelichting", "correctie_van", "reden", "ingediend_door",
    )  # fmt: skip
    return {naam: getattr(staat, naam) for naam in gelijk} | {
        "url": adres(request, f"/urenstaten/{staat.id}"),
        "van": van,
        "tot": tot,
        "uren": uren(staat.kwartieren),
        "ingediend_op": wat.ingediend_op,
        "goedgekeurd_op": wat.goedgekeurd_op,
    }


def toon_met_verloop(request: Request, wat: Bewaard, log: list[Stap]) -> UrenstaatMetVerloop:
    stappen = [Urenstap.model_validate(een) for een in log]
    return UrenstaatMetVerloop.model_validate(_staat(request, wat) | {"verloop": stappen})
