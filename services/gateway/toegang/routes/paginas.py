"""Pages for people without a system of their own: apply from outside, see how it stands, hours.

Static files, the same for everybody: what is personal the page asks for itself, with the token it
got. No framework, nothing from elsewhere, and a policy under which a browser runs nothing else.
"""

from functools import cache
from pathlib import Path

from fastapi import Response

from shared import api

router = api.router("paginas")
FOLDER = Path(__file__).parent.parent / "paginas"
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src 'self'",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
    )
)
BESTANDEN = frozenset(
    {
        *("stijl.css", "basis.js", "sessie.js", "flexpool.js"),
        *("inzetten.js", "voorwaarden.js", "inkomen.js"),
        *("afmelden.js", "mijn.js", "sollicitaties.js", "solliciteren.js", "uren.js"),
    }
)
KINDS = {"html": "text/html", "js": "text/javascript", "css": "text/css"}


@cache
def _text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _answer(name: str) -> Response:
    headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"}
    kind = KINDS[name.rpartition(".")[2]]
    return Response(_text(name), headers=headers, media_type=f"{kind}; charset=utf-8")


def page(name: str, status: int) -> Response:
    """A static page as the answer to something else."""
    answer = _answer(name)
    answer.status_code = status
    answer.headers["Cache-Control"] = "no-store"
    return answer


@router.get("/mijn", include_in_schema=False)
def mijn() -> Response:
    """Own applications and own data, after logging in with a link from the mail."""
    return _answer("mijn.html")


@router.get("/uren", include_in_schema=False)
def uren() -> Response:
    """The own hours of a week; one logs in on the own page."""
    return _answer("uren.html")


@router.get("/solliciteren", include_in_schema=False)
def solliciteren() -> Response:
    """Apply for one public vacancy, without an account."""
    return _answer("solliciteren.html")


@router.get("/afmelden", include_in_schema=False)
def afmelden() -> Response:
    """Stop the alerts of a saved search, with the code in the link of a mail."""
    return _answer("afmelden.html")


@router.get("/paginas/{bestand}", include_in_schema=False)
def bestand(bestand: str) -> Response:
    """What the pages are made of; nothing else of the folder."""
    if bestand not in BESTANDEN:
        return Response(status_code=404)
    return _answer(bestand)
