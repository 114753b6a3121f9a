"""Short public addresses of what vacatures gives out, beside its API. Pure rules.

Boards and search engines keep these for years, so they name no version and no service. The same
table stands in `services.vacatures.uitgifte.rules.adressen`; a test holds the two together.
"""

import re
from collections.abc import MutableMapping
from typing import Any

UITGIFTE = "/vacatures/v1/uitgifte/"
VAST = {
    "/vacatures": "lijst",
    "/vacatures.xml": "xml",
    "/vacatures.atom": "atom",
    "/vacatures.json": "jsonfeed",
    "/vacatures.csv": "csv",
    "/vacatures.setu.xml": "setu",
    "/vacatures.vum.json": "vum",
    "/sitemap.xml": "sitemap",
    "/robots.txt": "robots",
    "/vacature/stijl.css": "stijl.css",
}
_ENKEL = re.compile(
    r"/vacature/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\.(?:(setu)\.xml|(vum)\.json))?"
)
# Beginnings of all of them: formats that we do not speak are refused by vacatures, not here.
BEGIN = ("/vacatures", "/vacature/", "/sitemap.xml", "/robots.txt")


def binnen(pad: str) -> str | None:
    """The operation of vacatures behind a public address; None: it is not one of these."""
    if pad in VAST:
        return UITGIFTE + VAST[pad]
    if found := _ENKEL.fullmatch(pad):
        id, *vormen = found.groups()
        vorm = next(filter(None, vormen), None)
        return f"{UITGIFTE}vacatures/{id}" + (f"/{vorm}" if vorm else "")
    return None


def naar_binnen(scope: MutableMapping[str, Any]) -> None:
    """Make the request one for the operation, in place; any other request stays as it is."""
    pad = binnen(scope["path"]) if scope["type"] == "http" else None
    if pad is not None:
        scope["path"], scope["raw_path"] = pad, pad.encode()


def bewaart_zelf(pad: str) -> bool:
    """Whether vacatures itself keeps and labels these answers: large, and packed when asked."""
    return pad.startswith(UITGIFTE)
