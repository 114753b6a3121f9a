"""Closing a round: what every organisation had is written down, for the ledger and the next."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any
from uuid import UUID

from fastapi import Request
from pydantic import Field
from sqlalchemy.orm import Session

from services.pool.flexpool import rules as flexpool
from services.pool.flexpool import storage as pools
from services.pool.flexpool.routes.gateway import publiek
from services.pool.kijker import BASE_PATH, Kijker
from services.pool.planning.rules import plus_maanden
from services.pool.toewijzing import aanspraak, rondes, storage
from services.pool.toewijzing.rondes import Rondebeletsel, Toezegging
from services.pool.toewijzing.routes import zitting
from services.pool.toewijzing.routes.models import Reden, Totaal
from services.pool.toewijzing.rules import Besluit
from services.pool.toewijzing.toegang import Status
from shared import api, etag, events
from shared.api import Beller, Model, Nu, Oin, Tx, Vandaag, eist
from shared.problem import Problem, found

router = api.router("toewijzingsvoorstellen")
UITLEG = {
    Rondebeletsel.NIET_BEREKEND: "Alleen een berekend voorstel is af te ronden.",
    Rondebeletsel.GEEN_BESLUIT: "Er is nog over geen enkele regel besloten.",
    Rondebeletsel.REGELS_OPEN: "Over een deel van de regels is nog niet besloten.",
    Rondebeletsel.LATERE_RONDE: "Een latere ronde van deze pool is al afgerond.",
}


class AfrondingInvoer(Model):
    """Waarom de ronde klaar is, en of wat open staat vervalt."""

    reden: Reden
    open_regels_vervallen: bool = False


class Rondeaandeel(Model):
    """Wat een organisatie van een ronde had, in uren over de horizon."""

    organisatie: Oin
    gevraagd: Totaal
    aanspraak: Annotated[
        float,
        Field(
            ge=0,
            le=100_000_000,
            description="Recht volgens de verdeelsleutel alleen, zonder saldo.",
        ),
    ]
    rechtvaardig: Totaal
    toegewezen: Totaal
    geweigerd: Totaal
    gegund: Totaal
    ontvangen: Annotated[
        float,
        Field(
            ge=0,
            le=100_000_000,
            description="Toegezegd: uren van inzetten waartoe is besloten, ook als nog niet ieder "
            "ja zei. Het grootboek telt alleen wat bevestigd is.",
        ),
    ]
    spoed: Totaal
    saldo_voor: float = Field(ge=-100_000_000, le=100_000_000)
    correctie: float = Field(
        ge=-100_000_000,
        le=100_000_000,
        description="Inzetten van eerdere rondes die daarna wijzigden; telt bij het saldo.",
    )
    saldo_na: float = Field(
        ge=-100_000_000, le=100_000_000, description="Tegoed (of min) voor de volgende ronde."
    )


class Ronde(Model):
    """Een afgeronde ronde: de stand per organisatie, voor alle partners gelijk."""

    voorstel: UUID
    pool: UUID
    aandelen: list[Rondeaandeel] = Field(max_length=1000)


@router.post(
    "/toewijzingsvoorstellen/{id}/afronding",
    status_code=200,
    dependencies=[eist("toewijzing:beslissen")],
    summary="Rond een voorstel af",
)
def rond_toewijzingsvoorstel_af(
    id: UUID,
    invoer: AfrondingInvoer,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> Ronde:
    """Sluit de ronde: wat elke organisatie vroeg, kon verwachten en kreeg, ligt dan vast.

    Wat een organisatie wilde en door gebrek aan mensen niet kreeg, telt als tegoed in de volgende
    ronde; wat zij boven haar aanspraak kreeg telt daar af. Zij die hun beurt gaven houden hun
    tegoed. Een gunning die nu niet te gebruiken was, omdat de gever of de ontvanger niets
    vroeg, vervalt.
    """
    gevonden = storage.get_voorstel(tx, id, kijker, lock=True)
    kop, invoer_toen, uitkomst = found(gevonden, "toewijzingsvoorstel")
    door = zitting.eis_makelaar(kijker, beller)
    pool = found(pools.get_pool(tx, kop.pool, kijker), "pool")
    storage.lock_ronde(tx, pool.id)
    regels = storage.list_regels(tx, id)
    _weiger(tx, kop, regels, invoer.open_regels_vervallen)
    aandelen = _aandelen(tx, kop, pool, invoer_toen, uitkomst, regels, vandaag, nu)
    storage.add_aandelen(tx, aandelen)
    kop = storage.set_status(tx, id, Status.AFGEROND, door, invoer.reden, nu)
    pad = f"{BASE_PATH}/toewijzingsvoorstellen/{id}"
    events.record(tx, "toewijzingsronde-afgerond", id, publiek(kop.verband), nu, pad)
    etag.stamp(request, kop.versie)
    return _toon(kop, aandelen)


def _weiger(
    tx: Session, kop: storage.Kop, regels: list[storage.Regel], mag_vervallen: bool
) -> None:
    open_ = sum(regel.besluit is None for regel in regels)
    gevonden = rondes.beletselen_afronden(
        berekend=kop.status is Status.BEREKEND,
        regels=len(regels),
        open_regels=open_,
        mag_vervallen=mag_vervallen,
        later=storage.has_latere_ronde(tx, kop.pool, kop.peildatum),
    )
    if gevonden:
        klaar = kop.status is Status.AFGEROND
        detail = "Deze ronde is al afgerond." if klaar else UITLEG[gevonden[0]]
        raise Problem(
            409, detail, code=gevonden[0], beletselen=list(gevonden),
            openRegels=open_, voorstelstatus=kop.status,
        )  # fmt: skip


def _aandelen(
    tx: Session,
    kop: storage.Kop,
    pool: flexpool.Pool,
    invoer: dict[str, Any],
    uitkomst: dict[str, Any],
    regels: list[storage.Regel],
    vandaag: date,
    nu: datetime,
) -> list[storage.Aandeel]:
    """The outcome of the round, with what it does to each saldo."""
    feit = storage.van_json(invoer)
    begin, einde = feit.instellingen.peildatum, feit.instellingen.einde
    vanaf = plus_maanden(begin, -pool.afspraken.saldo_horizon_maanden)
    voor = storage.get_saldi(tx, pool.id, vanaf)
    correcties = storage.get_correcties(tx, pool.id, vanaf, feit.instellingen.saldo_verval_procent)
    storage.werk_bij(tx, pool.id, vanaf)
    geteld = storage.list_geteld(tx, kop.id, begin, einde)
    spoed = storage.tel_spoed(tx, pool.id, kop.id, begin, einde)
    storage.leg_vast(tx, kop.id, pool.id, [*geteld, *spoed])
    ronde = rondes.Ronde(
        gevraagd={een["organisatie"]: _uren(een["gevraagd"]) for een in uitkomst["aandelen"]},
        rechtvaardig={
            een["organisatie"]: _uren(een["rechtvaardig"]) for een in uitkomst["aandelen"]
        },
        voorgesteld=tuple(_toezegging(regel, begin, einde) for regel in regels),
        inzetten=tuple(een.toezegging for een in geteld),
        spoed=tuple(een.toezegging for een in spoed),
        vooraf_gegund=_gegund(tx, kop, feit.organisaties, nu),
    )
    deel = sum(ronde.rechtvaardig.values(), Decimal(0))
    deel += sum((een.uren for een in ronde.spoed), Decimal(0))
    zonder_saldo = replace(feit, instellingen=replace(feit.instellingen, saldi=()))
    gewicht = aanspraak.gewichten(zonder_saldo, Fraction(0))
    recht = aanspraak.aanspraken(gewicht, deel) if gewicht else {}
    return [
        storage.naar_aandeel(
            kop, vandaag, feit.instellingen, een, recht.get(een.organisatie, Decimal(0)),
            voor.get(een.organisatie, Decimal(0)), correcties.get(een.organisatie, Decimal(0)),
        )
        for een in rondes.tel_op(ronde, voor.keys())
    ]  # fmt: skip


def _gegund(
    tx: Session, kop: storage.Kop, organisaties: Collection[str], nu: datetime
) -> tuple[rondes.Gegund, ...]:
    """What was given away and used; what could not be used ends, and that is told."""
    gebruikt, vervallen = storage.gebruik_gunningen(tx, kop, organisaties)
    for een in vervallen:
        pad = f"{BASE_PATH}/gunningen/{een.id}"
        events.record(tx, "gunning-vervallen", een.id, publiek(een.verband, een.gever), nu, pad)
    return gebruikt


def _uren(getal: float) -> Decimal:
    return Decimal(str(getal))


def _toezegging(regel: storage.Regel, begin: date, einde: date) -> Toezegging:
    afgewezen = regel.besluit is not None and regel.besluit.besluit is Besluit.AFGEWEZEN
    grond = regel.besluit.grond if afgewezen and regel.besluit else None
    uren = rondes.uren(regel.uren_per_week, regel.van, regel.tot, begin, einde)
    return Toezegging(regel.inlener, uren, grond)


def _toon(kop: storage.Kop, aandelen: list[storage.Aandeel]) -> Ronde:
    velden = [naam for naam in Rondeaandeel.model_fields if naam != "organisatie"]
    return Ronde(
        voorstel=kop.id,
        pool=kop.pool,
        aandelen=[
            Rondeaandeel(
                organisatie=een.organisatie, **{naam: float(getattr(een, naam)) for naam in velden}
            )
            for een in aandelen
        ],
    )
