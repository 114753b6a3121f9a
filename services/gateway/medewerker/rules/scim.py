"""Wat een personeelssysteem met SCIM zegt, in onze woorden (RFC 7643 and 7644).

We know a user name, the employer's own key, a name, one e-mail address, the manager, and whether
somebody works there. Everything else that a system sends is left out, and its names are told.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

KERN = "urn:ietf:params:scim:schemas:core:2.0:User"
WERK = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
EMAIL = re.compile(r"[^@\s\x00]+@[^@\s\x00]+\.[^@\s\x00]+")
# Left out without a word: they say nothing about the person.
STIL = frozenset({"schemas", "id", "meta"})
FILTER = re.compile(r'\s*(username|externalid|id)\s+eq\s+"((?:[^"\\]|\\.)*)"\s*', re.IGNORECASE)
PAD = re.compile(r"(?:(urn:[^\[\]]+):)?([A-Za-z$]+)(?:\[[^\]]*\])?(?:\.([A-Za-z$]+))?")
MAXIMUM = 200
# Our field per attribute of SCIM, in small letters; a name has several.
VELDEN: Mapping[str, str] = {
    "username": "gebruikersnaam",
    "externalid": "extern_id",
    "displayname": "naam",
    "name": "naam",
    "emails": "email",
    "active": "actief",
    "manager": "leidinggevende",
}


@dataclass(frozen=True, slots=True)
class Scimgebruiker:
    """What a system says of one person; None: it said nothing, or that there is nothing."""

    gebruikersnaam: str | None = None
    extern_id: str | None = None
    naam: str | None = None
    email: str | None = None
    leidinggevende: UUID | None = None
    actief: bool = True
    genegeerd: frozenset[str] = field(default_factory=frozenset, compare=False)


class Scimfout(Exception):
    """Why it cannot be taken: a word of RFC 7644 3.12 (invalidValue, noTarget …) and a sentence."""

    def __init__(self, soort: str, uitleg: str) -> None:
        super().__init__(uitleg)
        self.soort, self.uitleg = soort, uitleg


def lees(bericht: object) -> Scimgebruiker:
    """A whole user. Error: Scimfout."""
    if not isinstance(bericht, dict):
        raise Scimfout("invalidSyntax", "Stuur een JSON-object.")
    persoon = _met(Scimgebruiker(), bericht, Scimgebruiker().genegeerd)
    if not persoon.gebruikersnaam:
        raise Scimfout("invalidValue", "userName ontbreekt.")
    return persoon


def wijzig(oud: Scimgebruiker, bericht: object) -> Scimgebruiker:
    """A user after the operations of a PATCH, in their order. Error: Scimfout."""
    operations = _van(bericht, "operations") if isinstance(bericht, dict) else None
    if not isinstance(operations, list) or not 0 < len(operations) <= MAXIMUM:
        raise Scimfout("invalidSyntax", "Operations ontbreekt.")
    nieuw = oud
    for een in operations:
        if not isinstance(een, dict):
            raise Scimfout("invalidSyntax", "Een bewerking is een JSON-object.")
        nieuw = _bewerk(nieuw, een)
    if not nieuw.gebruikersnaam:
        raise Scimfout("invalidValue", "userName kan niet leeg worden.")
    return nieuw


def lees_filter(tekst: str) -> tuple[str, str]:
    """Attribute in small letters and value of `userName eq "…"`. Error: Scimfout."""
    found = FILTER.fullmatch(tekst)
    if found is None:
        uitleg = 'Filter met userName eq "…", externalId eq "…" of id eq "…".'
        raise Scimfout("invalidFilter", uitleg)
    return found[1].lower(), re.sub(r"\\(.)", r"\1", found[2])


def _bewerk(oud: Scimgebruiker, bewerking: dict[str, Any]) -> Scimgebruiker:
    soort = str(_van(bewerking, "op") or "").lower()
    pad, waarde = _van(bewerking, "path"), _van(bewerking, "value")
    if soort not in {"add", "replace", "remove"}:
        raise Scimfout("invalidSyntax", "op is add, replace of remove.")
    if pad is None:
        if soort == "remove":
            raise Scimfout("noTarget", "Bij remove hoort een path.")
        if not isinstance(waarde, dict):
            raise Scimfout("invalidValue", "Zonder path is value een object.")
        return _met(oud, waarde, oud.genegeerd)
    if str(pad).lower() == WERK.lower():
        return _met(oud, {WERK: waarde if soort != "remove" else {"manager": None}}, oud.genegeerd)
    found = PAD.fullmatch(str(pad))
    if found is None:
        raise Scimfout("invalidPath", "Dit pad is niet te lezen.")
    naam, deel = found[2].lower(), (found[3] or "").lower()
    if naam in {"id", "meta", "schemas"}:
        raise Scimfout("mutability", f"{found[2]} is niet te wijzigen.")
    if soort == "remove":
        waarde = None
        if naam == "active":
            return replace(oud, actief=True)
    if naam == "name" and deel:
        return _naamdeel(oud, deel, waarde)
    return _met(oud, {found[2]: waarde}, oud.genegeerd)


def _naamdeel(oud: Scimgebruiker, deel: str, waarde: Any) -> Scimgebruiker:
    """We keep a name as a whole: only the whole can be changed by its parts."""
    if deel == "formatted":
        return replace(oud, naam=_tekst("name.formatted", waarde))
    return replace(oud, genegeerd=oud.genegeerd | {f"name.{deel}"})


def _met(
    oud: Scimgebruiker, bericht: Mapping[str, Any], genegeerd: frozenset[str]
) -> Scimgebruiker:
    """The user with what the message says in its place."""
    nieuw: dict[str, Any] = {}
    weg = set(genegeerd)
    for sleutel, waarde in bericht.items():
        bekend, diep = _in_extensie(sleutel, waarde)
        if diep is not None:
            waarde, rest = diep
            weg |= rest
        veld = VELDEN.get(bekend)
        if veld is None:
            weg |= {str(sleutel)[:100]} - STIL
        elif veld == "naam":
            gelezen = _naam(sleutel, waarde)
            if gelezen is not None or "naam" not in nieuw:
                nieuw["naam"] = gelezen if gelezen is not None else nieuw.get("naam")
        elif veld == "leidinggevende":
            nieuw[veld], gelezen_is_id = _leidinggevende(waarde)
            weg |= set() if gelezen_is_id else {"manager"}
        else:
            nieuw[veld] = _waarde(veld, sleutel, waarde)
    return replace(oud, **nieuw, genegeerd=frozenset(weg))


def _in_extensie(sleutel: str, waarde: Any) -> tuple[str, tuple[Any, set[str]] | None]:
    """The manager stands in the extension for enterprises; all else in it is not ours."""
    if sleutel.lower() == f"{WERK}:manager".lower():
        return "manager", None
    if sleutel.lower() != WERK.lower():
        return sleutel.lower(), None
    inhoud = waarde if isinstance(waarde, dict) else {}
    rest = {str(naam)[:100] for naam in inhoud if str(naam).lower() != "manager"}
    if not any(str(naam).lower() == "manager" for naam in inhoud):
        return "schemas-extensie", (None, rest)
    return "manager", (_van(inhoud, "manager"), rest)


def _waarde(veld: str, sleutel: str, waarde: Any) -> Any:
    if veld == "actief":
        if isinstance(waarde, str) and waarde.lower() in {"true", "false"}:
            return waarde.lower() == "true"  # as some large systems send it
        if not isinstance(waarde, bool):
            raise Scimfout("invalidValue", "active is true of false.")
        return waarde
    if veld == "email":
        return _email(waarde)
    return _tekst(sleutel, waarde)


def _naam(sleutel: str, waarde: Any) -> str | None:
    if sleutel.lower() == "displayname" or not isinstance(waarde, dict):
        return _tekst(sleutel, waarde)
    delen = [_van(waarde, naam) for naam in ("givenname", "middlename", "familyname")]
    heel = _van(waarde, "formatted") or " ".join(str(deel) for deel in delen if deel)
    return _tekst("name", heel or None)


def _email(waarde: Any) -> str | None:
    """The primary address, else the first."""
    if isinstance(waarde, dict):
        waarde = [waarde]
    if isinstance(waarde, list):
        adressen = [een for een in waarde if isinstance(een, dict) and _van(een, "value")]
        eerst = sorted(adressen, key=lambda een: _van(een, "primary") is not True)
        waarde = _van(eerst[0], "value") if eerst else None
    adres = _tekst("emails", waarde)
    if adres is not None and (len(adres) > 254 or not EMAIL.fullmatch(adres)):
        raise Scimfout("invalidValue", "Dit is geen e-mailadres.")
    return adres


def _leidinggevende(waarde: Any) -> tuple[UUID | None, bool]:
    """The id of who leads, and whether it was one: systems send people in any order."""
    if isinstance(waarde, list):
        waarde = waarde[0] if waarde else None
    tekst = _van(waarde, "value") if isinstance(waarde, dict) else waarde
    if tekst in (None, ""):
        return None, True
    try:
        return UUID(str(tekst)), True
    except ValueError:
        return None, False


def _tekst(sleutel: str, waarde: Any) -> str | None:
    if waarde is None or waarde == "":
        return None
    if not isinstance(waarde, str) or len(waarde) > MAXIMUM:
        raise Scimfout("invalidValue", f"{sleutel} is tekst van hooguit {MAXIMUM} tekens.")
    if any(ord(teken) < 32 for teken in waarde):
        raise Scimfout("invalidValue", f"{sleutel} bevat een stuurteken.")
    return waarde


def _van(bericht: Mapping[str, Any], naam: str) -> Any:
    """A value by its name; names have no case in SCIM."""
    return next((w for sleutel, w in bericht.items() if str(sleutel).lower() == naam), None)
