"""Recruited together, placed in turn: from a joint vacancy for a pool place to a pool member.

Two employers share the function, somebody is hired, vacatures tells pool, and a person confirms.
"""

import time
from typing import Any

import pytest

from deploy.client import Gateway
from deploy.demo import build, pool, regio
from tests.journeys.conftest import Systeem

V, P, T = "/vacatures/v1", "/pool/v1", "/toegang/v1"
LEIDT, ANDER = regio.VELDHOVEN, regio.HELMOND
DAG = "2026-11-02T08:00:00Z"
WAIT = 45  # seconds for what comes after the answer
VACATURE: dict[str, Any] = {
    "titel": "Planeconoom voor de streek (verzonnen)",
    "omschrijving": "U werkt bij toerbeurt voor gemeenten in de streek. Een verzonnen vacature.",
    "functie": "planeconoom",
    "niveau": "senior",
    "urenMin": 36,
    "urenMax": 36,
    "schaalMin": "11",
    "schaalMax": "11",
    "salarisMin": 350_000,
    "salarisMax": 460_000,
    "contractsoort": "vast",
    "plaats": "Veldhoven",
    "sluitingsDatum": "2026-12-31",
}


@pytest.fixture(scope="module")
def platform(systeem: Systeem) -> Gateway:
    systeem.platform.call("PUT", f"{T}/klok", {"nu": DAG})
    build.importeer(systeem.platform, regio.rijen())
    return systeem.platform


def test_who_is_hired_for_the_pool_becomes_a_member(platform: Gateway) -> None:
    verband = build.verband(platform, "Poolstreek (verzonnen)", [LEIDT, ANDER], "2026-01-01")
    build.convenant(platform, verband, pool=regio.POOLKEUZES)
    hr, ander = (build.ats(platform, oin) for oin in (LEIDT, ANDER))
    makelaar = build.makelaar(platform, LEIDT)
    flexpool = pool.flexpool(makelaar, verband, "Pool van de poolstreek (verzonnen)")
    persoon = build.persoon(hr, LEIDT, "poolplaats-1", "Testpersoon Pool", vastContract=True)

    # One function, two employers; it opens when both have said yes.
    id = hr.post(f"{V}/vacatures", VACATURE | {"poolplaats": flexpool})["id"]
    deling = f"{V}/vacatures/{id}/functiedeling"
    delen = [{"werkgever": LEIDT, "uren": 20}, {"werkgever": ANDER, "uren": 16}]
    voorstel = {"vorm": "een_werkgever", "kostensleutel": "uren", "delen": delen}
    hr.post(deling, voorstel)
    openstelling = f"{V}/vacatures/{id}/openstelling"
    assert hr.send("POST", openstelling, {"verbanden": [verband]}).status_code == 409
    for wie, oin in ((hr, LEIDT), (ander, ANDER)):
        pad = f"{deling}/delen/{_deel(wie, deling, oin)}/statuswijzigingen"
        wie.post(pad, {"naar": "aanvaard"})
    hr.post(openstelling, {"verbanden": [verband]})

    # Somebody applies, both employers agree to the offer, and it is accepted.
    kandidaat = build.medewerker(platform, LEIDT, "poolplaats-1")
    sollicitatie = kandidaat.post(f"{V}/vacatures/{id}/sollicitaties", {})["id"]
    path = f"{V}/sollicitaties/{sollicitatie}"
    hr.post(f"{path}/statuswijzigingen", {"naar": "in_behandeling"})
    hr.post(f"{path}/beoordelingen", {"oordeel": "passend", "reden": "Ruime ervaring"})
    bod = {"contractsoort": "vast", "uren": 36, "schaal": "11"}
    assert hr.send("POST", f"{path}/aanbiedingen", bod).status_code == 409
    for wie, oin in ((hr, LEIDT), (ander, ANDER)):
        besluit = {"sollicitatieId": sollicitatie, "akkoord": True}
        wie.post(f"{deling}/besluiten", besluit | {"deel": _deel(wie, deling, oin)})
    hr.post(f"{path}/aanbiedingen", bod)
    kandidaat.post(f"{path}/statuswijzigingen", {"naar": "aangenomen"})

    # The pool takes the person up, and nobody is placed before a person has confirmed.
    [lid] = _leden(makelaar, flexpool)
    assert (lid["medewerker"], lid["thuisorganisatie"]) == (persoon, LEIDT)
    assert (lid["status"], lid["inDienstVoor"]) == ("te_bevestigen", "gezamenlijk")
    assert (lid["urenPerWeek"], lid["functies"][0]["functie"]) == (36, "planeconoom")
    bevestigd = makelaar.post(
        f"{P}/leden/{lid['id']}/statuswijzigingen", {"naar": "actief", "reden": "Gesproken"}
    )
    assert bevestigd["status"] == "actief"


def _deel(wie: Gateway, deling: str, oin: str) -> str:
    return next(str(d["id"]) for d in wie.get(deling)["delen"] if d["werkgever"] == oin)


def _leden(makelaar: Gateway, flexpool: str) -> list[dict[str, Any]]:
    """The members, once there are any: the workers bring them after the answer."""
    deadline = time.monotonic() + WAIT
    while time.monotonic() < deadline:
        if leden := list(makelaar.everything(f"{P}/pools/{flexpool}/leden")):
            return leden
        time.sleep(0.3)
    raise AssertionError(f"binnen {WAIT} s geen poollid")
