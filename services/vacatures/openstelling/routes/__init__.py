"""Open a vacancy in phases, and tell who sees it and may apply at any moment."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Path, Query, Request, Response
from sqlalchemy.orm import Session

from services.vacatures.convenant import rules as convenant
from services.vacatures.convenant import storage as convenanten
from services.vacatures.convenant.routes import Gateway, vraagt_gateway
from services.vacatures.openstelling import rules, storage
from services.vacatures.openstelling.routes import models
from services.vacatures.openstelling.routes.models import (
    Fase,
    Instelling,
    Openstelling,
    OpenstellingInvoer,
    Toegang,
)
from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature import storage as vacatures
from services.vacatures.vacature.routes import eigen_vacature
from services.vacatures.vacature.routes.models import adres, beletsels
from services.vacatures.vacature.rules import Vacaturestatus
from shared import api, etag, kalender, problem
from shared.api import Beller, Nu, Tijdstip, Tx, eist, mag_anoniem
from shared.caller import Caller
from shared.http import Peer
from shared.problem import Problem, found, invalid

router = api.router("openstelling")

Id = Annotated[UUID, Path(description="Id van de vacature.")]


@router.post(
    "/vacatures/{id}/openstelling",
    status_code=201,
    dependencies=[eist("vacatures:schrijven")],
    summary="Stel een vacature open",
)
def add_openstelling(
    id: Id,
    invoer: OpenstellingInvoer,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    gateway: Gateway,
) -> Openstelling:
    """Stelt de vacature open in de fasen van het convenant, en legt die fasen daarmee vast."""
    kijker = vacatures.kijker(tx, beller, nu)
    vacature = eigen_vacature(tx, id, kijker, nu)
    etag.require_match(request, vacature.versie)
    werkgevers, stopt = _bij_openstelling(request)(tx, vacature)
    salaris = vacatures.bereken_salaris(tx, vacature, nu)
    compleet = replace(vacature, gegevens=salaris.gegevens)
    _wijs_af(compleet, [*stopt, *salaris.fouten], nu)
    if werkgevers != vacature.werkgevers:
        vacatures.set_werkgevers(tx, id, werkgevers, nu)
    afspraken = _convenanten(tx, gateway, beller, vacature, invoer.verbanden)
    wijzigingen = [_wijziging(w) for w in invoer.fasewijzigingen]
    if fouten := rules.wijziging_fouten(afspraken, wijzigingen):
        raise invalid(*((f.veld, f.code, f.reden) for f in fouten))
    nieuw = _plan(vacature, afspraken, nu, wijzigingen)
    if not rules.grenzen(nieuw):
        raise Problem(409, "Zo blijft er geen fase over.", code="geen-fase")
    reserve = vacature.gegevens.alleen_herplaatsing
    _weiger(vacature, rules.valt_weg(nieuw, alleen_herplaatsing=reserve), nu)
    zichtperioden = rules.zichtperioden(nieuw)
    vacatures.stel_open(tx, vacature, zichtperioden, nieuw.sluit_op, beller, nu, salaris)
    storage.add_openstelling(tx, id, nieuw)
    tx.flush()
    vacature = found(vacatures.get_vacature(tx, id), "vacature")
    vacatures.meld(tx, "vacature-opengesteld", vacature, nu)
    response.headers["Location"] = adres(request, f"/vacatures/{id}/openstelling")
    return _toon(vacature, nieuw, kijker, nu, nu)


@router.get(
    "/vacatures/{id}/openstelling",
    dependencies=[mag_anoniem("vacatures:lezen")],
    summary="Wie ziet de vacature, en wie mag solliciteren, op een moment",
)
def get_openstelling(
    id: Id,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    gateway: Gateway,
    op: Annotated[Tijdstip | None, Query(description="Het moment; leeg: nu.")] = None,
) -> Openstelling:
    """Geeft de fasen en de toegang per categorie; van een concept een proef vanaf nu.

    Een concept zonder sluitingsdatum wordt beproefd alsof het een jaar openstaat.

    Wie niet bij de werkgever hoort, ziet alleen de eigen verbanden en de eigen categorie.
    """
    kijker = vacatures.kijker(tx, beller, nu)
    vacature, _ = found(vacatures.get_zichtbaar(tx, id, kijker, nu), "vacature")
    openstelling = storage.get_openstelling(tx, id)
    if openstelling is None:
        afspraken = _convenanten(tx, gateway, beller, vacature, None)
        openstelling = _plan(vacature, afspraken, nu, [])
    return _toon(vacature, openstelling, kijker, op or nu, nu)


# What a room above this one adds to an opening: which employers the vacancy is for then, and what
# still stops it. Set in `main`, for this room does not know the rooms above it.
BijOpenstelling = Callable[
    [Session, vacatureregels.Vacature], tuple[tuple[str, ...], list[vacatureregels.Fout]]
]


def _bij_openstelling(request: Request) -> BijOpenstelling:
    bij_openstelling: BijOpenstelling = getattr(request.app.state, "bij_openstelling", _niets)
    return bij_openstelling


def _niets(
    _tx: Session, vacature: vacatureregels.Vacature
) -> tuple[tuple[str, ...], list[vacatureregels.Fout]]:
    return vacature.werkgevers, []


def _wijs_af(
    vacature: vacatureregels.Vacature, stopt: list[vacatureregels.Fout], nu: datetime
) -> None:
    """409 with every reason why this vacancy cannot be opened now."""
    fouten = vacatureregels.overgang_beletselen(vacature, Vacaturestatus.OPENGESTELD, nu)
    fouten = [*fouten, *stopt]
    sluit = vacature.gegevens.sluitings_datum
    if not fouten and sluit is not None:
        fouten = rules.sluiting_fouten(sluit, nu)
    _weiger(vacature, fouten, nu)


def _weiger(
    vacature: vacatureregels.Vacature, fouten: list[vacatureregels.Fout], nu: datetime
) -> None:
    if fouten:
        beletselen = beletsels(fouten)
        status = vacatureregels.status_op(vacature, nu)
        raise Problem(
            409,
            "Deze vacature kan nu niet open; zie beletselen.",
            code="openstellen-kan-niet",
            beletselen=beletselen,
            mogelijk=[s.value for s in vacatureregels.mogelijk(status)],
            ontbreekt=[b["veld"] for b in beletselen if b["code"] == "ontbreekt"],
        )


def _wijziging(invoer: models.Fasewijziging) -> rules.Fasewijziging:
    toegang = {
        soort: convenant.Toegang(mag.zichtbaar, mag.solliciteren)
        for soort, mag in invoer.toegang.items()
    }
    return rules.Fasewijziging(
        invoer.fase, invoer.werkdagen, invoer.reden, invoer.verband, invoer.modus, toegang
    )


def _convenanten(
    tx: Session,
    gateway: Peer,
    beller: Caller,
    vacature: vacatureregels.Vacature,
    gevraagd: list[UUID] | None,
) -> list[convenant.Convenant]:
    """The convenant in force of each verband to share with; 400 for a verband that is not ours.

    Verbanden are those of the employer, also when another organisation recruits for it. Sharing
    with none of them would skip every phase without a reason.
    """
    with vraagt_gateway():
        versies = convenanten.versies_van(gateway, beller, vacature.werkgever)
    gekozen = list(dict.fromkeys(versies if gevraagd is None else gevraagd))
    vreemd = [nr for nr, verband in enumerate(gekozen) if verband not in versies]
    if vreemd:
        reden = "De werkgever doet hier niet aan mee"
        raise invalid(*((f"verbanden.{nr}", "onbekend", reden) for nr in vreemd))
    if versies and not gekozen:
        reden = "Deel de vacature met minstens één verband van de werkgever"
        raise invalid(("verbanden", "minstens-een", reden))
    with vraagt_gateway():
        lijst = [
            convenanten.get_convenant(tx, gateway, verband, versies[verband])
            for verband in sorted(gekozen)
        ]
    if None in lijst:
        raise problem.unavailable("Het convenant")
    return [afspraken for afspraken in lijst if afspraken is not None]


def _plan(
    vacature: vacatureregels.Vacature,
    afspraken: list[convenant.Convenant],
    nu: datetime,
    wijzigingen: Sequence[rules.Fasewijziging],
) -> rules.Openstelling:
    uiterste = rules.dag_van(nu) + rules.LANGSTE_OPENSTELLING
    sluit = min(vacature.gegevens.sluitings_datum or uiterste, uiterste)
    vrij = kalender.vrije_dagen(rules.dag_van(nu), sluit)
    return rules.stel_open(
        afspraken,
        nu,
        rules.einde_dag(sluit),
        vrij,
        wijzigingen,
        alleen_herplaatsing=vacature.gegevens.alleen_herplaatsing,
    )


def _toon(
    vacature: vacatureregels.Vacature,
    openstelling: rules.Openstelling,
    kijker: vacatureregels.Kijker,
    op: datetime,
    nu: datetime,
) -> Openstelling:
    eigen = kijker.organisatie in vacature.werkgevers
    eigen = eigen or vacatureregels.is_eigen_recruiter(kijker, vacature)
    gedeeld_met = {deel.verband for deel in openstelling.delen if deel.verband}
    wie = vacatureregels.hoedanigheden(kijker, vacature, gedeeld_met)
    verbanden = {h.verband for h in wie}
    delen = [d for d in openstelling.delen if eigen or d.verband in verbanden]
    soorten = [h for h in rules.alle_hoedanigheden(openstelling) if eigen or h in wie]
    afgelopen = vacatureregels.status_op(vacature, nu) not in (
        Vacaturestatus.CONCEPT,
        Vacaturestatus.OPENGESTELD,
    )
    return Openstelling(
        vacature_id=vacature.id,
        status=vacatureregels.status_op(vacature, nu),
        gevraagd_op=op,
        geopend_op=vacature.geopend_op,
        sluit_op=openstelling.sluit_op,
        openbaar_vanaf_op=rules.eerste_openbaar_op(openstelling),
        fasen=[_fase(deel, fase) for deel in delen for fase in deel.fasen],
        toegang=[] if afgelopen else [_toegang(openstelling, h, op) for h in soorten],
        wie_mag_solliciteren=vacatureregels.in_woorden(
            [] if afgelopen else rules.zichtperioden(openstelling), op, is_nu=op == nu
        ),
        fasewijzigingen=[
            models.wijziging(w)
            for w in openstelling.wijzigingen
            if any(d.verband and w.verband in (None, d.verband) for d in delen)
        ],
        telt_voor_cbs=rules.telt_voor_cbs([f for d in openstelling.delen for f in d.fasen]),
        zekerheden=[i for d in delen for i in _instellingen(d)],
        toelichting=rules.GEEN_ADVIES,
    )


def _fase(deel: rules.Verbandfasen, fase: rules.Fase) -> Fase:
    return Fase(
        naam=fase.naam,
        verband=deel.verband,
        modus=fase.modus,
        voorrang=rules.voorrang_in_woorden(fase, deel.convenant),
        van_op=fase.van,
        tot_op=fase.tot,
    )


def _instellingen(deel: rules.Verbandfasen) -> list[Instelling]:
    afspraken = deel.convenant
    if afspraken is None:
        return []
    return [
        Instelling(
            verband=afspraken.verband, instelling=h.instelling, zekerheid=h.zekerheid, bron=h.bron
        )
        for h in rules.zekerheden(afspraken)
    ]


def _toegang(
    openstelling: rules.Openstelling, wie: vacatureregels.Hoedanigheid, op: datetime
) -> Toegang:
    toegang, fase = rules.toegang_op(openstelling, wie, op)
    return Toegang(
        categorie=wie.categorie,
        verband=wie.verband,
        zichtbaar=toegang.zichtbaar,
        solliciteren=toegang.solliciteren,
        fase=fase.naam if fase else None,
        telt_vanaf_op=rules.telt_vanaf(openstelling, wie, op),
        in_woorden=rules.wie_in_woorden(openstelling, wie, op),
    )
