"""An employer's intranet: one script tag, one element, and a server that vouches for who looks."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from joserfc.jwk import OKPKey

from deploy.client import Gateway, as_keyed_client
from deploy.demo import build, regio
from deploy.demo.paginas.antwoord import Antwoord, pagina, stijl

TOEGANG = "/toegang/v1"
SECONDEN = 300
# Who a visitor can be: number at the employer, and what the page says.
WIE = {
    "eigen": ("demo-001", "medewerker van Gemeente Eindhoven"),
    "partner": ("demo-002", "medewerker van partner Gemeente Veldhoven"),
    "elders": ("demo-003", "medewerker van Gemeente Meppel, geen partner"),
}
WERKGEVER = {nummer: oin for nummer, oin, _ in regio.MEDEWERKERS}


@dataclass(frozen=True, slots=True)
class Client:
    """The machine of one employer's intranet, with its key."""

    id: str
    key: OKPKey


def clients(platform: Gateway, herkomst: str) -> dict[str, Client]:
    """A client per employer that may vouch for its employees, on pages of this origin only."""
    made = {}
    for nummer, _ in WIE.values():
        id = f"widget-{WERKGEVER[nummer]}"
        key = build.client(platform, id, WERKGEVER[nummer], namens_medewerkers=True)
        platform.call("PATCH", f"{TOEGANG}/clients/{id}", {"herkomsten": [herkomst]})
        made[nummer] = Client(id, key)
    return made


def maak(
    gateway: Gateway,
    clients: Mapping[str, Client],
    herkomst: str,
    pad: str,
    query: Mapping[str, str],
) -> Antwoord | None:
    """The page, its style sheet, or a token for the widget in it."""
    wie = query.get("wie", "eigen")
    if pad == "/stijl.css":
        return stijl()
    if wie not in WIE:
        return None
    if pad == "/widgettoken":
        return _token(gateway, clients[WIE[wie][0]], WIE[wie][0], herkomst)
    return _pagina(gateway, wie) if pad == "/" else None


def _token(gateway: Gateway, client: Client, nummer: str, herkomst: str) -> Antwoord:
    """A fresh one for each who asks; a real intranet knows who that is from its own session."""
    caller = as_keyed_client(gateway.url, client.id, client.key)
    body = {
        "medewerker": nummer,
        "herkomst": herkomst,
        "geldigSeconden": SECONDEN,
        "scopes": ["vacatures:lezen", "sollicitaties:indienen"],
    }
    given = caller.post(f"{TOEGANG}/widgettokens", body)
    return Antwoord(200, "application/json", json.dumps(given).encode())


def _pagina(gateway: Gateway, wie: str) -> Antwoord:
    script = gateway.get("/widget")["script"]
    keuzes = "\n".join(
        f'      <li><a href="?wie={naam}"{" aria-current=page" if naam == wie else ""}>'
        f"{escape(tekst[:1].upper() + tekst[1:])}</a></li>"
        for naam, (_, tekst) in WIE.items()
    )
    inhoud = f"""    <h1>Werken en klussen in de regio</h1>
    <nav aria-label="Wie bent u in deze demo?">
    <ul>
{keuzes}
    </ul>
    </nav>
    <doorstroom-widget kop="Wat u nu kunt doen" token-url="/widgettoken?wie={wie}"
      soorten="vacature klus trainee functieruil" solliciteren></doorstroom-widget>"""
    beleid = "; ".join(
        (
            "default-src 'none'",
            f"script-src {gateway.url}",
            "style-src 'self'",
            f"connect-src 'self' {gateway.url}",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
        )
    )
    return pagina("Intranet (voorbeeld)", "Intranet", inhoud, beleid, script)
