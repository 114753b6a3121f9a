"""A vacancy takes norm function and scales from what the employer says its function is worth."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from services.vacatures.convenant import rules as convenantregels
from services.vacatures.functiewaardering.rules import Functiewaardering, Normsysteem
from services.vacatures.vacature import rules
from services.vacatures.vacature.rules import Gegevens
from tests.vacatures.conftest import AA, BASE, VERBAND, Buur, Vraag

JURIST: dict[str, Any] = {
    "functie": "jurist",
    "normsysteem": "eigen",
    "normfunctie": "Adviseur",
    "schaalMin": "10",
    "schaalMax": "11",
    "geldigVanaf": "2026-01-01",
}


def waardering(vanaf: date, schaal: str, functie: str = "jurist") -> Functiewaardering:
    return Functiewaardering(
        uuid4(), AA, functie, Normsysteem.EIGEN, "Adviseur", None, schaal, schaal, vanaf
    )


teksten = st.none() | st.sampled_from(["8", "9"])


@given(teksten, teksten, st.none() | st.just("Eigen"), st.dates(date(2025, 1, 1), date(2028, 1, 1)))
def test_only_what_is_empty_is_filled(
    laag: str | None, hoog: str | None, norm: str | None, dag: date
) -> None:
    gegevens = Gegevens("x", functie="jurist", schaal_min=laag, schaal_max=hoog, normfunctie=norm)
    lijst = [waardering(date(2026, 1, 1), "10"), waardering(date(2027, 1, 1), "11")]
    lijst.append(waardering(date(2025, 1, 1), "5", "planner"))
    gevuld = rules.met_waardering(gegevens, lijst, dag)
    if dag < date(2026, 1, 1):
        assert gevuld == gegevens
        return
    assert gevuld.normfunctie == (norm or "Adviseur")
    schaal = "10" if dag < date(2027, 1, 1) else "11"
    leeg = laag is None and hoog is None
    assert (gevuld.schaal_min, gevuld.schaal_max) == ((schaal, schaal) if leeg else (laag, hoog))
    assert rules.met_waardering(gevuld, lijst, dag) == gevuld


def test_over_http(client: TestClient, recruiter: Vraag) -> None:
    headers = recruiter()
    assert client.post(f"{BASE}/functiewaarderingen", headers=headers, json=JURIST).is_success
    pad = f"{BASE}/vacatures"
    een = client.post(pad, headers=headers, json={"titel": "Jurist", "functie": "jurist"}).json()
    assert (een["normfunctie"], een["schaalMin"], een["schaalMax"]) == ("Adviseur", "10", "11")
    leeg = client.post(pad, headers=headers, json={"titel": "Planner"}).json()
    assert leeg["schaalMin"] is None
    wijzig = f"{pad}/{leeg['id']}"
    gevuld = client.patch(wijzig, headers=headers, json={"functie": "jurist"}).json()
    assert gevuld["schaalMax"] == "11"
    # What somebody empties afterwards stays empty.
    weer = client.patch(wijzig, headers=headers, json={"schaalMin": None}).json()
    assert weer["schaalMin"] is None


CODES = st.sampled_from(["jurist", "planeconoom", "ecoloog"])


@given(st.none() | CODES, st.none() | st.frozensets(CODES, min_size=1))
def test_a_code_is_wrong_only_when_there_is_a_catalogue_without_it(
    functie: str | None, catalogus: frozenset[str] | None
) -> None:
    fouten = rules.functie_fouten(functie, catalogus)
    if functie is None or catalogus is None or functie in catalogus:
        assert fouten == []
    else:
        assert all(code in fouten[0].reden for code in catalogus)


def test_of_many_codes_some_are_named() -> None:
    [fout] = rules.functie_fouten("x", {f"functie-{nr:03}" for nr in range(500)})
    assert fout.reden.endswith("functie-024 en nog 475")


@given(st.lists(st.frozensets(CODES)))
def test_without_a_catalogue_somewhere_nothing_can_be_said(lijst: list[frozenset[str]]) -> None:
    convenanten = [replace(convenantregels.STANDAARD, functies=codes) for codes in lijst]
    samen = convenantregels.catalogus(convenanten)
    assert samen == (frozenset().union(*lijst) if lijst and all(lijst) else None)


def test_the_catalogue_of_the_verband_over_http(
    client: TestClient, recruiter: Vraag, buur: Buur
) -> None:
    functies = [{"code": code, "naam": code, "domein": "x"} for code in ("jurist", "ecoloog")]
    buur.antwoorden[f"/intern/convenanten/{VERBAND}/1"]["functies"] = functies
    pad, headers = f"{BASE}/vacatures", recruiter()
    fout = client.post(pad, headers=headers, json={"titel": "X", "functie": "jurrist"})
    assert fout.status_code == 400
    [een] = fout.json()["invalidParams"]
    assert (een["name"], een["code"]) == ("functie", "onbekend")
    assert een["reason"].endswith("Bekend zijn: ecoloog, jurist")
    leeg = client.post(pad, headers=headers, json={"titel": "X"})
    assert leeg.status_code == 201  # a concept may be unfinished
    een_pad = leeg.headers["Location"]
    assert client.patch(een_pad, headers=headers, json={"functie": "y"}).status_code == 400
    goed = client.patch(een_pad, headers=headers, json={"functie": "ecoloog"})
    assert (goed.status_code, goed.json()["functie"]) == (200, "ecoloog")
    anders = client.patch(een_pad, headers=headers, json={"titel": "Z"})
    assert anders.status_code == 200
