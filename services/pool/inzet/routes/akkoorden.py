"""Terms and the three yeses to them."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from fastapi import Request, Response
from sqlalchemy.orm import Session

from services.pool.flexpool import storage as pools
from services.pool.inzet import rules, storage
from services.pool.inzet.routes import access, models
from services.pool.inzet.rules import InzetStatus, Partij, berichten, duur
from services.pool.kijker import Kijker, adres, eis_mens
from shared import api, etag, verwerking
from shared.api import Beller, Nu, Tx, Vandaag, eist
from shared.problem import Problem, invalid

router = api.router("inzetten")
ZELF = "de medewerker"  # with an own login; the name stands in the gateway only
NIET_NU = "Dit kan nu niet; zie beletselen."


@router.get(
    "/inzetten/{id}/voorwaarden",
    dependencies=[eist("pool:lezen")],
    summary="De voorwaarden van een inzet en de antwoorden",
)
def get_inzet_voorwaarden(
    id: UUID, request: Request, tx: Tx, beller: Beller, kijker: Kijker, nu: Nu
) -> models.InzetAfspraken:
    """Wat geldt, wat er gevraagd is, en de antwoorden die u mag lezen.

    Zolang niet alle drie akkoord zijn, leest u alleen het antwoord van uw eigen kant.
    """
    bewaard = access.van_partij(tx, id, kijker)
    verwerking.record(tx, beller, access.INZETREGISTER, [bewaard.inzet.medewerker], nu)
    etag.stamp(request, bewaard.versie)
    return _afspraken(tx, bewaard, kijker)


@router.post(
    "/inzetten/{id}/voorwaarden",
    status_code=201,
    dependencies=[eist("pool:schrijven")],
    summary="Stel nieuwe voorwaarden of een verlenging voor",
)
def add_inzet_voorwaarden(
    id: UUID,
    invoer: models.VoorwaardenWijziging,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.InzetAfspraken:
    """Andere voorwaarden vragen opnieuw drie keer ja; tot dan geldt wat eerder is afgesproken.

    Duurt de inzet daarmee langer dan het verband afsprak, dan is `langerOmdat` nodig. Met
    `inkomensverschilCent` gebeurt niets: de medewerker bekijkt zelf wat minder uren thuis betekenen
    (`PUT /inzetten/{id}/inkomenseffect`) en kan anders geen ja zeggen.
    """
    oud = access.van_partij(tx, id, kijker, lock=True)
    access.eis_makelaar_of_partij(kijker, oud.inzet)
    door = eis_mens(beller)
    etag.require_match(request, oud.versie)
    huidig = storage.get_voorwaarden(tx, oud)
    velden = invoer.model_fields_set - NIET_VAN_DE_VOORWAARDEN
    _niet_leeg(invoer, velden)
    redenen = rules.beletselen_inkomen(oud.inzet, invoer.inkomensverschil_cent)
    access.weiger(redenen, NIET_NU, "voorwaarden-kunnen-niet")
    nieuw = replace(huidig, **{naam: getattr(invoer, naam) for naam in velden})
    nieuw = replace(nieuw, effect_getoond=rules.effect_blijft(huidig, nieuw))
    if not rules.is_nieuw(huidig, nieuw):
        raise Problem(409, "Hiermee verandert er niets.", code="niets-gewijzigd")
    wijzig(tx, oud, nieuw, invoer.reden, invoer.langer_omdat, door, nu, vandaag)
    bewaard = access.van_partij(tx, id, kijker)
    verwerking.record(tx, beller, access.INZETREGISTER, [oud.inzet.medewerker], nu)
    response.headers["Location"] = adres(request, f"/inzetten/{id}/voorwaarden")
    etag.stamp(request, bewaard.versie)
    return _afspraken(tx, bewaard, kijker)


LEEGBAAR = frozenset({"tot", "plaats", "terugkeer_datum", "terugkeer_doel"})
NIET_VAN_DE_VOORWAARDEN = {"reden", "langer_omdat", "inkomensverschil_cent"}


def _niet_leeg(invoer: models.VoorwaardenWijziging, velden: set[str]) -> None:
    fout = [naam for naam in velden - LEEGBAAR if getattr(invoer, naam) is None]
    if fout:
        raise invalid(
            *((models.camel(naam), "niet-leeg", "Dit kan niet leeg worden.") for naam in fout)
        )


def wijzig(
    tx: Session,
    oud: storage.Bewaard,
    nieuw: rules.Voorwaarden,
    reden: str,
    langer_omdat: str | None,
    door: str,
    nu: datetime,
    vandaag: date,
) -> None:
    """Ask for agreement on other terms; refuses (409) what cannot be."""
    access.weiger(
        rules.beletselen_voorwaarden(oud.inzet, storage.get_voorwaarden(tx, oud), nieuw, vandaag),
        NIET_NU,
        "voorwaarden-kunnen-niet",
    )
    begin, afspraak = _verblijf(tx, oud, nieuw)
    if langer_omdat is None and duur.te_lang(begin, nieuw.tot, afspraak.langste_inzet_dagen):
        zinnen = duur.opmerkingen_over_duur(begin, nieuw.tot, afspraak)
        detail = " ".join(een.uitleg for een in zinnen) + " Leg uit waarom (langerOmdat)."
        raise Problem(409, detail, code="langer-dan-afgesproken")
    access.eis_ruimte(tx, oud, nieuw, vandaag)
    anders = langer_omdat is not None and langer_omdat != reden
    waarom = f"{reden} Langer omdat: {langer_omdat}" if anders else reden
    gevraagd, gezet = storage.add_voorwaarden(tx, oud, nieuw, waarom, door, nu)
    storage.stuur(tx, gevraagd.inzet, berichten.andere_voorwaarden, f"voorwaarden-{gezet.versie}")
    if oud.behoefte is not None and oud.inzet.status is InzetStatus.VOORGESTELD:
        storage.werk_behoefte_bij(tx, oud.behoefte, door, nu, vandaag)


def _verblijf(
    tx: Session, wat: storage.Bewaard, voorwaarden: rules.Voorwaarden
) -> tuple[date, duur.Duurafspraak]:
    """Since when the person works there, and what the verband agreed on about that."""
    eerdere = [
        een.inzet
        for een in storage.list_van_persoon(tx, wat.inzet.medewerker, None)
        if rules.telt_mee(een.inzet)
    ]
    begin = duur.begin_van_verblijf(rules.met_voorwaarden(wat.inzet, voorwaarden), eerdere)
    return begin, storage.duurafspraak(pools.get_afspraken(tx, wat.inzet.verband))


def _afspraken(tx: Session, bewaard: storage.Bewaard, kijker: Kijker) -> models.InzetAfspraken:
    akkoorden = storage.list_akkoorden(tx, bewaard.inzet.id)
    zicht = rules.zichtbare_akkoorden(bewaard.inzet, akkoorden, kijker)
    geldt = rules.telt_mee(bewaard.inzet)
    nu_gevraagd = storage.get_voorwaarden(tx, bewaard)
    in_kracht = storage.get_voorwaarden(tx, bewaard, bewaard.voorwaarden_versie)
    begin, afspraak = _verblijf(tx, bewaard, nu_gevraagd)
    opmerkingen = duur.opmerkingen_over_duur(begin, nu_gevraagd.tot, afspraak)
    return models.InzetAfspraken(
        in_kracht=models.toon_voorwaarden(in_kracht) if geldt else None,
        gevraagd=models.toon_voorwaarden(nu_gevraagd) if bewaard.gevraagde_versie else None,
        akkoorden=[models.Akkoord.model_validate(een) for een in zicht.akkoorden],
        opmerkingen=[models.Opmerking.model_validate(een) for een in opmerkingen],
    )


@router.post(
    "/inzetten/{id}/akkoorden",
    status_code=201,
    dependencies=[eist("pool:lezen")],
    summary="Zeg ja of nee tegen een inzet",
)
def add_inzet_akkoord(
    id: UUID,
    invoer: models.Antwoord,
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Inzet:
    """Thuisorganisatie, inlener en medewerker antwoorden op één versie van de voorwaarden.

    Bij drie keer ja gaat de inzet door. Een nee heeft geen gevolgen: de anderen lezen alleen dat
    de inzet niet doorgaat. Een ja kan terug zolang de inzet niet begonnen is. Ook nodig:
    eigen:beheren voor de medewerker (een eigen inlog), pool:schrijven voor de organisaties.
    """
    oud = access.van_partij(tx, id, kijker, lock=True)
    partij = access.als_partij(beller, kijker, oud.inzet, invoer.partij)
    door = ZELF if partij is Partij.MEDEWERKER else eis_mens(beller)
    if invoer.akkoord and invoer.reden:
        raise invalid(("reden", "ongewenst", "Een reden hoort alleen bij een nee."))
    gevraagd = storage.get_voorwaarden(tx, oud) if oud.gevraagde_versie else None
    eerder = storage.list_akkoorden(tx, id)
    redenen = rules.beletselen_akkoord(
        oud.inzet, gevraagd, invoer.versie, partij, invoer.akkoord, eerder, vandaag
    )
    access.weiger(redenen, NIET_NU, "antwoord-kan-niet")
    antwoord = rules.Akkoord(partij, invoer.versie, invoer.akkoord, door, nu, invoer.reden)
    storage.add_akkoord(tx, id, antwoord)
    nieuw = _gevolg(tx, oud, gevraagd, [*eerder, antwoord], nu, vandaag)
    verwerking.record(tx, beller, access.INZETREGISTER, [oud.inzet.medewerker], nu)
    response.headers["Location"] = adres(request, f"/inzetten/{id}/voorwaarden")
    etag.stamp(request, nieuw.versie)
    return models.toon(request, nieuw, kijker, vandaag)


def _gevolg(
    tx: Session,
    oud: storage.Bewaard,
    gevraagd: rules.Voorwaarden | None,
    akkoorden: list[rules.Akkoord],
    nu: datetime,
    vandaag: date,
) -> storage.Bewaard:
    """What the last answer does: nothing yet, three yeses, or one no."""
    laatste = akkoorden[-1]
    if not laatste.akkoord:
        return _nee(tx, oud, gevraagd, laatste, nu, vandaag)
    if gevraagd is None or not rules.is_akkoord(akkoorden, gevraagd.versie):
        return oud
    access.eis_ruimte(tx, oud, gevraagd, vandaag)
    if oud.inzet.status is InzetStatus.VOORGESTELD:
        nieuw, brief = storage.bevestig(tx, oud, nu), berichten.bevestigd
    else:
        nieuw, brief = storage.neem_over(tx, oud, gevraagd, nu), berichten.voorwaarden_in_kracht
    storage.registreer(tx, nieuw, gevraagd.tarief_grondslag, nu)
    storage.stuur(tx, nieuw.inzet, brief, f"akkoord-{gevraagd.versie}")
    if nieuw.behoefte is not None:
        storage.werk_behoefte_bij(tx, nieuw.behoefte, None, nu, vandaag)
    return nieuw


def _nee(
    tx: Session,
    oud: storage.Bewaard,
    gevraagd: rules.Voorwaarden | None,
    antwoord: rules.Akkoord,
    nu: datetime,
    vandaag: date,
) -> storage.Bewaard:
    """One no ends a proposal, or only the change that was asked for."""
    alleen_wijziging = gevraagd is not None and antwoord.versie == gevraagd.versie
    if alleen_wijziging and oud.inzet.status is InzetStatus.BEVESTIGD:
        nieuw = storage.sluit_vraag(tx, oud, nu)
        wat = f"vervallen-{antwoord.versie}"
        storage.stuur(tx, nieuw.inzet, berichten.voorwaarden_vervallen, wat)
        return nieuw
    return storage.niet_door(tx, storage.weiger(tx, oud, antwoord.partij, nu), nu, vandaag)
