"""Every document that can come about is accepted by the judges; a broken one is refused."""

import re
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings

from services.pool.flexpool.rules import Leegloopsleutel
from services.pool.uren.rules import Urenregel, Urensoort
from services.pool.verrekening import rules
from services.pool.verrekening.rules import Btwcategorie, Factuur, Factuursoort, Factuurstuk
from services.pool.verrekening.ubl import als_ubl
from tests.pool.conftest import AA, BEE, CEE, VERBAND
from tests.pool.verrekening import oordeel
from tests.pool.verrekening.test_rules import (
    INSTELLING,
    maanden,
    prijzen,
    regel,
    sleutel,
)

# Invented; the numbers have the shape and belong to nobody.
GEGEVENS = {
    oin: rules.Factuurgegevens(
        oin, f"Proefgemeente {naam}", "Verzonnen straat 1", "1000 AA", "Proefstad",
        f"NL99900{nr}000B01", kvk=kvk,
    )
    for nr, (oin, naam, kvk) in enumerate(
        [(AA, "Aa", None), (BEE, "Bee & Zn. <oost>", "00000000"), (CEE, "Cee", None)]
    )
}  # fmt: skip


def stuk(factuur: Factuur, **anders: object) -> Factuurstuk:
    regels = tuple(rules.factuurregels([(een, "2026-W37") for een in factuur.regels], 2100))
    verwijst = ("DS-000001",) if factuur.soort is Factuursoort.CREDITNOTA else ()
    feiten: dict[str, object] = {
        "nummer": rules.nummer(7), "soort": factuur.soort, "maand": "2026-09",
        "datum": date(2026, 10, 2), "vervaldatum": date(2026, 11, 1),
        "verkoper": GEGEVENS[factuur.crediteur], "koper": GEGEVENS[factuur.debiteur],
        "regels": regels, "btw": factuur.btw, "verwijst": verwijst,
        "vrijstelling": INSTELLING.vrijstelling, "buiten_btw": INSTELLING.buiten_btw,
    } | anders  # fmt: skip
    return Factuurstuk(**feiten)  # type: ignore[arg-type]


def stukken(regels: list[Urenregel]) -> list[Factuur]:
    sleutels = {"2026-09": sleutel(Leegloopsleutel.GEBRUIK, b=3, c=2)}
    posten, _ = rules.prijs(regels, prijzen(sleutels=sleutels, samenwerking=True))
    return list(rules.verreken(VERBAND, "2026-09", INSTELLING, posten).facturen)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(maanden())
def test_elk_stuk_van_een_maand_is_goed_volgens_de_norm(regels: list[Urenregel]) -> None:
    for een in stukken(regels):
        assert oordeel.fouten(als_ubl(stuk(een))) == []


@pytest.fixture(scope="module")
def gemengd() -> Factuur:
    """One document with VAT and without."""
    [factuur] = stukken([regel(1), regel(2, inzet=UUID(int=2))])
    assert [een.categorie for een in factuur.btw] == [Btwcategorie.E, Btwcategorie.S]
    return factuur


def test_alle_drie_de_categorieen_met_reden_en_eigen_stuk(gemengd: Factuur) -> None:
    document = als_ubl(stuk(gemengd)).decode()
    assert "<cbc:TaxExemptionReason>Vrijgesteld.</cbc:TaxExemptionReason>" in document
    assert "<cbc:Percent>21.00</cbc:Percent>" in document
    assert 'schemeID="0106">00000000' in document
    assert f'schemeID="0190">{AA}' in document
    [gedeeld, _] = stukken([regel(1, Urensoort.LEEGLOOP)])
    buiten = als_ubl(stuk(gedeeld)).decode()
    assert "Buiten de heffing." in buiten
    assert "NL999" not in buiten, "outside VAT no number of it"
    assert oordeel.fouten(buiten.encode()) == []


def test_met_rekening_en_peppol_is_het_ook_goed(gemengd: Factuur) -> None:
    cijfers = next(n for n in range(2, 99) if rules.iban_klopt(f"NL{n:02}TEST0123456789"))
    met = replace(GEGEVENS[AA], iban=f"NL{cijfers:02}TEST0123456789", peppol_id="0106:00000000")
    document = als_ubl(stuk(gemengd, verkoper=met))
    assert b"<cbc:PaymentMeansCode>58<" in document
    assert oordeel.fouten(document) == []
    assert als_ubl(stuk(gemengd, verkoper=met)) == document


MUTANTEN = {
    "een cent te veel": (rb"(PayableAmount currencyID=\"EUR\">)(\d+)", rb"\g<1>9\g<2>", "BR-CO-16"),
    "ander percentage": (rb"<cbc:Percent>21.00", rb"<cbc:Percent>20.00", "BR-"),
    "zonder nummer": (rb"<cbc:ID>DS-000007</cbc:ID>", rb"", "XSD"),
    "zonder reden": (rb"<cbc:TaxExemptionReason>.*?</cbc:TaxExemptionReason>", rb"", "BR-E-10"),
    "onbekende munt": (rb">EUR</cbc:Doc", rb">EURO</cbc:Doc", "BR-CL-"),
    "zonder plaats": (rb"<cbc:CityName>.*?</cbc:CityName>", rb"", "NL-ADRES"),
    "contant": (rb"PaymentMeansCode>57", rb"PaymentMeansCode>10", "NL-BETAALWIJZE"),
}  # fmt: skip


@pytest.mark.parametrize("naam", MUTANTEN)
def test_een_kapot_stuk_wordt_geweigerd(gemengd: Factuur, naam: str) -> None:
    patroon, nieuw, code = MUTANTEN[naam]
    document, aantal = re.subn(patroon, nieuw, als_ubl(stuk(gemengd)), count=1)
    assert aantal == 1
    assert any(een.startswith(code) for een in oordeel.fouten(document)), oordeel.fouten(document)


def test_een_creditnota_zonder_factuur_wordt_geweigerd() -> None:
    eerder = rules.Urenpost(regel(0), rules.Uurtarief(100, None, "toen"), 0,
                            rules.Btwroute.BELAST_21)  # fmt: skip
    terug = regel(1, kwartieren=-8, correctie_van=regel(0).id)
    posten, _ = rules.prijs([terug], prijzen(eerder={regel(0).id: eerder}))
    [factuur] = rules.verreken(VERBAND, "2026-09", INSTELLING, posten).facturen
    assert oordeel.fouten(als_ubl(stuk(factuur))) == []
    assert oordeel.fouten(als_ubl(stuk(factuur, verwijst=()))) == ["NL-VERWIJZING"]
