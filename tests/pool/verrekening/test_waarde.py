"""The value statement: every figure follows from rows, every percentage says what it means."""

import csv
import io
from datetime import date
from typing import Any
from uuid import UUID

import docx
import pytest
from pypdf import PdfReader
from sqlalchemy.orm import Session

from services.pool.inhuur import storage as inhuur
from services.pool.inhuur.storage import Opgave
from services.pool.inhuur.tables import Inhuurregel
from services.pool.inzet import opmaak
from services.pool.verrekening import rules
from tests.pool.conftest import AA, BASE, BEE, CEE, DEE, Regio, Vraag
from tests.pool.verrekening.conftest import NA, Verrekenboek

PAD = f"/organisaties/{BEE}/waardeoverzicht?van=2026-09&tot=2026-09"


def vul_in(boek: Verrekenboek) -> None:
    """What Bee entered of 2026: what hiring costs, what it pays, and one hire of each kind."""
    sleutel: dict[str, Any] = {"organisatie": BEE, "jaar": 2026}
    with Session(boek.engine) as tx:
        tarief = {"cent_per_uur": 12_000, "bron": "Raamcontract (verzonnen)"}
        inhuur.set_opgave(tx, Opgave.TARIEF, sleutel | {"functie": "planeconoom"}, tarief, NA)
        jaar = {"loonsom_cent": 6_400_000, "bron": "Proef", "uren_per_fte": 1872, "gedeeld_met": []}
        inhuur.set_opgave(tx, Opgave.JAAR, sleutel, jaar, NA)
        for nr, (soort, kosten) in enumerate((("privaat_met_winst", 2_600_000), ("overheid", 9))):
            tx.add(
                Inhuurregel(
                    organisatie=BEE, kenmerk=f"P{nr}", functie="planeconoom", vorm="zzp",
                    leverancier_soort=soort, uren=100, kosten_cent=kosten, van=date(2026, 1, 1),
                    tot=date(2026, 12, 31), reden="ziekte", zonder_toets="Spoed (verzonnen)",
                    aangemaakt_op=NA,
                )
            )  # fmt: skip
        tx.commit()


@pytest.fixture
def gesloten(boek: Verrekenboek, regio: Regio) -> Verrekenboek:
    """Sixteen hours of a planeconoom at Bee, and two of somebody of whom no function is known."""
    boek.gewerkt(16, behoefte_id=UUID(regio.behoefte(BEE)["id"]))
    boek.gewerkt(2, nr=2)
    boek.sluit()
    return boek


def test_given_received_and_hire_that_was_not_needed(gesloten: Verrekenboek) -> None:
    vul_in(gesloten)
    wat = gesloten.lees(PAD, gesloten.kijkt(BEE))
    assert wat["ontvangen"] == {"uren": 18, "cent": 144_000}
    assert wat["gegeven"] == {"uren": 0, "cent": 0}
    assert wat["zonderTarief"] == {"uren": 2, "cent": 16_000}
    [een] = wat["vermeden"]
    assert (een["functie"], een["uren"], een["cent"]) == ("planeconoom", 16, 64_000)
    assert wat["vermedenCent"] == 64_000
    # Both denominators, each with its definition; a hire from a government does not count.
    aandelen = {een["soort"]: een for een in wat["aandelen"]}
    assert {soort: (een["noemerCent"], een["percentage"]) for soort, een in aandelen.items()} == {
        "loonsom": (6_400_000, 1.0), "loonsom_en_inhuur": (9_000_000, 0.71),
    }  # fmt: skip
    for soort, definitie in rules.DEFINITIES.items():
        assert aandelen[soort]["definitie"] == definitie
    assert rules.INHUURDEFINITIE in wat["definities"]
    # The rows give the sums again.
    assert sum(een["cent"] for een in wat["posten"]) == wat["ontvangen"]["cent"]
    aa = gesloten.lees(PAD.replace(BEE, AA), gesloten.kijkt(AA))
    assert (aa["gegeven"], aa["aandelen"]) == (wat["ontvangen"], [])


def test_what_was_not_entered_is_not_guessed(gesloten: Verrekenboek) -> None:
    wat = gesloten.lees(PAD, gesloten.kijkt(BEE))
    assert (wat["vermeden"], wat["aandelen"], wat["vermedenCent"]) == ([], [], 0)
    assert wat["zonderTarief"] == wat["ontvangen"]
    ander = gesloten.lees(PAD.replace("2026-09", "2026-08"), gesloten.kijkt(BEE))
    assert ander["posten"] == []


def test_the_table_and_the_documents_say_the_same(gesloten: Verrekenboek) -> None:
    vul_in(gesloten)

    def als(soort: str) -> bytes:
        headers = gesloten.kijkt(BEE) | {"Accept": soort}
        answer = gesloten.client.get(f"{BASE}{PAD}", headers=headers)
        assert answer.headers["content-type"].split(";")[0] == soort
        return answer.content

    rijen = list(csv.DictReader(io.StringIO(als("text/csv").decode())))
    vermeden = [een for een in rijen if een["onderdeel"] == "vermeden_inhuur"]
    assert [(een["functie"], een["cent"]) for een in vermeden] == [("planeconoom", "64000")]
    aandelen = [een for een in rijen if een["onderdeel"] == "aandeel"]
    assert all(een["definitie"] for een in aandelen)
    document = docx.Document(io.BytesIO(als(opmaak.DOCX)))
    woord = "\n".join(een.text for een in document.paragraphs)
    pdf = PdfReader(io.BytesIO(als(opmaak.PDF)))
    tekst = " ".join(" ".join(blad.extract_text() for blad in pdf.pages).split())
    for stuk in (" ".join(woord.split()), tekst):
        assert "Ontvangen: 18 uur" in stuk
        assert "€ 640,00" in stuk
        assert "0,71 % van loonsom en externe inhuur samen" in stuk
        assert "Die norm bindt gemeenten niet." in stuk


def test_only_the_own_organisation_reads_it(gesloten: Verrekenboek, ik: Vraag) -> None:
    for wie in (
        gesloten.kijkt(CEE),
        gesloten.kijkt(AA),
        ik(DEE, "secretaris", nu=NA),
        ik(BEE, "medewerker", nu=NA),
    ):
        gesloten.lees(PAD, wie, 404)
    gesloten.lees(PAD.replace("van=2026-09", "van=2026-10"), gesloten.kijkt(BEE), 400)
    gesloten.lees(PAD.replace("van=2026-09", "van=2001-01"), gesloten.kijkt(BEE), 400)
    gesloten.lees(PAD.split("?")[0], gesloten.kijkt(BEE))
