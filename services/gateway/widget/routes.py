"""The widget as a file, and which version there is; the same for everybody, so without a token."""

from functools import cache
from pathlib import Path

from fastapi import Request, Response

from services.gateway.widget import rules
from services.gateway.widget.rules import BESTAND, Widgetuitgave
from shared import api
from shared.api import Model

router = api.router("widget")
FOLDER = Path(__file__).parent / "bestanden"
# Any page may load it; with `integrity` a browser asks it in a way that needs this.
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}


class Widgetversie(Model):
    """De nieuwste versie van de widget, en wat u daarvoor in uw pagina zet."""

    versie: str
    adres: str
    integriteit: str
    script: str
    versies: list[str]


@cache
def uitgaven() -> dict[str, Widgetuitgave]:
    """Every version that was ever published, by its number."""
    folders = [folder for folder in FOLDER.iterdir() if folder.is_dir()]
    return {f.name: Widgetuitgave(f.name, (f / BESTAND).read_bytes()) for f in folders}


@router.get("/widget", include_in_schema=False)
def get_widget(request: Request) -> Widgetversie:
    """Which version is the newest, and the line for a page."""
    uitgave = rules.nieuwste(uitgaven().values())
    base = request.app.state.settings.public_base_url.rstrip("/")
    adres = f"{base}/widget/{uitgave.versie}/{BESTAND}"
    return Widgetversie(
        versie=uitgave.versie,
        adres=adres,
        integriteit=uitgave.integriteit,
        script=rules.scripttag(adres, uitgave),
        versies=sorted(uitgaven(), key=rules.volgorde),
    )


@router.get(f"/widget/{BESTAND}", include_in_schema=False)
def get_widgetscript(request: Request) -> Response:
    """The newest version, whatever it is; asked again each time."""
    return _answer(request, rules.nieuwste(uitgaven().values()), vast=False)


@router.get(f"/widget/{{versie}}/{BESTAND}", include_in_schema=False)
def get_widgetversie(versie: str, request: Request) -> Response:
    """One version: these bytes and no others, for good."""
    uitgave = uitgaven().get(versie)
    if uitgave is None:
        return Response(status_code=404, headers=OPEN)
    return _answer(request, uitgave, vast=True)


def _answer(request: Request, uitgave: Widgetuitgave, *, vast: bool) -> Response:
    headers = OPEN | {"ETag": uitgave.etag, "Cache-Control": rules.bewaren(vast)}
    known = request.headers.get("if-none-match", "").split(",")
    if uitgave.etag in {one.strip().removeprefix("W/") for one in known}:
        return Response(status_code=304, headers=headers)
    media = "text/javascript; charset=utf-8"
    return Response(uitgave.inhoud, headers=headers, media_type=media)
