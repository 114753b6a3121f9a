"""A token for a piece of a page in the browser: an intranet's server asks it for its employee."""

from typing import Annotated

from fastapi import Request, Response
from pydantic import Field

from services.gateway.medewerker import storage as medewerkers
from services.gateway.medewerker.rules import lijkt_bsn
from services.gateway.toegang import rules, storage
from services.gateway.toegang.routes.clients import BASE, Herkomst
from services.gateway.toegang.routes.token import access_token_for
from shared import api, idempotency
from shared.api import Beller, Geheel, Model, Tekst, Tx, eist
from shared.model import NO_CONTROL
from shared.problem import Problem, invalid

router = api.router("clients")


class WidgettokenInvoer(Model):
    """Voor wie, en op welke pagina."""

    medewerker: Annotated[str, Field(min_length=1, max_length=100, pattern=NO_CONTROL)] = Field(
        description="Uw eigen kenmerk van de medewerker; nooit een BSN."
    )
    herkomst: Herkomst = Field(description="Een van de herkomsten van de client.")
    scopes: list[Tekst] = Field(
        default_factory=lambda: ["vacatures:lezen"], min_length=1, max_length=10
    )
    geldig_seconden: Geheel = Field(300, ge=60, le=900)


class Widgettoken(Model):
    """Een token dat alleen op die pagina werkt, en kort."""

    toegangstoken: str = Field(max_length=5000, description="Stuur dit mee als Bearer-token.")
    geldig_seconden: Geheel = Field(ge=1, le=900, description="Hoe lang het token werkt.")
    scopes: list[Tekst] = Field(max_length=20, description="Wat ermee kan.")


@router.post(
    "/widgettokens",
    status_code=201,
    dependencies=[eist("vacatures:lezen")],
    summary="Vraag een token voor een widget",
)
def add_widgettoken(
    invoer: WidgettokenInvoer, request: Request, response: Response, tx: Tx, beller: Beller
) -> Widgettoken:
    """Een token van enkele minuten voor één medewerker in de browser.

    De server van uw intranet vraagt het met zijn eigen token; de client mag voor medewerkers
    instaan. Het werkt alleen vanaf de genoemde herkomst.
    """
    client = storage.get_client(tx, beller.client or "")
    if client is None or not client.namens_medewerkers or client.organisatie is None:
        text = "Deze client mag niet voor medewerkers instaan."
        raise Problem(403, text, code="niet-namens-medewerkers")
    if beller.medewerker is not None:
        raise Problem(403, "Vraag dit met het token van de client.", code="niet-namens-medewerkers")
    faults = []
    if invoer.herkomst not in client.herkomsten:
        reden = "Deze herkomst ligt niet vast bij de client."
        faults.append(("herkomst", "herkomst-onbekend", reden))
    if lijkt_bsn(invoer.medewerker):
        faults.append(("medewerker", "lijkt-bsn", "Gebruik een eigen kenmerk, geen BSN."))
    scopes = frozenset(invoer.scopes)
    if scopes - rules.WIDGET_SCOPES:
        faults.append(("scopes", "scope-niet-te-geven", "Dit kan een widget niet krijgen."))
    if faults:
        raise invalid(*faults)
    person = medewerkers.get_or_create(tx, client.organisatie, invoer.medewerker)
    claims = {
        "sub": str(person),
        "client_id": client.id,
        "medewerker": str(person),
        "herkomst": invoer.herkomst,
    }
    given = access_token_for(request, claims, scopes, invoer.geldig_seconden)
    idempotency.once(request)
    response.headers["Location"] = f"{BASE}/mij"
    return Widgettoken(
        toegangstoken=given["access_token"],
        geldig_seconden=given["expires_in"],
        scopes=given["scope"].split(),
    )
