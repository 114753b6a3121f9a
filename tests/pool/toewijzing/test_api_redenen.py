"""Every reason code over the API, and its counterfactual done for real: then the person can come.

What a counterfactual says is done through the API beside the confirmed lines of the proposal; then
an emergency turn, which passes every hard rule, takes exactly what was promised. Before, it cannot.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from services.pool.flexpool import storage as pools
from services.pool.toewijzing import storage, uitleg
from services.pool.toewijzing.feiten import Plek
from services.pool.toewijzing.rules import Redencode
from tests.pool.conftest import AA, BASE, BEE, CEE, VERBAND, Buur, Regio, Vraag

ROOT = Path(__file__).parents[3]
HIER, DAAR = Plek("5611", "51.4392", "5.4778"), Plek("5701", "51.4793", "5.6570")
HEEL = {"urenMin": 32, "urenMax": 32, "kleinsteUrenblok": 32}
KLEIN = {"urenMin": 8, "urenMax": 8, "kleinsteUrenblok": 8}
EERST = HEEL | {"van": "2026-08-12", "tot": "2026-09-30"}
KORT = {"van": "2026-08-19", "tot": "2026-09-15"}  # as short as a stay: two cannot share it
LATER = {"van": "2026-11-01", "tot": "2026-12-31"}


@dataclass(frozen=True)
class Verhaal:
    """A pool with a need and a member who does not (all) come, and why."""

    code: Redencode
    soort: str | None  # of the counterfactual
    maak: Callable[[Regio, str], tuple[dict[str, Any], dict[str, Any]]]
    weken: int | None = None
    naam: str = ""

    def __str__(self) -> str:
        return self.naam or str(self.code)


Paar = tuple[dict[str, Any], dict[str, Any]]


def een(lid: dict[str, Any] | None = None, **vraag: Any) -> Callable[[Regio, str], Paar]:
    """One member of Aa and one need of Bee."""

    def maak(regio: Regio, pool: str) -> Paar:
        wie = vraag.get("inlener", BEE)
        inhoud = {naam: waarde for naam, waarde in vraag.items() if naam != "inlener"}
        return regio.lid(pool, 1, **(lid or {})), regio.behoefte(wie, **inhoud)

    return maak


def na_een_inzet(inlener: str, eerst: dict[str, Any], **vraag: Any) -> Callable[[Regio, str], Paar]:
    """The member has an inzet already when Bee asks."""

    def maak(regio: Regio, pool: str) -> Paar:
        lid = regio.lid(pool, 1)
        regio.behoefte(inlener, **eerst)
        bevestig(regio, regio.voorstel(pool))
        return lid, regio.behoefte(BEE, **vraag)

    return maak


def samen(vragen: list[tuple[str, dict[str, Any]]], **lid: Any) -> Callable[[Regio, str], Paar]:
    """One member, wanted by more; which need stays open the proposal tells."""

    def maak(regio: Regio, pool: str) -> Paar:
        wie = regio.lid(pool, 1, **lid)
        for inlener, vraag in vragen:
            regio.behoefte(inlener, **vraag)
        return wie, {}

    return maak


def aandeel(regio: Regio, pool: str) -> Paar:
    """Two members, one each; what Bee asks more than its share is not filled."""
    leden = {lid["id"]: lid for lid in (regio.lid(pool, 1), regio.lid(pool, 2))}
    for inlener in (BEE, BEE, CEE):
        regio.behoefte(inlener, **HEEL)
    [elders] = [r for r in regio.voorstel(pool)["regels"] if r["inlener"] == CEE]
    return leden[elders["lid"]], {}


VERHALEN = [
    Verhaal(Redencode.GEEN_VAARDIGHEID, None, een(functie="jurist")),
    Verhaal(
        Redencode.NIVEAU,
        "niveau",
        een({"functies": [{"functie": "planeconoom", "niveau": "medior"}]}, niveau="senior"),
    ),
    Verhaal(Redencode.REISAFSTAND, "reisafstand", een({"pc4": "5611", "straalKm": 3}, pc4="5701")),
    Verhaal(Redencode.EIGEN_WERKGEVER, None, een(inlener=AA)),
    Verhaal(Redencode.NIET_BESCHIKBAAR, "later-beginnen", een({"beschikbaarVan": "2027-03-15"})),
    Verhaal(
        Redencode.BEZET_BIJ_ANDEREN,
        "later-beginnen",
        samen([(BEE, HEEL | KORT), (CEE, HEEL | KORT)]),
    ),
    Verhaal(
        Redencode.MAXIMUM_INZETTEN,
        "maximum-inzetten",
        samen([(BEE, KLEIN | KORT), (CEE, KLEIN | KORT)], maximumInzetten=1),
        weken=5,
    ),
    Verhaal(Redencode.ROTATIE, "rotatie", na_een_inzet(BEE, EERST, **LATER), weken=26),
    Verhaal(
        Redencode.URENBLOK,
        "urenblok",
        een({"urenPerWeek": 16}, urenMin=24, urenMax=24, kleinsteUrenblok=24),
    ),
    Verhaal(
        Redencode.URENBLOK,
        "meer-uren-in-perioden",
        een({"perioden": [{"van": "2026-08-01", "urenPerWeek": 2}]}, **KLEIN),
        naam="weinig uren in een periode",
    ),
    Verhaal(Redencode.GEEN_TOESTEMMING, "toestemming", een({"toestemming": None})),
    Verhaal(Redencode.LOPENDE_INZET, "meer-uren", na_een_inzet(CEE, HEEL, **KLEIN), weken=26),
    Verhaal(Redencode.AANDEEL_BEREIKT, "later-beginnen", aandeel),
]


def bevestig(regio: Regio, voorstel: dict[str, Any]) -> None:
    for regel in voorstel["regels"]:
        regio.besluit(voorstel["id"], regel["id"])


@pytest.mark.parametrize("verhaal", VERHALEN, ids=str)
def test_elke_reden_en_haar_tegenfeit_is_waar(
    client: TestClient, makelaar: Vraag, regio: Regio, buur: Buur, verhaal: Verhaal
) -> None:
    with regio.sessions.begin() as tx:
        storage.set_postcodes(tx, [HIER, DAAR])
    pool = regio.pool()
    lid, behoefte = verhaal.maak(regio, pool)
    voorstel = regio.voorstel(pool, weken=verhaal.weken)
    open_ = [b for b in voorstel["behoeften"] if b["code"] != "gedekt"]
    uit = next(b for b in open_ if b["behoefte"] == behoefte.get("id", open_[0]["behoefte"]))
    [kandidaat] = [k for k in uit["kandidaten"] if k["lid"] == lid["id"]]
    assert (uit["code"], kandidaat["code"]) == (verhaal.code, verhaal.code)
    assert kandidaat["waarden"]
    assert kandidaat["uitleg"].startswith(uitleg.ZINNEN[verhaal.code])
    pad = f"{BASE}/toewijzingsvoorstellen/{voorstel['id']}/behoeften/{uit['behoefte']}/tegenfeit"
    gevonden = client.get(f"{pad}?lid={lid['id']}", headers=makelaar()).json()["tegenfeit"]
    assert (gevonden["soort"] if gevonden else None) == verhaal.soort
    if gevonden is None:
        return
    bevestig(regio, voorstel)
    beurt = {"lid": lid["id"], "behoefte": uit["behoefte"], "reden": "Het kan niet wachten."}
    beurt |= {naam: gevonden[naam] for naam in ("uren", "van", "tot")}
    nee = regio.post(f"/pools/{pool}/spoedbeurten", makelaar(), beurt, 409)
    assert nee["code"] == "harde-regel"
    doe(client, makelaar, regio, buur, gevonden, lid, uit)
    regio.post(f"/pools/{pool}/spoedbeurten", makelaar(), beurt)


def doe(
    client: TestClient, makelaar: Vraag, regio: Regio, buur: Buur, anders: dict[str, Any],
    lid: dict[str, Any], uit: dict[str, Any],
) -> None:  # fmt: skip
    """What the counterfactual says, through the API."""
    soort, wordt = anders["soort"], anders["wordt"]
    vraag = f"{BASE}/behoeften/{uit['behoefte']}"
    if soort == "toestemming":
        return regio.zeg(lid, True)
    if soort == "rotatie":
        nieuw = {"versie": 2, "pool": {"rotatieDagen": int(wordt)}}
        buur.antwoorden[f"/intern/convenanten/{VERBAND}"] = nieuw
        with regio.sessions.begin() as tx:
            assert pools.ververs_convenanten(tx, client.app.state.gateway)  # type: ignore[attr-defined]
        return None
    if soort == "meer-uren-in-perioden":
        bij = int(wordt) - int(anders["was"])
        perioden = [een | {"urenPerWeek": een["urenPerWeek"] + bij} for een in lid["perioden"]]
        inhoud: dict[str, Any] = {"urenPerWeek": int(wordt), "perioden": perioden}
    elif soort in ("later-beginnen", "eerder-beginnen"):
        was = client.get(vraag, headers=makelaar()).json()
        schuif = date.fromisoformat(wordt) - date.fromisoformat(was["van"])
        tot = date.fromisoformat(was["tot"]) + schuif
        inhoud = {"van": wordt, "tot": tot.isoformat()}
    else:
        veld = {
            "niveau": "niveau", "urenblok": "kleinsteUrenblok", "reisafstand": "straalKm",
            "maximum-inzetten": "maximumInzetten", "meer-uren": "urenPerWeek",
        }[soort]  # fmt: skip
        inhoud = {veld: wordt if soort == "niveau" else int(wordt)}
    van_lid = anders["onderwerp"] == "lid"
    waar = f"{BASE}/leden/{lid['id']}" if van_lid else vraag
    wie = makelaar(lid["thuisorganisatie"] if van_lid else uit["inlener"])
    answer = client.patch(waar, headers=wie, json=inhoud)
    assert answer.status_code == 200, answer.text
    return None


def test_alle_twaalf_redenen_hebben_een_verhaal() -> None:
    """Beside what is no reason why a need is not filled: filled, proposed, or not said for what."""
    geen_reden = {Redencode.GEDEKT, Redencode.TOEGEWEZEN, Redencode.GEEN_FUNCTIE}
    assert {een.code for een in VERHALEN} == set(Redencode) - geen_reden
    pagina = (ROOT / "docs" / "flexpool.md").read_text(encoding="utf-8")
    uitgelegd = re.findall(r"^\| `([a-z-]+)` \|", pagina, re.MULTILINE)
    assert uitgelegd == [een for een in Redencode if een not in geen_reden]
