"""Wishes and vacancies side by side, for the person and for the recruiter."""

from typing import Annotated
from uuid import UUID, uuid5

from fastapi import Query, Request, Response

from services.vacatures.convenant.routes import Gateway
from services.vacatures.loopbaanwens import rules, storage
from services.vacatures.loopbaanwens.routes import models
from services.vacatures.loopbaanwens.routes.access import afspraken, eigen_wens, toon_criteria
from services.vacatures.loopbaanwens.routes.interesseaccess import partijen
from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature import storage as vacatures
from services.vacatures.vacature.routes.models import adres
from shared import api, paging, verwerking
from shared.api import Beller, Nu, Tx, Vandaag, eist
from shared.problem import Problem, found

router = api.router("loopbaanwensen")


@router.get(
    "/loopbaanwensen/{id}/vacatures",
    response_model=models.PassendeVacaturePagina,
    dependencies=[eist("eigen:beheren")],
    summary="Vacatures bij uw wens",
)
def list_vacatures_bij_wens(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> object:
    """Geeft vacatures die u nu mag zien, met per criterium wat past, niet past of onbekend is.

    Vacatures waarvan functie, domein en competenties alle bekend zijn en niet passen, staan er
    niet bij.
    """
    wens = eigen_wens(tx, id, beller)
    werk = storage.list_werk(tx, vacatures.kijker(tx, beller, nu), nu)
    liggingen = storage.liggingen(tx, {wens.criteria.pc4, *(een.criteria.pc4 for een in werk)})
    gevonden = rules.vacatures_bij_wens(
        wens.soorten,
        wens.criteria,
        [rules.Vondst(w.id, w.soort, w.sluitings_datum, w.criteria) for w in werk],
        liggingen,
    )
    per_id = {een.id: een for een in werk}
    deel = gevonden[params.offset : params.offset + params.limit]
    verwerking.record(tx, beller, "eigen loopbaanwens bekijken", [wens.persoon], nu)
    regels = [
        models.PassendeVacature(
            vacature_id=id_,
            url=adres(request, f"/vacatures/{id_}"),
            titel=per_id[id_].titel,
            werkgever=per_id[id_].werkgever,
            mag_solliciteren=per_id[id_].solliciteren,
            sluitings_datum=per_id[id_].sluitings_datum,
            passende_criteria=rules.passend_aantal(criteria),
            criteria=toon_criteria(criteria),
        )
        for id_, criteria in deel
    ]
    count = len(gevonden) if params.telling else None
    return paging.page(request, response, params, regels, count)


@router.get(
    "/vacatures/{id}/loopbaanwensen",
    response_model=models.WenskaartPagina,
    dependencies=[eist("sollicitaties:lezen")],
    summary="Loopbaanwensen bij een vacature",
)
def list_wensen_bij_vacature(
    id: UUID,
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
    nu: Nu,
    vandaag: Vandaag,
    gateway: Gateway,
) -> object:
    """Geeft de wensen die u mag zien, zonder naam; wie gelezen is, kan zien door wie.

    Een vertrouwelijke wens staat er alleen als er genoeg zijn om niemand aan te wijzen.
    """
    kijker = vacatures.kijker(tx, beller, nu)
    vacature, _ = found(vacatures.get_zichtbaar(tx, id, kijker, nu), "vacature")
    if not vacatureregels.mag_beheren(kijker, vacature):
        raise Problem(403, "Dit kan alleen een recruiter van de werkgever.", code="geen-rol")
    ziener = _ziener(kijker, vacature)
    zichtbaar = _zichtbaar(tx, ziener, beller, gateway, vandaag, nu)
    werk = storage.werkcriteria(vacature.gegevens)
    pc4s = {werk.pc4, *(wens.criteria.pc4 for wens in zichtbaar.values())}
    gevonden = rules.wensen_bij_vacature(
        vacature.gegevens.soort,
        werk,
        [
            rules.Wensvondst(w.id, w.soorten, w.aangemaakt_op, w.criteria)
            for w in zichtbaar.values()
        ],
        storage.liggingen(tx, pc4s),
    )
    deel = gevonden[params.offset : params.offset + params.limit]
    nog = storage.houd_zichtbaar(tx, [nr for nr, _ in deel], ziener, vandaag, nu)
    deel = [een for een in deel if een[0] in nog]
    gelezen = [zichtbaar[nr].persoon for nr, _ in deel[: params.page_size]]
    verwerking.record(tx, beller, "loopbaanwens bekijken", gelezen, nu)
    regels = [_kaart(vacature, zichtbaar[nr], criteria) for nr, criteria in deel]
    count = len(gevonden) if params.telling else None
    return paging.page(request, response, params, regels, count)


def _ziener(kijker: vacatureregels.Kijker, vacature: vacatureregels.Vacature) -> rules.Ziener:
    """This recruiter for this vacancy, with every organisation that would learn of what is shown.

    Who has mandates acts here for the employers of this vacancy, not for the others.
    """
    hier = kijker.handelt_voor & partijen(vacature)
    return rules.Ziener(kijker.recruiter, hier, kijker.verbanden, partijen(vacature, kijker))


def _zichtbaar(
    tx: Tx,
    ziener: rules.Ziener,
    beller: Beller,
    gateway: Gateway,
    vandaag: Vandaag,
    nu: Nu,
) -> dict[UUID, storage.Wens]:
    """The wishes this recruiter may see for this vacancy; few confidential ones count as none."""
    wensen = {wens.id: wens for wens in storage.list_zichtbaar(tx, ziener, vandaag, nu)}
    geheim = {nr: wens.persoon for nr, wens in wensen.items() if wens.zicht.vertrouwelijk}
    if geheim:
        cel = afspraken(tx, gateway, beller).kleinste_cel
        for nr in geheim.keys() - rules.groot_genoeg(geheim, cel):
            del wensen[nr]
    return wensen


def _kaart(
    vacature: vacatureregels.Vacature, wens: storage.Wens, criteria: rules.Criteria
) -> models.Wenskaart:
    open_ = not wens.zicht.vertrouwelijk
    intern = wens.zicht.organisatie in vacature.werkgevers
    return models.Wenskaart(
        kaart=uuid5(wens.id, str(vacature.id)),
        vertrouwelijk=wens.zicht.vertrouwelijk,
        categorie="intern" if intern else "partner",
        soorten=sorted(wens.soorten) if open_ else None,
        toelichting=wens.toelichting if open_ else None,
        eind_datum=wens.zicht.eind_datum if open_ else None,
        passende_criteria=rules.passend_aantal(criteria),
        criteria=toon_criteria(criteria, met_waarden=open_),
    )
