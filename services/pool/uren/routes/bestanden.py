"""Hours as a file: weeks that a small municipality has in a spreadsheet, and the own hours out."""

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from io import StringIO
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel
from sqlalchemy.orm import Session

from services.pool.flexpool.rules import Kijker as Wie
from services.pool.flexpool.rules import Reden
from services.pool.kijker import Kijker, eis_mens, eis_organisatie, eis_rol
from services.pool.planning.rules import csvcel, csvrijen
from services.pool.uren import rules, storage
from services.pool.uren.routes import bestandmodellen as models
from services.pool.uren.routes.access import SCHRIJVEN, URENREGISTRATIE, eis_goed, meld
from services.pool.uren.rules import Urenrij, Weekstaat
from services.pool.uren.storage import Bewaard, aanleveren
from shared import api, berichten, formats, verwerking
from shared.api import Beller, Nu, Tx, Vandaag, eist
from shared.model import to_z, zonder_bsn

router = api.router("uren")
CSV = "text/csv"
MEESTE_RIJEN = 2000
Fouten = dict[int, list[Reden]]
Plek = tuple[UUID, str]  # person and week
INGEVULD = (
    "Uw werkgever vulde uw uren in",
    "Uw werkgever diende uren voor u in over week {weken}. Klopt er iets niet? Log in bij"
    " Doorstroom en trek ze in zolang er niet over is besloten; leg daarna een correctie vast.",
)


class UrenbestandDeel(BaseModel):
    """Welk deel van de lijst; een bestand heeft hooguit tweeduizend rijen."""

    model_config = ConfigDict(alias_generator=to_camel, validate_by_name=True, extra="forbid")

    deel: int = Field(
        1, ge=1, le=1000, json_schema_extra={"format": "int32"}, description="Het hoeveelste deel."
    )


async def inhoud(request: Request) -> bytes:
    """The file as it came."""
    return await request.body()


@router.post(
    "/urenaanleveringen/_csv",
    status_code=200,
    dependencies=[eist(SCHRIJVEN)],
    summary="Lever uren van uw mensen aan als bestand",
    openapi_extra=formats.takes(
        CSV, description="Een kopregel met kolommen zoals in `GET /urenbestand`."
    ),
)
def add_urenaanlevering(
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
    bestand: Annotated[bytes, Depends(inhoud)],
) -> models.Urenaanlevering:
    """Dient uren in namens uw eigen mensen; zij krijgen er bericht van en kunnen ze intrekken.

    Elke rij krijgt een uitkomst: wat niet kan, staat er met alle redenen tegelijk. De inlener keurt
    goed, en nooit wie het bestand aanleverde.
    """
    eis_rol(kijker, rules.GOEDKEURDERS)
    eigen, door = eis_organisatie(kijker), eis_mens(beller)
    rijen, fouten = csvrijen.lees_rijen(bestand, list(rules.KOLOMMEN))
    if len(rijen) > MEESTE_RIJEN:
        zin = f"Lever hooguit {MEESTE_RIJEN} rijen tegelijk."
        fouten = [Reden("bestand", "te-lang", zin)]
    eis_goed(fouten)
    gelezen, geweigerd = _lees(rijen)
    per_week = _per_week(tx, gelezen, geweigerd, eigen)
    personen = {medewerker for medewerker, _ in per_week}
    storage.lock_personen(tx, personen)
    nieuw, gelijk = _vul_in(tx, per_week, geweigerd, kijker, door, vandaag)
    bewaard = storage.set_staten(tx, nieuw, door, nu)
    meld(tx, bewaard, nu)
    _zeg_het(tx, bewaard)
    verwerking.record(tx, beller, URENREGISTRATIE, personen, nu)
    return models.Urenaanlevering(
        ingediend=len(bewaard),
        ongewijzigd=gelijk,
        geweigerd=[_weigering(nr, redenen) for nr, redenen in sorted(geweigerd.items())],
    )


def _lees(rijen: Sequence[csvrijen.Rij]) -> tuple[dict[int, Urenrij], Fouten]:
    gelezen, geweigerd = {}, {}
    for nr, rij in enumerate(rijen):
        een, redenen = (None, [rij]) if isinstance(rij, Reden) else rules.lees_rij(rij)
        if een is None:
            geweigerd[nr] = redenen
        else:
            toelichting = zonder_bsn(een.opgave.toelichting)
            gelezen[nr] = replace(een, opgave=replace(een.opgave, toelichting=toelichting))
    return gelezen, geweigerd


def _per_week(
    tx: Session, gelezen: Mapping[int, Urenrij], geweigerd: Fouten, eigen: str
) -> dict[Plek, dict[int, Urenrij]]:
    """The rows per person and week; a row about somebody who is not of this organisation goes."""
    inzetten = {een.opgave.inzet for een in gelezen.values() if een.opgave.inzet}
    personen = aanleveren.list_personen_van(tx, inzetten, eigen)
    genoemd = {een.medewerker for een in gelezen.values() if een.medewerker}
    bekend = aanleveren.list_bekend(tx, genoemd, eigen)
    per_week: dict[Plek, dict[int, Urenrij]] = defaultdict(dict)
    for nr, een in gelezen.items():
        van_inzet = personen.get(een.opgave.inzet) if een.opgave.inzet else None
        wie = een.medewerker or van_inzet
        if een.opgave.inzet and van_inzet is None:
            zin = "Uw organisatie heeft deze inzet niet."
            geweigerd[nr] = [Reden("inzet", "onbekend", zin)]
        elif een.medewerker and een.medewerker not in bekend:
            zin = "Deze medewerker is hier niet bekend als iemand van uw organisatie."
            geweigerd[nr] = [Reden("medewerker", "onbekend", zin)]
        elif wie is None:
            geweigerd[nr] = [Reden("inzet", "ontbreekt", "Noem de inzet.")]
        elif van_inzet is not None and wie != van_inzet:
            zin = "Deze inzet is van iemand anders."
            geweigerd[nr] = [Reden("medewerker", "hoort-niet-bij-inzet", zin)]
        else:
            per_week[wie, een.week][nr] = een
    return per_week


def _vul_in(
    tx: Session,
    per_week: Mapping[Plek, Mapping[int, Urenrij]],
    geweigerd: Fouten,
    kijker: Wie,
    door: str,
    vandaag: date,
) -> tuple[list[rules.Urenstaat], int]:
    """What can be sent, and how many rows were sent before; refused rows go onto the list."""
    personen, weken = {een for een, _ in per_week}, {week for _, week in per_week}
    eigen = kijker.organisatie
    grond = storage.get_grond(tx, personen, weken, kijker.verbanden, eigen)
    al: dict[Plek, list[rules.Urenstaat]] = defaultdict(list)
    for wat in storage.list_weken(tx, personen, weken, lock=True):
        al[wat.staat.medewerker, wat.staat.week].append(wat.staat)
    moment = rules.Invulmoment(vandaag, grond.termijnen, indienen=True, door=door)
    nieuw, gelijk = [], 0
    for (medewerker, week), rijen in per_week.items():
        nummers = list(rijen)
        uitkomst = rules.vul_in(
            Weekstaat(week, tuple(al[medewerker, week])),
            medewerker,
            [een.opgave for een in rijen.values()],
            grond.plekken(medewerker, week, kijker.verbanden, eigen),
            moment,
            iter(uuid4, None),
        )
        for redenen in (uitkomst.fouten, uitkomst.beletselen):
            for nr, lijst in redenen.items():
                geweigerd.setdefault(nummers[nr], []).extend(lijst)
        nieuw += [een for nr, een in uitkomst.staten.items() if nr not in uitkomst.fouten]
        gelijk += len(uitkomst.ongewijzigd)
    return nieuw, gelijk


def _zeg_het(tx: Session, bewaard: Sequence[Bewaard]) -> None:
    """Tell people that their employer wrote their hours, once per file."""
    onderwerp, tekst = INGEVULD
    per_persoon: dict[UUID, set[str]] = defaultdict(set)
    for een in bewaard:
        per_persoon[een.staat.medewerker].add(een.staat.week)
    for medewerker, gevuld in sorted(per_persoon.items()):
        weken = sorted(gevuld)
        zin = tekst.format(weken=", ".join(rules.week_in_woorden(week) for week in weken))
        sleutel = f"uren/ingevuld/{medewerker}/{','.join(weken)}"
        berichten.record(tx, medewerker, onderwerp, zin, sleutel=sleutel)


def _weigering(nr: int, redenen: Sequence[Reden]) -> models.Urenrijweigering:
    return models.Urenrijweigering(
        volgnummer=nr + 1,
        redenen=[
            models.Urenrijreden(veld=een.veld, code=een.code, reden=een.uitleg)
            for een in redenen[:100]
        ],
    )


@router.get(
    "/urenbestand",
    response_model=models.Urenbestand,
    dependencies=[eist("pool:lezen")],
    responses=formats.gives(CSV),
    summary="De uren van uw mensen als bestand",
)
def get_urenbestand(
    request: Request,
    params: Annotated[UrenbestandDeel, Query()],
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
) -> object:
    """Geeft de uren van wie bij u in dienst is, in de kolommen waarin u ze ook kunt aanleveren.

    Een medewerker staat er met pseudoniem. Een cel die een rekenblad voor een formule zou houden,
    begint met '.
    """
    eis_rol(kijker, rules.URENLEZERS)
    eigen = eis_organisatie(kijker)
    begin = (params.deel - 1) * MEESTE_RIJEN
    gevonden = aanleveren.list_uitgeleend(tx, eigen, begin, MEESTE_RIJEN + 1)
    wie = [een.staat.medewerker for een in gevonden[:MEESTE_RIJEN]]
    verwerking.record(tx, beller, URENREGISTRATIE, wie, nu)
    rijen = [_rij(een) for een in gevonden[:MEESTE_RIJEN]]
    kop = list(rules.KOLOMMEN)
    if not formats.wants(request, CSV):
        meer = params.deel + 1 if len(gevonden) > MEESTE_RIJEN and params.deel < 1000 else None
        return models.Urenbestand(kolommen=kop, rijen=rijen, volgend_deel=meer)
    buffer = StringIO()
    csv.writer(buffer).writerows([kop, *rijen])
    return Response(buffer.getvalue(), media_type=f"{CSV}; charset=utf-8")


def _rij(wat: Bewaard) -> list[str]:
    staat = wat.staat
    waarden = {
        "soort": staat.soort.value,
        "uren": f"{rules.als_uren(staat.kwartieren):.2f}",
        "status": staat.status.value,
        "ingediend_op": to_z(wat.ingediend_op) if wat.ingediend_op else "",
        "goedgekeurd_op": to_z(wat.goedgekeurd_op) if wat.goedgekeurd_op else "",
    }
    cellen = (waarden.get(naam, getattr(staat, naam, None)) for naam in rules.KOLOMMEN)
    return [csvcel.veilig(str(cel) if cel is not None else "") for cel in cellen]
