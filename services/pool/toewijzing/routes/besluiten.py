"""Decisions: a named person confirms, changes or refuses lines; only then is there an inzet."""

from typing import Any
from uuid import UUID

from fastapi import Request

from services.pool.kijker import Kijker
from services.pool.toewijzing import storage
from services.pool.toewijzing.routes import models, zitting
from services.pool.toewijzing.routes.voorstellen import TOEWIJZING, meld
from services.pool.toewijzing.routes.zicht import wijzigingen
from services.pool.toewijzing.routes.zitting import Geweigerd
from services.pool.toewijzing.rules import Beletsel, Besluit
from shared import api, etag, verwerking
from shared.api import Beller, Nu, Tx, Vandaag, eist
from shared.problem import Problem, found, invalid

router = api.router("toewijzingsvoorstellen")


@router.post(
    "/toewijzingsvoorstellen/{id}/regels/{regelId}/besluiten",
    status_code=201,
    dependencies=[eist("toewijzing:beslissen")],
    summary="Besluit over een regel van een voorstel",
)
def add_besluit(
    id: UUID,
    regelId: UUID,
    invoer: models.BesluitInvoer,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Toewijzingsregel:
    """Een makelaar bevestigt, wijzigt of wijst een regel af, met een reden.

    Bevestigen kan zolang de feiten nog zijn zoals bij de berekening; anders staat erbij wat er
    veranderde. Een bevestigde of gewijzigde regel wordt een voorgestelde inzet: de uren zijn
    gereserveerd, en de thuisorganisatie, de inlener en de medewerker zeggen elk nog ja.
    """
    kop, toen = zitting.voorstel(tx, id, kijker)
    regel = found(storage.lock_regels(tx, id, [regelId]).get(regelId), "regel")
    door = zitting.eis_makelaar(kijker, beller)
    open_ = zitting.begin(tx, kop, toen, [regel], kijker, door, nu, vandaag)
    try:
        na = zitting.beslis(tx, open_, regel, _besluit(invoer))
    except Geweigerd as nee:
        anders = wijzigingen(open_.verschillen, toen, kijker)
        raise _probleem(nee, regel, anders) from None
    verwerking.record(tx, beller, TOEWIJZING, [regel.medewerker], nu)
    storage.raak_aan(tx, id)
    meld(tx, "toewijzing-besloten", open_.kop, nu)
    etag.stamp(request, 1)
    return models.toon_regel(na)


@router.post(
    "/toewijzingsvoorstellen/{id}/besluiten",
    status_code=200,
    dependencies=[eist("toewijzing:beslissen")],
    summary="Besluit over meer regels van een voorstel",
)
def add_besluiten(
    id: UUID,
    invoer: models.BesluitenInvoer,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Besluituitkomsten:
    """Een makelaar neemt meer besluiten in één keer; elk heeft een eigen uitkomst.

    Wat niet kan, staat de andere besluiten niet in de weg. Zijn de feiten gewijzigd, dan staat een
    keer bij wat er veranderde.
    """
    kop, toen = zitting.voorstel(tx, id, kijker)
    regels = storage.lock_regels(tx, id, [een.regel for een in invoer.besluiten])
    door = zitting.eis_makelaar(kijker, beller)
    open_ = zitting.begin(tx, kop, toen, list(regels.values()), kijker, door, nu, vandaag)
    uitkomsten = []
    for een in invoer.besluiten:
        regel = regels.get(een.regel)
        try:
            if regel is None:
                raise Geweigerd("niet-gevonden", "Deze regel bestaat niet.")
            na = regels[een.regel] = zitting.beslis(tx, open_, regel, _besluit(een))
        except Geweigerd as nee:
            uitkomsten.append(_geweigerd(een.regel, nee))
        else:
            uitkomsten.append(
                models.Besluituitkomst(
                    regel=een.regel, besloten=True, uitkomst=models.toon_regel(na)
                )
            )
    besloten = [een.regel for een in uitkomsten if een.besloten]
    verwerking.record(tx, beller, TOEWIJZING, [regels[een].medewerker for een in besloten], nu)
    if besloten:
        storage.raak_aan(tx, id)
        meld(tx, "toewijzing-besloten", open_.kop, nu)
    gewijzigd = any(een.code == Beletsel.VEROUDERD for een in uitkomsten)
    return models.Besluituitkomsten(
        resultaten=uitkomsten,
        wijzigingen=[
            models.Wijziging.model_validate(een)
            for een in wijzigingen(open_.verschillen, toen, kijker)[:200]
        ]
        if gewijzigd
        else [],
    )


def _besluit(invoer: models.BesluitInvoer) -> zitting.Besluitvraag:
    return zitting.Besluitvraag(
        invoer.besluit, invoer.reden, invoer.uren, invoer.van, invoer.tot, invoer.grond
    )


def _geweigerd(regel: UUID, nee: Geweigerd) -> models.Besluituitkomst:
    return models.Besluituitkomst(
        regel=regel,
        besloten=False,
        code=nee.code,
        uitleg=nee.uitleg,
        schendingen=list(nee.schendingen),
    )


def _probleem(nee: Geweigerd, regel: storage.Regel, anders: list[dict[str, Any]]) -> Problem:
    """The refusal of one line, with what it takes to go on."""
    if nee.veld:
        return invalid((nee.veld, nee.code, nee.uitleg))
    meer: dict[str, Any] = {}
    if nee.beletselen:
        meer["beletselen"] = list(nee.beletselen)
    if nee.schendingen:
        meer["schendingen"] = list(nee.schendingen)
    if nee.code == Beletsel.AL_BESLOTEN and regel.besluit is not None:
        meer["besluit"] = Besluit(regel.besluit.besluit)
    if nee.code == Beletsel.VEROUDERD:
        meer["wijzigingen"] = anders[:200]
    return Problem(409, nee.uitleg, code=nee.code, **meer)
