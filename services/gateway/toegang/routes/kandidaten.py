"""People themselves: an outsider who wants to apply, and anybody who asks for a one-time link.

No answer here tells whether an address is known: the same statements are done for every address,
and what depends on it happens later, in the worker.
"""

from typing import Annotated
from uuid import UUID

from fastapi import Request, Response
from pydantic import Field

from services.gateway.bericht import storage as berichten
from services.gateway.kandidaat import rules as kandidaatregels
from services.gateway.kandidaat import storage as kandidaten
from services.gateway.toegang import rules
from services.gateway.toegang.routes.token import access_token
from shared import api, bsn, idempotency, verwerking
from shared.api import Beller, Geheel, Model, Nu, Tekst, Tx, mag_anoniem
from shared.model import Email
from shared.problem import invalid

BASE = "/toegang/v1"
router = api.router("personen")
Telefoon = Annotated[
    str, Field(max_length=30, pattern=r"^[+0-9 ()-]*$", description="Begint met 0 of +.")
]


class KandidaatInvoer(Model):
    """Wie u bent, als u niet bij een deelnemende organisatie werkt."""

    naam: Tekst
    email: Email
    telefoon: Telefoon | None = None


class KandidaatToegang(Model):
    """Uw pseudoniem, en een token waarmee u nu kunt solliciteren."""

    kandidaat: UUID = Field(description="Pseudoniem: zo heet u overal elders.")
    toegangstoken: str = Field(max_length=5000, description="Stuur dit mee als Bearer-token.")
    geldig_seconden: Geheel = Field(ge=1, le=86400, description="Hoe lang het token werkt.")
    scopes: list[Tekst] = Field(max_length=20, description="Wat ermee kan.")


class InloglinkInvoer(Model):
    """Het adres waar de link heen gaat."""

    email: Email


class Ontvangst(Model):
    """Dat wij het gelezen hebben; meer zegt dit niet."""

    melding: Tekst


def check(naam: str | None, email: str | None, telefoon: str | None) -> None:
    """Refuse what cannot be a name, an address or a number. Error: Problem 400."""
    known = kandidaatregels.beletselen(email or "a@example.org", telefoon)
    faults = [(kandidaatregels.PLAATS[een], een.value, kandidaatregels.REDEN[een]) for een in known]
    if naam is not None and bsn.bevat(naam):
        reden = "Hierin staat een nummer dat een BSN kan zijn; dat mag hier niet staan."
        faults.append(("naam", "lijkt-bsn", reden))
    if faults:
        raise invalid(*faults)


@router.post(
    "/kandidaten",
    status_code=201,
    dependencies=[mag_anoniem()],
    summary="Meld u aan om te solliciteren",
)
def add_kandidaat(
    invoer: KandidaatInvoer, request: Request, response: Response, tx: Tx, beller: Beller, nu: Nu
) -> KandidaatToegang:
    """Geef naam en e-mailadres op en krijg een token van een half uur om mee te solliciteren.

    Naar het adres gaat een persoonlijke link; daarmee volgt u uw sollicitatie. Bent u hier al
    bekend, dan zegt het antwoord dat niet.
    """
    check(invoer.naam, invoer.email, invoer.telefoon)
    row = kandidaten.add(tx, invoer.naam, invoer.email, invoer.telefoon, nu)
    berichten.add_inloglink(tx, nu, persoon=row.id)
    verwerking.record(tx, beller, "als kandidaat aanmelden", [row.id], nu)
    idempotency.once(request)  # the answer holds a token
    response.headers["Location"] = f"{BASE}/persoon"
    given = access_token(
        request, row.id, rules.AANMELDING, rules.AANMELDING_SCOPES, rules.AANMELDING_SECONDS
    )
    return KandidaatToegang(
        kandidaat=row.id,
        toegangstoken=given["access_token"],
        geldig_seconden=given["expires_in"],
        scopes=given["scope"].split(),
    )


@router.post(
    "/inloglinks",
    status_code=202,
    dependencies=[mag_anoniem()],
    summary="Vraag een persoonlijke link",
)
def add_inloglink(invoer: InloglinkInvoer, tx: Tx, nu: Nu) -> Ontvangst:
    """Is dit adres bij ons bekend, dan gaat er een link heen waarmee u één keer kunt inloggen.

    Het antwoord is altijd hetzelfde.
    """
    check(None, invoer.email, None)
    berichten.add_inloglink(tx, nu, email=invoer.email)
    return Ontvangst(melding="Is dit adres bekend, dan staat er zo een link in uw mail.")
