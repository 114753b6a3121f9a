"""The facts of a proposal: who it is about, who can receive, and what stops it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

import httpx2
from sqlalchemy.orm import Session

from services.vacatures.convenant.routes import vraagt_gateway
from services.vacatures.doorverwijzing import rules, storage
from services.vacatures.doorverwijzing.routes import models
from services.vacatures.doorverwijzing.routes.access import weiger_invoer
from services.vacatures.doorverwijzing.rules import Voorstel
from services.vacatures.sollicitatie import storage as sollicitaties
from services.vacatures.sollicitatie.routes import van_werkgever
from services.vacatures.vacature.routes.models import beletsels
from services.vacatures.vacature.rules import Fout
from shared.caller import Caller
from shared.http import Peer
from shared.problem import Problem, invalid


def wie(
    tx: Session,
    invoer: models.DoorverwijzingInvoer,
    beller: Caller,
    organisatie: str,
    nu: datetime,
    gateway: Peer,
) -> tuple[UUID, sollicitaties.Dossier | None]:
    """The person, and the application that gave rise to it."""
    if (invoer.sollicitatie_id is None) == (invoer.medewerker is None):
        reden = "Noem de sollicitatie of de medewerker, een van beide"
        raise invalid(("sollicitatieId", "een-van-beide", reden))
    if invoer.sollicitatie_id is not None:
        try:
            dossier, _ = van_werkgever(tx, invoer.sollicitatie_id, beller, nu)
        except Problem:
            raise invalid(("sollicitatieId", "onbekend", "Deze is er niet voor u")) from None
        return dossier.medewerker, dossier
    assert invoer.medewerker is not None
    if not invoer.op_verzoek_van_medewerker:
        reden = "Alleen als de medewerker er zelf om vroeg"
        raise invalid(("opVerzoekVanMedewerker", "verplicht", reden))
    if _werkgever(gateway, invoer.medewerker) != organisatie:
        raise invalid(("medewerker", "onbekend", "Deze medewerker is er niet voor u"))
    return invoer.medewerker, None


def _werkgever(gateway: Peer, medewerker: UUID) -> str | None:
    with vraagt_gateway():
        try:
            feiten: dict[str, Any] = gateway.get(f"/intern/medewerkers/{medewerker}")
        except httpx2.HTTPStatusError as error:
            if error.response.status_code != 404:
                raise
            return None
    return feiten.get("organisatie")


def eigen_sollicitatie(tx: Session, id: UUID | None, persoon: UUID) -> sollicitaties.Dossier | None:
    """The person's own application that gave rise to it, if one did."""
    if id is None:
        return None
    dossier = sollicitaties.get_sollicitatie(tx, id)
    if dossier is None or dossier.medewerker != persoon:
        raise invalid(("sollicitatieId", "onbekend", "Deze sollicitatie is er niet"))
    return dossier


def partners_van(gateway: Peer, verbanden: Iterable[UUID], op: date) -> dict[str, UUID]:
    """Who can receive: every member today of these verbanden. Error: httpx2.HTTPError."""
    partners: dict[str, UUID] = {}
    for verband in sorted(verbanden, reverse=True):
        leden = gateway.get(f"/intern/verbanden/{verband}/leden?op={op}")["organisaties"]
        partners |= dict.fromkeys(leden, verband)
    return partners


def voorstel_van(
    tx: Session,
    persoon: UUID | None,
    ontvangers: list[str],
    partners: dict[str, UUID],
    eigen: set[str],
    dossier: sollicitaties.Dossier | None,
    vandaag: date,
) -> Voorstel:
    """The facts on which a proposal is judged; `persoon` None: nobody asks but the person."""
    wie: list[UUID | str] = [*ontvangers, *([persoon] if persoon else [])]
    pauzeren = storage.list_pauzes(tx, wie, vandaag)
    return Voorstel(
        ontvangers=tuple(ontvangers),
        partners=partners,
        eigen=eigen,
        persoon_pauzeert=str(persoon) in pauzeren,
        ontvangers_pauzeren=pauzeren,
        sollicitatie=dossier.kandidaat.status if dossier else None,
    )


def weiger(voorstel: Voorstel) -> None:
    """400 with every fault in the body, 409 with everything that stops it now."""
    weiger_invoer(rules.invoer_fouten(voorstel))
    if beletselen := rules.voorstel_beletselen(voorstel):
        raise kan_niet(beletselen)


def kan_niet(beletselen: list[Fout]) -> Problem:
    """409 with these obstacles."""
    return Problem(
        409,
        "Deze doorverwijzing kan nu niet; zie beletselen.",
        code="doorverwijzen-kan-niet",
        beletselen=beletsels(beletselen),
    )
