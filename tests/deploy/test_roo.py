"""The export of the register of government organisations, on a small file of our own."""

import os
from pathlib import Path

import pytest
from defusedxml import DefusedXmlException

from deploy import roo
from deploy.cli import organisaties

TOOI = "https://identifier.overheid.nl/tooi/id/"
EXPORT = f"""<?xml version="1.0" encoding="UTF-8"?>
<p:overheidsorganisaties xmlns:p="https://example.org/roo">
 <p:organisaties>
  <p:organisatie p:systeemId="1" p:resourceIdentifierTOOI="{TOOI}gemeente/gm9901">
   <p:naam>Gemeente Aa (verzonnen)</p:naam>
   <p:types><p:type>Gemeente</p:type></p:types>
   <p:identificatiecodes><p:OIN>00000099000000001000</p:OIN></p:identificatiecodes>
   <p:adressen><p:adres><p:postcode>5611 AA</p:postcode><p:plaats>AA</p:plaats></p:adres>
   </p:adressen>
   <p:organisaties>
    <p:organisatie p:systeemId="9"><p:naam>Afdeling</p:naam></p:organisatie>
   </p:organisaties>
  </p:organisatie>
  <p:organisatie p:systeemId="2" p:resourceIdentifierTOOI="{TOOI}so/so9902">
   <p:naam>Samenwerking Bee (verzonnen)</p:naam>
   <p:types><p:type>Regionaal samenwerkingsorgaan</p:type></p:types>
   <p:eindDatum>2026-01-01</p:eindDatum>
   <p:identificatiecodes><p:OIN>00000099000000002000</p:OIN></p:identificatiecodes>
  </p:organisatie>
  <p:organisatie p:systeemId="3" p:resourceIdentifierTOOI="{TOOI}ministerie/mnre9903">
   <p:naam>Ministerie van Proeven</p:naam>
   <p:types><p:type>Ministerie</p:type></p:types>
  </p:organisatie>
  <p:organisatie p:systeemId="4" p:resourceIdentifierTOOI="{TOOI}oorg/oorg9904">
   <p:naam>Iets anders</p:naam>
   <p:types><p:type>Adviescollege</p:type></p:types>
   <p:identificatiecodes><p:OIN>00000099000000004000</p:OIN></p:identificatiecodes>
  </p:organisatie>
 </p:organisaties>
</p:overheidsorganisaties>
"""


def test_employers_become_rows_and_the_rest_does_not(tmp_path: Path) -> None:
    file = tmp_path / "exportOO.xml"
    file.write_text(EXPORT)
    assert list(roo.lees(file)) == [
        (
            "gemeente",
            {
                "tooi": f"{TOOI}gemeente/gm9901",
                "oin": "00000099000000001000",
                "naam": "Gemeente Aa (verzonnen)",
                "cao": "gemeenten",
                "woonplaats": "AA",
                "postcode": "5611 AA",
            },
        ),
        (
            "gemeenschappelijke_regeling",
            {
                "tooi": f"{TOOI}so/so9902",
                "oin": "00000099000000002000",
                "naam": "Samenwerking Bee (verzonnen)",
                "einddatum": "2026-01-01",
            },
        ),
    ]


def test_a_document_with_a_dtd_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "exportOO.xml"
    file.write_text('<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    with pytest.raises(DefusedXmlException):
        list(roo.lees(file))


def test_the_real_export_when_it_is_there() -> None:
    path = os.environ.get("DOORSTROOM_ROO_PAD")
    if path is None:
        pytest.skip("het registerbestand is er niet (DOORSTROOM_ROO_PAD)")
    soorten = [soort for soort, _ in roo.lees(Path(path))]
    assert soorten.count("gemeente") > 300
    assert soorten.count("provincie") == 12


def test_the_command_reads_it_as_any_other_register(tmp_path: Path) -> None:
    file = tmp_path / "exportOO.xml"
    file.write_text(EXPORT)
    assert [row["soort"] for row in organisaties.read(file)] == [
        "gemeente",
        "gemeenschappelijke_regeling",
    ]
    file.write_text("<geen xml")
    with pytest.raises(organisaties.Unreadable):
        organisaties.read(file)
