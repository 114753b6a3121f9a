"""The demo's trainee programme: two blocks, three hosts, places that somebody can sign up for."""

from datetime import date, timedelta
from typing import Any

from deploy.client import Gateway
from deploy.demo import regio

POOL = "/pool/v1"


def fill(platform: Gateway, makelaar: Gateway, verband: str) -> None:
    """Open the programme once; its days follow from the clock of the demo."""
    known = makelaar.everything(f"{POOL}/traineeprogrammas?verband={verband}")
    if regio.TRAINEEPROGRAMMA["naam"] in {een["naam"] for een in known}:
        return
    vandaag = date.fromisoformat(str(platform.get("/toegang/v1/klok")["nu"])[:10])
    made = makelaar.post(
        f"{POOL}/traineeprogrammas",
        regio.TRAINEEPROGRAMMA | {"verband": verband} | _dagen(vandaag),
    )
    pad = f"{POOL}/traineeprogrammas/{made['id']}"
    for oin, laag in regio.TRAINEEGASTEN:
        gast = {"laag": laag, "ruimte": [2, 2], "onderwerpen": ["water", "wonen"]}
        makelaar.call("PUT", f"{pad}/gastplekken/{oin}", gast)
    makelaar.post(f"{pad}/statuswijzigingen", {"naar": "open"})


def _dagen(vandaag: date) -> dict[str, Any]:
    """Half a year each, from three months on."""
    van = vandaag + timedelta(days=90)
    midden, eind = van + timedelta(days=182), van + timedelta(days=364)
    dag = timedelta(days=1)
    return {
        "blokken": [
            {"van": van.isoformat(), "tot": (midden - dag).isoformat()},
            {"van": midden.isoformat(), "tot": (eind - dag).isoformat()},
        ],
        "aanmeldenTot": (van - timedelta(days=30)).isoformat(),
    }
