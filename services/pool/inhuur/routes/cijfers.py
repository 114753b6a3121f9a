"""Figures with their definition, and what comes back."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from services.pool.flexpool import storage as flexpool
from services.pool.flexpool.rules import MEEKIJKERS, PLANNERS
from services.pool.inhuur import rekenen, rules, storage
from services.pool.inhuur.rekenen import Cijfers
from services.pool.inhuur.routes import cijfermodellen as models
from services.pool.inhuur.routes.regels import CSV, als_csv, lezer_van
from services.pool.inhuur.routes.waarden import JaarPad
from services.pool.inhuur.rules import Inhuurmaat, Inhuursom, Rangorde, als_uren
from services.pool.kijker import Kijker, eis_rol
from services.pool.planning.rules.patronen import zoek_patronen
from services.pool.planning.storage import capaciteit
from shared import api, etag, formats, openapi
from shared.api import Tx, Vandaag, eist
from shared.problem import found

router = api.router("inhuur")
TWEE_JAAR = timedelta(days=730)
NIEMAND = 10**9  # so many organisations never are: only what comes back in one's own
KOP = ["onderdeel", "naam", "aantal", "kosten", "uren", "fte", "fteEigen", "procent", "verborgen"]
KOP += ["tekst"]
UITLEG = [
    "Dit is geen oordeel: welke inhuur nodig was, zeggen deze cijfers niet.",
    "Een norm of landelijk cijfer staat alleen bij een percentage van dezelfde soort.",
    "De Personeelsmonitor kreeg in 2021 een andere definitie; over die grens staat er niets naast.",
]


class CijferVraag(BaseModel):
    """Van wie, en in welke orde."""

    model_config = ConfigDict(alias_generator=to_camel, validate_by_name=True, extra="forbid")

    verband: UUID | None = Field(None, description="Leeg: alleen uw organisatie.")
    orde: Rangorde = Field(Rangorde.KOSTEN, description="Waarop de ranglijst is gerangschikt.")


def cijfers_van(tx: Tx, kijker: Kijker, jaar: int, verband: UUID | None) -> tuple[Cijfers, int]:
    """Of the own organisation for who plans there, or of a verband for its staff (404)."""
    if verband is None:
        return rekenen.bereken(tx, jaar, lezer_van(kijker)), 0
    found(verband if verband in kijker.verbanden else None, "verband")
    eis_rol(kijker, PLANNERS | MEEKIJKERS)
    k = flexpool.get_kleinste_cel(tx, verband)
    return rekenen.bereken(tx, jaar, kijker.organisatie, verband, k), k


@router.get(
    "/inhuurcijfers/{jaar}",
    response_model=models.InhuurCijfers,
    dependencies=[eist("pool:lezen")],
    responses={**formats.gives(CSV), **openapi.refuses(404)},
    summary="Inhuur van een jaar: ranglijst, aandelen en percentages",
)
def get_inhuurcijfers(
    jaar: JaarPad,
    request: Request,
    params: Annotated[CijferVraag, Query()],
    tx: Tx,
    kijker: Kijker,
    vandaag: Vandaag,
) -> object:
    """Geeft elk percentage met zijn definitie en de rijen waaruit het is na te rekenen.

    Van een verband telt wie zijn jaar ermee deelt; wat op te weinig inhuur van anderen berust, is
    verborgen. Met `Accept: text/csv` als bestand.
    """
    cijfers, k = cijfers_van(tx, kijker, jaar, params.verband)
    eigen = kijker.organisatie if kijker.rollen & PLANNERS else None
    vervangingen = storage.list_vervangingen(tx, [eigen] if eigen else [])
    toon_eigen = eigen is not None
    getoond = models.InhuurCijfers(
        jaar=jaar,
        verband=params.verband,
        organisaties=cijfers.organisaties,
        orde=params.orde,
        totaal=_som(cijfers.totaal),
        percentages=[_percentage(een, jaar) for een in cijfers.percentages],
        ranglijst=[
            _functie(nr, code, som)
            for nr, (code, som) in enumerate(rules.ranglijst(cijfers.functies, params.orde), 1)
        ],
        aandeel_definitie=definitie(Inhuurmaat.AANDEEL_FUNCTIE),
        soorten=_soorten(cijfers) if toon_eigen else [],
        vormen=_vormen(cijfers) if toon_eigen else [],
        vervangen=_vervangen(vervangingen, jaar, vandaag),
        kleinste_cel=k,
        toelichting=UITLEG + _verborgen_uitleg(k),
    )
    etag.stamp(request, 1)  # figures have no version; their contents tell
    return _csv(getoond) if formats.wants(request, CSV) else getoond


def definitie(maat: Inhuurmaat) -> models.Inhuurdefinitie:
    return models.Inhuurdefinitie.model_validate(rules.DEFINITIES[maat])


def _verborgen_uitleg(k: int) -> list[str]:
    if k < 2:
        return []
    zin = f"Verborgen is wat op 1 tot en met {k - 1} regels van anderen berust, en wat dat zou"
    return [zin + " verraden."]


def _getal(honderdsten: int | None) -> object:
    return None if honderdsten is None else als_uren(honderdsten)


def _velden(som: Inhuursom) -> dict[str, object]:
    return {
        "aantal": som.aantal,
        "kosten_cent": som.kosten_cent,
        "uren": _getal(som.uren),
        "fte": _getal(som.fte),
        "verborgen": som.verborgen,
    }


def _som(som: Inhuursom) -> models.Inhuursom:
    return models.Inhuursom.model_validate(_velden(som))


def _functie(nr: int, code: str, som: Inhuursom) -> models.InhuurFunctie:
    meer = {"fte_eigen": _getal(som.fte_eigen), "aandeel": _getal(som.aandeel)}
    plaats = {"plaats": nr, "functie": code}
    return models.InhuurFunctie.model_validate(_velden(som) | meer | plaats)


def _soorten(cijfers: Cijfers) -> list[models.InhuurSoort]:
    per = rules.per_soort(cijfers.delen, lambda _: cijfers.uren_per_fte)
    return [
        models.InhuurSoort.model_validate(
            _velden(som) | {"leverancier_soort": soort, "is_extern": rules.is_extern(soort)}
        )
        for soort, som in per.items()
    ]


def _vormen(cijfers: Cijfers) -> list[models.InhuurVorm]:
    per = rules.per_vorm(cijfers.delen, lambda _: cijfers.uren_per_fte)
    return [
        models.InhuurVorm.model_validate(_velden(som) | {"vorm": vorm}) for vorm, som in per.items()
    ]


def _percentage(een: rules.Inhuurpercentage, jaar: int) -> models.Inhuurpercentage:
    """With what compares: norms of the same kind, figures of the same kind and series."""
    normen = [
        models.Inhuurnorm(
            naam=norm.naam,
            procent=als_uren(norm.procent),
            geldt_voor=norm.geldt_voor,
            bron=norm.bron,
            zekerheid=norm.zekerheid,
        )
        for norm in rules.normen_voor(een.maat)
    ]
    landelijk = [
        models.Landelijkcijfer(
            sector=cijfer.sector,
            jaar=cijfer.jaar,
            procent=als_uren(cijfer.procent),
            opmerking=cijfer.opmerking,
            bron=cijfer.bron,
            zekerheid=cijfer.zekerheid,
        )
        for cijfer in rules.cijfers_voor(een.maat, jaar)
    ]
    return models.Inhuurpercentage(
        definitie=definitie(een.maat),
        teller_cent=een.teller,
        noemer_cent=een.noemer,
        procent=None if een.procent is None else als_uren(een.procent),
        normen=normen,
        landelijk=landelijk,
    )


def _vervangen(
    lijst: list[storage.Vervanging], jaar: int, vandaag: Vandaag
) -> list[models.VervangenUren]:
    per: dict[rules.Inhuurvorm, list[int]] = {}
    for een in lijst:
        if uren := rekenen.vervangen_uren(een, jaar, vandaag):
            per.setdefault(een.vorm, []).append(uren)
    return [
        models.VervangenUren(vorm=vorm, inzetten=len(uren), uren=als_uren(sum(uren)))
        for vorm, uren in sorted(per.items())
    ]


def _csv(cijfers: models.InhuurCijfers) -> Response:
    """The same in lines: first what the figures mean, then the figures."""
    rijen = [KOP, *(_regel("toelichting", "", zin) for zin in cijfers.toelichting)]
    for een in cijfers.percentages:
        wat = een.definitie
        tekst = f"{wat.definitie} Bron: {wat.bron} ({wat.zekerheid})."
        rijen.append(_regel("percentage", wat.maat, tekst, een.teller_cent, procent=een.procent))
        rijen.append(_regel("noemer", wat.maat, "", een.noemer_cent))
    aandeel = cijfers.aandeel_definitie
    rijen.append(_regel("toelichting", aandeel.maat, aandeel.definitie))
    rijen.append(_som_regel("totaal", "", cijfers.totaal))
    rijen += [_som_regel("functie", een.functie, een) for een in cijfers.ranglijst]
    rijen += [_som_regel("soort", een.leverancier_soort, een) for een in cijfers.soorten]
    rijen += [_som_regel("vorm", een.vorm, een) for een in cijfers.vormen]
    return als_csv(rijen)


def _regel(
    onderdeel: str, naam: str, tekst: str, cent: int | None = None, procent: object = None
) -> list[str]:
    kosten = None if cent is None else als_uren(cent)
    cellen = [onderdeel, naam, None, kosten, None, None, None, procent, None, tekst]
    return [rules.als_cel(cel) for cel in cellen]


def _som_regel(onderdeel: str, naam: str, som: models.Inhuursom) -> list[str]:
    kosten = None if som.kosten_cent is None else als_uren(som.kosten_cent)
    eigen, aandeel = getattr(som, "fte_eigen", None), getattr(som, "aandeel", None)
    cellen = [onderdeel, naam, som.aantal, kosten, som.uren, som.fte, eigen, aandeel]
    return [rules.als_cel(cel) for cel in [*cellen, som.verborgen, ""]]


# ---- what comes back
@router.get(
    "/inhuursignalen",
    dependencies=[eist("pool:lezen")],
    summary="Functies die uw organisatie steeds opnieuw inhuurt",
)
def list_inhuursignalen(tx: Tx, kijker: Kijker, vandaag: Vandaag) -> models.Inhuursignalen:
    """Zoekt twee jaar terug in uw register, met dezelfde regel als `/poolsuggesties`.

    Ernaast staat wat u zelf aan uitstroom verwacht (`/uitstroomverwachtingen`).
    """
    eigen = lezer_van(kijker)
    afspraken = [flexpool.get_afspraken(tx, een) for een in sorted(kijker.verbanden)]
    perioden = min((een.terugkerende_inhuur_perioden for een in afspraken), default=3)
    van = vandaag - TWEE_JAAR
    gevonden = zoek_patronen(storage.list_vragen(tx, eigen), van, vandaag, perioden, NIEMAND)
    weg: dict[str, int] = {}
    for row in capaciteit.list_rijen(tx, capaciteit.Opgaaf.UITSTROOM, eigen, None, 0, 10_000):
        if row.jaar >= vandaag.year:
            weg[row.functie] = weg.get(row.functie, 0) + row.aantal
    return models.Inhuursignalen(
        van=van,
        tot=vandaag,
        perioden=perioden,
        results=[
            models.Inhuursignaal(
                functie=een.functie,
                patronen=list(een.patronen),
                keren=een.keren,
                kwartalen=list(een.kwartalen),
                uitstroom_verwacht=weg.get(een.functie, 0),
            )
            for een in gevonden
        ],
    )
