"""What goes over the line about members of a pool."""

from decimal import Decimal
from typing import Annotated
from uuid import UUID

from fastapi import Request
from pydantic import Field, model_validator

from services.pool.flexpool import rules
from services.pool.flexpool.routes.models.waarden import (
    Aantal,
    Functie,
    Pc4,
    Veldnaam,
    Webadres,
    velden,
)
from services.pool.flexpool.rules import InDienstVoor, LidStatus, Niveau
from services.pool.kijker import adres, beletsels
from shared import paging
from shared.api import Datum, Geheel, LangeTekst, Model, Oin, Tekst, Tijdstip, Uren
from shared.model import ZonderBsn, niet_leeg

ESCO = r"^http://data\.europa\.eu/esco/occupation/[0-9a-f-]{36}$"


class LidFunctie(Model):
    """Een functie die een poollid beheerst."""

    functie: Functie
    niveau: Niveau
    esco_uri: str | None = Field(
        None, max_length=200, pattern=ESCO, description="Beroep in ESCO; mag ontbreken."
    )


Functies = Annotated[list[LidFunctie], Field(min_length=1, max_length=20)]
Vrijetekst = Annotated[Tekst, ZonderBsn]
Wensen = Annotated[
    list[Vrijetekst],
    Field(
        max_length=20,
        description="Wat het poollid wil leren: codes van functies, of woorden uit een titel.",
    ),
]
Competenties = Annotated[
    list[Vrijetekst],
    Field(max_length=30, description="Vrije trefwoorden, bijvoorbeeld: omgevingsmanagement."),
]
Straal = Annotated[Geheel, Field(ge=1, le=400, description="Kilometers hemelsbreed vanaf pc4.")]
PoolUren = Annotated[Uren, Field(gt=0, le=40)]
PeriodeUren = Annotated[Uren, Field(ge=0, le=40)]
DagUren = Annotated[Uren, Field(ge=0, le=24)]


class LidPeriodeInvoer(Model):
    """Dagen waarin de uren per week anders zijn; begin- en einddag tellen mee."""

    van: Datum
    tot: Datum | None = Field(None, description="Leeg: tot het einde van het lidmaatschap.")
    uren_per_week: PeriodeUren = Field(description="0: niet beschikbaar.")


class LidPeriode(Model):
    """Dagen waarin de uren per week anders zijn."""

    van: Datum
    tot: Datum | None
    uren_per_week: PeriodeUren


Perioden = Annotated[
    list[LidPeriodeInvoer], Field(max_length=100, description="Elkaar niet overlappende perioden.")
]


class WeekdagenInvoer(Model):
    """Uren per dag van de week; wat ontbreekt, is 0."""

    ma: DagUren = Field(default_factory=Decimal)
    di: DagUren = Field(default_factory=Decimal)
    wo: DagUren = Field(default_factory=Decimal)
    do: DagUren = Field(default_factory=Decimal)
    vr: DagUren = Field(default_factory=Decimal)
    za: DagUren = Field(default_factory=Decimal)
    zo: DagUren = Field(default_factory=Decimal)


class Weekdagen(Model):
    """Uren per dag van de week."""

    ma: DagUren
    di: DagUren
    wo: DagUren
    do: DagUren
    vr: DagUren
    za: DagUren
    zo: DagUren


class LidFeiten(Model):
    """Wat een thuisorganisatie over een poollid vastlegt. Geen naam: die blijft bij de gateway."""

    functies: Functies
    uren_per_week: PoolUren
    beschikbaar_van: Datum
    beschikbaar_tot: Datum | None = None
    pc4: Pc4 | None = None
    straal_km: Straal | None = None
    in_dienst_voor: InDienstVoor = InDienstVoor.EIGEN_WERK
    ontwikkelwensen: Wensen = Field([])
    competenties: Competenties = Field([])
    maximum_inzetten: Aantal | None = Field(
        None, description="Zonder waarde geldt die van de pool."
    )
    demolabel: str | None = Field(
        None,
        pattern="^Demo[ -][A-Za-z0-9 -]{1,40}$",
        max_length=45,
        description="Alleen buiten productie, en zichtbaar verzonnen: begint met Demo.",
    )


class LidInvoer(LidFeiten):
    """Een nieuw poollid van de eigen organisatie."""

    medewerker: UUID = Field(description="Pseudoniem uit het medewerkersregister.")
    thuisorganisatie: Oin | None = Field(None, description="Altijd de eigen organisatie.")
    perioden: Perioden = Field([])
    weekdagen: WeekdagenInvoer | None = Field(
        None, description="Samen minstens de uren per week; leeg: geen vast patroon."
    )


MAG_LEEG = frozenset({"beschikbaar_tot", "pc4", "straal_km", "weekdagen"})


class EigenWijziging(Model):
    """Wat een poollid zelf wijzigt. Merge patch: wat ontbreekt blijft staan, null maakt leeg."""

    ontwikkelwensen: Wensen | None = None
    competenties: Competenties | None = None
    pc4: Pc4 | None = None
    straal_km: Straal | None = None
    weekdagen: WeekdagenInvoer | None = None

    @model_validator(mode="after")
    def _required_stays(self) -> "EigenWijziging":
        """Null empties a field that may be empty; the others stay filled."""
        for naam in self.model_fields_set - MAG_LEEG:
            if getattr(self, naam) is None:
                raise niet_leeg(naam)
        return self


class LidWijziging(EigenWijziging):
    """Wat de thuisorganisatie wijzigt. Merge patch: wat ontbreekt blijft staan."""

    functies: Functies | None = None
    uren_per_week: PoolUren | None = None
    beschikbaar_van: Datum | None = None
    beschikbaar_tot: Datum | None = None
    perioden: Perioden | None = None
    in_dienst_voor: InDienstVoor | None = None
    maximum_inzetten: Aantal | None = None


class LidReden(Model):
    """Waarom een poollid nu niet wordt voorgesteld."""

    veld: Veldnaam
    code: Veldnaam
    reden: Tekst


class Poollid(LidFeiten):
    """Een lid van een pool."""

    id: UUID
    url: Webadres
    pool: UUID
    medewerker: UUID
    thuisorganisatie: Oin
    functies: list[LidFunctie] = Field(
        max_length=20, description="Leeg bij wie op een poolplaats kwam, tot HR het vastlegt."
    )
    perioden: list[LidPeriode] = Field(max_length=100)
    weekdagen: Weekdagen | None = None
    maximum_inzetten: Aantal
    status: LidStatus = Field(description="Alleen wie actief is, wordt ergens voorgesteld.")
    waadi: LangeTekst = Field(description="Wat `inDienstVoor` betekent voor de Waadi.")
    verificatie_tot: Datum | None = Field(
        None,
        description="Laatste dag waarop de controle door de werkgever geldt; voor de medewerker en"
        " de thuisorganisatie.",
    )
    toestemming: bool | None = Field(
        None,
        description="Wil de medewerker voorgesteld worden? Alleen voor de medewerker en de"
        " thuisorganisatie; leeg: nog niets gezegd, of niet voor u.",
    )
    niet_voorstelbaar: list[LidReden] = Field(
        [],
        max_length=10,
        description="Waarom iemand nu niet wordt voorgesteld; voor de medewerker en de"
        " thuisorganisatie.",
    )


class LidStatuswijziging(Model):
    """Bevestig wie op een poolplaats is aangenomen, of wijs het lidmaatschap af; met reden."""

    naar: LidStatus
    reden: Vrijetekst


class LidPagina(paging.Pagina):
    """Een pagina poolleden."""

    results: list[Poollid] = Field(max_length=paging.MAX_SIZE)


class LidFilter(paging.PageParams):
    """De lijst van leden heeft alleen paginering."""


class LidToestemmingInvoer(Model):
    """Uw eigen ja of nee om voorgesteld te worden."""

    ja: bool


class LidToestemmingWoord(Model):
    """Wat u eerder zei."""

    ja: bool
    op: Tijdstip


class LidToestemming(Model):
    """Of u voorgesteld wilt worden; alleen u en uw werkgever zien dit."""

    ja: bool | None = Field(description="Leeg: u hebt nog niets gezegd; u wordt niet voorgesteld.")
    geschiedenis: list[LidToestemmingWoord] = Field(
        max_length=10_000, description="Wat u zei, het laatste eerst."
    )


class LidVerificatie(Model):
    """Dat de werkgever de gegevens van een poollid heeft gecontroleerd."""

    door: Tekst
    op: Tijdstip


class LidVerificaties(Model):
    """De controles door de werkgever, de laatste eerst."""

    verificatie_tot: Datum | None = Field(description="Laatste dag waarop de laatste geldt.")
    results: list[LidVerificatie] = Field(max_length=10_000)


DAGEN = tuple(Weekdagen.model_fields)


def uit_weekdagen(weekdagen: WeekdagenInvoer | None) -> tuple[Decimal, ...]:
    return tuple(getattr(weekdagen, dag) for dag in DAGEN) if weekdagen else ()


def als_weekdagen(uren: tuple[Decimal, ...]) -> Weekdagen | None:
    return Weekdagen(**dict(zip(DAGEN, uren, strict=True))) if uren else None


def functies_van(lid: rules.Poollid) -> list[LidFunctie]:
    esco = {een.functie: een.uri for een in lid.esco}
    return [
        LidFunctie(functie=een.functie, niveau=een.niveau, esco_uri=esco.get(een.functie))
        for een in lid.functies
    ]


def toon_lid(request: Request, lid: rules.Poollid, kijker: rules.Kijker, vandaag: Datum) -> Poollid:
    """What this caller may see of a member: a refusal is not for partners.

    Nor until when a check holds: who is not proposed without a reason to be seen may be either.
    """
    mag = rules.ziet_toestemming(lid, kijker)
    redenen = rules.redenen_niet_voorstelbaar(lid, vandaag) if mag else []
    return Poollid.model_validate(
        velden(lid, Poollid)
        | {
            "url": adres(request, f"/leden/{lid.id}"),
            "functies": functies_van(lid),
            "weekdagen": als_weekdagen(lid.weekdagen),
            "waadi": rules.WAADI[lid.in_dienst_voor],
            "verificatie_tot": lid.verificatie_tot if mag else None,
            "toestemming": lid.toestemming if mag else None,
            "niet_voorstelbaar": beletsels(redenen),
        }
    )
