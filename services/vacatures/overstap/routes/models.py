"""What goes over the line about moves."""

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator

from services.vacatures.overstap.rules import Overstappartij, Overstapstatus
from services.vacatures.sollicitatie.routes.models import Reden
from services.vacatures.vacature.routes.models import Webadres
from services.vacatures.vacature.rules import Contractsoort
from shared import paging
from shared.api import Datum, Model, Oin, Tijdstip, Uren, absent
from shared.model import NO_CONTROL, ZonderBsn, niet_leeg, no_control

Afspraak = Annotated[
    str,
    Field(
        min_length=1,
        max_length=200,
        description="Wat over schaal en periodiek is afgesproken; vrijwillig, en geen bedrag van nu"
        " of eerder.",
        json_schema_extra={"pattern": NO_CONTROL},
    ),
    AfterValidator(no_control),
    ZonderBsn,
]
Code = Annotated[str, Field(max_length=60)]


class Checklistpunt(Model):
    """Iets wat voor de overstap geregeld moet worden."""

    code: Code
    omschrijving: str = Field(max_length=200)
    eigenaar: Overstappartij = Field(description="Wie dit regelt.")
    ja_of_nee: bool = Field(description="Of er naast de dag een antwoord bij hoort.")
    gedaan_op: Datum | None = Field(description="Leeg: nog niet gedaan.")
    antwoord: bool | None = None
    vastgelegd_door: Overstappartij | None = None
    gebruiker: str | None = Field(None, max_length=200)
    vastgelegd_op: Tijdstip | None = None


class OverstapRegel(Model):
    """Een overstap in een lijst."""

    id: UUID
    url: Webadres
    sollicitatie_id: UUID
    van: Oin = Field(description="De werkgever die de medewerker verlaat.")
    naar: Oin = Field(description="De nieuwe werkgever.")
    status: Overstapstatus
    uw_deel: Overstappartij = Field(description="Welke partij u bij deze overstap bent.")
    vroegste_start_datum: Datum = Field(description="Volgt uit de opzegtermijn in het convenant.")
    start_datum: Datum | None = Field(description="Leeg: nog niet afgesproken.")
    nog_te_regelen: int = Field(ge=0, le=100, json_schema_extra={"format": "int32"})
    afgesproken_op: Tijdstip


class Overstap(OverstapRegel):
    """Een overstap met wat er geregeld is en nog moet worden."""

    contractsoort: Contractsoort
    uren: Uren
    voorstel_datum: Datum | None = Field(
        description="Een eerdere begindag die één werkgever voorstelt."
    )
    voorstel_door: Overstappartij | None = None
    start_reden: str | None = Field(None, max_length=4000)
    schaalafspraak: Afspraak | None = None
    checklist: list[Checklistpunt] = Field(max_length=100)
    toelichting: str = Field(
        max_length=500, description="Wat er tussen twee werkgevers kan verschillen."
    )
    mogelijk: list[Overstapstatus] = Field(max_length=10)


class OverstapPagina(paging.Pagina):
    """Een pagina overstappen."""

    results: list[OverstapRegel] = Field(max_length=paging.MAX_SIZE)


class OverstapWijziging(Model):
    """Een begindag of een afspraak; wat ontbreekt, blijft zoals het is."""

    start_datum: Datum | None = absent(description="Eerder dan de vroegste dag: met reden.")
    reden: Reden | None = absent()
    schaalafspraak: Afspraak | None = absent()

    @model_validator(mode="after")
    def _gevuld(self) -> "OverstapWijziging":
        if "start_datum" in self.model_fields_set and self.start_datum is None:
            raise niet_leeg("start_datum")
        return self


class ChecklistpuntInvoer(Model):
    """Wat er van dit punt geregeld is."""

    gedaan_op: Datum | None = Field(description="Leeg: toch nog niet gedaan.")
    antwoord: bool | None = Field(None, description="Alleen als het punt een ja of nee vraagt.")


class OverstapStatusInvoer(Model):
    """Een volgende status."""

    naar: Overstapstatus
    reden: Reden | None = None


class OverstapStatus(Model):
    """Een gemaakte wijziging van de status."""

    overstap_id: UUID
    van: Overstapstatus | None = Field(description="Leeg bij het begin.")
    naar: Overstapstatus
    gewijzigd_op: Tijdstip
    partij: Overstappartij
    gebruiker: str | None = Field(None, max_length=200)
    reden: str | None = Field(None, max_length=4000)


class OverstapStatusPagina(paging.Pagina):
    """Een pagina wijzigingen van de status, de oudste eerst."""

    results: list[OverstapStatus] = Field(max_length=paging.MAX_SIZE)
