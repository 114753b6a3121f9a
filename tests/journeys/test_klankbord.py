"""Somebody from outside thinks along: a link in the mail, the register, a personal question, a yes.

Through the gateway: the expert works for no member, and the employer of who asks never hears of it.
"""

from typing import Any

import pytest

from deploy.client import Gateway
from deploy.demo import build, regio
from deploy.demo import klankbord as demo
from tests.journeys.conftest import Systeem
from tests.journeys.inlog import inloggen

P, T = "/pool/v1", "/toegang/v1"
THUIS, MAKELAAR = regio.VELDHOVEN, regio.EINDHOVEN
EXPERT, VRAGER = "klankbord-expert@example.org", "klankbord-1@example.org"
VRAAG = {"soort": "persoonlijk", "onderwerpen": ["omgaan-met-bestuur"], "tekst": "Denkt u mee?"}


@pytest.fixture(scope="module")
def platform(systeem: Systeem) -> Gateway:
    if systeem.mail is None:
        pytest.skip("de mail van dit systeem is hier niet te lezen")
    systeem.platform.call("PUT", f"{T}/klok", {"nu": "2026-11-02T09:00:00Z"})
    build.importeer(systeem.platform, regio.rijen())
    return systeem.platform


def lijst(wie: Gateway, wat: str) -> list[Any]:
    return wie.everything(f"{P}/klankbord{wat}")


def test_an_expert_from_outside_thinks_along(systeem: Systeem, platform: Gateway) -> None:
    verband = build.verband(
        platform, "Klankbordstreek (verzonnen)", [THUIS, MAKELAAR], "2026-01-01"
    )
    build.convenant(platform, verband, pool=regio.POOLKEUZES)
    thuis, makelaar = (build.makelaar(platform, oin) for oin in (THUIS, MAKELAAR))
    build.persoon(
        build.ats(platform, THUIS), THUIS, "klankbord-1", "Testpersoon", vastContract=True
    )

    # A name and an address at the gateway, a link by mail, a line in the register.
    kandidaat = {"naam": "Testdeskundige (verzonnen)", "email": EXPERT}
    Gateway(platform.url).post(f"{T}/kandidaten", kandidaat)
    expert, vrager = inloggen(systeem, EXPERT), inloggen(systeem, VRAGER)
    wie: dict[str, Any] = {"verband": verband, "onderwerpen": ["omgaan-met-bestuur"]}
    wie |= {"soorten": ["persoonlijk"], "onafhankelijk": True}
    wie |= {"ervaring": "Lang gemeentesecretaris (verzonnen)."}
    id = expert.post(f"{P}/klankbordexperts", wie)["id"]
    assert vrager.send("POST", f"{P}/klankbordexperts", wie).status_code == 403
    makelaar.call("PUT", f"{P}/klankbordexperts/{id}/opname", {"opgenomen": True})

    # Asked by a person; the makelaar of elsewhere finds it, the own employer does not.
    vraag = vrager.post(f"{P}/klankbordvragen", VRAAG | {"verband": verband})["id"]
    pad = f"{P}/klankbordvragen/{vraag}"
    assert thuis.send("GET", pad).status_code == 404
    assert lijst(thuis, "vragen") == []
    [eerste] = makelaar.get(f"{pad}/voorstellen")["voorstellen"]
    assert eerste["expert"] == id
    koppeling = makelaar.post(f"{pad}/koppelingen", {"expert": id})["id"]
    [gevraagd] = lijst(expert, "koppelingen")
    assert gevraagd.get("tekst") is None
    ja = expert.call("POST", f"{P}/klankbordkoppelingen/{koppeling}/antwoord", {"ja": True})
    assert ja["tekst"] == VRAAG["tekst"]
    assert vrager.get(pad)["status"] == "gekoppeld"

    # Only what it cost; decided on by the makelaar, for the employer must not know.
    bon = {"soort": "reizen", "dag": "2026-11-02", "bedragCent": 1250}
    kosten = expert.post(f"{P}/klankbordkoppelingen/{koppeling}/onkosten", bon)["id"]
    assert thuis.send("GET", f"{P}/klankbordonkosten/{kosten}").status_code == 404
    makelaar.call("POST", f"{P}/klankbordonkosten/{kosten}/besluit", {"akkoord": True})
    assert lijst(expert, "onkosten")[0]["status"] == "goedgekeurd"
    vrager.call("POST", f"{pad}/afronding", {})
    assert vrager.get(pad)["status"] == "afgerond"

    # What the demo shows is asked once, and is not personal: the employer reads its own question.
    for _ in range(2):
        demo.fill(platform, verband)
    assert [een["tekst"] for een in lijst(thuis, "vragen")] == [demo.VRAAG["tekst"]]

    # And out of the register again, with everything that was kept.
    gedaan = expert.post(f"{P}/verwijderverzoeken", {"bevestigd": True})
    assert {een["naam"] for een in gedaan["onderdelen"]} >= {"klankbordexpert"}
    assert lijst(makelaar, "experts") == []
