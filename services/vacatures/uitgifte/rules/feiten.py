"""The facts of a vacancy as people read them: on the page, and in the text of a JobPosting."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from html import escape
from zoneinfo import ZoneInfo

from services.vacatures.uitgifte.rules import woorden
from services.vacatures.uitgifte.rules.uitgave import Uitgave
from services.vacatures.vacature.rules import Contractsoort, Niveau, Opleidingsniveau

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MAANDEN = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
CONTRACT: Mapping[Contractsoort, str] = {
    Contractsoort.VAST: "vast",
    Contractsoort.TIJDELIJK_MET_UITZICHT: "tijdelijk, met uitzicht op vast",
    Contractsoort.TIJDELIJK: "tijdelijk",
}
OPLEIDING: Mapping[Opleidingsniveau, str] = {
    Opleidingsniveau.VMBO: "vmbo",
    Opleidingsniveau.MBO: "mbo",
    Opleidingsniveau.HBO: "hbo",
    Opleidingsniveau.WO: "wo (universiteit)",
}
ERVARING: Mapping[Niveau, str] = {
    Niveau.JUNIOR: "junior",
    Niveau.MEDIOR: "medior",
    Niveau.SENIOR: "senior",
}
# Names of collective agreements by the code that employers use; another code is shown as it is.
CAOS: Mapping[str, str] = {
    "gemeenten": "Cao Gemeenten",
    "sgo": "Cao SGO",
    "provincies": "Cao Provincies",
    "waterschappen": "Cao Werken voor waterschappen",
    "rijk": "Cao Rijk",
}


def dag(waarde: date) -> str:
    """30 september 2026."""
    return f"{waarde.day} {MAANDEN[waarde.month - 1]} {waarde.year}"


def plaatsing(uitgave: Uitgave) -> date:
    """The day in the Netherlands on which everybody could apply for the first time."""
    return uitgave.gepubliceerd_op.astimezone(AMSTERDAM).date()


def laatste_tel(uitgave: Uitgave) -> datetime:
    """The last second to apply, on the closing day itself, in the Netherlands."""
    return (uitgave.sluit_op - timedelta(seconds=1)).astimezone(AMSTERDAM).replace(microsecond=0)


def cao(uitgave: Uitgave) -> str | None:
    """The collective agreement by its name."""
    return None if uitgave.cao is None else CAOS.get(uitgave.cao, uitgave.cao)


def werkgevers(uitgave: Uitgave) -> str:
    """Every employer, who leads first."""
    *eerste, laatste = (werkgever.naam for werkgever in uitgave.werkgevers)
    return f"{', '.join(eerste)} en {laatste}" if eerste else laatste


def regels(uitgave: Uitgave) -> list[tuple[str, str]]:
    """Name and value of everything that is known, in reading order."""
    u = uitgave
    start = "zo snel mogelijk" if u.zsm else (dag(u.start_datum) if u.start_datum else None)
    feiten = [
        ("Werkgever" if len(u.werkgevers) == 1 else "Werkgevers", werkgevers(u)),
        ("Plaats", u.plaats),
        ("Uren", woorden.uren(u)),
        ("Bruto salaris bij voltijd", woorden.salaris(u)),
        ("Cao", cao(u)),
        ("Contract", CONTRACT[u.contractsoort] if u.contractsoort else None),
        ("Opleiding", OPLEIDING[u.opleidingsniveau] if u.opleidingsniveau else None),
        ("Ervaring", ERVARING[u.niveau] if u.niveau else None),
        ("Taal", f"Nederlands op niveau {u.taalniveau}" if u.taalniveau else None),
        ("Vakgebied", u.domein),
        ("Aantal plaatsen", str(u.aantal_plaatsen) if u.aantal_plaatsen > 1 else None),
        ("Begin", start),
        ("Einde", dag(u.einde_datum) if u.einde_datum else None),
        ("Banenafspraak", "Deze plaats is voor de banenafspraak" if u.banenafspraak else None),
        ("Reageren tot en met", dag(u.sluitings_datum)),
        ("Geplaatst op", dag(plaatsing(u))),
        ("Kenmerk", u.kenmerk),
    ]
    return [(naam, waarde) for naam, waarde in feiten if waarde]


# What stands in the description of a JobPosting too: the whole offer, not only the task.
_IN_TEKST = frozenset(
    {"Uren", "Bruto salaris bij voltijd", "Cao", "Contract", "Opleiding", "Ervaring", "Taal"}
    | {"Begin", "Einde", "Banenafspraak", "Reageren tot en met"}
)


def omschrijving(uitgave: Uitgave) -> str:
    """The whole text as HTML: the task, what is asked, and what is offered."""
    delen = [uitgave.omschrijving_html, eisen(uitgave)]
    aanbod = [f"{naam}: {waarde}" for naam, waarde in regels(uitgave) if naam in _IN_TEKST]
    return "".join([*delen, f"<h3>Wat we bieden en vragen</h3>{lijst(aanbod)}"])


def eisen(uitgave: Uitgave) -> str:
    """What somebody must be able to do, as HTML; empty when nothing is asked."""
    if not uitgave.competenties:
        return ""
    return f"<h3>Wat u kunt</h3>{lijst(uitgave.competenties)}"


def lijst(regels: list[str] | tuple[str, ...]) -> str:
    """A list as HTML, of plain texts."""
    return f"<ul>{''.join(f'<li>{escape(regel)}</li>' for regel in regels)}</ul>"
