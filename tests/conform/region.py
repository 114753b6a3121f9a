"""A running system with something in it: who may call it, and what there is to find."""

import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from deploy import demo, secret_files
from deploy.client import Gateway, as_client, as_keyed_client
from deploy.demo import build, regio
from deploy.demo import pool as demo_pool
from deploy.system import system
from tests.conform.export import APIS

# A fuzzer asks more than a person; the limit itself has tests of its own.
FAST = {
    "RATE_LIMIT": "1000000/minute",
    "RATE_LIMIT_ANONIEM": "1000000/minute",
    "RATE_LIMIT_INLOG": "1000000/minute",
}
# A browser's page that may read the API; every other origin may not.
ORIGIN = "https://intranet.example.org"
ROLLEN = ("recruiter", "hr_adviseur", "leidinggevende", "makelaar", "beheerder", "secretaris")
CLIENT, PROEF = "conform", "conform-proef"
EIGEN, PARTNER = regio.EINDHOVEN, regio.VELDHOVEN
MENSEN = {"eigen": (EIGEN, "demo-001"), "partner": (PARTNER, "demo-002")}


@dataclass(frozen=True, slots=True)
class Region:
    """The demo region, and one thing at least of every kind that the APIs know."""

    platform: Gateway
    known: dict[str, Sequence[str | int]]  # ids per API and collection: "pool/leden"

    @property
    def url(self) -> str:
        return self.platform.url

    def organisatie(self) -> Gateway:
        """A machine of Eindhoven with every role that an organisation can give; fresh token."""
        key = build.client(self.platform, CLIENT, EIGEN, ROLLEN)
        return as_keyed_client(self.url, CLIENT, key, "Testgebruiker")

    def medewerker(self, wie: str = "eigen") -> Gateway:
        return build.medewerker(self.platform, *MENSEN[wie])

    def thuis(self) -> Gateway:
        """A machine of whoever employs the person of the first known inzet."""
        inzet = self.organisatie().get(f"/pool/v1/inzetten/{self.known['pool/inzetten'][0]}")
        return build.makelaar(self.platform, inzet["thuisorganisatie"])


@contextmanager
def running() -> Iterator[tuple[str, str]]:
    """Address and secret of the system at DOORSTROOM_URL, or of one started here (mode test)."""
    if url := os.environ.get("DOORSTROOM_URL"):
        yield url, Path(os.environ["DOORSTROOM_GEHEIM_BESTAND"]).read_text().strip()
        return
    settings = {f"{s.upper()}_{name}": value for s in APIS for name, value in FAST.items()}
    settings["GATEWAY_ORIGINS"] = json.dumps([ORIGIN])
    with tempfile.TemporaryDirectory(prefix="doorstroom-conform-") as folder:
        home = Path(folder)
        home.chmod(0o755)  # as root, the system user of PostgreSQL must come through
        with system(home, modus="test", settings=settings) as addresses:
            yield addresses.gateway, secret_files.read(addresses.secrets, secret_files.BEHEER)


def fill(url: str, secret: str) -> Region:
    """Load the demo region, let its main job run once, and leave some of it to be done."""
    with tempfile.TemporaryDirectory() as folder:
        demo.load(url, secret, folder=Path(folder))
    region = Region(as_client(url, "platformbeheer", secret, "Testbeheerder"), {})
    org = region.organisatie()
    _deelname(region, org)
    _vacatures(region, org)
    _werving(region, org)
    _pool(region, org)
    build.client(region.platform, PROEF, EIGEN, ("recruiter",))
    keys = region.platform.get(f"/toegang/v1/clients/{PROEF}/sleutels")["results"]
    region.known.update({"toegang/clients": [PROEF], "toegang/sleutels": [k["id"] for k in keys]})
    return region


def _ids(caller: Gateway, path: str) -> list[str]:
    return [thing["id"] for thing in caller.everything(path)]


def _own_first(caller: Gateway, path: str, owner: str) -> list[str]:
    """The ids of what the caller may change before those that it may only see."""
    found = caller.everything(path)
    return [thing["id"] for thing in sorted(found, key=lambda thing: thing[owner] != EIGEN)]


def _vacatures(region: Region, org: Gateway) -> None:
    base = "/vacatures/v1"
    open_to_all = {v["kenmerk"]: v["id"] for v in org.everything(f"{base}/vacatures")}["DEMO-003"]
    for wie in MENSEN:
        person = region.medewerker(wie)
        if not person.everything(f"{base}/sollicitaties"):
            person.post(f"{base}/vacatures/{open_to_all}/sollicitaties", {"motivatie": "Graag."})
    items = [
        regio.VACATURES[0] | {"kenmerk": f"CONFORM-{n}", "titel": f"Proef {n} (verzonnen)"}
        for n in range(8)
    ]
    delivered = org.post(f"{base}/aanleveringen", {"items": items})
    region.known.update(
        {
            "vacatures/vacatures": _own_first(org, f"{base}/vacatures", "werkgever"),
            "vacatures/sollicitaties": _ids(org, f"{base}/vacatures/{open_to_all}/sollicitaties"),
            "vacatures/aanleveringen": [delivered["id"]],
            "vacatures/aangeleverde-vacatures": [item["kenmerk"] for item in items],
        }
    )
    _procedure(region, org)


def _procedure(region: Region, org: Gateway) -> None:
    """A partner's employee who was offered a job and moves, with a step and a complaint."""
    base, person = "/vacatures/v1", region.medewerker("partner")
    if not person.everything(f"{base}/overstappen"):
        item = regio.VACATURES[0] | {"kenmerk": "CONFORM-M", "titel": "Overstap (verzonnen)"}
        delivered = org.post(f"{base}/aanleveringen", {"items": [item]})
        vacature = f"{base}/vacatures/{delivered['resultaten'][0]['vacatureId']}"
        skipped = [{"fase": "intern", "werkdagen": 0, "reden": "Proef."}]
        opening = {"verbanden": [_verband(region)], "fasewijzigingen": skipped}
        org.post(f"{vacature}/openstelling", opening)
        made = person.post(f"{vacature}/sollicitaties", {})
        own = f"{base}/sollicitaties/{made['id']}"
        org.post(f"{own}/beoordelingen", {"oordeel": "passend", "reden": "Proef."})
        for soort in ("gesprek", "assessment"):
            org.post(f"{own}/selectiestappen", {"soort": soort, "datum": "2026-12-01"})
        org.post(f"{own}/aanbiedingen", {"contractsoort": "vast", "uren": 36, "schaal": "10"})
        for over in ("beoordeling", "behandeling"):
            person.post(f"{own}/klachten", {"over": over, "tekst": "Proef."})
        person.post(f"{own}/statuswijzigingen", {"naar": "aangenomen"})
    moves = person.everything(f"{base}/overstappen")
    own = f"{base}/sollicitaties/{moves[0]['sollicitatieId']}"
    earlier = region.known["vacatures/sollicitaties"]
    region.known.update(
        {
            "vacatures/sollicitaties": [*earlier, moves[0]["sollicitatieId"]],
            "vacatures/overstappen": [move["id"] for move in moves],
            "vacatures/punten": ["vog", "eed", "pensioen", "werkplek"],
            "vacatures/aanbiedingen": _ids(person, f"{own}/aanbiedingen"),
            "vacatures/selectiestappen": _ids(person, f"{own}/selectiestappen"),
            "vacatures/klachten": _ids(person, f"{own}/klachten"),
        }
    )


def _werving(region: Region, org: Gateway) -> None:
    """Mandates that have yet to begin (they change nothing now), and a salary table."""
    base = "/vacatures/v1"
    if not _ids(org, f"{base}/mandaten"):
        for year in range(2090, 2094):
            days = {"vanDatum": f"{year}-01-01", "totDatum": f"{year}-12-31"}
            org.post(f"{base}/mandaten", {"gemachtigde": regio.MEPPEL} | days)
    rows = [{"schaal": "10", "periodiek": n, "bedrag": 330_000 + n * 15_000} for n in range(12)]
    tabel = {"cao": "proef", "geldigVanaf": "2026-01-01", "bron": "Verzonnen", "regels": rows}
    made = org.post(f"{base}/salaristabellen", tabel)
    region.known.update(
        {
            "vacatures/mandaten": _ids(org, f"{base}/mandaten"),
            "vacatures/salaristabellen": [made["id"]],
            "vacatures/werkgevers": [EIGEN, PARTNER],
        }
    )


def _pool(region: Region, org: Gateway) -> None:
    base = "/pool/v1"
    verband = _verband(region)
    names = ("Demopool (verzonnen)", "Proefpool een (verzonnen)", "Proefpool twee (verzonnen)")
    pools = [demo_pool.flexpool(org, verband, name) for name in names]
    proposals = f"{base}/pools/{pools[0]}/toewijzingsvoorstellen"
    if not _ids(org, f"{base}/inzetten"):
        made = org.post(proposals, {})
        own = [line for line in made["regels"] if line["thuisorganisatie"] == EIGEN]
        for line in own or made["regels"]:
            decide = f"{base}/toewijzingsvoorstellen/{made['id']}/regels/{line['id']}/besluiten"
            org.post(decide, {"besluit": "bevestigd", "reden": "Proef."})
    last = org.post(proposals, {})
    item = {"verband": verband, "titel": "Proef (verzonnen)"}
    org.post(f"{base}/behoeften", item | {"inlener": EIGEN})
    delivered = org.post(f"{base}/aanleveringen", {"items": [item]})
    region.known.update(
        {
            "pool/pools": pools,
            "pool/leden": _own_first(org, f"{base}/pools/{pools[0]}/leden", "thuisorganisatie"),
            "pool/behoeften": _own_first(org, f"{base}/behoeften", "inlener"),
            "pool/toewijzingsvoorstellen": [last["id"]],
            "pool/regels": [line["id"] for line in last["regels"]],
            "pool/inzetten": _own_first(org, f"{base}/inzetten", "thuisorganisatie"),
            "pool/aanleveringen": [delivered["id"]],
        }
    )


def _verband(region: Region) -> str:
    found = region.platform.everything("/deelname/v1/verbanden")
    return next(str(verband["id"]) for verband in found if verband["naam"] == regio.VERBAND)


def _deelname(region: Region, org: Gateway) -> None:
    base = "/deelname/v1"
    verband = _verband(region)
    for number in range(3):
        build.persoon(org, EIGEN, f"conform-{number}", f"Testpersoon Conform {number}")
    rows = {"soort": "gemeente", "rijen": regio.rijen()["gemeente"][:1]}
    imported = region.platform.post(f"{base}/organisatie-importen", rows)
    region.known.update(
        {
            "deelname/verbanden": [verband],
            "deelname/organisaties": [EIGEN, PARTNER, regio.MEPPEL],
            "deelname/medewerkers": _ids(org, f"{base}/organisaties/{EIGEN}/medewerkers"),
            "deelname/leden": _ids(org, f"{base}/verbanden/{verband}/leden"),
            "deelname/organisatie-importen": [imported["id"]],
            "deelname/convenanten": [1, 2],
        }
    )
