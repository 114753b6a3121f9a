"""Load the demo region through the gateway, and tell a visitor who he can be and what to try."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from deploy.client import Gateway, as_client
from deploy.demo import build, pool, regio, story

VACATURES = "/vacatures/v1"


def load(
    url: str,
    secret: str,
    say: Callable[[str], None] = lambda _: None,
    folder: Path = Path(".data"),
) -> str:
    """Load what is not there yet. Returns what to print; tokens go to `folder`/demo.sh.

    Args:
        url: of the gateway.
        secret: of the client `platformbeheer`.
        say: called with each step.
        folder: where demo.sh is written, readable by the owner only.
    """
    platform = as_client(url, "platformbeheer", secret, "Testbeheerder")
    fresh = platform.get("/deelname/v1/verbanden?pageSize=1")["results"] == []
    if fresh:
        platform.call("PUT", "/toegang/v1/klok", {"nu": regio.BEGIN})
    say("demo: organisaties en verbanden")
    build.importeer(platform, regio.rijen())
    verband = build.verband(platform, regio.VERBAND, regio.LEDEN, "2026-01-01")
    build.convenant(platform, verband, pool=regio.POOLKEUZES)
    tweetal = build.verband(platform, regio.TWEETAL_NAAM, regio.TWEETAL, "2026-01-01")
    build.convenant(platform, tweetal, pool=regio.POOLKEUZES)
    say("demo: mensen en vacatures")
    ats = build.ats(platform, regio.EINDHOVEN)
    ids = _vacatures(ats, verband)
    mensen = {}
    for nummer, oin, naam in regio.MEDEWERKERS:
        build.persoon(build.ats(platform, oin), oin, nummer, naam, vastContract=True)
        mensen[nummer] = build.medewerker(platform, oin, nummer)
    say("demo: flexpool")
    makelaar, flexpool = pool.fill(platform, verband)
    values = {
        "DOORSTROOM": url,
        "PARTNER": mensen["demo-002"].token,
        "EIGEN": mensen["demo-001"].token,
        "ELDERS": mensen["demo-003"].token,
        "RECRUITER": build.ats(platform, regio.EINDHOVEN).token,
        "MAKELAAR": makelaar.token,
        "PLATFORM": platform.token,
        "VACATURE": ids["DEMO-002"],
        "POOL": flexpool,
    }
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "demo.sh"
    _write(file, values)
    return story.text(file)


def _vacatures(ats: Gateway, verband: str) -> dict[str, str]:
    """The demo's vacancies, each open in another phase. Returns the id per kenmerk."""
    report = ats.post(f"{VACATURES}/aanleveringen", {"items": regio.VACATURES})
    ids = {}
    for item, result in zip(regio.VACATURES, report["resultaten"], strict=True):
        ids[item["kenmerk"]] = result["vacatureId"]
        if result["uitkomst"] == "aangemaakt":
            body: dict[str, Any] = {"verbanden": [verband]}
            body["fasewijzigingen"] = [
                {"fase": fase, "werkdagen": 0, "reden": "Voorbeeld: deze fase is overgeslagen."}
                for fase in regio.OVERGESLAGEN[item["kenmerk"]]
            ]
            ats.post(f"{VACATURES}/vacatures/{result['vacatureId']}/openstelling", body)
    return ids


def _write(file: Path, values: dict[str, str | None]) -> None:
    lines = "".join(f"export {name}='{value}'\n" for name, value in values.items())
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as out:
        out.write("# Tokens of the demo; they last an hour. Renew: doorstroom demo laad\n" + lines)
