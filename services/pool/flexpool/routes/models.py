"""What goes over the line about pools and their members."""

from dataclasses import asdict
from typing import Annotated, Any
from uuid import UUID

from fastapi import Request
from pydantic import Field, model_validator
from pydantic.alias_generators import to_camel

from services.pool.flexpool import rules
from services.pool.flexpool.rules import InDienstVoor, LidStatus, Niveau, PoolStatus, Verdeelsleutel
from services.pool.kijker import adres
from shared import paging
from shared.api import Datum, Geheel, LangeTekst, Model, Oin, Tekst, Uren
from shared.model import ZonderBsn, niet_leeg

Functie = Annotated[
    str,
    Field(
        pattern="^[a-z0-9][a-z0-9-]*$",
        max_length=100,
        description="Code uit de functiecatalogus van het verband.",
    ),
]
Pc4 = Annotated[str, Field(pattern="^[1-9][0-9]{3}$", max_length=4)]
Webadres = Annotated[str, Field(max_length=2000)]
Veldnaam = Annotated[str, Field(max_length=100)]
Versie = Annotated[Geheel, Field(ge=1, le=2_147_483_647)]
Aantal = Annotated[Geheel, Field(ge=1, le=10)]
Deel = Annotated[Geheel, Field(ge=1, le=1_000_000)]


class PoolKeuzes(Model):
    """De vijf keuzes die een pool maakt voordat hij begint."""

    doelgroep: LangeTekst = Field("", description="Op wie de pool zich richt.")
    afzender: LangeTekst = Field("", description="Onder welke naam de pool naar buiten treedt.")
    roulatiesysteem: LangeTekst = Field("", description="Volgens welk systeem mensen rouleren.")
    doelen: LangeTekst = Field("", description="Wat de pool wil bereiken.")
    kosten_en_uren: LangeTekst = Field("", description="Afspraken over kosten en ureninzet.")


class PoolGewicht(Model):
    """Het deel van een organisatie volgens de verdeelsleutel."""

    organisatie: Oin
    deel: Deel = Field(description="Bijvoorbeeld inwoners in duizenden.")


Gewichten = Annotated[
    list[PoolGewicht],
    Field(max_length=500, description="Wie niet genoemd is, telt voor 1."),
]


class PoolInvoer(Model):
    """Een nieuwe pool; zonder eigen keuzes gelden die van het convenant."""

    verband: UUID
    naam: Tekst
    keuzes: PoolKeuzes | None = None
    verdeelsleutel: Verdeelsleutel | None = None
    gewichten: Gewichten = Field([])
    maximum_inzetten: Aantal | None = Field(
        None, description="Hoogste aantal inzetten tegelijk, als een lid niets anders afspreekt."
    )


class PoolWijziging(Model):
    """Merge patch: wat ontbreekt blijft staan; keuzes vervangt u als geheel."""

    naam: Tekst | None = None
    keuzes: PoolKeuzes | None = None
    verdeelsleutel: Verdeelsleutel | None = None
    gewichten: Gewichten | None = None
    maximum_inzetten: Aantal | None = None


class Pool(Model):
    """Een flexpool van een verband."""

    id: UUID
    url: Webadres
    verband: UUID
    naam: str = Field(max_length=200)
    status: PoolStatus
    keuzes: PoolKeuzes
    keuzeversie: Versie
    convenant_versie: Versie | None = Field(
        None, description="Versie van het convenant waar de keuzes uit komen; leeg: eigen keuzes."
    )
    ontbreekt: list[Veldnaam] = Field(
        max_length=5, description="Keuzes die nog gemaakt moeten worden."
    )
    verdeelsleutel: Verdeelsleutel
    gewichten: Gewichten
    maximum_inzetten: Aantal


class PoolPagina(paging.Pagina):
    """Een pagina pools."""

    results: list[Pool] = Field(max_length=paging.MAX_SIZE)


class PoolFilter(paging.PageParams):
    """Filters van de lijst."""

    verband: UUID | None = Field(None, description="Alleen van dit verband.")


class PoolStatuswijziging(Model):
    """Een andere status voor een pool."""

    naar: PoolStatus
    reden: Tekst


class LidFunctie(Model):
    """Een functie die een poollid beheerst."""

    functie: Functie
    niveau: Niveau


Functies = Annotated[list[LidFunctie], Field(min_length=1, max_length=20)]
Wensen = Annotated[
    list[Tekst],
    Field(
        max_length=20,
        description="Wat het poollid wil leren: codes van functies, of woorden uit een titel.",
    ),
]
Straal = Annotated[Geheel, Field(ge=1, le=400, description="Kilometers hemelsbreed vanaf pc4.")]
PoolUren = Annotated[Uren, Field(gt=0, le=40)]


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


class LidWijziging(Model):
    """Merge patch: wat ontbreekt blijft staan, null maakt leeg."""

    functies: Functies | None = None
    uren_per_week: PoolUren | None = None
    beschikbaar_van: Datum | None = None
    beschikbaar_tot: Datum | None = None
    pc4: Pc4 | None = None
    straal_km: Straal | None = None
    in_dienst_voor: InDienstVoor | None = None
    ontwikkelwensen: Wensen | None = None
    maximum_inzetten: Aantal | None = None

    @model_validator(mode="after")
    def _required_stays(self) -> "LidWijziging":
        """Null empties a field that may be empty; the others stay filled."""
        for naam in self.model_fields_set - {"beschikbaar_tot", "pc4", "straal_km"}:
            if getattr(self, naam) is None:
                raise niet_leeg(naam)
        return self


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
    maximum_inzetten: Aantal
    status: LidStatus = Field(description="Alleen wie actief is, wordt ergens voorgesteld.")


class LidStatuswijziging(Model):
    """Bevestig wie op een poolplaats is aangenomen, of wijs het lidmaatschap af; met reden."""

    naar: LidStatus
    reden: Annotated[Tekst, ZonderBsn]


class LidPagina(paging.Pagina):
    """Een pagina poolleden."""

    results: list[Poollid] = Field(max_length=paging.MAX_SIZE)


class LidFilter(paging.PageParams):
    """De lijst van leden heeft alleen paginering."""


def toon_pool(request: Request, pool: rules.Pool) -> Pool:
    velden = _velden(pool)
    del velden["afspraken"]  # the convenant shows them
    return Pool.model_validate(
        velden
        | {
            "url": adres(request, f"/pools/{pool.id}"),
            "ontbreekt": [to_camel(naam) for naam in rules.ontbrekende_keuzes(pool.keuzes)],
        }
    )


def toon_lid(request: Request, lid: rules.Poollid) -> Poollid:
    velden = _velden(lid)
    del velden["verband"]
    return Poollid.model_validate(velden | {"url": adres(request, f"/leden/{lid.id}")})


def _velden(feit: Any) -> dict[str, Any]:
    """The facts of a dataclass, without the version that the ETag carries."""
    velden = asdict(feit)
    del velden["versie"]
    return velden
