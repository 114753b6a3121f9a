"""Wie mag er binnen, met welke rollen en voor hoe lang? Pure rules."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from math import ceil
from uuid import UUID

PLATFORMBEHEER = "platformbeheer"  # id of the first client, that registers all others
TOKEN_SECONDS = 3600
LANGSTE_TOKEN = 6 * 3600  # NL GOV OAuth 1.1: client credentials, with private_key_jwt
# NL GOV OAuth profile: a statement is short-lived and its jti has 128 bits.
STATEMENT_SECONDS = 300
JTI_CHARS = 16
# The clock stays where dates can still be counted with.
EERSTE, LAATSTE = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


class Rol(StrEnum):
    """What someone does for an organisation; kept in our own register, never taken from a claim."""

    MEDEWERKER = "medewerker"
    RECRUITER = "recruiter"
    HR_ADVISEUR = "hr_adviseur"
    LEIDINGGEVENDE = "leidinggevende"
    MAKELAAR = "makelaar"
    BEHEERDER = "beheerder"
    AANJAGER = "aanjager"
    SECRETARIS = "secretaris"
    HR_HOOFD = "hr_hoofd"
    # The works council: reads rules and sums; no name of anybody, and changes nothing.
    MEDEZEGGENSCHAP = "medezeggenschap"
    PLATFORMBEHEERDER = "platformbeheerder"


# An employer's machine acts for its employee only as far as the employer may know.
MEDEWERKER_SCOPES = frozenset(
    {
        "vacatures:lezen",
        "sollicitaties:indienen",
        "sollicitaties:lezen",
        "pool:lezen",
        "deelname:lezen",
        "gebeurtenissen:lezen",
    }
)
APITOKEN = "ds_"  # how an API token begins, so that a scanner of secrets knows it
APITOKEN_SCOPES = frozenset({"vacatures:lezen"})
APITOKEN_PADEN = ("/vacatures/v1/vacatures", "/toegang/v1/mij")  # and what is below them
MAX_APITOKENS = 20
APITOKEN_HOOGSTENS = timedelta(days=366)
# What somebody may do in a page that we did not make.
WIDGET_SCOPES = frozenset({"vacatures:lezen", "sollicitaties:lezen", "sollicitaties:indienen"})
MAX_HERKOMSTEN = 20
_FOR_ALL = frozenset({"vacatures:lezen", "pool:lezen", "deelname:lezen", "gebeurtenissen:lezen"})
_OF_ROL: dict[Rol, frozenset[str]] = {
    Rol.MEDEWERKER: MEDEWERKER_SCOPES,
    Rol.RECRUITER: frozenset(
        {
            "vacatures:schrijven",
            "sollicitaties:lezen",
            "sollicitaties:behandelen",
            "pool:schrijven",
        }
    ),
    Rol.HR_ADVISEUR: frozenset(
        {"deelname:beheren", "medewerkers:aanleveren", "pool:schrijven", "sollicitaties:lezen"}
    ),
    Rol.LEIDINGGEVENDE: frozenset({"sollicitaties:lezen", "pool:schrijven"}),
    Rol.SECRETARIS: frozenset({"pool:schrijven"}),
    Rol.HR_HOOFD: frozenset({"pool:schrijven"}),
    Rol.MAKELAAR: frozenset({"pool:schrijven", "toewijzing:beslissen"}),
    Rol.BEHEERDER: frozenset({"deelname:beheren", "toegang:beheren"}),
    # Vacatures: salary tables for all employers; it is of no organisation, so nothing else is its.
    Rol.PLATFORMBEHEERDER: frozenset(
        {"deelname:beheren", "toegang:beheren", "vacatures:lezen", "vacatures:schrijven"}
    ),
}


TEST_OIN = "00000099"  # of organisations that do not exist
# What an integrator rehearses: what an organisation does itself. Other roles only look on.
PROEFROLLEN = frozenset(
    rol.value
    for rol in (
        Rol.RECRUITER,
        Rol.HR_ADVISEUR,
        Rol.LEIDINGGEVENDE,
        Rol.MAKELAAR,
        Rol.BEHEERDER,
        Rol.SECRETARIS,
        Rol.HR_HOOFD,
    )
)


class Bezwaar(StrEnum):
    """Why a client may not be registered so. Values are public API: add, never rename."""

    ROL_ONBEKEND = "rol-onbekend"
    ROL_NIET_TE_GEVEN = "rol-niet-te-geven"
    SCOPE_NIET_BIJ_ROL = "scope-niet-bij-rol"
    ANDERE_ORGANISATIE = "andere-organisatie"
    ORGANISATIE_NODIG = "organisatie-nodig"


REDENEN = {
    Bezwaar.ROL_ONBEKEND: "Deze rol bestaat niet.",
    Bezwaar.ROL_NIET_TE_GEVEN: "Deze rol geeft alleen het platform zelf.",
    Bezwaar.SCOPE_NIET_BIJ_ROL: "Geen van de rollen geeft recht op deze scope.",
    Bezwaar.ANDERE_ORGANISATIE: "U beheert alleen clients van de eigen organisatie.",
    Bezwaar.ORGANISATIE_NODIG: "Wie namens medewerkers spreekt, hoort bij een organisatie.",
}


@dataclass(frozen=True, slots=True)
class Aanvraag:
    """A client as someone wants it registered."""

    organisatie: str | None
    rollen: frozenset[str]
    scopes: frozenset[str]
    namens_medewerkers: bool = False


def scopes_of(rollen: frozenset[str]) -> frozenset[str]:
    """Everything that these roles together give a right to."""
    if not rollen:
        return _FOR_ALL
    known = [_OF_ROL.get(Rol(rol), frozenset()) for rol in rollen if rol in set(Rol)]
    return _FOR_ALL.union(*known)


def bezwaren(
    aanvraag: Aanvraag, beheerder_van: str | None, platform: bool
) -> list[tuple[str, Bezwaar]]:
    """Every (field, objection) against a registration by a beheerder or by the platform."""
    found: list[tuple[str, Bezwaar]] = []
    for rol in sorted(aanvraag.rollen):
        if rol not in set(Rol):
            found.append((f"rollen.{rol}", Bezwaar.ROL_ONBEKEND))
        elif rol == Rol.PLATFORMBEHEERDER:
            found.append((f"rollen.{rol}", Bezwaar.ROL_NIET_TE_GEVEN))
    allowed = scopes_of(aanvraag.rollen)
    extra = sorted(aanvraag.scopes - allowed)
    found += [(f"scopes.{scope}", Bezwaar.SCOPE_NIET_BIJ_ROL) for scope in extra]
    if not platform and aanvraag.organisatie != beheerder_van:
        found.append(("organisatie", Bezwaar.ANDERE_ORGANISATIE))
    if aanvraag.namens_medewerkers and aanvraag.organisatie is None:
        found.append(("organisatie", Bezwaar.ORGANISATIE_NODIG))
    return found


@dataclass(frozen=True, slots=True)
class Verklaring:
    """What a client states and signs (RFC 7521): who it is itself, or who its employee is."""

    iss: str
    sub: str
    aud: frozenset[str]
    iat: int
    exp: int
    jti: str


def gebreken(
    verklaring: Verklaring, client: str, adressen: frozenset[str], nu: datetime
) -> list[str]:
    """What is wrong with the statement; empty: it counts, once. Seconds since 1970, real time."""
    now = nu.timestamp()
    checks = {
        "iss is niet de client": verklaring.iss != client,
        "sub ontbreekt": not verklaring.sub,
        "aud noemt dit adres niet": not verklaring.aud & adressen,
        "exp is verstreken": verklaring.exp <= now - 5,
        "iat ligt in de toekomst": verklaring.iat > now + 30,
        f"leeft langer dan {STATEMENT_SECONDS} s": verklaring.exp - verklaring.iat
        > STATEMENT_SECONDS,
        "jti is te kort": len(verklaring.jti) < JTI_CHARS,
    }
    return [text for text, wrong in checks.items() if wrong]


def bezwaar_apitoken(verloopt_op: datetime, nu: datetime) -> str | None:
    """Why a token may not end then (Dutch sentence), or None."""
    if nu < verloopt_op <= nu + APITOKEN_HOOGSTENS:
        return None
    return "Kies een moment vanaf nu, en hoogstens een jaar vooruit."


def mag_apitoken(methode: str, pad: str) -> bool:
    """Whether an API token opens this: reading the list, or one vacancy of it."""
    known = any(pad == een or pad.startswith(f"{een}/") for een in APITOKEN_PADEN)
    return methode in ("GET", "HEAD") and known


def is_geldig(verloopt_op: datetime | None, nu: datetime) -> bool:
    """A key without an end date, or before it, may be used."""
    return verloopt_op is None or nu < verloopt_op


def verschuiving(gewenst: datetime, nu: datetime) -> timedelta:
    """How far to shift the business clock for it to show `gewenst` now; whole seconds.

    Rounded up: whoever sets the clock to the start of a phase must not land just before it.
    """
    return timedelta(seconds=ceil((gewenst - nu).total_seconds()))


# ---- a person's own login -----------------------------------------------------------------------
# No registered client can have these names: a client's id has no colon.
EIGEN_INLOG = "doorstroom:eigen-inlog"  # with a one-time link, or at the own employer's issuer
BEWIJS = "inlog."  # how the proof begins of who came back from an issuer
AANMELDING = "doorstroom:aanmelding"  # right after somebody gave name and address
EIGEN = frozenset({EIGEN_INLOG, AANMELDING})
AANMELDING_SECONDS = 1800
AANMELDING_SCOPES = frozenset({"vacatures:lezen", "sollicitaties:indienen"})
# Pool: who is retired can think along (klankbord) and read what is the own there.
KANDIDAAT_SCOPES = AANMELDING_SCOPES | {
    "sollicitaties:lezen",
    "eigen:beheren",
    "deelname:lezen",
    "pool:lezen",
}
EIGEN_SCOPES = MEDEWERKER_SCOPES | {"eigen:beheren"}
MAX_LINKS = 10  # in one mail: outsiders get a pseudonym for each time they come
LINKS_PER_DAG = 10  # per person, and per address from outside: nobody is flooded in our name
LINK_RUST = timedelta(minutes=1)
DAG = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Inlogpersoon:
    """Somebody who can log in: an employee, or (no organisation) an outsider."""

    id: UUID
    email: str | None
    organisatie: str | None = None  # OIN
    sinds: datetime | None = None


@dataclass(frozen=True, slots=True)
class Linkreeks:
    """How many links a person got since the start of a day of 24 hours, and when the last."""

    aantal: int
    reeks_op: datetime
    laatste_op: datetime


def volgende_link(eerder: Linkreeks | None, nu: datetime) -> Linkreeks | None:
    """The count with one link more; None: not now, there were enough."""
    if eerder is None or nu - eerder.reeks_op >= DAG:
        return Linkreeks(1, nu, nu)
    if eerder.aantal >= LINKS_PER_DAG or nu - eerder.laatste_op < LINK_RUST:
        return None
    return Linkreeks(eerder.aantal + 1, eerder.reeks_op, nu)


def eigen_adres(medewerkers: Sequence[Inlogpersoon]) -> list[Inlogpersoon]:
    """Those for whom the address is their own: two people of one employer share a mailbox."""
    per_werkgever = Counter(een.organisatie for een in medewerkers)
    return [een for een in medewerkers if per_werkgever[een.organisatie] == 1]


def scopes_van(persoon: Inlogpersoon) -> frozenset[str]:
    """What the person's own login gives a right to."""
    return EIGEN_SCOPES if persoon.organisatie else KANDIDAAT_SCOPES
