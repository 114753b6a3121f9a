"""Abonnementen: who wants to be told, where, and with which secret."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query, Request, Response
from sqlalchemy.orm import Session

from services.gateway.notificatie.routes.models import (
    Abonnement,
    AbonnementInvoer,
    AbonnementPagina,
    AbonnementWijziging,
    Herhaling,
    OAuthClient,
    OAuthInvoer,
    WebhookGeheim,
)
from services.gateway.notificatie.rules import REDENEN, Abonnementstatus, Bezwaar, mag_worden
from services.gateway.notificatie.rules import abonnement as regels
from services.gateway.notificatie.rules import adres as adressen
from services.gateway.notificatie.storage import abonnementen
from shared import api, etag, fernet, idempotency, paging
from shared.api import Beller, Tx, eist
from shared.caller import Caller
from shared.model import niet_leeg
from shared.problem import Problem, found, invalid
from shared.settings import Settings

BASE = "/notificaties/v1"
router = api.router("abonnementen")
LEZEN = eist("gebeurtenissen:lezen")
PLATFORM, BEHEERDER = "platformbeheerder", "beheerder"
WAIT, PARKED = "wacht", "geparkeerd"


def keuze(beller: Caller) -> abonnementen.Keuze:
    """Which subscriptions the caller may see: a machine its own, its beheerder all of the
    organisation. Error: 403, for a person or a machine on behalf of one."""
    if beller.medewerker is not None or beller.client is None:
        raise Problem(403, "Abonnementen zijn van systemen, niet van mensen.", code="geen-systeem")
    if PLATFORM in beller.rollen:
        return abonnementen.Keuze()
    return abonnementen.Keuze(
        beller.client, beller.organisatie if BEHEERDER in beller.rollen else None
    )


def visible(tx: Session, id: UUID, beller: Caller, lock: bool = False) -> abonnementen.Row:
    return found(abonnementen.get(tx, id, keuze(beller), lock), "abonnement")


def _kluis(request: Request) -> fernet.Kluis:
    known: fernet.Kluis | None = fernet.open_keys(request.app.state.settings.webhook_keys)
    if known is None:
        text = "De beheerder van Doorstroom heeft nog geen sleutel voor geheimen van abonnees."
        raise Problem(503, text, code="geen-sleutel")
    return known


@router.get("/abonnementen", response_model=AbonnementPagina, dependencies=[LEZEN], summary="Lijst")
def list_abonnementen(
    request: Request,
    response: Response,
    params: Annotated[paging.PageParams, Query()],
    tx: Tx,
    beller: Beller,
) -> object:
    """De abonnementen van uw client; een beheerder ziet die van de hele organisatie."""
    whose = keuze(beller)
    rows = abonnementen.find(tx, whose, params.offset, params.limit)
    count = abonnementen.count(tx, whose) if params.telling else None
    return paging.page(request, response, params, _shown(tx, rows), count)


@router.post("/abonnementen", status_code=201, dependencies=[LEZEN], summary="Neem een abonnement")
def add_abonnement(
    invoer: AbonnementInvoer, request: Request, response: Response, tx: Tx, beller: Beller
) -> Abonnement:
    """Vraag om toegestuurd te krijgen wat er gebeurt, als CloudEvents volgens het NL GOV-profiel.

    Een abonnement past bij wie snel wil reageren; wie niets mag missen leest daarnaast, of in
    plaats daarvan, de wijzigingsstroom. Wij vragen de ontvanger eerst of hij wil (OPTIONS met
    `WebHook-Request-Origin`) en sturen een proefbericht; daarna is de status `actief`. U krijgt
    wat uw client op het moment van afleveren mag weten, nooit persoonsgegevens: alleen waar het
    staat. Elke gebeurtenis komt ten minste één keer; dezelfde `id` is dezelfde gebeurtenis.
    Het `geheim` (Standard Webhooks) tonen wij één keer.
    """
    keuze(beller)
    kluis, settings = _kluis(request), request.app.state.settings
    _check(invoer, settings, beller)
    abonnementen.lock_client(tx, str(beller.client))
    if abonnementen.count(tx, abonnementen.Keuze(beller.client)) >= regels.MAX_PER_CLIENT:
        text = f"Een client heeft hoogstens {regels.MAX_PER_CLIENT} abonnementen."
        raise Problem(409, text, code="te-veel")
    row = abonnementen.Row(
        client=beller.client,
        organisatie=beller.organisatie,
        naam=invoer.naam,
        callback_url=invoer.callback_url,
        typen=sorted(set(invoer.typen)),
        filters=invoer.filters,
        verband=invoer.verband,
        aangemaakt_op=datetime.now(UTC),
    )
    geheim = abonnementen.new_secret()
    _set_oauth(row, invoer.oauth)
    secret = invoer.oauth.client_secret if invoer.oauth else None
    abonnementen.seal(row, abonnementen.Geheimen(geheim, None, secret), kluis)
    abonnementen.add(tx, row)
    response.headers["Location"] = f"{BASE}/abonnementen/{row.id}"
    idempotency.once(request)
    etag.stamp(request, row.versie)
    [shown] = _shown(tx, [row])
    return shown.model_copy(update={"geheim": geheim})


@router.get("/abonnementen/{id}", dependencies=[LEZEN], summary="Eén abonnement")
def get_abonnement(id: UUID, request: Request, tx: Tx, beller: Beller) -> Abonnement:
    """Wat u wilt horen, en hoe het afleveren gaat."""
    row = visible(tx, id, beller)
    etag.stamp(request, row.versie)
    return _shown(tx, [row])[0]


@router.patch("/abonnementen/{id}", dependencies=[LEZEN], summary="Wijzig een abonnement")
def patch_abonnement(
    id: UUID, wijziging: AbonnementWijziging, request: Request, tx: Tx, beller: Beller
) -> Abonnement:
    """Wijzig wat u wilt horen of waar, pauzeer, of ga verder na een pauze of afwijzing."""
    row = visible(tx, id, beller, lock=True)
    etag.require_match(request, row.versie)
    if row.status == Abonnementstatus.BEEINDIGD:
        raise Problem(409, "Dit abonnement is beëindigd; neem een nieuw.", code="beeindigd")
    _check(wijziging, request.app.state.settings, beller)
    if given := wijziging.model_fields_set:
        _change(tx, row, wijziging, given, request)
        row.versie += 1
        abonnementen.wake(tx)
    etag.stamp(request, row.versie)
    return _shown(tx, [row])[0]


def _change(
    tx: Session,
    row: abonnementen.Row,
    wijziging: AbonnementWijziging,
    given: set[str],
    request: Request,
) -> None:
    for name in given & {"naam", "callback_url", "filters", "verband"}:
        setattr(row, name, getattr(wijziging, name))
    if "typen" in given:
        row.typen = sorted(set(wijziging.typen))
    if "oauth" in given:
        kluis = _kluis(request)
        _set_oauth(row, wijziging.oauth)
        known = abonnementen.unseal(row, kluis)
        secret = wijziging.oauth.client_secret if wijziging.oauth else None
        new = abonnementen.Geheimen(known.geheim, known.vorig, secret)
        abonnementen.seal(row, new, kluis)
    before = Abonnementstatus(row.status)
    after = Abonnementstatus(wijziging.status) if "status" in given else before
    if before in abonnementen.LOPEND and after == Abonnementstatus.ACTIEF:
        after = before
    if not mag_worden(before, after):
        text = f"Een abonnement dat {before.value} is, wordt niet {after.value}."
        raise Problem(409, text, code="overgang-kan-niet")
    moved = bool(given & {"callback_url", "oauth"}) and after in abonnementen.LOPEND
    if moved or (after == Abonnementstatus.ACTIEF and before not in abonnementen.LOPEND):
        abonnementen.ask_again(tx, row)
    elif after != before:
        row.status, row.reden = after, None


@router.delete(
    "/abonnementen/{id}", status_code=204, dependencies=[LEZEN], summary="Zeg een abonnement op"
)
def delete_abonnement(id: UUID, request: Request, tx: Tx, beller: Beller) -> None:
    """Er komt niets meer; het abonnement, zijn geheimen en zijn afleveringen zijn weg."""
    row = visible(tx, id, beller, lock=True)
    etag.require_match(request, row.versie)
    abonnementen.delete(tx, row)


@router.post(
    "/abonnementen/{id}/geheimen", status_code=201, dependencies=[LEZEN], summary="Nieuw geheim"
)
def add_geheim(
    id: UUID, request: Request, response: Response, tx: Tx, beller: Beller
) -> WebhookGeheim:
    """Maak een nieuw geheim. Een dag lang ondertekenen wij met het nieuwe en het vorige."""
    row = visible(tx, id, beller, lock=True)
    _running(row)
    now = datetime.now(UTC)
    geheim = abonnementen.rotate(tx, row, _kluis(request), now)
    response.headers["Location"] = f"{BASE}/abonnementen/{id}"
    idempotency.once(request)
    return WebhookGeheim(geheim=geheim, vorig_geheim_tot=now + abonnementen.OVERLAP)


@router.post(
    "/abonnementen/{id}/herhalingen",
    status_code=202,
    dependencies=[LEZEN],
    summary="Krijg alles nog eens",
)
def add_herhaling(
    id: UUID, herhaling: Herhaling, request: Request, tx: Tx, beller: Beller
) -> Abonnement:
    """Lever vanaf een moment alles opnieuw af wat u nu mag weten, met dezelfde `id`'s."""
    row = visible(tx, id, beller, lock=True)
    _running(row)
    abonnementen.replay(tx, row, herhaling.vanaf)
    etag.stamp(request, row.versie)
    return _shown(tx, [row])[0]


def _running(row: abonnementen.Row) -> None:
    if row.status == Abonnementstatus.BEEINDIGD:
        raise Problem(409, "Dit abonnement is beëindigd; neem een nieuw.", code="beeindigd")


def _set_oauth(row: abonnementen.Row, oauth: OAuthInvoer | None) -> None:
    row.token_url = oauth.token_url if oauth else None
    row.client_id = oauth.client_id if oauth else None
    row.scope = oauth.scope if oauth else None


def _check(
    invoer: AbonnementInvoer | AbonnementWijziging, settings: Settings, beller: Caller
) -> None:
    """Error: 400, with every fault at once."""
    given = invoer.model_fields_set
    faults: list[tuple[str, Bezwaar]] = []
    for name in sorted(given & {"naam", "callback_url", "typen", "filters", "status"}):
        if getattr(invoer, name) is None:
            raise invalid((niet_leeg(name).context["veld"], "niet-leeg", "Kan niet leeg worden."))  # type: ignore[index]
    faults += regels.bezwaren(invoer.filters or [])
    urls = {"callbackUrl": invoer.callback_url if "callback_url" in given else None}
    urls["oauth.tokenUrl"] = invoer.oauth.token_url if invoer.oauth else None
    for name, url in urls.items():
        if url is not None:
            no = adressen.bezwaar(url, settings.webhook_http_hosts, settings.webhook_networks)
            faults += [(name, no)] if no else []
    if invoer.verband is not None and invoer.verband not in beller.verband_ids:
        faults.append(("verband", Bezwaar.GEEN_LID))
    if faults:
        raise invalid(*((name, een.value, REDENEN[een]) for name, een in faults))


def _shown(tx: Session, rows: Any) -> list[Abonnement]:
    open_ = abonnementen.open_counts(tx, [row.id for row in rows])
    names = set(Abonnement.model_fields) - {"oauth", "wachtend", "geparkeerd", "geheim"}
    now = datetime.now(UTC)
    return [
        Abonnement(
            **{name: getattr(row, name) for name in names - {"vorig_geheim_tot"}},
            vorig_geheim_tot=row.vorig_tot if row.vorig_tot and row.vorig_tot > now else None,
            oauth=OAuthClient.model_validate(row) if row.token_url else None,
            wachtend=open_.get((row.id, WAIT), 0),
            geparkeerd=open_.get((row.id, PARKED), 0),
        )
        for row in rows
    ]
