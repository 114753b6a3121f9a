"""What goes over the line about convenanten."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, TypeAdapter

from services.gateway.convenant import rules
from shared import paging
from shared.api import Datum, Geheel, Model, Tekst, Uren

STANDAARD = rules.STANDAARD
Keuze = Annotated[str, Field(max_length=2000, pattern=r"^[^\x00]*$")]


class Toegang(Model):
    """Wat een categorie in een fase mag."""

    zichtbaar: bool
    solliciteren: rules.Solliciteren


class Fase(Model):
    """Een deel van de openstelling, met een eigen doelgroep."""

    naam: Tekst
    werkdagen: Geheel | None = Field(ge=0, le=260, description="Leeg: tot de sluiting.")
    modus: rules.Voorrangsmodus
    toegang: dict[rules.Categorie, Toegang] = Field(
        max_length=7, description="Per categorie van kandidaten."
    )


class Poolafspraken(Model):
    """De vijf keuzes die elke pool moet maken, en hoe het werk wordt verdeeld."""

    doelgroep: Keuze = ""
    afzender: Keuze = ""
    roulatiesysteem: Keuze = ""
    doelen: Keuze = ""
    kosten_en_uren: Keuze = ""
    verdeelsleutel: rules.Verdeelsleutel = STANDAARD.pool.verdeelsleutel
    saldo_horizon_maanden: Geheel = Field(STANDAARD.pool.saldo_horizon_maanden, ge=1, le=120)
    maximum_gelijktijdige_inzetten: Geheel = Field(
        STANDAARD.pool.maximum_gelijktijdige_inzetten, ge=1, le=10
    )


class Catalogusfunctie(Model):
    """Een functie uit de catalogus van het verband."""

    code: str = Field(max_length=60, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    naam: Tekst
    domein: Tekst
    esco_uri: str | None = Field(
        None, max_length=200, pattern=r"^http://data\.europa\.eu/esco/occupation/[0-9a-f-]{36}$"
    )


class Herkomst(Model):
    """Hoe zeker de grond van een instelling is (A, B of C), en waar zij vandaan komt."""

    instelling: Tekst
    zekerheid: rules.Zekerheid
    bron: Tekst


def _default(name: str, model: Any) -> Any:
    """The verband's default, on demand: it stays out of the document, which shows no default."""
    value = getattr(STANDAARD, name)
    return lambda: TypeAdapter(model).validate_python(value, from_attributes=True)


Volgorde = Annotated[
    list[Annotated[list[rules.Categorie], Field(max_length=7)]], Field(max_length=7)
]


class ConvenantInvoer(Model):
    """De afspraken van een verband; wat ontbreekt, wordt aangevuld."""

    fasen: list[Fase] = Field(default_factory=_default("fasen", list[Fase]), max_length=10)
    kandidaatvolgorde: Volgorde = Field(
        default_factory=_default("kandidaatvolgorde", list[list[rules.Categorie]]),
        description="Wie voor wie gaat; wie samen in een groep staat, gaat gelijk op.",
    )
    partner_telt_als_intern: bool = STANDAARD.partner_telt_als_intern
    bij_eigen_en_partner_passend: rules.EigenEnPartner = STANDAARD.bij_eigen_en_partner_passend
    contractbehoud: bool = STANDAARD.contractbehoud
    opzegtermijn_maanden: Geheel = Field(STANDAARD.opzegtermijn_maanden, ge=0, le=12)
    voltijd_uren_per_week: Uren = Field(STANDAARD.voltijd_uren_per_week, gt=0)
    maximum_werkdagen_per_fase: Geheel = Field(STANDAARD.maximum_werkdagen_per_fase, ge=0, le=260)
    pool: Poolafspraken = Field(default_factory=Poolafspraken)
    functies: list[Catalogusfunctie] = Field(
        default_factory=_default("functies", list[Catalogusfunctie]), max_length=500
    )
    zekerheden: list[Herkomst] = Field(
        default_factory=_default("zekerheden", list[Herkomst]), max_length=50
    )


class Convenant(ConvenantInvoer):
    """Eén versie van de afspraken van een verband. Wat is vastgesteld, wijzigt niet meer."""

    verband: UUID
    versie: Geheel = Field(ge=1, le=100_000)
    status: rules.Status
    geldig_vanaf: Datum | None = Field(description="Eerste dag; leeg: nog een concept.")


class Gebrek(Model):
    """Wat nog ontbreekt voordat de afspraken kunnen gelden."""

    waar: Tekst = Field(description="Plaats in de afspraken.")
    code: rules.Gebrekcode
    toelichting: Tekst


class ConvenantMetGebreken(Convenant):
    """Een versie, met wat er nog aan ontbreekt."""

    gebreken: list[Gebrek] = Field(max_length=500)


class ConvenantPagina(paging.Pagina):
    """Een deel van de versies."""

    results: list[ConvenantMetGebreken] = Field(max_length=paging.MAX_SIZE)


class InwerkingtredingInvoer(Model):
    """Vanaf wanneer de afspraken gelden."""

    geldig_vanaf: Datum | None = Field(None, description="Eerste dag; leeg: vandaag.")
