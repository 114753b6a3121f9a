"""Load the demo region through the gateway, and tell a visitor who he can be and what to try."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2

from deploy.client import Gateway, as_client
from deploy.demo import build, pool, regio, story

VACATURES = "/vacatures/v1"


class NotHere(RuntimeError):
    """The demo does not belong in this installation."""


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
    modus = httpx2.get(f"{url.rstrip('/')}/", timeout=10).json()["modus"]
    if modus == "productie":
        raise NotHere("De demoregio hoort niet in productie: daar wordt niets geladen.")
    platform = as_client(url, "platformbeheer", secret, "Testbeheerder")
    file = folder / "demo.sh"
    known = _read(file) if platform.get("/deelname/v1/verbanden?pageSize=1")["results"] else {}
    if known.get("DOORSTROOM") != url:
        known = _fill(platform, say)
    folder.mkdir(parents=True, exist_ok=True)
    _write(file, known | {"DOORSTROOM": url} | _tokens(platform))
    return story.text(file, url)


def _fill(platform: Gateway, say: Callable[[str], None]) -> dict[str, str]:
    """Load what is not there yet. Returns the ids that the story needs."""
    if not platform.get("/deelname/v1/verbanden?pageSize=1")["results"]:
        platform.call("PUT", "/toegang/v1/klok", {"nu": regio.BEGIN})
    say("demo: organisaties en verbanden")
    build.importeer(platform, regio.rijen())
    verband = build.verband(platform, regio.VERBAND, regio.LEDEN, "2026-01-01")
    build.convenant(platform, verband, pool=regio.POOLKEUZES)
    tweetal = build.verband(platform, regio.TWEETAL_NAAM, regio.TWEETAL, "2026-01-01")
    build.convenant(platform, tweetal, pool=regio.POOLKEUZES)
    say("demo: mensen en vacatures")
    ids = _vacatures(build.ats(platform, regio.EINDHOVEN), verband)
    for nummer, oin, naam in regio.MEDEWERKERS:
        build.persoon(build.ats(platform, oin), oin, nummer, naam, vastContract=True)
    say("demo: flexpool")
    return {"VACATURE": ids["DEMO-002"], "POOL": pool.fill(platform, verband, say)}


def _tokens(platform: Gateway) -> dict[str, str]:
    """A fresh token for each of those a visitor can be."""
    people = {nummer: oin for nummer, oin, _ in regio.MEDEWERKERS}
    callers = {
        "EIGEN": build.medewerker(platform, people["demo-001"], "demo-001"),
        "PARTNER": build.medewerker(platform, people["demo-002"], "demo-002"),
        "ELDERS": build.medewerker(platform, people["demo-003"], "demo-003"),
        "RECRUITER": build.ats(platform, regio.EINDHOVEN),
        "MAKELAAR": build.makelaar(platform, regio.EINDHOVEN),
        "PLATFORM": platform,
    }
    return {name: caller.token or "" for name, caller in callers.items()}


def _vacatures(ats: Gateway, verband: str) -> dict[str, str]:
    """The demo's vacancies, each open in another phase. Returns the id per kenmerk."""
    report = ats.post(f"{VACATURES}/aanleveringen", {"items": regio.VACATURES})
    ids = {}
    for item, result in zip(regio.VACATURES, report["resultaten"], strict=True):
        ids[item["kenmerk"]] = result["vacatureId"]
        if result["uitkomst"] == "toegevoegd":
            body: dict[str, Any] = {"verbanden": [verband]}
            body["fasewijzigingen"] = [
                {"fase": fase, "werkdagen": 0, "reden": "Voorbeeld: deze fase is overgeslagen."}
                for fase in regio.OVERGESLAGEN[item["kenmerk"]]
            ]
            ats.post(f"{VACATURES}/vacatures/{result['vacatureId']}/openstelling", body)
    return ids


def _read(file: Path) -> dict[str, str]:
    """What an earlier load wrote; nothing when it never came that far."""
    if not file.is_file():
        return {}
    return dict(re.findall(r"^export (\w+)='(.*)'$", file.read_text(), re.MULTILINE))


def _write(file: Path, values: dict[str, str]) -> None:
    lines = "".join(f"export {name}='{value}'\n" for name, value in values.items())
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as out:
        out.write(
            "# Tokens of the demo; they last an hour. Start again, or: doorstroom demo laad\n"
        )
        out.write(lines)
