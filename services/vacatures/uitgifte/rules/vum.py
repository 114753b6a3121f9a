"""One public vacancy as VUM v3 `Vacature` (exchange of matching data, source side).

Source: the OpenAPI document of VUM 3.0.0 (A); the meaning of its codes: the value lists of the
earlier VUM standard (B). Texts are cut to its limits, hours are whole there: the minimum goes down
and the maximum up, so that nobody who fits is left out.

No `POST /vacatures/matches`: every result of it must have a full postcode, and of a vacancy we
know four digits at most (ADR 86).
"""

import math
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from services.vacatures.uitgifte.rules import adressen, feiten, woorden
from services.vacatures.uitgifte.rules.uitgave import Uitgave
from services.vacatures.vacature.rules import Contractsoort, Opleidingsniveau, Vacaturesoort

VERSIE = "3.0.0"
NAAM, TEKST, SALARIS, NUMMER, URL, WERKGEVER = 120, 2000, 100, 11, 1000, 500
CONTRACT: Mapping[Contractsoort, str] = {
    Contractsoort.VAST: "O",
    Contractsoort.TIJDELIJK_MET_UITZICHT: "B",
    Contractsoort.TIJDELIJK: "B",
}
# 01 a regular job. A stage is none of the other three (learning job, volunteer, work experience).
OVEREENKOMST: Mapping[Vacaturesoort, str] = {Vacaturesoort.VACATURE: "01"}
WERKNIVEAU: Mapping[Opleidingsniveau, str] = {
    Opleidingsniveau.VMBO: "3",
    Opleidingsniveau.MBO: "4",
    Opleidingsniveau.HBO: "5",
    Opleidingsniveau.WO: "6",
}
OPLEIDING: Mapping[Opleidingsniveau, int] = {
    Opleidingsniveau.VMBO: 2,
    Opleidingsniveau.MBO: 4,
    Opleidingsniveau.HBO: 5,
    Opleidingsniveau.WO: 6,
}
SITE_WERKGEVER, FORMULIER = 3, 4  # kinds of web address
ONLINE = "4"  # way to apply
UREN = (0, 99)
_ZIN = re.compile(r"(?<=[.!?])\s")


def vacature(uitgave: Uitgave, basis: str) -> dict[str, Any]:
    """The vacancy as VUM has it; what is not known is left out."""
    u = uitgave
    velden = {
        "idVacature": str(u.id),
        "naamVacature": _kort(u.titel, NAAM),
        "nummerVacature": u.kenmerk if u.kenmerk and len(u.kenmerk) <= NUMMER else None,
        "omschrijvingVacature": omschrijving(u, basis),
        "werkgever": _werkgever(u),
        "sluitingsdatumVacature": u.sluitings_datum.isoformat(),
        "arbeidsVoorwaarden": _voorwaarden(u),
        "contractvorm": _contract(u),
        "werktijden": _werktijden(u),
        "codeWerkEnDenkniveauMinimaal": WERKNIVEAU[u.opleidingsniveau]
        if u.opleidingsniveau
        else None,
        "opleiding": _opleiding(u),
        "sollicitatiewijze": _sollicitatiewijze(u, basis),
    }
    return _gevuld(velden)


def omschrijving(uitgave: Uitgave, basis: str) -> str:
    """The plain text; one that is too long ends after a sentence, with where the rest is."""
    tekst = uitgave.omschrijving
    if len(tekst) <= TEKST:
        return tekst
    rest = f"\n\nLees verder: {adressen.pagina(basis, uitgave.id)}"
    ruimte = tekst[: TEKST - len(rest)]
    einden = [zin.start() for zin in _ZIN.finditer(ruimte)]
    return (ruimte[: einden[-1]] if einden else _kort(ruimte, len(ruimte) - 1)) + rest


def _kort(tekst: str, lengte: int) -> str:
    """At most so many characters, ending in a whole word and an ellipsis when something went."""
    if len(tekst) <= lengte:
        return tekst
    begin = tekst[: lengte - 1]
    return f"{begin.rpartition(' ')[0] or begin}…"


def _gevuld(velden: Mapping[str, Any]) -> dict[str, Any]:
    return {naam: waarde for naam, waarde in velden.items() if waarde not in (None, {}, [], "")}


def _webadres(soort: int, url: str | None) -> dict[str, Any] | None:
    """An address; one that is too long would lead nowhere when cut."""
    return {"codeWebadres": soort, "url": url} if url and len(url) <= URL else None


def _werkgever(u: Uitgave) -> dict[str, Any]:
    site = _webadres(SITE_WERKGEVER, u.werkgever.website)
    naam = _kort(feiten.werkgevers(u), WERKGEVER)
    return _gevuld({"handelsnaamOrganisatie": naam, "webadres": [site] if site else []})


def _voorwaarden(u: Uitgave) -> dict[str, Any]:
    salaris = woorden.salaris(u)
    return _gevuld(
        {
            "datumAanvangWerkzaamheden": u.start_datum.isoformat() if u.start_datum else None,
            "datumEindeWerkzaamheden": u.einde_datum.isoformat() if u.einde_datum else None,
            "omschrijvingArbeidsvoorwaarden": _in_woorden(u),
            "salarisIndicatie": _kort(salaris, SALARIS) if salaris else None,
        }
    )


def _in_woorden(u: Uitgave) -> str:
    """Hours as they are, for the fields of VUM have whole ones only, and the agreement."""
    return _kort("\n".join(filter(None, (woorden.uren(u), feiten.cao(u)))), TEKST)


def _contract(u: Uitgave) -> list[dict[str, Any]]:
    vorm = {
        "codeTypeArbeidscontract": CONTRACT[u.contractsoort] if u.contractsoort else None,
        "codeTypeOvereenkomst": OVEREENKOMST.get(u.soort),
    }
    return [gevuld] if (gevuld := _gevuld(vorm)) else []


def _werktijden(u: Uitgave) -> dict[str, Any]:
    return _gevuld(
        {
            "aantalWerkurenPerWeekMinimaal": _heel(u.uren_min, naar_boven=False),
            "aantalWerkurenPerWeekMaximaal": _heel(u.uren_max, naar_boven=True),
        }
    )


def _heel(uren: Decimal | None, *, naar_boven: bool) -> int | None:
    """Whole hours, within what VUM can tell."""
    if uren is None:
        return None
    laagste, hoogste = UREN
    return min(hoogste, max(laagste, math.ceil(uren) if naar_boven else math.floor(uren)))


def _opleiding(u: Uitgave) -> list[dict[str, Any]]:
    niveau = u.opleidingsniveau
    return [] if niveau is None else [{"codeNiveauOpleiding": OPLEIDING[niveau]}]


def _sollicitatiewijze(u: Uitgave, basis: str) -> list[dict[str, Any]]:
    adres = _webadres(FORMULIER, adressen.solliciteren(basis, u.id, u.sollicitatie_url))
    return [_gevuld({"codeSollicitatiewijze": ONLINE, "webadres": adres})]
