"""One public vacancy as a schema.org JobPosting, for search engines that offer jobs.

Source: schema.org/JobPosting and Google's rules for it (A: what is required; B: recommended).
Hybrid work is not `TELECOMMUTE` (that means remote only), so a place is always told.
"""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from services.vacatures.uitgifte.rules import adressen, feiten, woorden
from services.vacatures.uitgifte.rules.uitgave import Uitgave
from services.vacatures.vacature.rules import Contractsoort, Opleidingsniveau, Vacaturesoort

VOLTIJD = Decimal(36)  # hours per week of a full job; cao Gemeenten: 156 hours a month (A)
# What a contract adds to full time or part time; a learning place is nothing else.
DIENSTVERBAND: Mapping[Contractsoort, tuple[str, ...]] = {
    Contractsoort.VAST: (),
    Contractsoort.TIJDELIJK_MET_UITZICHT: ("TEMPORARY",),
    Contractsoort.TIJDELIJK: ("TEMPORARY",),
}
# Google knows five levels; vmbo and mbo have none of their own and stand in the text only.
OPLEIDING: Mapping[Opleidingsniveau, str] = {
    Opleidingsniveau.HBO: "bachelor degree",
    Opleidingsniveau.WO: "postgraduate degree",
}
MUNT, PER, LAND = "EUR", "MONTH", "NL"
CATALOGUS = "Functiecatalogus Doorstroom"
# In a script element only these can end it or start a comment; as escapes JSON means the same.
_IN_SCRIPT = {
    "<": r"\u003c",
    ">": r"\u003e",
    "&": r"\u0026",
    "\u2028": r"\u2028",
    "\u2029": r"\u2029",
}


def jobposting(uitgave: Uitgave, basis: str) -> dict[str, Any]:
    """The JobPosting as data; what is not known is left out. `basis`: our own address."""
    u = uitgave
    pagina = adressen.pagina(basis, u.id)
    posting = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "@id": f"{pagina}#jobposting",
        "url": pagina,
        "title": u.titel,
        "description": feiten.omschrijving(u),
        "identifier": {
            "@type": "PropertyValue",
            "name": u.werkgever.naam,
            "value": u.kenmerk or str(u.id),
        },
        "datePosted": feiten.plaatsing(u).isoformat(),
        "validThrough": feiten.laatste_tel(u).isoformat(),
        "employmentType": dienstverband(u),
        "workHours": woorden.uren(u),
        "hiringOrganization": _werkgever(u),
        "jobLocation": _plek(u),
        "baseSalary": _salaris(u),
        "educationRequirements": _opleiding(u),
        "occupationalCategory": _functie(u),
        "jobStartDate": u.start_datum.isoformat() if u.start_datum and not u.zsm else None,
        "totalJobOpenings": u.aantal_plaatsen,
        "directApply": u.sollicitatie_url is None,
    }
    return {naam: waarde for naam, waarde in posting.items() if waarde not in (None, [])}


def als_script(posting: Mapping[str, Any]) -> str:
    """The JSON as it can stand in a script element, whatever texts are in it."""
    tekst = json.dumps(posting, ensure_ascii=False, separators=(",", ":"))
    for teken, geschreven in _IN_SCRIPT.items():  # none of these makes another
        tekst = tekst.replace(teken, geschreven)
    return tekst


def dienstverband(uitgave: Uitgave) -> list[str]:
    """FULL_TIME, PART_TIME or both by the hours; with TEMPORARY, or INTERN alone."""
    if uitgave.soort is Vacaturesoort.STAGE:
        return ["INTERN"]
    laag, hoog = uitgave.uren_min, uitgave.uren_max
    soorten = ["FULL_TIME"] if hoog is not None and hoog >= VOLTIJD else []
    soorten += ["PART_TIME"] if laag is not None and laag < VOLTIJD else []
    return soorten + list(DIENSTVERBAND[uitgave.contractsoort] if uitgave.contractsoort else ())


def _werkgever(u: Uitgave) -> dict[str, Any]:
    wie = {"@type": "GovernmentOrganization", "name": u.werkgever.naam}
    return wie | ({"sameAs": u.werkgever.website} if u.werkgever.website else {})


def _plek(u: Uitgave) -> dict[str, Any]:
    adres = {"@type": "PostalAddress", "addressLocality": u.plaats, "postalCode": u.pc4}
    gevuld = {naam: waarde for naam, waarde in adres.items() if waarde}
    return {"@type": "Place", "address": gevuld | {"addressCountry": LAND}}


def _salaris(u: Uitgave) -> dict[str, Any] | None:
    bedragen = {"minValue": u.salaris_min, "maxValue": u.salaris_max}
    euros = {naam: euro(cent) for naam, cent in bedragen.items() if cent is not None}
    if not euros:
        return None
    waarde = {"@type": "QuantitativeValue", **euros, "unitText": PER}
    return {"@type": "MonetaryAmount", "currency": MUNT, "value": waarde}


def euro(cent: int) -> int | float:
    """Euros as a number of JSON: whole when they are."""
    return cent // 100 if cent % 100 == 0 else cent / 100


def _opleiding(u: Uitgave) -> dict[str, str] | None:
    niveau = OPLEIDING.get(u.opleidingsniveau) if u.opleidingsniveau else None
    if niveau is None:
        return None
    return {"@type": "EducationalOccupationalCredential", "credentialCategory": niveau}


def _functie(u: Uitgave) -> dict[str, Any] | None:
    if u.functie is None:
        return None
    stelsel = {"@type": "CategoryCodeSet", "name": CATALOGUS}
    return {"@type": "CategoryCode", "codeValue": u.functie, "inCodeSet": stelsel}
