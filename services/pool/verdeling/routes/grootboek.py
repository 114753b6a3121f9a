"""The ledger: the same for every partner of a verband, whoever asks."""

import csv
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response
from sqlalchemy.orm import Session

from services.pool.flexpool import rules as flexpool
from services.pool.flexpool import storage as pools
from services.pool.kijker import Kijker, eis_rol
from services.pool.planning.rules import csvcel
from services.pool.verdeling import rules, storage
from services.pool.verdeling.routes import models
from services.pool.verdeling.rules import Grootboekregel, Grootboekvraag, Periode, Uitsplitsing
from shared import api, etag, formats
from shared.api import Tx, Vandaag, eist
from shared.problem import found, invalid

router = api.router("verdeling")
CSV = "text/csv"
MEESTE_MAANDEN = 120
OUDSTE_MAAND = date(2000, 1, 1)  # what the line knows of months begins here
UITLEG = (
    "Ontvangen en gegeven zijn de som van inzetten op hun dagen: uren per week maal dagen gedeeld"
    " door zeven, precies opgeteld en pas hier op honderdsten afgerond. Gevraagd, aanspraak,"
    " rechtvaardig deel, toegewezen, geweigerd, gegund en saldo zijn van de rondes die in de"
    " periode zijn afgerond; zij gaan over de hele horizon van die rondes. Wijzigt een inzet"
    " daarna, dan telt dat in het saldo van de volgende ronde. Alle partners zien dezelfde cijfers."
    " Er staan geen personen in."
)
GEEN_TARIEF = "Het verband heeft nog geen tarief afgesproken."
EEN_TARIEF = "Dit ene tarief geldt voor het hele verband. De grondslag: {grondslag}."

VanMaand = Annotated[
    models.Maand | None, Query(description="Eerste maand; leeg: de afgesproken horizon.")
]
TotMaand = Annotated[models.Maand | None, Query(description="Laatste maand; leeg: deze maand.")]
PoolKeuze = Annotated[UUID | None, Query(alias="pool", description="Eén pool; leeg: alle.")]


@dataclass(frozen=True, slots=True)
class Boek:
    """What a reader asked for, and the ledger of it."""

    verband: UUID
    pool: UUID | None
    vraag: Grootboekvraag
    afspraken: flexpool.Afspraken
    regels: list[Grootboekregel]
    per_organisatie: list[Grootboekregel]
    pools: list[storage.Poolsleutel]
    namen: dict[str, str]


@router.get(
    "/verbanden/{id}/verdeling",
    response_model=models.Verdeling,
    dependencies=[eist("pool:lezen")],
    responses=formats.gives(CSV),
    summary="Wie vroeg, kreeg en gaf hoeveel uren in een verband",
)
def get_verdeling(
    id: UUID,
    request: Request,
    tx: Tx,
    kijker: Kijker,
    vandaag: Vandaag,
    pool: PoolKeuze = None,
    van: VanMaand = None,
    tot: TotMaand = None,
    uitsplitsing: Annotated[
        Uitsplitsing, Query(description="Per organisatie, ook per maand, of ook per functie.")
    ] = Uitsplitsing.ORGANISATIE,
) -> object:
    """Geeft het grootboek, voor elke partner hetzelfde en zonder personen.

    Met wie in de periode niets kreeg en waarom, en het ene tarief. Met `Accept: text/csv` als
    kommagescheiden bestand.
    """
    boek = lees(tx, id, kijker, pool, van, tot, vandaag, uitsplitsing)
    etag.stamp(request, 1)  # a sum has no version; its contents tell
    if formats.wants(request, CSV):
        return Response(_csv(boek), media_type="text/csv; charset=utf-8")
    return toon(tx, boek)


def lees(
    tx: Session,
    verband: UUID,
    kijker: flexpool.Kijker,
    pool: UUID | None,
    van: str | None,
    tot: str | None,
    vandaag: date,
    uitsplitsing: Uitsplitsing = Uitsplitsing.ORGANISATIE,
) -> Boek:
    """The ledger for a reader; 404 outside the verband, 403 without a role that reads it."""
    eis_lezer(kijker, verband)
    alle = storage.list_pools(tx, verband)
    if pool is not None:
        found(next((een for een in alle if een.id == pool), None), "pool")
    afspraken = pools.get_afspraken(tx, verband)
    periode = lees_periode(van, tot, vandaag, afspraken.saldo_horizon_maanden)
    feiten = storage.get_feiten(tx, verband, periode, pool)
    vraag = Grootboekvraag(periode, vandaag, uitsplitsing)
    wat = feiten.inzetten, feiten.geteld, feiten.aandelen, feiten.spoed
    per_organisatie = rules.grootboek(*wat, replace(vraag, uitsplitsing=Uitsplitsing.ORGANISATIE))
    regels = per_organisatie
    if uitsplitsing is not Uitsplitsing.ORGANISATIE:
        regels = rules.grootboek(*wat, vraag)
    if uitsplitsing is Uitsplitsing.FUNCTIE:
        gevraagd = storage.get_gevraagd_per_functie(tx, verband, periode, pool)
        regels = rules.met_gevraagd(regels, gevraagd)
    namen = storage.get_namen(tx, {een.organisatie for een in per_organisatie})
    return Boek(verband, pool, vraag, afspraken, regels, per_organisatie, alle, namen)


def eis_lezer(kijker: flexpool.Kijker, verband: UUID) -> None:
    """Who is no partner finds nothing (404); who is one needs a role that reads the ledger."""
    found(verband if flexpool.ziet_verband(verband, kijker) else None, "verband")
    eis_rol(kijker, rules.LEZERS)


def lees_periode(van: str | None, tot: str | None, vandaag: date, horizon: int) -> Periode:
    """The months that were asked for; else as many as the horizon has, this one the last."""
    laatste = date.fromisoformat(f"{tot}-01") if tot else rules.maand_van(vandaag)
    terug = max(rules.maanden_terug(laatste, horizon - 1), OUDSTE_MAAND)
    eerste = date.fromisoformat(f"{van}-01") if van else terug
    periode = Periode(eerste, laatste)
    if fout := rules.fouten_in_periode(periode, max(MEESTE_MAANDEN, horizon)):
        raise invalid(("tot", "periode-ongeldig", fout))
    return periode


# ---- as shown -----------------------------------------------------------------------------------
def toon(tx: Session, boek: Boek) -> models.Verdeling:
    """The whole ledger."""
    wachtend: frozenset[str] = frozenset()
    if boek.pool is None:  # a need belongs to a verband, not to one of its pools
        wachtend = storage.list_wachtend(tx, boek.verband, boek.vraag.vandaag)
    return models.Verdeling(
        verband=boek.verband,
        pool=boek.pool,
        van=rules.maandtekst(boek.vraag.periode.van),
        tot=rules.maandtekst(boek.vraag.periode.tot),
        peildatum=boek.vraag.vandaag,
        uitsplitsing=boek.vraag.uitsplitsing,
        horizon_maanden=boek.afspraken.saldo_horizon_maanden,
        regels=[_regel(een, boek.namen) for een in boek.regels],
        totaal=models.Getallen(**_getallen(rules.totaal(boek.regels))),
        niet_bediend=[
            models.NietBediend(
                organisatie=een.organisatie,
                naam=boek.namen.get(een.organisatie),
                gevraagd=float(een.gevraagd),
                rechtvaardig=float(een.rechtvaardig),
                code=een.code,
                uitleg=rules.UITLEG[een.code],
            )
            for een in rules.niet_bediend(boek.per_organisatie, wachtend)
        ],
        tarief=_tarief(boek.afspraken),
        pools=[models.PoolSleutel.model_validate(een) for een in boek.pools],
        uitleg=UITLEG,
    )


def _getallen(regel: Grootboekregel) -> dict[str, float | int | None]:
    """Hours as JSON numbers, the count of turns as it is."""
    waarden = {naam: getattr(regel, naam) for naam in models.Getallen.model_fields}
    return {
        naam: float(waarde) if isinstance(waarde, Decimal) else waarde
        for naam, waarde in waarden.items()
    }


def _regel(regel: Grootboekregel, namen: dict[str, str]) -> models.Grootboekregel:
    return models.Grootboekregel(
        organisatie=regel.organisatie,
        naam=namen.get(regel.organisatie),
        maand=rules.maandtekst(regel.maand) if regel.maand else None,
        functie=regel.functie,
        **_getallen(regel),
    )


def _tarief(afspraken: flexpool.Afspraken) -> models.Tarief:
    grondslag = afspraken.tarief_grondslag
    uitleg = EEN_TARIEF.format(grondslag=str(grondslag).replace("_", "")) if grondslag else None
    return models.Tarief(
        grondslag=str(grondslag) if grondslag else None,
        cent_per_uur=afspraken.tarief_cent_per_uur,
        per_niveau=[
            models.NiveauTarief(niveau=niveau, cent_per_uur=cent)
            for niveau, cent in afspraken.tarief_per_niveau
        ],
        uitleg=uitleg or GEEN_TARIEF,
    )


def _csv(boek: Boek) -> str:
    """One line per line of the ledger; RFC 4180."""
    buffer = StringIO()
    writer = csv.writer(buffer)
    getallen = list(models.Getallen.model_fields)
    writer.writerow(["organisatie", "naam", "maand", "functie", *getallen])
    for regel in boek.regels:
        maand = rules.maandtekst(regel.maand) if regel.maand else ""
        waarden = ["" if (w := getattr(regel, naam)) is None else w for naam in getallen]
        naam, functie = (
            csvcel.veilig(een or "") for een in (boek.namen.get(regel.organisatie), regel.functie)
        )
        writer.writerow([regel.organisatie, naam, maand, functie, *waarden])
    return buffer.getvalue()
