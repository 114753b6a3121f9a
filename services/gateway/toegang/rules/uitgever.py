"""Tokens van een uitgever (OpenID Connect) die een organisatie zelf meebrengt. Pure rules.

NL GOV Assurance profile for OAuth 2.0 1.1 (protected resource) and for OpenID Connect 1.0.1.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from services.gateway.toegang.rules import MEDEWERKER_SCOPES

# RS256 must, PS256 should (NL GOV 1.1); no algorithm with a shared secret, and never "none".
ALGORITMEN = ("RS256", "PS256", "ES256", "EdDSA")
SPELING = 30  # seconds that two clocks may differ
LANGST = 6 * 3600  # seconds; NL GOV OAuth 1.1 allows no access token a longer life
JTI_TEKENS = 8  # anything shorter is no identifier
MAX_EXTERN = 100  # characters of an employer's own key
SOORTEN = frozenset({"", "jwt", "at+jwt", "application/at+jwt"})  # typ, in small letters
ANDER_DOEL = frozenset({"at_hash", "events", "cnf"})  # ID token, logout token, sender-constrained
VELDNAAM = r"^[A-Za-z_][A-Za-z0-9_.:/-]{0,99}$"


class Uitgeverbezwaar(StrEnum):
    """Why an issuer may not be recorded so. Values are public API: add, never rename."""

    ALGORITME_ONBEKEND = "algoritme-onbekend"
    SCOPE_NIET_TE_GEVEN = "scope-niet-te-geven"
    CLIENT_ONBEKEND = "client-onbekend"
    PUBLIEK_IS_CLIENT = "publiek-is-client"
    PUBLIEK_ONTBREEKT = "publiek-ontbreekt"
    CLAIM_HALF = "claim-half"
    GEHEIM_ZONDER_CLIENT = "geheim-zonder-client"


REDENEN_UITGEVER = {
    Uitgeverbezwaar.ALGORITME_ONBEKEND: f"Kies uit {', '.join(ALGORITMEN)}.",
    Uitgeverbezwaar.SCOPE_NIET_TE_GEVEN: "Deze scope krijgt een medewerker niet zo.",
    Uitgeverbezwaar.CLIENT_ONBEKEND: "Uw organisatie heeft geen client met deze id.",
    Uitgeverbezwaar.PUBLIEK_IS_CLIENT: "Een token voor deze client is niet voor ons bedoeld.",
    Uitgeverbezwaar.PUBLIEK_ONTBREEKT: "Zeg hoe wij in `aud` heten, of noem geen clients.",
    Uitgeverbezwaar.CLAIM_HALF: "Geef de claim en de waarde samen, of geen van beide.",
    Uitgeverbezwaar.GEHEIM_ZONDER_CLIENT: "Zeg ook als welke client wij ons daar melden.",
}


@dataclass(frozen=True, slots=True)
class Uitgever:
    """An issuer as one organisation uses it."""

    id: UUID
    organisatie: str  # OIN
    issuer: str
    publiek: frozenset[str]  # how we are called in `aud`
    algoritmen: frozenset[str]
    medewerker_claim: str = "sub"
    # Client id there (`azp`) → our own client that it speaks as; None: it speaks for an employee.
    clients: Mapping[str, str | None] = field(default_factory=dict)
    # When several organisations share an issuer: the claim that tells whose employee it is.
    organisatie_claim: str | None = None
    organisatie_waarde: str | None = None
    scopes: Mapping[str, frozenset[str]] = field(default_factory=dict)  # theirs → ours
    inlog_client: str | None = None  # who we are there, for people's own login
    inlog_acr: frozenset[str] = frozenset()  # empty: any


def bezwaren_uitgever(
    uitgever: Uitgever, eigen_clients: frozenset[str], met_geheim: bool
) -> list[tuple[str, Uitgeverbezwaar]]:
    """Every (field, objection) against recording this."""
    found = [
        ("algoritmen", Uitgeverbezwaar.ALGORITME_ONBEKEND)
        for _ in sorted(uitgever.algoritmen - set(ALGORITMEN))[:1]
    ]
    given = frozenset().union(*uitgever.scopes.values()) if uitgever.scopes else frozenset()
    if given - MEDEWERKER_SCOPES:
        found.append(("scopes", Uitgeverbezwaar.SCOPE_NIET_TE_GEVEN))
    if {eigen for eigen in uitgever.clients.values() if eigen} - eigen_clients:
        found.append(("clients", Uitgeverbezwaar.CLIENT_ONBEKEND))
    if uitgever.publiek & (set(uitgever.clients) | {uitgever.inlog_client}):
        found.append(("publiek", Uitgeverbezwaar.PUBLIEK_IS_CLIENT))
    if uitgever.clients and not uitgever.publiek:
        found.append(("publiek", Uitgeverbezwaar.PUBLIEK_ONTBREEKT))
    if (uitgever.organisatie_claim is None) != (uitgever.organisatie_waarde is None):
        found.append(("organisatieClaim", Uitgeverbezwaar.CLAIM_HALF))
    if met_geheim and uitgever.inlog_client is None:
        found.append(("inlogGeheim", Uitgeverbezwaar.GEHEIM_ZONDER_CLIENT))
    return found


def botst(een: Uitgever, ander: Uitgever) -> bool:
    """Whether one token could speak for both organisations."""
    if een.issuer != ander.issuer or een.id == ander.id:
        return False
    if not _namen(een) & _namen(ander):
        return False
    apart = (
        een.organisatie_claim is not None
        and een.organisatie_claim == ander.organisatie_claim
        and een.organisatie_waarde != ander.organisatie_waarde
    )
    return not apart


def _namen(uitgever: Uitgever) -> set[str]:
    return set(uitgever.clients) | ({uitgever.inlog_client} if uitgever.inlog_client else set())


def kies(uitgevers: Iterable[Uitgever], claims: Mapping[str, Any]) -> Uitgever | None:
    """For whom this token speaks; None: for nobody, or it cannot be told."""
    azp = _azp(claims)
    fit = [u for u in uitgevers if azp in u.clients and hoort_bij(u, claims)]
    return fit[0] if len(fit) == 1 else None


def hoort_bij(uitgever: Uitgever, claims: Mapping[str, Any]) -> bool:
    """Whether the claim that tells the organisation says this one."""
    if uitgever.organisatie_claim is None:
        return True
    said = claims.get(uitgever.organisatie_claim)
    return isinstance(said, str) and said == uitgever.organisatie_waarde


def _azp(claims: Mapping[str, Any]) -> str | None:
    """The client it was given to: `azp` (OpenID Connect, NL GOV) or `client_id` (RFC 9068)."""
    said = {claims[name] for name in ("azp", "client_id") if isinstance(claims.get(name), str)}
    return said.pop() if len(said) == 1 else None


def gebreken_token(
    uitgever: Uitgever, kop: Mapping[str, Any], claims: Mapping[str, Any], nu: datetime
) -> list[str]:
    """What is wrong with an access token whose signature is right; empty: it counts.

    Real time; seconds since 1970.
    """
    jti = claims.get("jti")
    checks = {
        "alg is hier niet toegestaan": kop.get("alg") not in uitgever.algoritmen,
        "typ is geen toegangstoken": str(kop.get("typ", "")).lower() not in SOORTEN,
        "is voor iets anders bedoeld": bool(ANDER_DOEL & set(claims)) or _is_ander(claims),
        "iss is niet deze uitgever": claims.get("iss") != uitgever.issuer,
        "aud noemt ons niet": not _publiek(claims) & uitgever.publiek,
        "azp is niet toegestaan": _azp(claims) not in uitgever.clients,
        "jti ontbreekt": not isinstance(jti, str) or len(jti) < JTI_TEKENS,
        "is van een andere organisatie": not hoort_bij(uitgever, claims),
    }
    return [text for text, wrong in checks.items() if wrong] + _tijd(claims, nu)


def _is_ander(claims: Mapping[str, Any]) -> bool:
    """Keycloak says in `typ` what else it may be."""
    return str(claims.get("typ", "Bearer")).lower() not in ("bearer", "at+jwt")


def _publiek(claims: Mapping[str, Any]) -> frozenset[str]:
    said = claims.get("aud")
    many = said if isinstance(said, list) else [said]
    return frozenset(een for een in many if isinstance(een, str))


def _tijd(claims: Mapping[str, Any], nu: datetime, langst: int = LANGST) -> list[str]:
    now = nu.timestamp()
    said = {name: claims.get(name) for name in ("exp", "iat", "nbf")}
    seconds = {n: v for n, v in said.items() if isinstance(v, int | float) and v is not True}
    exp, iat = seconds.get("exp"), seconds.get("iat")
    if exp is None or iat is None or ("nbf" in claims and "nbf" not in seconds):
        return ["exp, iat of nbf is geen tijdstip"]
    checks = {
        "exp is verstreken": not now < exp + SPELING,
        "iat ligt in de toekomst": not iat <= now + SPELING,
        "nbf ligt in de toekomst": not seconds.get("nbf", 0) <= now + SPELING,
        "leeft te lang": not exp - iat <= langst,
    }
    return [text for text, wrong in checks.items() if wrong]


def gebreken_id_token(
    uitgever: Uitgever, claims: Mapping[str, Any], nonce: str, nu: datetime
) -> list[str]:
    """What is wrong with the ID token of somebody who logs in (OpenID Connect Core 3.1.3.7)."""
    publiek = _publiek(claims)
    azp = claims.get("azp")
    acr = claims.get("acr")
    checks = {
        "iss is niet deze uitgever": claims.get("iss") != uitgever.issuer,
        "aud is niet deze client": publiek != {uitgever.inlog_client},
        "azp is niet deze client": azp is not None and azp != uitgever.inlog_client,
        "nonce is een andere": claims.get("nonce") != nonce,
        "acr is te laag": bool(uitgever.inlog_acr) and str(acr) not in uitgever.inlog_acr,
        "is van een andere organisatie": not hoort_bij(uitgever, claims),
    }
    return [text for text, wrong in checks.items() if wrong] + _tijd(claims, nu, 24 * 3600)


def extern_id(uitgever: Uitgever, claims: Mapping[str, Any]) -> str | None:
    """The employer's own key of the person; None: the token says none that can be one."""
    said = claims.get(uitgever.medewerker_claim)
    if not isinstance(said, str) or not 1 <= len(said) <= MAX_EXTERN:
        return None
    return said if said.isprintable() and said == said.strip() else None


def scopes_van_token(uitgever: Uitgever, claims: Mapping[str, Any]) -> frozenset[str]:
    """What an employee may with this token: what its scopes stand for, or (no map) everything."""
    if not uitgever.scopes:
        return MEDEWERKER_SCOPES
    said = claims.get("scope", claims.get("scp", ""))
    named = said.split() if isinstance(said, str) else said if isinstance(said, list) else []
    ours = [uitgever.scopes.get(naam, frozenset()) for naam in named if isinstance(naam, str)]
    return MEDEWERKER_SCOPES & frozenset().union(*ours)


def kenmerk(uitgever: Uitgever) -> tuple[object, ...]:
    """What decides whose a token is; a change may touch others who share the issuer."""
    return (
        frozenset(_namen(uitgever)),
        uitgever.organisatie_claim,
        uitgever.organisatie_waarde,
    )
