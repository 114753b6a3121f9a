"""Mapping tables: which fact of a vacancy stands where in which form. Data; nothing is written.

Elements of the XML feed are those that Indeed's documentation names and most boards read; their
order is ours. What a vacancy does not have is left out.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal

from services.vacatures.uitgifte.rules import adressen, woorden
from services.vacatures.uitgifte.rules.uitgave import Uitgave
from services.vacatures.vacature.rules import Contractsoort, Opleidingsniveau, Vacaturesoort

VOLTIJD = Decimal(36)  # hours per week: Cao Gemeenten; that it divides full and part is ours
MAX_KENMERK = 40  # characters: LinkedIn's limit for an id
Veld = Callable[[Uitgave, str], str | None]  # given the vacancy and the installation's address

OPLEIDING: Mapping[Opleidingsniveau, str] = {
    Opleidingsniveau.VMBO: "VMBO",
    Opleidingsniveau.MBO: "MBO",
    Opleidingsniveau.HBO: "HBO",
    Opleidingsniveau.WO: "WO",
}
CONTRACT: Mapping[Contractsoort, str] = {
    Contractsoort.VAST: "vast",
    Contractsoort.TIJDELIJK_MET_UITZICHT: "tijdelijk met uitzicht op vast",
    Contractsoort.TIJDELIJK: "tijdelijk",
}


def is_voltijd(uitgave: Uitgave) -> bool:
    """Whether a full working week is possible."""
    return uitgave.uren_max is not None and uitgave.uren_max >= VOLTIJD


def is_deeltijd(uitgave: Uitgave) -> bool:
    """Whether less than a full working week is possible."""
    return uitgave.uren_min is not None and uitgave.uren_min < VOLTIJD


# Word of the job type → when it holds; several may.
JOBTYPE: tuple[tuple[str, Callable[[Uitgave], bool]], ...] = (
    ("fulltime", is_voltijd),
    ("parttime", is_deeltijd),
    ("temporary", lambda u: u.contractsoort in (Contractsoort.TIJDELIJK,)),
    ("internship", lambda u: u.soort is Vacaturesoort.STAGE),
)


def jobtype(uitgave: Uitgave) -> str | None:
    """The job types, comma between."""
    return ", ".join(naam for naam, geldt in JOBTYPE if geldt(uitgave)) or None


XML: tuple[tuple[str, Veld], ...] = (
    ("title", lambda u, _: u.titel),
    ("date", lambda u, _: woorden.moment(u.gepubliceerd_op)),
    ("referencenumber", lambda u, _: str(u.id)),
    ("requisitionid", lambda u, _: (u.kenmerk or str(u.id))[:MAX_KENMERK]),
    ("url", lambda u, basis: adressen.pagina(basis, u.id)),
    ("company", lambda u, _: u.werkgever.naam),
    ("sourcename", lambda u, _: u.werkgever.naam),
    ("city", lambda u, _: u.plaats),
    ("country", lambda _u, _: "NL"),
    ("postalcode", lambda u, _: u.pc4),
    ("description", lambda u, _: u.omschrijving_html),
    ("salary", lambda u, _: woorden.salaris(u)),
    ("workinghours", lambda u, _: woorden.uren(u)),
    ("education", lambda u, _: OPLEIDING[u.opleidingsniveau] if u.opleidingsniveau else None),
    ("jobtype", lambda u, _: jobtype(u)),
    ("category", lambda u, _: u.domein or u.functie),
    ("experience", lambda u, _: u.niveau),
    ("expirationdate", lambda u, _: woorden.einde(u)),
    ("lastactivitydate", lambda u, _: woorden.moment(woorden.gewijzigd(u))),
)
# Facts by name for who reads data: columns of the CSV, `_doorstroom` in the JSON Feed (with
# numbers as numbers) and elements of our own namespace in Atom.
Waarde = str | int | Decimal | None
FEITEN: tuple[tuple[str, Callable[[Uitgave], Waarde]], ...] = (
    ("id", lambda u: str(u.id)),
    ("kenmerk", lambda u: u.kenmerk),
    ("werkgever", lambda u: u.werkgever.naam),
    ("werkgeverOin", lambda u: u.werkgever.oin),
    ("werkgeverWebsite", lambda u: u.werkgever.website),
    ("plaats", lambda u: u.plaats),
    ("gemeenteCode", lambda u: u.gemeente_code),
    ("pc4", lambda u: u.pc4),
    ("urenMin", lambda u: u.uren_min),
    ("urenMax", lambda u: u.uren_max),
    ("schaalMin", lambda u: u.schaal_min),
    ("schaalMax", lambda u: u.schaal_max),
    ("salarisMin", lambda u: bedrag(u.salaris_min)),
    ("salarisMax", lambda u: bedrag(u.salaris_max)),
    ("cao", lambda u: u.cao),
    ("contractsoort", lambda u: u.contractsoort),
    ("soort", lambda u: u.soort),
    ("opleidingsniveau", lambda u: u.opleidingsniveau),
    ("niveau", lambda u: u.niveau),
    ("functie", lambda u: u.functie),
    ("domein", lambda u: u.domein),
    ("aantalPlaatsen", lambda u: u.aantal_plaatsen),
    ("gepubliceerdOp", lambda u: woorden.moment(u.gepubliceerd_op)),
    ("gewijzigdOp", lambda u: woorden.moment(woorden.gewijzigd(u))),
    ("sluitingsDatum", lambda u: u.sluitings_datum.isoformat()),
    ("startDatum", lambda u: u.start_datum.isoformat() if u.start_datum else None),
    ("eindeDatum", lambda u: u.einde_datum.isoformat() if u.einde_datum else None),
    ("zsm", lambda u: "ja" if u.zsm else "nee"),
    ("banenafspraak", lambda u: "ja" if u.banenafspraak else "nee"),
)


def bedrag(cent: int | None) -> Decimal | None:
    """Euro with two decimals, of cents."""
    return None if cent is None else Decimal(cent).scaleb(-2)


def labels(uitgave: Uitgave) -> list[str]:
    """What a reader can sort by, each once."""
    opleiding = OPLEIDING[uitgave.opleidingsniveau] if uitgave.opleidingsniveau else None
    contract = CONTRACT[uitgave.contractsoort] if uitgave.contractsoort else None
    namen = (uitgave.domein, uitgave.functie, uitgave.niveau, opleiding, contract)
    return list(dict.fromkeys(naam for naam in namen if naam))


# Spreadsheets take a cell that begins so for a formula; an apostrophe before it makes it text.
_FORMULE = ("=", "+", "-", "@", "\t", "\r")


def cel(waarde: Waarde) -> str:
    """A value as a cell of the CSV that no spreadsheet runs."""
    tekst = "" if waarde is None else f"{waarde}"
    return f"'{tekst}" if isinstance(waarde, str) and tekst.startswith(_FORMULE) else tekst


KOLOMMEN: tuple[tuple[str, Callable[[Uitgave, str], Waarde]], ...] = (
    ("titel", lambda u, _: u.titel),
    ("url", lambda u, basis: adressen.pagina(basis, u.id)),
    (
        "sollicitatieUrl",
        lambda u, basis: adressen.solliciteren(basis, u.id, u.sollicitatie_url),
    ),
    *((naam, lambda u, _, feit=feit: feit(u)) for naam, feit in FEITEN),
    ("omschrijving", lambda u, _: u.omschrijving),
)
