"""Het register van organisaties: public facts for everyone with a token, filled by the platform."""

from collections import Counter
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Path, Query, Request, Response
from pydantic import Field

from services.gateway.organisatie import rules, storage
from shared import api, etag, events, paging
from shared.api import (
    Beller,
    Datum,
    Geheel,
    LangeTekst,
    Model,
    Nu,
    Oin,
    Tekst,
    Tijdstip,
    Tx,
    Vandaag,
    absent,
    eist,
    mag_anoniem,
)
from shared.model import Email
from shared.problem import Problem, found

BASE = "/deelname/v1"
PLATFORM = "platformbeheerder"
IEDEREEN = events.Publiek(openbaar=True)
MAX_ROWS = 1000
router = api.router("organisaties")
intern = api.router("organisaties")

OinPad = Annotated[str, Path(pattern=api.OIN, min_length=20, max_length=20, description="OIN.")]
Waarde = Annotated[LangeTekst, Field(max_length=2000)]
Kolom = Annotated[str, Field(max_length=100)]


class Organisatie(Model):
    """Een werkgever in het register."""

    id: UUID
    oin: Oin
    tooi: Tekst
    naam: Tekst
    soort: rules.Soort
    cao: rules.Cao | None
    website: Tekst | None
    plaats: Tekst | None
    pc4: str | None = Field(max_length=4, description="Cijfers van de postcode.")
    inwoners: Geheel | None = Field(ge=0, le=99_999_999)
    actief_vanaf: Datum | None
    actief_tot: Datum | None = Field(description="Laatste dag; leeg: bestaat nog.")
    opvolger: Tekst | None = Field(description="TOOI van de organisatie die haar opvolgt.")
    actief: bool = Field(description="Bestaat vandaag.")
    sector: rules.Sector = Field(description="Volgt uit de cao, en anders uit de soort.")
    handreiking: str | None = Field(
        max_length=500,
        description="Waarom de handreiking samenwerkingsvormen hier niet geldt; leeg: zij geldt.",
    )
    wervings_email: str | None = Field(
        None, max_length=254, description="Postbus voor werving; alleen voor de organisatie zelf."
    )


class OrganisatieWijziging(Model):
    """Wat een organisatie zelf kiest; het register wijzigt het niet."""

    wervings_email: Email | None = absent(description="Gezamenlijke postbus, geen eigen adres.")


class OrganisatiePagina(paging.Pagina):
    """Een deel van het register."""

    results: list[Organisatie] = Field(max_length=paging.MAX_SIZE)


class OrganisatieFilter(paging.PageParams):
    """Waarop te kiezen is."""

    soort: rules.Soort | None = Field(None, description="Alleen deze soort.")
    naam: Tekst | None = Field(None, description="Deel van de naam.")
    actief: bool | None = Field(None, description="Alleen wie vandaag wel of juist niet bestaat.")


class OrganisatieLevering(Model):
    """Rijen van een registerbestand, met de kolomnamen van dat bestand."""

    soort: rules.Soort | None = Field(
        None, description="Soort van alle rijen, als de rij of haar TOOI dat niet zelf zegt."
    )
    rijen: list[Annotated[dict[Kolom, Waarde], Field(max_length=100)]] = Field(
        min_length=1,
        max_length=MAX_ROWS,
        description="Per rij kolomnaam en waarde; onbekende kolommen tellen niet mee.",
    )


class Bevinding(Model):
    """Reden van weigering, of opmerking."""

    code: rules.Bevindingcode
    veld: Tekst
    toelichting: Tekst


class ImportRegel(Model):
    """Wat er met één rij gebeurde."""

    rij: Geheel = Field(ge=1, le=MAX_ROWS, description="Nummer van de rij in de levering.")
    tooi: str | None = Field(max_length=2000)
    naam: str | None = Field(max_length=2000)
    uitkomst: rules.Uitkomst
    redenen: list[Bevinding] = Field(max_length=50)
    opmerkingen: list[Bevinding] = Field(max_length=50)


class OrganisatieImport(Model):
    """Verslag van een levering."""

    id: UUID
    geleverd_op: Tijdstip
    toegevoegd: Geheel = Field(ge=0, le=MAX_ROWS)
    gewijzigd: Geheel = Field(ge=0, le=MAX_ROWS)
    ongewijzigd: Geheel = Field(ge=0, le=MAX_ROWS)
    geweigerd: Geheel = Field(ge=0, le=MAX_ROWS)
    regels: list[ImportRegel] = Field(max_length=MAX_ROWS)


class OrganisatieKern(Model):
    """Wat een andere dienst van een organisatie nodig heeft."""

    oin: Oin
    tooi: Tekst
    naam: Tekst
    inwoners: Geheel | None = Field(ge=0, le=99_999_999)


@router.get(
    "/organisaties",
    response_model=OrganisatiePagina,
    dependencies=[eist("deelname:lezen")],
    summary="Organisaties",
)
def list_organisaties(
    request: Request,
    response: Response,
    params: Annotated[OrganisatieFilter, Query()],
    tx: Tx,
    vandaag: Vandaag,
) -> object:
    """De organisaties in het register, op naam. Ook opgeheven organisaties staan erin."""
    keuze = storage.Keuze(vandaag, params.soort, params.naam, params.actief)
    rows = storage.find(tx, keuze, params.offset, params.limit)
    count = storage.count(tx, keuze) if params.telling else None
    shown = [_organisatie(row, vandaag) for row in rows]
    return paging.page(request, response, params, shown, count)


@router.get(
    "/organisaties/{oin}", dependencies=[mag_anoniem("deelname:lezen")], summary="Eén organisatie"
)
def get_organisatie(
    oin: OinPad, request: Request, tx: Tx, beller: Beller, vandaag: Vandaag
) -> Organisatie:
    """Een organisatie, ook als zij is opgeheven; dan met einddatum en opvolger.

    Voor iedereen: wie een open vacature leest, mag weten van welke werkgever die is.
    """
    row = found(storage.get(tx, oin), "organisatie")
    etag.stamp(request, row.versie)
    return _organisatie(row, vandaag, beller.organisatie)


@router.patch(
    "/organisaties/{oin}",
    dependencies=[eist("deelname:beheren")],
    summary="Kies de postbus voor werving",
)
def change_organisatie(
    oin: OinPad,
    wijziging: OrganisatieWijziging,
    request: Request,
    tx: Tx,
    beller: Beller,
    vandaag: Vandaag,
) -> Organisatie:
    """Kies waar berichten over de werving van uw organisatie heen gaan; leeg: nergens."""
    row = found(storage.get(tx, oin, lock=True), "organisatie")
    if not rules.mag_kiezen(oin, beller.organisatie, beller.rollen):
        raise Problem(403, "Dit kiest een beheerder van de organisatie.", code="rol-ontbreekt")
    etag.require_match(request, row.versie)
    if "wervings_email" in wijziging.model_fields_set:
        row.wervings_email = wijziging.wervings_email
        row.versie += 1
    etag.stamp(request, row.versie)
    return _organisatie(row, vandaag, beller.organisatie)


@router.post(
    "/organisatie-importen",
    status_code=201,
    dependencies=[eist("deelname:beheren")],
    summary="Register bijwerken",
)
def add_organisatie_import(
    levering: OrganisatieLevering,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
    vandaag: Vandaag,
) -> OrganisatieImport:
    """Werk het register bij met rijen van een registerbestand.

    Een rij met een fout wordt geweigerd met alle redenen; de rest wordt overgenomen. Dezelfde
    levering nog eens verandert niets. Wie niet in de levering staat, blijft staan.
    """
    if PLATFORM not in beller.rollen:
        raise Problem(403, "Dit kan alleen de platformbeheerder.", code="rol-ontbreekt")
    storage.lock_register(tx)
    register = storage.holders(tx, map(rules.sleutels, levering.rijen))
    oordelen = rules.beoordeel_alle(levering.rijen, levering.soort, register, vandaag)
    anders = [
        oordeel.organisatie
        for oordeel in oordelen
        if oordeel.organisatie and oordeel.uitkomst != rules.Uitkomst.ONGEWIJZIGD
    ]
    bestonden = {een.oin for een in register if een.actief_tot is None}
    for opgeheven in storage.save(tx, anders):
        if opgeheven.actief_tot is not None and opgeheven.oin in bestonden:
            adres = f"{BASE}/organisaties/{opgeheven.oin}"
            events.record(tx, "organisatie-opgeheven", opgeheven.id, IEDEREEN, nu, adres)
    pairs = enumerate(zip(levering.rijen, oordelen, strict=True), start=1)
    regels = [_regel(nr, rij, oordeel) for nr, (rij, oordeel) in pairs]
    row = storage.add_import(
        tx, beller.client, nu, [regel.model_dump(mode="json", by_alias=False) for regel in regels]
    )
    verslag = _verslag(row)
    if anders:
        events.record(tx, "register-bijgewerkt", row.id, IEDEREEN, nu, f"{BASE}/organisaties")
    response.headers["Location"] = f"{BASE}/organisatie-importen/{row.id}"
    return verslag


@router.get(
    "/organisatie-importen/{id}",
    dependencies=[eist("deelname:beheren")],
    summary="Verslag van een levering",
)
def get_organisatie_import(id: UUID, request: Request, tx: Tx, beller: Beller) -> OrganisatieImport:
    """Wat een eerdere levering met elke rij deed."""
    row = storage.get_import(tx, id) if PLATFORM in beller.rollen else None
    etag.stamp(request, 1)  # a report never changes
    return _verslag(found(row, "levering"))


@intern.get("/organisaties/{oin}", dependencies=[Depends(api.dienst)])
def get_organisatie_kern(oin: OinPad, tx: Tx) -> OrganisatieKern:
    """Name, TOOI and inhabitants of an organisation, for a peer service."""
    return OrganisatieKern.model_validate(
        storage.to_facts(found(storage.get(tx, oin), "organisatie"))
    )


def _organisatie(row: storage.Row, vandaag: date, van_beller: str | None = None) -> Organisatie:
    facts = storage.to_facts(row)
    values: dict[str, Any] = {name: getattr(facts, name) for name in facts.__slots__}
    values["wervings_email"] = row.wervings_email if row.oin == van_beller else None
    return Organisatie(
        id=row.id,
        actief=rules.is_actief(facts, vandaag),
        sector=rules.sector(facts),
        handreiking=rules.handreiking(facts),
        **values,
    )


def _regel(nr: int, rij: dict[str, str], oordeel: rules.Oordeel) -> ImportRegel:
    velden = rules.bekende_kolommen(rij)
    return ImportRegel(
        rij=nr,
        tooi=velden.get("tooi"),
        naam=oordeel.organisatie.naam if oordeel.organisatie else velden.get("naam"),
        uitkomst=oordeel.uitkomst,
        redenen=[Bevinding.model_validate(reden) for reden in oordeel.redenen],
        opmerkingen=[Bevinding.model_validate(een) for een in oordeel.opmerkingen],
    )


def _verslag(row: storage.ImportRow) -> OrganisatieImport:
    telling = Counter(regel["uitkomst"] for regel in row.regels)
    return OrganisatieImport(
        id=row.id,
        geleverd_op=row.geleverd_op,
        regels=[ImportRegel.model_validate(regel) for regel in row.regels],
        **{str(uitkomst): telling[uitkomst] for uitkomst in rules.Uitkomst},
    )
