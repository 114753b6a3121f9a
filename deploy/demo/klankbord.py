"""Demo: a question for retired experts. The experts themselves log in by mail, so none is made."""

from typing import Any

from deploy.client import Gateway
from deploy.demo import build, regio

POOL = "/pool/v1"
VRAAG: dict[str, Any] = {
    "soort": "bestuurlijk",
    "onderwerpen": ["aanbesteden", "samenwerken"],
    "tekst": "Wie denkt mee over een groot aanbestedingstraject in de streek? (verzonnen)",
}


def fill(platform: Gateway, verband: str) -> None:
    """One question of Veldhoven, once."""
    hr = build.ats(platform, regio.VELDHOVEN)
    known = hr.everything(f"{POOL}/klankbordvragen")
    if VRAAG["tekst"] not in {een["tekst"] for een in known}:
        hr.post(f"{POOL}/klankbordvragen", VRAAG | {"verband": verband})
