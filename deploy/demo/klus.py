"""The demo's klussen: what two partners ask for a few hours a week; found by the one search."""

from datetime import date, timedelta
from typing import Any

from deploy.client import Gateway
from deploy.demo import build, regio

POOL = "/pool/v1"
OPEN = {"naar": "open", "reden": "Verzonnen voorbeeld."}


def fill(platform: Gateway, verband: str) -> None:
    """Open each klus once; its days follow from the clock of the demo."""
    vandaag = date.fromisoformat(str(platform.get("/toegang/v1/klok")["nu"])[:10])
    for oin, feiten in regio.KLUSSEN:
        partner = build.makelaar(platform, oin)
        known = partner.everything(f"{POOL}/klussen?verband={verband}&organisatie={oin}")
        if feiten["titel"] in {een["titel"] for een in known}:
            continue
        klus: dict[str, Any] = feiten | {"verband": verband} | _dagen(vandaag)
        made = partner.post(f"{POOL}/klussen", klus)
        partner.post(f"{POOL}/klussen/{made['id']}/statuswijzigingen", OPEN)


def _dagen(vandaag: date) -> dict[str, str]:
    dagen = {"sluitingsDatum": 60, "van": 75, "tot": 240}
    return {naam: (vandaag + timedelta(days=aantal)).isoformat() for naam, aantal in dagen.items()}
