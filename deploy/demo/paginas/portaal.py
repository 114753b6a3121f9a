"""A regional recruitment portal: what is public, asked without a token by the portal's server."""

from collections.abc import Mapping
from html import escape
from typing import Any
from urllib.parse import urlencode

from deploy.client import Gateway
from deploy.demo import regio
from deploy.demo.paginas.antwoord import Antwoord, pagina, stijl

VACATURES = "/vacatures/v1/vacatures"
NAMEN = {rij["oin"]: rij["naam"] for rijen in regio.rijen().values() for rij in rijen}
BELEID = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


def maak(gateway: Gateway, pad: str, query: Mapping[str, str]) -> Antwoord | None:
    """The list, or its style sheet."""
    if pad == "/stijl.css":
        return stijl()
    return _pagina(gateway, query.get("q", "").strip()[:100]) if pad == "/" else None


def _pagina(gateway: Gateway, q: str) -> Antwoord:
    vraag = {"pageSize": 50, "telling": "true"} | ({"q": q} if len(q) > 1 else {})
    gevonden = gateway.get(f"{VACATURES}?{urlencode(vraag)}")
    regels = "\n".join(_regel(gateway.url, een) for een in gevonden["results"])
    aantal = gevonden["count"]
    woorden = "1 vacature" if aantal == 1 else f"{aantal} vacatures"
    inhoud = f"""    <h1>Werken bij de overheid in de regio</h1>
    <form class="zoek" role="search">
      <div><label for="q">Zoeken op woorden</label>
      <input id="q" name="q" type="search" maxlength="100" value="{escape(q)}"></div>
      <button type="submit">Zoek</button>
    </form>
    <h2>{woorden} voor iedereen</h2>
    <ul class="lijst">
{regels}
    </ul>"""
    return pagina("Wervingsportaal (voorbeeld)", "Wervingsportaal", inhoud, BELEID)


def _regel(url: str, vacature: Mapping[str, Any]) -> str:
    delen = [NAMEN.get(vacature["werkgever"]), vacature["plaats"], _uren(vacature)]
    feiten = " · ".join(escape(deel) for deel in delen if deel)
    titel = escape(vacature["titel"])
    return (
        f'      <li><h3><a href="{escape(url)}/solliciteren#{vacature["id"]}">{titel}</a></h3>'
        f"<p>{feiten}</p></li>"
    )


def _uren(vacature: Mapping[str, Any]) -> str | None:
    van, tot = vacature["urenMin"], vacature["urenMax"]
    if van is None or tot is None:
        return None
    return f"{van:g} uur per week" if van == tot else f"{van:g} tot {tot:g} uur per week"
