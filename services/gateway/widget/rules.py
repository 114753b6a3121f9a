"""Which versions of the widget there are, and how each is named, proved and kept. Pure rules."""

import base64
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

BESTAND = "doorstroom-widget.js"
EEN_JAAR = 31_536_000  # seconds
_VERSIE = re.compile(r"([0-9]{1,4})\.([0-9]{1,4})\.([0-9]{1,4})")


@dataclass(frozen=True, slots=True)
class Widgetuitgave:
    """One version of the widget. What was published once never changes."""

    versie: str
    inhoud: bytes

    @property
    def integriteit(self) -> str:
        """Subresource Integrity: the browser runs these bytes and no others."""
        return "sha384-" + base64.b64encode(hashlib.sha384(self.inhoud).digest()).decode()

    @property
    def etag(self) -> str:
        return f'"{self.versie}-{hashlib.sha256(self.inhoud).hexdigest()[:16]}"'


def volgorde(versie: str) -> tuple[int, ...]:
    """A version as numbers. Error: ValueError when it is none."""
    if not (parts := _VERSIE.fullmatch(versie)):
        raise ValueError(versie)
    return tuple(int(part) for part in parts.groups())


def nieuwste(uitgaven: Iterable[Widgetuitgave]) -> Widgetuitgave:
    """The version with the highest number."""
    return max(uitgaven, key=lambda uitgave: volgorde(uitgave.versie))


def bewaren(vast: bool) -> str:
    """How long a browser keeps it: for good at an address with a version, else asked each time."""
    return f"public, max-age={EEN_JAAR}, immutable" if vast else "public, no-cache"


def scripttag(adres: str, uitgave: Widgetuitgave) -> str:
    """The one line that an intranet needs."""
    return (
        f'<script type="module" src="{adres}" integrity="{uitgave.integriteit}"'
        ' crossorigin="anonymous"></script>'
    )
