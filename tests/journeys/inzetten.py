"""An inzet that goes on, as journeys need one: a member, a need, a decision and three yeses."""

from deploy.client import Gateway
from deploy.demo import pool as demopool

P = "/pool/v1"


def doorgegaan(thuis: Gateway, inlener: Gateway, zelf: Gateway, verband: str, persoon: str) -> str:
    """16 hours a week from 1 September 2026 at the inlener; its id."""
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
    pad = f"{P}/inzetten/{inzet}"
    terugkeer = {"terugkeerDatum": "2027-03-01", "terugkeerDoel": "oude_functie"}
    ja = {"versie": thuis.call("PATCH", pad, terugkeer)["gevraagdeVersie"], "akkoord": True}
    for wie in (thuis, inlener, zelf):
        gezegd = wie.post(f"{pad}/akkoorden", ja)
    assert gezegd["status"] == "bevestigd"
    return inzet
