"""Who looks, and what a person must bring: shared by the routes of every room."""

from dataclasses import replace
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request

from services.pool.flexpool import rules
from shared.api import Beller
from shared.caller import Caller
from shared.problem import Problem

BASE_PATH = "/pool/v1"


def van_beller(beller: Beller) -> rules.Kijker:
    return rules.Kijker(
        organisatie=beller.organisatie,
        rollen=beller.rollen,
        medewerker=beller.medewerker,
        verbanden=beller.verband_ids,
    )


Kijker = Annotated[rules.Kijker, Depends(van_beller)]
EIGEN = "eigen:beheren"  # what only an own login may do


def van_eigen_login(beller: Beller, kijker: Kijker) -> rules.Kijker:
    return kijker if EIGEN in beller.scopes else replace(kijker, medewerker=None)


# What somebody wishes, answers or plans, an employer's machine does not read for its employee.
EigenKijker = Annotated[rules.Kijker, Depends(van_eigen_login)]


def eis_zelf(kijker: rules.Kijker) -> tuple[UUID, str]:
    """The person with an own login, and the employer (403)."""
    if kijker.medewerker is None or kijker.organisatie is None:
        zin = "Dit doet een medewerker zelf, met een eigen inlog."
        raise Problem(403, zin, code="eigen-inlog-nodig")
    return kijker.medewerker, kijker.organisatie


def eis_eigen_inlog(beller: Caller) -> None:
    if EIGEN not in beller.scopes:
        zin = "Doe dit met uw eigen inlog; uw werkgever kan dit niet voor u doen."
        raise Problem(403, zin, code="eigen-inlog-nodig")


def eis_rol(kijker: rules.Kijker, rollen: frozenset[str]) -> None:
    """Refuse (403) who sees this but may not do it."""
    if not kijker.rollen & rollen:
        nodig = ", ".join(sorted(rollen))
        raise Problem(403, f"Hiervoor is een van deze rollen nodig: {nodig}.", code="rol-ontbreekt")


def eis_organisatie(kijker: rules.Kijker) -> str:
    """The caller's own organisation; a client without one cannot act for one (403)."""
    if kijker.organisatie is None:
        raise Problem(403, "Dit doet een organisatie; uw client heeft er geen.", code="geen-oin")
    return kijker.organisatie


def eis_eigen(kijker: rules.Kijker, *organisaties: str) -> None:
    """Refuse (403) who sees this but works for another organisation."""
    if kijker.organisatie not in organisaties:
        raise Problem(403, "Dit mag alleen de organisatie zelf.", code="andere-organisatie")


def eis_mens(beller: Caller) -> str:
    """The person who decides; a machine cannot decide about people (400)."""
    if not beller.gebruiker:
        raise Problem(
            400,
            "Een besluit over een persoon neemt een mens: noem de gebruiker (Audit-User-ID).",
            code="gebruiker-ontbreekt",
        )
    return beller.gebruiker


def adres(request: Request, pad: str) -> str:
    """The public address of something of this API."""
    return f"{request.app.state.settings.public_base_url.rstrip('/')}{BASE_PATH}{pad}"


def beletsels(redenen: list[rules.Reden]) -> list[dict[str, str]]:
    """Reasons as data in an answer."""
    return [{"veld": r.veld, "code": r.code, "reden": r.uitleg} for r in redenen]
