"""The demo's flexpool: synthetic members of four employers, and what three others need."""

import time
from collections.abc import Callable
from typing import Any

from deploy.client import Gateway
from deploy.demo import build, inhuur, klankbord, klus, regio, trainee

POOL = "/pool/v1"
PATIENCE = 200  # seconds in which a proposal of a small region is computed


def fill(platform: Gateway, verband: str, say: Callable[[str], None] = lambda _: None) -> str:
    """Returns the id of the pool."""
    makelaar = build.makelaar(platform, regio.EINDHOVEN)
    id = flexpool(makelaar, verband, "Demopool (verzonnen)")
    for nummer, oin, naam, functie, niveau, uren in regio.POOLLEDEN:
        hr = build.makelaar(platform, oin) if oin != regio.EINDHOVEN else makelaar
        persoon = build.persoon(hr, oin, nummer, naam, vastContract=True)
        poollid(hr, id, persoon, nummer.title(), functie, niveau, uren)
    for oin, items in regio.BEHOEFTEN.items():
        inlener = makelaar if oin == regio.EINDHOVEN else build.makelaar(platform, oin)
        named = [item | {"verband": verband} for item in items]
        inlener.post(f"{POOL}/aanleveringen", {"items": named})
    vrije_plek(platform, verband)
    klus.fill(platform, verband)
    trainee.fill(platform, makelaar, verband)
    klankbord.fill(platform, verband)
    inhuur.fill(platform, makelaar, verband)
    try:
        voorstel(makelaar, id)
    except TimeoutError:  # a busy machine that first translates the engine; it goes on by itself
        say("demo: het eerste voorstel wordt nog berekend")
    return id


def vrije_plek(platform: Gateway, verband: str) -> None:
    """A seat that a partner offers to the people of the verband, once."""
    oin, plek = regio.VRIJE_PLEK
    partner = build.makelaar(platform, oin)
    known = partner.everything(f"{POOL}/vrije-plekken?verband={verband}")
    if plek["titel"] not in {een["titel"] for een in known}:
        partner.post(f"{POOL}/vrije-plekken", plek | {"verband": verband})


def voorstel(makelaar: Gateway, pool: str, body: object = None) -> dict[str, Any]:
    """A proposal that is computed; on the same facts it is the same one until somebody decides.

    Error: TimeoutError after `PATIENCE`.
    """
    made = makelaar.post(f"{POOL}/pools/{pool}/toewijzingsvoorstellen", body or {})
    end = time.monotonic() + PATIENCE
    while made["status"] == "in_berekening":
        if time.monotonic() > end:
            raise TimeoutError("the proposal is not computed; does the worker run?")
        time.sleep(0.2)
        made = makelaar.get(f"{POOL}/toewijzingsvoorstellen/{made['id']}")
    assert made["status"] == "berekend", made["faalcode"]
    return dict(made)


def flexpool(makelaar: Gateway, verband: str, naam: str) -> str:
    """A running pool of this verband, by the five choices of its convenant."""
    for known in makelaar.everything(f"{POOL}/pools?verband={verband}"):
        if known["naam"] == naam:
            return str(known["id"])
    made = makelaar.post(f"{POOL}/pools", {"verband": verband, "naam": naam})
    assert made["ontbreekt"] == [], made
    return str(made["id"])


def poollid(
    hr: Gateway, pool: str, persoon: str, label: str, functie: str, niveau: str, uren: int
) -> None:
    """Bring a synthetic employee of the own organisation into the pool, once."""
    body: dict[str, Any] = {
        "medewerker": persoon,
        "functies": [{"functie": functie, "niveau": niveau}],
        "urenPerWeek": uren,
        "beschikbaarVan": "2026-09-01",
        "demolabel": label,
    }
    known = {lid["medewerker"] for lid in hr.everything(f"{POOL}/pools/{pool}/leden")}
    if persoon not in known:
        hr.post(f"{POOL}/pools/{pool}/leden", body)
