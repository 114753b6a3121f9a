"""An inzet as journeys need one: a member, a need and a decision; and one that goes on."""

from typing import Any

from deploy.client import Gateway
from deploy.demo import pool as demopool

P = "/pool/v1"


def voorgesteld(thuis: Gateway, inlener: Gateway, zelf: Gateway, verband: str, persoon: str) -> str:
    """16 hours a week from 1 September 2026 at the inlener, which nobody answered yet; its id."""
    pool = demopool.flexpool(thuis, verband, f"Pool van {verband} (verzonnen)")
    demopool.poollid(thuis, pool, persoon, "Demo uren", "planeconoom", "senior", 24)
    [lid] = thuis.everything(f"{P}/pools/{pool}/leden")
    zelf.call("PUT", f"{P}/leden/{lid['id']}/toestemming", {"ja": True})
    vraag = {
        "titel": "Planeconoom (verzonnen)", "functie": "planeconoom", "verband": verband,
        "urenMin": 16, "urenMax": 16, "van": "2026-09-01", "tot": "2027-02-28",
        "plaats": "Helmond",
    }  # fmt: skip
    inlener.post(f"{P}/behoeften", vraag)
    voorstel = demopool.voorstel(thuis, pool)
    [regel] = voorstel["regels"]
    besluit = f"{P}/toewijzingsvoorstellen/{voorstel['id']}/regels/{regel['id']}/besluiten"
    reden = {"besluit": "bevestigd", "reden": "Verzonnen reden van een mens."}
    inzet = str(thuis.post(besluit, reden)["besluit"]["inzet"])
    terugkeer = {"terugkeerDatum": "2027-03-01", "terugkeerDoel": "oude_functie"}
    thuis.call("PATCH", f"{P}/inzetten/{inzet}", terugkeer)
    return inzet


def doorgegaan(thuis: Gateway, inlener: Gateway, zelf: Gateway, verband: str, persoon: str) -> str:
    """The same with three yeses; its id."""
    inzet = voorgesteld(thuis, inlener, zelf, verband, persoon)
    assert ja(inzet, thuis, inlener, zelf)["status"] == "bevestigd"
    return inzet


def ja(inzet: str, *wie: Gateway) -> dict[str, Any]:
    """Each says yes to what is asked now; the inzet as the last one reads it."""
    pad = f"{P}/inzetten/{inzet}"
    gezegd: dict[str, Any] = {}
    for een in wie:
        versie = een.get(pad)["gevraagdeVersie"]
        gezegd = een.post(f"{pad}/akkoorden", {"versie": versie, "akkoord": True})
    return gezegd
