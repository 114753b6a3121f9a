"""What a demo page answers, and the little HTML that both pages have in common."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

FOLDER = Path(__file__).parent
NIETS = "default-src 'none'; frame-ancestors 'none'"


@dataclass(frozen=True, slots=True)
class Antwoord:
    """Status, media type, bytes and Content-Security-Policy."""

    status: int
    soort: str
    inhoud: bytes
    beleid: str = NIETS


Maak = Callable[[str, Mapping[str, str]], Antwoord | None]
NIET_GEVONDEN = Antwoord(404, "text/plain", b"Niet gevonden.")


@cache
def stijl() -> Antwoord:
    """The style sheet of both pages."""
    return Antwoord(200, "text/css", (FOLDER / "stijl.css").read_bytes())


def pagina(titel: str, merk: str, inhoud: str, beleid: str, kop: str = "") -> Antwoord:
    """A whole page; `inhoud` and `kop` are HTML already."""
    tekst = f"""<!doctype html>
<html lang="nl">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="robots" content="noindex">
  <title>{escape(titel)}</title>
  <link rel="stylesheet" href="stijl.css">
  {kop}
</head>
<body>
  <a class="spring" href="#inhoud">Ga naar de inhoud</a>
  <header>
    <p class="merk">{escape(merk)}</p>
    <p class="proef">Voorbeeld; alles is verzonnen</p>
  </header>
  <main id="inhoud" tabindex="-1">
{inhoud}
  </main>
  <footer><p>Een pagina uit de demo van Doorstroom.</p></footer>
</body>
</html>
"""
    return Antwoord(200, "text/html", tekst.encode(), beleid)
