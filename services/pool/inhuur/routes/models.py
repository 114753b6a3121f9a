"""What goes over the line about the register, its files, and checks before a hire."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Request
from pydantic import Field, model_validator

from services.pool.flexpool.routes.models import Functie, Webadres
from services.pool.flexpool.rules import Niveau
from services.pool.inhuur import rules, storage
from services.pool.inhuur.routes.waarden import (
    Getal,
    Jaar,
    Korttekst,
    Kosten,
    Telling,
    Toelichting,
    Uurtotaal,
    Zin,
)
from services.pool.inhuur.rules import (
    Inhuurcategorie,
    Inhuurreden,
    Inhuurvorm,
    LeverancierSoort,
    Toetsuitkomst,
    als_uren,
)
from services.pool.kijker import adres
from shared import paging
from shared.api import Datum, Model, Oin, Tekst, Tijdstip, Uren
from shared.model import niet_leeg

WeekUren = Annotated[Uren, Field(gt=0, le=60)]
LEEG_MAG = {"niveau", "categorie", "domein", "leverancier", "toelichting", "toets", "zonder_toets"}


# ---- the register
class InhuurregelInvoer(Model):
    """Wat is ingehuurd, zonder wie. Noem de inhuurtoets, of zeg waarom er geen is."""

    kenmerk: Tekst | None = Field(None, description="Uw eigen nummer; leeg: wij geven er een.")
    functie: Functie
    niveau: Niveau | None = None
    vorm: Inhuurvorm
    leverancier_soort: LeverancierSoort = Field(
        description="Alleen privaat_met_winst is externe inhuur."
    )
    categorie: Inhuurcategorie | None = Field(None, description="Zoals het Rijk ze kent.")
    domein: Korttekst | None = None
    leverancier: Korttekst | None = Field(
        None, description="Een bedrijf; nooit de naam van iemand."
    )
    uren: Uurtotaal
    kosten_cent: Kosten = Field(description="Eurocent, zonder btw die u terugkrijgt.")
    van: Datum
    tot: Datum = Field(description="De laatste dag.")
    reden: Inhuurreden
    toelichting: Toelichting | None = None
    toets: UUID | None = Field(None, description="De inhuurtoets met uitkomst inhuur.")
    zonder_toets: Korttekst | None = Field(None, description="Waarom er geen toets is.")


class InhuurregelWijziging(Model):
    """Merge patch: wat ontbreekt blijft staan, null maakt leeg."""

    functie: Functie | None = None
    niveau: Niveau | None = None
    vorm: Inhuurvorm | None = None
    leverancier_soort: LeverancierSoort | None = None
    categorie: Inhuurcategorie | None = None
    domein: Korttekst | None = None
    leverancier: Korttekst | None = None
    uren: Uurtotaal | None = None
    kosten_cent: Kosten | None = None
    van: Datum | None = None
    tot: Datum | None = None
    reden: Inhuurreden | None = None
    toelichting: Toelichting | None = None
    toets: UUID | None = None
    zonder_toets: Korttekst | None = None

    @model_validator(mode="after")
    def _no_null(self) -> "InhuurregelWijziging":
        for naam in sorted(self.model_fields_set - LEEG_MAG):
            if getattr(self, naam) is None:
                raise niet_leeg(naam)
        return self


class Inhuurregel(InhuurregelInvoer):
    """Eén regel van het register van uw organisatie."""

    id: UUID
    url: Webadres
    organisatie: Oin
    is_extern: bool = Field(description="Of dit externe inhuur is volgens de definitie.")


class InhuurregelPagina(paging.Pagina):
    """Een pagina van het register, wat het laatst begon eerst."""

    results: list[Inhuurregel] = Field(max_length=paging.MAX_SIZE)


class InhuurregelFilter(paging.PageParams):
    """Welke regels."""

    functie: Functie | None = Field(None, description="Alleen deze functie (code).")
    vorm: Inhuurvorm | None = Field(None, description="Alleen deze vorm.")
    leverancier_soort: LeverancierSoort | None = Field(None, description="Alleen deze soort.")
    jaar: Jaar | None = Field(None, description="Met een dag in dit jaar.")


def regel_van(velden: dict[str, Any], kenmerk: str) -> rules.Inhuurregel:
    """The facts of a body; hours become whole hundredths."""
    kaal = {naam: waarde for naam, waarde in velden.items() if naam != "kenmerk"}
    return rules.Inhuurregel(**kaal | {"kenmerk": kenmerk, "uren": int(kaal["uren"] * 100)})


def velden_van(regel: rules.Inhuurregel) -> dict[str, Any]:
    """The facts as a body has them."""
    velden = {naam: getattr(regel, naam) for naam in InhuurregelInvoer.model_fields}
    return velden | {"uren": als_uren(regel.uren)}


def toon_regel(request: Request, rij: storage.Bewaard) -> Inhuurregel:
    return Inhuurregel(
        id=rij.id,
        url=adres(request, f"/inhuurregels/{rij.id}"),
        organisatie=rij.organisatie,
        is_extern=rules.is_extern(rij.regel.leverancier_soort),
        **velden_van(rij.regel),
    )


# ---- checks
class InhuurtoetsInvoer(Model):
    """Wat u wilt inhuren."""

    verband: UUID | None = Field(None, description="Zonder waarde: uw verband, als u er één heeft.")
    functie: Functie
    niveau: Niveau | None = None
    uren_per_week: WeekUren
    van: Datum
    tot: Datum
    behoefte: UUID | None = Field(None, description="De behoefte die u aan de pool voorlegde.")


class InhuurtoetsUitkomst(Model):
    """Wat een mens besloot, met de reden."""

    uitkomst: Toetsuitkomst
    reden: Annotated[Toelichting, Field(min_length=1)]


class Toetsvondst(Model):
    """Wat de pools van het verband hadden, als aantallen."""

    pools: Telling
    leden: Telling = Field(description="Van andere organisaties, met de functie en het niveau.")
    beschikbaar: Telling = Field(description="Daarvan met uren over op de eerste dag.")
    uren_over: Getal = Field(description="Uren per week die zij samen over hebben.")
    behoeften: Telling = Field(description="Open behoeften van anderen aan deze functie.")


class Inhuurtoets(InhuurtoetsInvoer):
    """Een inhuurtoets van uw organisatie."""

    id: UUID
    url: Webadres
    organisatie: Oin
    gevonden: Toetsvondst
    gekeken_op: Tijdstip
    behoefte_status: Zin | None = Field(None, description="Van die behoefte, als u haar ziet.")
    uitkomst: Toetsuitkomst | None = None
    reden: Zin | None = None
    besloten_op: Tijdstip | None = None


class InhuurtoetsPagina(paging.Pagina):
    """Een pagina van inhuurtoetsen, de nieuwste eerst."""

    results: list[Inhuurtoets] = Field(max_length=paging.MAX_SIZE)


def toon_toets(
    request: Request, een: storage.BewaardeToets, behoefte_status: str | None = None
) -> Inhuurtoets:
    toets = een.toets
    return Inhuurtoets(
        id=een.id,
        url=adres(request, f"/inhuurtoetsen/{een.id}"),
        organisatie=een.organisatie,
        verband=een.verband,
        functie=toets.functie,
        niveau=toets.niveau,
        uren_per_week=toets.uren_per_week,
        van=toets.van,
        tot=toets.tot,
        behoefte=een.behoefte,
        behoefte_status=behoefte_status,
        gevonden=Toetsvondst.model_validate(een.gevonden),
        gekeken_op=een.gekeken_op,
        uitkomst=toets.uitkomst,
        reden=een.reden,
        besloten_op=een.besloten_op,
    )
