"""What goes over the line about pools, their choices and their partners."""

from typing import Annotated
from uuid import UUID

from fastapi import Request
from pydantic import Field
from pydantic.alias_generators import to_camel

from services.pool.flexpool import rules
from services.pool.flexpool.routes.models.waarden import (
    Aantal,
    Deel,
    Functie,
    Veldnaam,
    Versie,
    Webadres,
    velden,
)
from services.pool.flexpool.rules import (
    Basissoort,
    Keuze,
    Niveau,
    Partnerstatus,
    PoolStatus,
    Verdeelsleutel,
)
from services.pool.kijker import adres
from shared import paging
from shared.api import LangeTekst, Model, Oin, Tekst, Tijdstip
from shared.model import ZonderBsn


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


class PoolBasis(Model):
    """Waar de pool om draait; alleen het veld van zijn soort is gevuld."""

    soort: Basissoort
    functies: list[Functie] = Field([], max_length=100, description="De functiegroep.")
    niveaus: list[Niveau] = Field([], max_length=3)
    opgaven: list[UUID] = Field([], max_length=100, description="Opgaven uit de planning.")
    doelgroep: LangeTekst = Field(
        "", max_length=200, description="In woorden, zoals behoeften haar noemen."
    )


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
    basis: PoolBasis | None = Field(None, description="Leeg: elke behoefte van het verband.")


class PoolWijziging(Model):
    """Merge patch: wat ontbreekt blijft staan; keuzes vervangt u als geheel."""

    naam: Tekst | None = None
    keuzes: PoolKeuzes | None = None
    verdeelsleutel: Verdeelsleutel | None = None
    gewichten: Gewichten | None = None
    maximum_inzetten: Aantal | None = None
    basis: PoolBasis | None = Field(None, description="null: elke behoefte van het verband.")


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
    basis: PoolBasis | None = None


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


class PoolKeuzeversie(Model):
    """Eén versie van één keuze: wat er staat, wie het koos en waar het vandaan komt."""

    versie: Versie
    tekst: LangeTekst
    convenant_versie: Versie | None = Field(
        None, description="Versie van het convenant waar de tekst uit komt; leeg: eigen woorden."
    )
    door: Tekst | None = Field(None, description="Wie het deed; alleen voor wie plant of meekijkt.")
    namens: Oin | None = None
    op: Tijdstip


class PoolKeuze(PoolKeuzeversie):
    """Een van de vijf keuzes, zoals zij nu is."""

    keuze: Keuze


class PoolKeuzelijst(Model):
    """De vijf keuzes van een pool."""

    results: list[PoolKeuze] = Field(max_length=5)


class PoolKeuzeMetGeschiedenis(PoolKeuze):
    """Een keuze met al haar versies, de nieuwste eerst."""

    geschiedenis: list[PoolKeuzeversie] = Field(max_length=10_000)


class PoolKeuzeInvoer(Model):
    """Een andere tekst voor één keuze."""

    tekst: LangeTekst | None = Field(None, description="Leeg: neem over wat het convenant nu zegt.")


class PartnerpoolWoord(Model):
    """Wat deze pool van een partner vindt; het laatste woord telt."""

    akkoord: bool = Field(description="Mag een behoefte over en weer worden doorgezet?")
    reden: Annotated[Tekst, ZonderBsn]


class Partnerpool(Model):
    """Een andere pool, zoals deze pool haar ziet. Over personen gaat niets heen en weer."""

    pool: UUID
    verband: UUID
    naam: Tekst
    wij: bool | None = Field(description="Ons laatste woord; leeg: nog niets gezegd.")
    zij: bool | None = Field(description="Hun laatste woord; leeg: nog niets gezegd.")
    status: Partnerstatus = Field(description="Partner: beide zijn akkoord.")


class PartnerpoolPagina(paging.Pagina):
    """Een pagina partnerpools."""

    results: list[Partnerpool] = Field(max_length=paging.MAX_SIZE)


def toon_pool(request: Request, pool: rules.Pool) -> Pool:
    return Pool.model_validate(
        velden(pool, Pool)
        | {
            "url": adres(request, f"/pools/{pool.id}"),
            "ontbreekt": [to_camel(naam) for naam in rules.ontbrekende_keuzes(pool.keuzes)],
        }
    )
