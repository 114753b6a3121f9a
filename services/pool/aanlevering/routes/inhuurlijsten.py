"""Lists of what was hired: history that shows which functions come back."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Query
from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel

from services.pool.aanlevering.routes import (
    MAX_ITEMS,
    Aantal,
    BehoefteAanleveringReden,
    Redenen,
    Ruw,
)
from services.pool.aanlevering.routes.bestanden import CSV, inhoud, lees_bestand
from services.pool.aanlevering.rules import inhuurlijst as rules
from services.pool.aanlevering.rules.waarden import STANDAARD_CATALOGUS
from services.pool.flexpool.routes.gateway import Gateway, catalogus
from services.pool.flexpool.rules import PLANNERS, Reden
from services.pool.kijker import Kijker, eis_organisatie, eis_rol
from services.pool.planning.rules.patronen import Inhuurrij
from services.pool.planning.storage import inhuur as storage
from shared import api, formats
from shared.api import Beller, Geheel, Model, Tx, eist
from shared.caller import Caller
from shared.problem import invalid

router = api.router("aanleveringen")


class InhuurlijstDoel(Model):
    """Voor welk verband."""

    model_config = ConfigDict(alias_generator=to_camel, validate_by_name=True, extra="forbid")

    verband: UUID = Field(description="Voor de planning van welk verband.")


class InhuurlijstInvoer(InhuurlijstDoel):
    """Inhuuropdrachten zoals een lijst ze noemt, ook van andere organisaties."""

    items: list[Ruw] = Field(min_length=1, max_length=MAX_ITEMS)


class InhuurlijstWeigering(Model):
    """Een rij die niet is overgenomen, met alle redenen."""

    volgnummer: Geheel = Field(ge=1, le=MAX_ITEMS)
    redenen: Redenen


class Inhuurlijst(Model):
    """Wat er van de lijst is geworden."""

    toegevoegd: Aantal
    gewijzigd: Aantal
    ongewijzigd: Aantal
    geweigerd: list[InhuurlijstWeigering] = Field(max_length=MAX_ITEMS)
    zonder_functie: Aantal = Field(description="Overgenomen, maar telt niet mee.")


@router.post(
    "/inhuurlijsten",
    status_code=200,
    dependencies=[eist("pool:schrijven")],
    summary="Lees een lijst met inhuur in",
)
def add_inhuurlijst(
    invoer: InhuurlijstInvoer, tx: Tx, beller: Beller, kijker: Kijker, gateway: Gateway
) -> Inhuurlijst:
    """Bewaart wat er is ingehuurd als geschiedenis; `/poolsuggesties` zoekt erin.

    Het wordt geen behoefte. Een kenmerk dat u eerder gaf, wordt bijgewerkt.
    """
    return _neem_op(tx, gateway, beller, kijker, invoer.verband, invoer.items)


@router.post(
    "/inhuurlijsten/_csv",
    status_code=200,
    dependencies=[eist("pool:schrijven")],
    summary="Lees een bestand met inhuur in",
    openapi_extra=formats.takes(
        CSV, description="Kolommen id of kenmerk, titel, organisatie, begindatum, einddatum, uren."
    ),
)
def add_inhuurlijst_csv(
    doel: Annotated[InhuurlijstDoel, Query()],
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    gateway: Gateway,
    bestand: Annotated[bytes, Depends(inhoud)],
) -> Inhuurlijst:
    """Doet hetzelfde met een CSV-bestand; elke fout komt in één keer terug."""
    rijen = lees_bestand(bestand, list(rules.KOLOMMEN))
    return _neem_op(tx, gateway, beller, kijker, doel.verband, rijen)


@router.delete(
    "/inhuurlijsten",
    status_code=204,
    dependencies=[eist("pool:schrijven")],
    summary="Verwijder uw ingelezen inhuur",
)
def delete_inhuurlijst(doel: Annotated[InhuurlijstDoel, Query()], tx: Tx, kijker: Kijker) -> None:
    """Verwijdert alles wat uw organisatie voor dit verband inlas."""
    _eis(kijker, doel.verband)
    storage.wis_inhuur(tx, doel.verband, eis_organisatie(kijker))


def _eis(kijker: Kijker, verband: UUID) -> None:
    eis_rol(kijker, PLANNERS)
    if verband not in kijker.verbanden:
        raise invalid(("verband", "onbekend", "Uw organisatie hoort niet bij dit verband."))


def _neem_op(
    tx: Tx,
    gateway: Gateway,
    beller: Caller,
    kijker: Kijker,
    verband: UUID,
    items: Sequence[Mapping[str, Any] | Reden],
) -> Inhuurlijst:
    """Read every row, store what can be stored, and say what cannot."""
    _eis(kijker, verband)
    eigen = eis_organisatie(kijker)
    bekend = catalogus(tx, gateway, beller, verband) or STANDAARD_CATALOGUS
    eerder = storage.list_kenmerken(tx, verband, eigen)
    goed: dict[str, Inhuurrij] = {}
    geweigerd = []
    for nr, item in enumerate(items, 1):
        rij, redenen = (
            (None, [item]) if isinstance(item, Reden) else rules.lees_inhuur(item, bekend)
        )
        if rij is not None and rij.kenmerk in goed and goed[rij.kenmerk] != rij:
            zin = "Dit kenmerk staat er vaker, met andere feiten."
            rij, redenen = None, [Reden("kenmerk", "kenmerk-dubbel", zin)]
        if rij is None:
            geweigerd.append(_weigering(nr, redenen))
        else:
            goed[rij.kenmerk] = rij
    anders = [rij for rij in goed.values() if eerder.get(rij.kenmerk) != rij]
    storage.set_inhuur(tx, verband, eigen, anders)
    gewijzigd = sum(rij.kenmerk in eerder for rij in anders)
    return Inhuurlijst(
        toegevoegd=len(anders) - gewijzigd,
        gewijzigd=gewijzigd,
        ongewijzigd=len(goed) - len(anders),
        geweigerd=geweigerd,
        zonder_functie=sum(rij.functie is None for rij in goed.values()),
    )


def _weigering(nr: int, redenen: Sequence[Reden]) -> InhuurlijstWeigering:
    return InhuurlijstWeigering(
        volgnummer=nr,
        redenen=[
            BehoefteAanleveringReden(veld=een.veld, code=een.code, reden=een.uitleg)
            for een in redenen
        ],
    )
